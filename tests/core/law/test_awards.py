"""What titles and forms there are on a day, who decides, how much: by the table alone."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kheo.core.errors import NotFound
from kheo.core.law import instrument
from kheo.core.law.awards import AwardSubject, Catalogue, Decider, Sort, award_table, national_awards
from kheo.core.sources import Verified

LAW = national_awards()
NOW = date(2026, 11, 22)
DISTRICTS_END = date(2025, 7, 1)

NEXT_YEAR = """
[[award]]
key = "giay-khen"
name = "Giấy khen"
sort = "form"
subjects = ["collective", "household", "individual"]
rank = 60
standard = "Theo nghị định giả định."
article = "Điều 9"
instrument = "nd-999-2027"
effective_from = 2027-02-01
verified = "READ"
source = "Văn bản giả định để thử"

[[award]]
key = "huy-hieu-xa"
name = "Huy hiệu của xã"
sort = "form"
subjects = ["individual"]
rank = 65
standard = "Theo nghị định giả định."
article = "Điều 10"
instrument = "nd-999-2027"
effective_from = 2027-02-01
verified = "READ"
source = "Văn bản giả định để thử"

[[coefficient]]
award = "giay-khen"
subject = "individual"
value = "0.4"
article = "Điều 11"
instrument = "nd-999-2027"
effective_from = 2027-02-01
verified = "READ"
source = "Văn bản giả định để thử"
"""


def invented(key: str):
    if key != "nd-999-2027":
        return instrument(key)
    return replace(
        instrument("nd-152-2025"), key=key, number="999/2027/NĐ-CP", effective_from=date(2027, 2, 1)
    )


def test_awards_highest_first_and_titles_apart_from_forms() -> None:
    found = LAW.awards(NOW)

    assert [one.rank for one in found] == sorted(one.rank for one in found)
    assert {one.sort for one in found} == {Sort.TITLE, Sort.FORM}
    state = [one for one in found if one.catalogue is Catalogue.STATE]
    assert [one.name for one in state if one.sort is Sort.FORM] == [
        "Bằng khen của Thủ tướng Chính phủ",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        "Giấy khen",
    ]


@pytest.mark.parametrize(
    "key", ["lao-dong-tien-tien", "tap-the-lao-dong-tien-tien", "chien-si-thi-dua-co-so"]
)
def test_power_goes_to_the_commune_the_day_districts_end(key: str) -> None:
    before = LAW.power(key, DISTRICTS_END - timedelta(days=1))
    after = LAW.power(key, DISTRICTS_END)

    assert before is not None
    assert after is not None
    assert (before.by, after.by) == (Decider.DISTRICT_CHAIR, Decider.COMMUNE_CHAIR)
    assert after.law.citation == "Điều 59 Nghị định số 129/2025/NĐ-CP"


def test_award_of_the_old_law_is_told_by_the_old_law() -> None:
    assert LAW.award("giay-khen", date(2023, 10, 2)).law.instrument.key == "luat-15-2003"
    assert LAW.award("giay-khen", date(2024, 1, 1)).law.instrument.key == "luat-06-2022"


def test_award_unknown_on_its_day_is_not_found() -> None:
    with pytest.raises(NotFound) as refusal:
        LAW.award("xa-phuong-dac-khu-tieu-bieu", date(2025, 6, 30))

    assert refusal.value.code == "award-unknown"
    assert "30/06/2025" in str(refusal.value)


def test_table_next_years_decree_is_only_more_rows() -> None:
    table = LAW.laid_over(award_table(tomllib.loads(NEXT_YEAR), invented))
    eve, day = date(2027, 1, 31), date(2027, 2, 1)

    def times(on: date) -> Decimal | None:
        found = table.coefficient("giay-khen", AwardSubject.INDIVIDUAL, on)
        return found.value if found else None

    assert (times(eve), times(day)) == (Decimal("0.3"), Decimal("0.4"))
    assert "Huy hiệu của xã" not in {one.name for one in table.awards(eve)}
    assert "Huy hiệu của xã" in {one.name for one in table.awards(day)}
    assert table.awards(NOW) == LAW.awards(NOW)


def test_table_every_row_names_things_that_are_there() -> None:
    days = [date(2024, 1, 1), date(2025, 7, 1), NOW]
    for on in days:
        for award in LAW.awards(on):
            power = LAW.power(award.key, on)
            assert power is not None, award.key
            assert power.law.holds(on)
            for subject in award.subjects:
                times = LAW.coefficient(award.key, subject, on)
                assert times is None or times.value > 0


def test_award_of_a_law_amended_since_is_unverified_from_that_day() -> None:
    law = LAW.award("giay-khen", NOW).law

    assert law.known(date(2026, 9, 30)) is Verified.SECONDARY
    assert law.known(date(2026, 10, 1)) is Verified.UNVERIFIED
    assert law.source
