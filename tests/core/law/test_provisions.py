"""Rules of procedure by day and place: the nearest layer that may say so is asked first."""

from dataclasses import replace
from datetime import date

import pytest

from kheo.core.errors import InvalidInput
from kheo.core.law.provisions import (
    Level,
    Occasion,
    Provision,
    checked_values,
    matter,
    matters,
    merged,
    national_provisions,
    presets,
)

NOW = date(2026, 11, 22)
BAC_NINH = presets()[0]


def local(key: str, level: Level, number: int = 1, award: str = "giay-khen", **values: object) -> Provision:
    law = replace(BAC_NINH.provisions[0].law, effective_from=date(2026, 1, 1))
    return Provision(key, award, Occasion.ANY, values, law, level, number)


def test_merged_without_local_rules_is_the_national_default_with_its_source() -> None:
    found = merged("time", "giay-khen", Occasion.CAMPAIGN, NOW)

    assert found is not None
    assert found["working_days"] == 10
    assert "tỉnh chưa đọc" in found.law.source


def test_merged_sudden_occasion_has_its_own_dossier() -> None:
    usual = merged("dossier", "giay-khen", Occasion.CAMPAIGN, NOW)
    sudden = merged("dossier", "giay-khen", Occasion.SUDDEN, NOW)

    assert usual is not None
    assert sudden is not None
    assert len(usual["parts"]) == 4
    assert len(sudden["parts"]) == 2


def test_merged_province_lies_over_the_nation_and_the_commune_over_the_province() -> None:
    province = local("time", Level.PROVINCE, working_days=8)
    commune = local("time", Level.COMMUNE, 2, working_days=5)

    def days(*rows: Provision) -> object:
        found = merged("time", "giay-khen", Occasion.CAMPAIGN, NOW, rows)
        return found["working_days"] if found else None

    assert (days(), days(province), days(province, commune)) == (10, 8, 5)


def test_merged_local_general_rule_goes_before_the_nations_particular_one() -> None:
    everywhere = local("council", Level.COMMUNE, award="", asked=True)

    found = merged("council", "giay-khen", Occasion.SUDDEN, NOW, [everywhere])

    assert found is not None
    assert found["asked"] is True


@pytest.mark.parametrize("key", ["return", "fund", "ceremony"])
def test_merged_local_rule_beyond_its_competence_changes_nothing(key: str) -> None:
    values = dict.fromkeys(matter(key).fields, "khác")
    theirs = local(key, Level.COMMUNE, award="", **values)

    assert merged(key, "", Occasion.ANY, NOW, [theirs]) == merged(key, "", Occasion.ANY, NOW)


def test_merged_rule_corrected_later_keeps_what_held_before() -> None:
    old = local("time", Level.COMMUNE, 1, working_days=5)
    new = replace(
        old, values={"working_days": 7}, number=2, law=replace(old.law, effective_from=date(2026, 6, 1))
    )

    def days(on: date) -> object:
        found = merged("time", "giay-khen", Occasion.ANY, on, [new, old])
        return found["working_days"] if found else None

    assert [days(date(2025, 12, 31)), days(date(2026, 5, 31)), days(NOW)] == [10, 5, 7]


def test_merged_after_the_decree_ended_says_nothing() -> None:
    assert merged("time", "giay-khen", Occasion.ANY, date(2027, 3, 1)) is None


def test_preset_of_a_province_fits_the_matters_it_may_set() -> None:
    for one in BAC_NINH.provisions:
        assert Level.PROVINCE in matter(one.matter).local
        assert checked_values(one.matter, one.values) == dict(one.values)
    assert BAC_NINH.paper.name == "Quyết định số 86/2025/QĐ-UBND"


def test_national_rows_have_the_values_their_matters_ask_for() -> None:
    for one in national_provisions():
        assert checked_values(one.matter, one.values) == dict(one.values)


@pytest.mark.parametrize(
    ("key", "typed", "field"),
    [
        ("dossier", {"parts": " \n- ", "copies": "1"}, "parts"),
        ("dossier", {"parts": "Tờ trình", "copies": "một"}, "copies"),
        ("time", {"working_days": "-3"}, "working_days"),
        ("time", {"working_days": "²"}, "working_days"),
        ("condition", {}, "text"),
    ],
)
def test_checked_values_wrong_one_is_refused_at_its_field(
    key: str, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_values(key, typed)

    assert refusal.value.field == field


def test_matters_a_local_level_may_set_say_by_what_text() -> None:
    for one in matters().values():
        assert bool(one.allowed_by) is bool(one.local)
