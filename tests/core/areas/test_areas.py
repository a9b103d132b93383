import csv
import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kheo.core.areas import AreaKind, AreaVersion, all_area_versions, areas_on
from tools import make_areas

JULY_2025 = date(2025, 7, 1)
DONG_NAI_CITY = date(2026, 4, 30)
NEW_WARDS = {
    "25270": "Phường Lộc Ninh",
    "25357": "Phường Tân Khai",
    "25363": "Phường Đồng Phú",
    "26116": "Phường Tân Phú",
    "26170": "Phường Trị An",
    "26248": "Phường Trảng Bom",
    "26326": "Phường Dầu Giây",
    "26368": "Phường Long Thành",
    "26425": "Phường Xuân Lộc",
    "26485": "Phường Nhơn Trạch",
}


def counts(on: date) -> dict[str, int]:
    return dict(Counter(area.kind.word for area in areas_on(on)))


def by_code(on: date) -> dict[str, AreaVersion]:
    return {area.code: area for area in areas_on(on)}


@pytest.mark.parametrize("on", [JULY_2025, date(2026, 4, 29)])
def test_areas_on_first_state_has_the_published_counts(on: date) -> None:
    assert counts(on) == {"tỉnh": 28, "thành phố": 6, "xã": 2621, "phường": 687, "đặc khu": 13}


@pytest.mark.parametrize("on", [DONG_NAI_CITY, date(2026, 11, 22)])
def test_areas_on_after_the_change_ten_communes_are_wards(on: date) -> None:
    assert counts(on) == {"tỉnh": 27, "thành phố": 7, "xã": 2611, "phường": 697, "đặc khu": 13}


def test_areas_on_before_the_reform_is_empty() -> None:
    assert areas_on(date(2025, 6, 30)) == ()


def test_areas_on_dong_nai_keeps_codes_and_changes_kind() -> None:
    before, after = by_code(date(2026, 4, 29)), by_code(DONG_NAI_CITY)

    assert (before["75"].full_name, after["75"].full_name) == ("Tỉnh Đồng Nai", "Thành phố Đồng Nai")
    assert {code: after[code].full_name for code in NEW_WARDS} == NEW_WARDS
    assert {before[code].kind for code in NEW_WARDS} == {AreaKind.COMMUNE}
    assert {after[code].province_code for code in NEW_WARDS} == {"75"}
    assert {code for code in after if after[code] != before[code]} == {*NEW_WARDS, "75"}


@pytest.mark.parametrize("on", [JULY_2025, DONG_NAI_CITY])
def test_areas_on_codes_are_unique_text_and_every_province_exists(on: date) -> None:
    areas = areas_on(on)
    provinces = {area.code for area in areas if area.kind.is_provincial}

    assert len({area.code for area in areas}) == len(areas) == 3355
    assert all(area.code.isdigit() for area in areas)
    assert {len(area.code) for area in areas if area.kind.is_provincial} == {2}
    assert {len(area.code) for area in areas if not area.kind.is_provincial} == {5}
    assert {area.province_code for area in areas if not area.kind.is_provincial} == provinces
    assert {area.province_code for area in areas if area.kind.is_provincial} == {""}
    assert by_code(on)["00004"].full_name == "Phường Ba Đình"


def test_all_area_versions_histories_join_without_gap() -> None:
    histories: dict[str, list[AreaVersion]] = {}
    for version in all_area_versions():
        histories.setdefault(version.code, []).append(version)

    assert Counter(map(len, histories.values())) == {1: 3344, 2: 11}
    for history in histories.values():
        assert history[0].valid_from == JULY_2025
        assert [version.valid_to for version in history] == [v.valid_from for v in history[1:]] + [None]
        assert all(version.source for version in history)


def test_all_area_versions_two_codes_are_marked_unverified() -> None:
    unsure = {(area.name, area.note) for area in all_area_versions() if not area.code_verified}

    assert unsure == {
        ("Ba Chẽ", "mã chưa xác minh: 06970 hoặc 06978"),
        ("Ia Mơ", "mã chưa xác minh: 23737 hoặc 23938"),
    }


def test_areas_names_are_nfc_with_official_tones_and_straight_apostrophes() -> None:
    names = [area.name for area in all_area_versions()]

    assert [name for name in names if make_areas.official_tones(name) != name] == []
    assert [name for name in names if " ".join(unicodedata.normalize("NFC", name).split()) != name] == []
    assert {char for name in names for char in name if not char.isalnum()} == {" ", "-", "'"}
    assert {"Thanh Hóa", "Khánh Hòa", "Cư M'gar"} <= set(names)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Thanh Hoá", "Thanh Hóa"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("THUỶ", "THUỶ"),  # capitals of a heading are left alone: no name is written so
        ("Khoẻ", "Khỏe"),
        ("Quý Hoà", "Quý Hòa"),
        ("Quỳnh Phụ", "Quỳnh Phụ"),
        ("Hoàn Kiếm", "Hoàn Kiếm"),
        ("Toại Thuỵ", "Toại Thụy"),
        ("Hoặc Hoằng", "Hoặc Hoằng"),
    ],
)
def test_official_tones_move_only_in_open_syllables(written: str, official: str) -> None:
    assert make_areas.official_tones(written) == unicodedata.normalize("NFC", official)


def published(wards: list[dict[str, str]]) -> list[dict[str, object]]:
    provinces = [
        {"province_code": "38", "name": "Thanh Hoá"},
        {"province_code": "46", "name": "Thành phố Huế"},
    ]
    return [
        {"type": "header"},
        {"type": "table", "name": "provinces", "data": provinces},
        {"type": "table", "name": "wards", "data": wards},
    ]


def test_make_areas_rows_are_split_tidied_and_sorted() -> None:
    tables = {
        str(part["name"]): part["data"]
        for part in published(
            [
                {"ward_code": "20014", "name": "Phường  Hoá Châu", "province_code": "46"},
                {"ward_code": "14800", "name": "Xã M’Gar", "province_code": "38"},
            ]
        )[1:]
    }

    assert make_areas.rows_of(tables) == [
        ("38", "province", "Thanh Hóa", ""),
        ("46", "city", "Huế", ""),
        ("14800", "commune", "M'Gar", "38"),
        ("20014", "ward", "Hóa Châu", "46"),
    ]


def test_make_areas_incomplete_package_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "address.json", tmp_path / "areas.csv"
    source.write_text(json.dumps(published([])), encoding="utf-8")
    monkeypatch.setattr(make_areas, "TARGET", target)
    monkeypatch.setattr("sys.argv", ["make_areas.py", str(source)])

    with pytest.raises(ValueError, match="counts differ"):
        make_areas.main()

    assert not target.exists()


def test_make_areas_check_wrong_province_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_areas, "EXPECTED", {"province": 1, "ward": 1})

    with pytest.raises(ValueError, match="wrong code or province"):
        make_areas.check([("38", "province", "Thanh Hóa", ""), ("20014", "ward", "Hóa Châu", "46")])


def test_areas_table_passes_its_own_maker_check() -> None:
    with make_areas.TARGET.open(encoding="utf-8", newline="") as table:
        rows = [tuple(row) for row in csv.reader(table)][1:]

    make_areas.check(rows)
    assert len(rows) == 3355
