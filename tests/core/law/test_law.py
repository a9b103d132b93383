from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from kheo.core.errors import NotFound
from kheo.core.law import Rule, instrument, instruments, instruments_in_force, rule, rules_in_force
from kheo.core.sources import Verified

SAMPLE_DAYS = [date(2024, 1, 1) + timedelta(days=30 * n) for n in range(40)]


def every_rule() -> list[Rule]:
    return sorted(
        {one for on in [date(2019, 1, 1), *SAMPLE_DAYS] for one in rules_in_force(on)},
        key=lambda one: (one.key, one.effective_from),
    )


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2025, 6, 30), {"nd-98-2023"}),
        (date(2025, 7, 1), {"nd-152-2025"}),
        (date(2027, 2, 28), {"nd-152-2025"}),
        (date(2027, 3, 1), set()),
    ],
)
def test_instruments_in_force_decree_changes_on_the_day(on: date, in_force: set[str]) -> None:
    decrees = {"nd-98-2023", "nd-152-2025"}

    assert {one.key for one in instruments_in_force(on)} & decrees == in_force


def test_instruments_in_force_amending_law_joins_and_the_amended_one_stays() -> None:
    before = {one.key for one in instruments_in_force(date(2026, 9, 30))}
    after = {one.key for one in instruments_in_force(date(2026, 10, 1))}

    assert after - before == {"luat-06-2026"}
    assert instrument("luat-06-2022").amended_by == ("luat-06-2026",)


def test_instrument_name_is_the_way_papers_cite_it() -> None:
    assert instrument("luat-06-2022").name == "Luật Thi đua, khen thưởng số 06/2022/QH15"
    assert instrument("nd-30-2020").name == "Nghị định số 30/2020/NĐ-CP"
    assert instrument("hd-05-vptw").name == "Hướng dẫn số 05-HD/VPTW"


def test_instrument_unknown_key_is_not_found() -> None:
    with pytest.raises(NotFound) as refusal:
        instrument("luat-99-1999")

    assert refusal.value.code == "instrument-unknown"
    assert "luat-99-1999" in str(refusal.value)


def test_rule_voluntary_emulation_is_unverified_once_the_law_was_amended() -> None:
    before = rule("voluntary-emulation", date(2026, 9, 30))
    after = rule("voluntary-emulation", date(2026, 10, 1))

    assert before.citation == "khoản 1 Điều 5 Luật Thi đua, khen thưởng số 06/2022/QH15"
    assert (before.verified, after.verified) == (Verified.SECONDARY, Verified.UNVERIFIED)


def test_rule_personal_data_follows_the_law_of_the_day() -> None:
    assert rule("personal-data-minimum", date(2025, 12, 31)).instrument.key == "nd-13-2023"
    assert rule("personal-data-minimum", date(2026, 1, 1)).instrument.key == "luat-91-2025"


def test_rule_party_paper_form_changes_with_the_guidance() -> None:
    assert rule("party-paper-form", date(2026, 5, 26)).citation == "Hướng dẫn số 36-HD/VPTW"
    assert rule("party-paper-form", date(2026, 5, 27)).citation == "Hướng dẫn số 05-HD/VPTW"


@pytest.mark.parametrize(
    ("key", "on"), [("voluntary-emulation", date(2023, 12, 31)), ("no-such-rule", date(2026, 1, 1))]
)
def test_rule_none_in_force_is_not_found(key: str, on: date) -> None:
    with pytest.raises(NotFound) as refusal:
        rule(key, on)

    assert refusal.value.code == "rule-unknown"
    assert f"{on:%d/%m/%Y}" in str(refusal.value)


@pytest.mark.parametrize(
    "key",
    ["voluntary-emulation", "personal-data-minimum", "voluntary-contributions", "publish-contributions"],
)
def test_rule_shown_on_pages_stands_today(key: str) -> None:
    shown = rule(key, date(2026, 11, 22))

    assert shown.text.endswith(".")
    assert shown.title
    assert shown.instrument in instruments_in_force(date(2026, 11, 22))


def test_law_tables_instruments_are_whole_and_successors_follow_at_once() -> None:
    found = instruments()

    assert len({(one.kind, one.number) for one in found}) == len(found)
    for one in found:
        assert one.signed_on <= one.effective_from
        assert one.source
        assert (one.effective_to is None) or one.effective_to > one.effective_from
        assert [instrument(key).effective_from > one.effective_from for key in one.amended_by] == [
            True
        ] * len(one.amended_by)
        if one.replaced_by:
            assert instrument(one.replaced_by).effective_from == one.effective_to


def test_law_tables_rules_lie_within_their_instrument_and_do_not_overlap() -> None:
    found = every_rule()

    for one in found:
        assert one.effective_from >= one.instrument.effective_from
        assert one.source
        if one.instrument.effective_to:
            assert one.effective_to
            assert one.effective_to <= one.instrument.effective_to
    for _, versions in groupby(found, key=lambda one: one.key):
        for earlier, later in pairwise(versions):
            assert earlier.effective_to == later.effective_from
