"""The Party's and the Front's catalogues: their own issuers and money; nothing counted that nobody has read."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput, NotFound
from kheo.core.law.awards import AwardSubject, Catalogue, Decider, award_table, national_awards
from kheo.core.law.cli import main
from kheo.core.prizes import prize
from kheo.core.sources import Verified

LAW = national_awards()
NOW = date(2026, 11, 22)
DAYS = st.dates(date(2025, 7, 1), date(2030, 12, 31))
OTHERS = [one for one in LAW.awards(NOW) if one.catalogue is not Catalogue.STATE]
OF = {
    Catalogue.STATE: {
        Decider.COMMUNE_CHAIR,
        Decider.DISTRICT_CHAIR,
        Decider.PROVINCE_CHAIR,
        Decider.PROVINCE_COMMITTEE,
        Decider.PRIME_MINISTER,
    },
    Catalogue.PARTY: {Decider.COMMUNE_PARTY, Decider.PROVINCE_PARTY},
    Catalogue.FRONT: {Decider.COMMUNE_FRONT, Decider.PROVINCE_FRONT},
}

READ_LATER = """
[[money]]
catalogue = "party"
counted = true
fund = "nguồn giả định"
met_by = "Ban Thường vụ Đảng ủy"
instrument = "hd-56-vptw"
effective_from = 2027-01-01
verified = "READ"
source = "Văn bản giả định để thử"

[[coefficient]]
award = "giay-khen-dang-uy"
subject = "individual"
value = "0.3"
instrument = "hd-56-vptw"
effective_from = 2027-01-01
verified = "READ"
source = "Văn bản giả định để thử"
"""


@given(DAYS)
def test_who_decides_belongs_to_the_catalogue_on_every_day(on):
    for one in LAW.awards(on):
        power = LAW.power(one.key, on)
        assert power is None or power.by in OF[one.catalogue], one.key


@given(DAYS, st.sampled_from(OTHERS), st.sampled_from(AwardSubject))
def test_no_prize_of_party_or_front_is_ever_counted_by_the_states_table(on, award, subject):
    with pytest.raises((NotFound, InvalidInput)) as refused:
        prize(award.key, subject, on)

    assert refused.value.code in {"prize-written", "award-subject"}


def test_every_row_of_party_and_front_says_that_nobody_read_it():
    assert OTHERS
    for one in OTHERS:
        power, money = LAW.power(one.key, NOW), LAW.money(one.catalogue, NOW)
        assert {one.law.known(NOW), power.law.known(NOW), money.law.known(NOW)} == {Verified.UNVERIFIED}


def test_a_text_that_is_read_later_is_further_rows():
    law = LAW.laid_over(award_table(tomllib.loads(READ_LATER)))

    assert prize("giay-khen-dang-uy", AwardSubject.INDIVIDUAL, date(2027, 1, 1), law).dong == 760_000
    with pytest.raises(NotFound):
        prize("giay-khen-dang-uy", AwardSubject.INDIVIDUAL, date(2026, 12, 31), law)


def test_the_command_knows_the_forms_and_says_why_there_is_no_sum(capsys):
    assert main(["prize", "giay-khen-dang-uy", "individual"], NOW) == 2
    said = capsys.readouterr().out
    assert "khen thưởng của Đảng" in said
    assert "56-HD/VPTW: chưa xác minh" in said
    assert main(["prize", "giay-khen-mttq", "household"], NOW) == 2
    assert "Mặt trận" in capsys.readouterr().out
    assert main(["in-force"], NOW) == 0
    assert "cơ quan ra quyết định ghi, kèm văn bản quy định mức" in capsys.readouterr().out
