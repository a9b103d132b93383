"""The book of contributions: totals that hold, corrections that leave a trace, refusals in words."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kheo.audit import public as audit
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TransitionNotAllowed
from kheo.notices.models import Notice
from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Shown, What
from kheo.progress.models import Drive, HouseholdDecision, LedgerEntry, NamedGiver
from kheo.progress.selectors import contributions as selectors
from kheo.progress.services import contributions, deciding_together
from tests.factories import NOON
from tests.factories.registrations import sent
from tests.progress.books import DAY, decision, entry, goods, pen, shown, spending, world_with_book


@pytest.fixture
def world(db):
    return world_with_book()


@pytest.fixture
def helping(db):
    return world_with_book(Purpose.HARDSHIP)


def totals(world):
    return selectors.totals_of([world.drive.pk])[world.drive.pk]


def test_totals_add_up_money_labour_land_and_goods(world):
    entry(world, What.MONEY, 45_000_000)
    entry(world, What.MONEY, 5_000_000)
    spending(world, 12_500_000)
    entry(world, What.LABOUR, 96)
    entry(world, What.LAND, 120, gift_signed_on=date(2026, 1, 25))
    goods(world, 100)
    goods(world, 40, direction=Direction.SPENT, spent_for="đổ mặt đường")

    found = totals(world)

    assert (found.received, found.spent, found.left) == (50_000_000, 12_500_000, 37_500_000)
    assert (found.labour, found.land, found.goods_value) == (96, 120, 8_500_000)
    assert [(one.name, one.left) for one in found.goods_lines] == [("xi măng", 60)]


def test_land_counts_only_once_the_written_gift_is_signed(world):
    waiting = entry(world, What.LAND, 120)
    before = totals(world)

    again = pen(world, corrects=waiting.pk, reason="đã có văn bản tự nguyện đủ chữ ký")
    entry(world, What.LAND, 120, by_pen=again, gift_signed_on=date(2026, 1, 31))
    after = totals(world)

    assert (before.land, before.land_pending, before.land_pending_count) == (0, 120, 1)
    assert (after.land, after.land_pending_count) == (120, 0)


def test_correction_is_a_new_row_and_the_old_one_stays(world):
    wrong = entry(world, What.MONEY, 45_000_000)

    right = entry(
        world, What.MONEY, 4_500_000, by_pen=pen(world, corrects=wrong.pk, reason="thừa một chữ số 0")
    )

    wrong.refresh_from_db()
    assert (wrong.amount, wrong.corrected_by, right.reason) == (45_000_000, right, "thừa một chữ số 0")
    assert totals(world).received == 4_500_000


def test_void_correction_takes_the_row_out_of_the_totals(world):
    twice = entry(world, What.MONEY, 45_000_000)

    entry(world, What.MONEY, 0, by_pen=pen(world, corrects=twice.pk, reason="ghi hai lần", is_void=True))

    assert totals(world).received == 0
    assert [one.pk for one in selectors.book_of(world.drive).entries] == [twice.pk]


def test_correction_without_a_reason_is_refused(world):
    wrong = entry(world, What.MONEY, 45_000_000)

    with pytest.raises(InvalidInput) as refusal:
        entry(world, What.MONEY, 1, by_pen=pen(world, corrects=wrong.pk, reason="  "))

    assert (refusal.value.code, refusal.value.field) == ("reason-missing", "reason")


def test_row_corrected_already_is_not_corrected_again(world):
    wrong = entry(world, What.MONEY, 45_000_000)
    entry(world, What.MONEY, 5, by_pen=pen(world, corrects=wrong.pk, reason="ghi nhầm"))

    with pytest.raises(Conflict):
        entry(world, What.MONEY, 6, by_pen=pen(world, corrects=wrong.pk, reason="ghi nhầm"))


def test_ledger_is_append_only_in_the_database_itself(world):
    row = entry(world, What.MONEY, 45_000_000)

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.filter(pk=row.pk).update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.filter(pk=row.pk).delete()


def test_same_form_sent_twice_is_one_entry(world):
    same = pen(world)

    first, second = (entry(world, What.MONEY, 5_000_000, by_pen=same) for _ in range(2))

    assert first == second
    assert totals(world).received == 5_000_000


@pytest.mark.parametrize(
    ("what", "amount", "facts", "expected"),
    [
        (What.MONEY, -5_000_000, {}, ("not-positive", "amount")),
        (What.MONEY, 0, {}, ("not-positive", "amount")),
        (What.MONEY, 10**15, {}, ("too-large", "amount")),
        (What.LAND, 10**7, {}, ("too-large", "amount")),
        (What.LABOUR, 10**6, {}, ("too-large", "amount")),
        (What.MONEY, 5, {"on": date(2026, 2, 3)}, ("day-in-future", "on")),
        (What.MONEY, 5, {"on": date(2016, 1, 3)}, ("day-too-early", "on")),
        (What.MONEY, 5, {"on": None}, ("day-missing", "on")),
        (What.LAND, 5, {"gift_signed_on": date(2027, 1, 1)}, ("day-in-future", "gift_signed_on")),
        (What.GOODS, 5, {"unit": "bao"}, ("goods-missing", "goods")),
        (What.GOODS, 5, {"goods": "cát", "unit": "m³"}, ("not-positive", "value")),
        (What.GOODS, 5, {"goods": "cát", "unit": "m³", "value": 9}, ("valued_by-missing", "valued_by")),
        (What.GOODS, 5, {"goods": "gạo nhà bà Lan", "unit": "kg"}, ("person-named", "goods")),
        (What.LABOUR, 5, {"direction": Direction.SPENT}, ("not-spendable", "what")),
        (What.MONEY, 5, {"direction": Direction.SPENT}, ("spent_for-missing", "spent_for")),
    ],
)
def test_entry_that_cannot_be_is_refused_at_its_field(world, what, amount, facts, expected):
    with pytest.raises(InvalidInput) as refusal:
        entry(world, what, amount, **facts)

    assert (refusal.value.code, refusal.value.field) == expected
    assert LedgerEntry.objects.count() == 0


def test_spending_more_than_was_received_is_refused_and_nothing_is_written(world):
    entry(world, What.MONEY, 5_000_000)

    with pytest.raises(InvalidInput) as refusal:
        spending(world, 5_000_001)

    assert refusal.value.code == "spent-beyond-received"
    assert totals(world).spent == 0


def test_correcting_a_receipt_below_what_was_spent_is_refused(world):
    money = entry(world, What.MONEY, 5_000_000)
    spending(world, 4_000_000)

    with pytest.raises(InvalidInput):
        entry(world, What.MONEY, 3_000_000, by_pen=pen(world, corrects=money.pk, reason="đếm lại"))

    assert totals(world).received == 5_000_000


def test_goods_are_spent_by_name_whatever_the_letters(world):
    goods(world, 10, name="Xi măng")

    with pytest.raises(InvalidInput) as refusal:
        goods(world, 11, direction=Direction.SPENT, spent_for="đổ mặt đường")

    assert refusal.value.params["what"] == "Xi măng"


def test_officer_writes_in_the_units_name_and_the_unit_is_told(world):
    row = entry(world, What.MONEY, 5_000_000, by_pen=pen(world, by=world.officer))

    assert row.entered_for_unit
    assert Notice.objects.filter(unit=world.place.hamlets[0], title__contains="sổ đóng góp").count() == 1


@pytest.mark.parametrize("who", ["neighbour", "viewer"])
def test_others_do_not_write(world, who):
    with pytest.raises(NotAllowed):
        entry(world, What.MONEY, 5, by_pen=pen(world, by=getattr(world, who)))


def test_neighbour_does_not_see_the_book(world):
    with pytest.raises(NotFound):
        selectors.drive_for(world.neighbour, world.drive.pk, DAY)


def test_book_begins_only_for_a_received_registration(world):
    waiting = sent(world.running, world.place.hamlets[0], world.contact, title="Sạch ngõ").registration

    with pytest.raises(TransitionNotAllowed):
        contributions.open_drive(waiting, purpose=Purpose.WORKS, matter="Ngõ", by=world.contact, at=NOON)


def test_book_opened_twice_is_one(world):
    again = contributions.open_drive(
        world.registration, purpose=Purpose.WORKS, matter="Khác", by=world.contact, at=NOON
    )

    assert (again, again.matter) == (world.drive, "Bê tông hóa đường xóm, dài 300 m")


def test_decision_total_is_fixed_when_the_asking_begins(world):
    row = decision(world, agreeing=None)
    result = {"decided_on": date(2026, 1, 21), "present": 70, "agreeing": 81}

    with pytest.raises(InvalidInput) as refusal:
        deciding_together.record_result(world.drive.pk, row.pk, pen=pen(world), **result)

    assert refusal.value.code == "agreeing-beyond-total"
    row.refresh_from_db()
    assert (row.total, row.agreeing) == (80, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agreeing": -1}, "agreeing-beyond-total"),
        ({"agreeing": None}, "agreeing-beyond-total"),
        ({"present": 81}, "present-beyond-total"),
        ({"present": None}, "present-beyond-total"),
        ({"agreeing": 71}, "agreeing-beyond-present"),
        ({"decided_on": date(2026, 1, 19)}, "decided-before-opened"),
        ({"decided_on": date(2026, 3, 1)}, "day-in-future"),
    ],
)
def test_result_that_cannot_be_is_refused(world, changes, code):
    row = decision(world, agreeing=None)
    result = {"decided_on": date(2026, 1, 21), "present": 70, "agreeing": 60} | changes

    with pytest.raises(InvalidInput) as refusal:
        deciding_together.record_result(world.drive.pk, row.pk, pen=pen(world), **result)

    assert refusal.value.code == code


def test_result_is_given_once_and_corrected_by_a_new_decision(world):
    row = decision(world)
    with pytest.raises(Conflict):
        deciding_together.record_result(
            world.drive.pk, row.pk, decided_on=DAY, present=70, agreeing=70, pen=pen(world)
        )

    decision(world, total=82, by_pen=pen(world, corrects=row.pk, reason="thiếu hai hộ mới tách"))

    found = selectors.current(HouseholdDecision.objects.filter(drive=world.drive)).get()
    assert (found.total, found.agreeing) == (82, 61)


@pytest.mark.parametrize("total", [0, -3, 10**6])
def test_absurd_number_of_households_is_refused(world, total):
    with pytest.raises(InvalidInput):
        decision(world, total=total)


def test_posting_is_taken_down_once(world):
    row = shown(world, Shown.DECISION)

    row = deciding_together.take_down(world.drive.pk, row.pk, until=date(2026, 2, 1), pen=pen(world))

    assert row.until == date(2026, 2, 1)
    with pytest.raises(Conflict):
        deciding_together.take_down(world.drive.pk, row.pk, until=DAY, pen=pen(world))


def test_only_postings_have_a_last_day(world):
    with pytest.raises(InvalidInput) as refusal:
        shown(world, Shown.DECISION, Channel.WEBSITE, until=DAY)

    assert refusal.value.field == "until"


def test_help_for_people_counts_who_received_and_knows_nothing_of_them(helping):
    entry(helping, What.MONEY, 6_000_000)
    row = spending(helping, 4_000_000, people=3, spent_for="cho cháu bị bệnh ở cuối xóm")

    assert (row.people, row.spent_for) == (3, "")
    assert totals(helping).people == 3
    with pytest.raises(InvalidInput) as refusal:
        spending(helping, 1_000_000, people=None)
    assert refusal.value.field == "people"


def test_help_for_people_has_no_words_about_them_and_no_vote(helping):
    assert helping.drive.matter == ""
    with pytest.raises(InvalidInput):
        decision(helping)


def test_giver_is_named_only_with_the_day_of_the_written_wish(world):
    with pytest.raises(InvalidInput) as refusal:
        contributions.name_giver(
            world.drive.pk, name="Ông Lường Văn Mẫu", wished_on=None, token=uuid4(), by=world.contact, at=NOON
        )

    assert refusal.value.field == "wished_on"
    assert NamedGiver.objects.count() == 0


def test_giver_who_takes_the_wish_back_leaves_no_name_anywhere(world):
    giver = contributions.name_giver(
        world.drive.pk, name="Ông Lường Văn Mẫu", wished_on=DAY, token=uuid4(), by=world.contact, at=NOON
    )

    contributions.forget_giver(world.drive.pk, giver.pk, by=world.contact, at=NOON)

    assert NamedGiver.objects.count() == 0
    trail = [str(event.details) for event in audit.history(world.drive)]
    assert len(trail) == 3
    assert not [one for one in trail if "Lường" in one]


def test_rounds_totals_are_those_of_its_books_by_purpose(world):
    decision(world)
    wrong = entry(world, What.MONEY, 45_000_000)
    entry(world, What.MONEY, 4_500_000, by_pen=pen(world, corrects=wrong.pk, reason="thừa một chữ số 0"))
    twice = entry(world, What.LABOUR, 9)
    entry(world, What.LABOUR, 0, by_pen=pen(world, corrects=twice.pk, reason="ghi hai lần", is_void=True))
    entry(world, What.LAND, 50)
    entry(world, What.LAND, 120, gift_signed_on=DAY)
    goods(world, 100)
    spending(world, 1_000_000)

    whole = selectors.whole_of(world.round.pk)

    books, found = whole[Purpose.WORKS]
    assert (books, found.received, found.spent, found.land) == (1, 4_500_000, 1_000_000, 120)
    assert (found.labour, found.goods_value) == (0, 8_500_000)
    assert found.left == totals(world).left
    assert whole[Purpose.HARDSHIP][0] == 0


def test_first_entry_day_is_known_for_what_the_law_asks(world):
    decision(world)
    entry(world, What.MONEY, 5, on=date(2026, 1, 10))
    entry(world, What.LABOUR, Decimal("7.5"), on=date(2026, 1, 12))

    found = totals(world)

    assert (found.first_received_on, found.last_entry_on) == (date(2026, 1, 10), date(2026, 1, 12))
    line = selectors.lines_of(list(selectors.with_drives(world.round.pk, DAY)), DAY)[0]
    assert line.missing > 0
    assert Drive.objects.count() == 1
