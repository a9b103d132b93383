"""Sending: in time to the second, once for one id, every fault at its field."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kheo.audit import public as audit
from kheo.campaigns.models import CampaignParticipant
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal
from kheo.core.timetable.words import say_until
from kheo.notices.models import Notice
from kheo.registrations.models import Indicator, Initiative, Receipt, Registration
from kheo.registrations.services.deciding import accept, return_
from kheo.registrations.services.drafts import save_draft
from kheo.registrations.services.sending import submit
from tests.factories import NOON
from tests.factories.campaigns import CLOSES_AT, extension, running_campaign
from tests.factories.registrations import accepted, filled, sent

SECOND = timedelta(seconds=1)


def test_submit_fills_the_typed_columns(world):
    fields = filled(
        world.running,
        starts_on="20/01/2026",
        ends_on="2026-12-15",
        launch_on="3/2/2026",
        aims="Đường sáng mỗi tối",
        **{"step-0-name": "Họp xóm", "step-0-due": "01/03/2026", "step-1-name": "Lắp đèn"},
    )

    receipt = submit(
        uuid4(), fields=fields, revision=0, round_=world.round, unit=world.hamlet, by=world.contact, at=NOON
    )

    row = Registration.objects.get()
    assert receipt.registration == row
    assert (row.state, row.title, row.title_folded) == (
        "submitted",
        "Thắp sáng đường quê",
        "thap sang duong que",
    )
    assert (row.starts_on, row.ends_on, row.launch_on) == (
        date(2026, 1, 20),
        date(2026, 12, 15),
        date(2026, 2, 3),
    )
    assert (row.lead.kind, row.lead.name, row.sector) == (
        "collective",
        "Ban công tác Mặt trận xóm 1",
        world.running.sectors[1],
    )
    assert (row.submitted_at, row.submitted_by, row.is_late) == (NOON, world.contact, False)
    measures = Indicator.objects.filter(kind="measure").values_list("name", "target", "unit")
    assert list(measures) == [("Đèn đường lắp mới", Decimal(15), "bóng")]
    steps = Indicator.objects.filter(kind="step").order_by("position").values_list("name", "due_on")
    assert list(steps) == [("Họp xóm", date(2026, 3, 1)), ("Lắp đèn", None)]
    assert audit.history(row).last().details["code"] == receipt.code


def faults_of(world, **changes):
    with pytest.raises(InvalidInput) as refusal:
        sent(world.running, world.hamlet, world.contact, **changes)
    return {fault.field: fault.code for fault in refusal.value.params["faults"]}


def test_submit_empty_form_names_every_missing_field(world):
    names = ["title", "kind", "sector", "lead_kind", "lead_name", "address", "time_words"]

    found = faults_of(world, **dict.fromkeys(names, ""))

    assert found == dict.fromkeys(names, "missing")


def test_submit_sector_of_21_digits_is_one_fault(world):
    with pytest.raises(InvalidInput) as refusal:
        sent(world.running, world.hamlet, world.contact, sector="1" * 21)

    assert [(one.field, one.code) for one in refusal.value.params["faults"]] == [("sector", "too-long")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "old"}, {"kind": "unknown-choice"}),
        ({"lead_kind": "church"}, {"lead_kind": "unknown-choice"}),
        ({"sector": "999999"}, {"sector": "unknown-choice"}),
        ({"sector": "x"}, {"sector": "unknown-choice"}),
        ({"accompanying_unit": "999999"}, {"accompanying_unit": "unknown-choice"}),
        ({"starts_on": "31/02/2026"}, {"starts_on": "date-unreadable"}),
        ({"starts_on": "02/03/2026", "ends_on": "01/03/2026"}, {"ends_on": "days-reversed"}),
        ({"measure-0-target": "1.500"}, {"measure-0-target": "number-ambiguous"}),
        ({"measure-0-target": "nhiều"}, {"measure-0-target": "number-unreadable"}),
        ({"measure-0-target": "-1"}, {"measure-0-target": "number-out-of-range"}),
        ({"measure-0-target": "0,0005"}, {"measure-0-target": "number-out-of-range"}),
        (
            {"measure-0-target": "", "measure-0-unit": ""},
            {"measure-0-target": "missing", "measure-0-unit": "missing"},
        ),
        ({"step-0-due": "01/03/2026"}, {"step-0-name": "missing"}),
        ({"title": "a" * 501}, {"title": "too-long"}),
        ({"title": "Th\ufffdp sáng"}, {"title": "broken-letter"}),
        ({"measure-0-name": "a" * 301}, {"measure-0-name": "too-long"}),
        ({"kind": "continued"}, {"changes": "missing"}),
        (
            {"kind": "continued", "changes": "không thay đổi", "continues": "77"},
            {"continues": "unknown-choice"},
        ),
        ({"kind": "continued", "changes": "x", "first_year": "2026"}, {"first_year": "year-unreadable"}),
    ],
)
def test_submit_wrong_value_is_a_fault_at_its_field(world, changes, expected):
    assert faults_of(world, **changes) == expected


def test_submit_number_written_as_the_refusal_proposes_is_taken(world):
    with pytest.raises(InvalidInput) as refusal:
        sent(world.running, world.hamlet, world.contact, **{"measure-0-target": "18,555"})
    [fault] = refusal.value.params["faults"]

    sent(world.running, world.hamlet, world.contact, **{"measure-0-target": fault.params["decimal"]})

    assert Indicator.objects.get(kind="measure").target == Decimal("18.555")


def test_submit_refused_leaves_nothing_behind(world):
    faults_of(world, title="")

    assert (Registration.objects.count(), Initiative.objects.count(), Receipt.objects.count()) == (0, 0, 0)


def test_submit_sector_of_another_campaign_is_refused(world):
    other = running_campaign(world.place, year=2025, officer=world.officer)

    assert faults_of(world, sector=str(other.sectors[0].pk)) == {"sector": "unknown-choice"}


def test_submit_same_id_twice_is_one_registration_and_one_receipt(world):
    key = uuid4()

    first = sent(world.running, world.hamlet, world.contact, draft_id=key)
    second = sent(world.running, world.hamlet, world.contact, draft_id=key, at=NOON + SECOND)

    assert first == second
    assert (Registration.objects.count(), Receipt.objects.count()) == (1, 1)


def test_submit_same_id_with_other_content_is_a_conflict(world):
    key = uuid4()
    sent(world.running, world.hamlet, world.contact, draft_id=key)

    with pytest.raises(Conflict) as refusal:
        sent(world.running, world.hamlet, world.contact, draft_id=key, title="Tên khác")

    assert refusal.value.code == "already-sent-otherwise"
    assert Registration.objects.get().title == "Thắp sáng đường quê"


def test_submit_from_an_older_page_is_a_conflict(world):
    key = uuid4()
    keep = {"round_": world.round, "unit": world.hamlet, "by": world.contact, "at": NOON}
    save_draft(key, fields={"title": "Một"}, revision=0, **keep)
    save_draft(key, fields={"title": "Hai"}, revision=1, **keep)

    with pytest.raises(Conflict) as refusal:
        submit(key, fields=filled(world.running), revision=1, **keep)

    assert refusal.value.code == "draft-older"


@pytest.mark.parametrize(
    ("at", "late"), [(CLOSES_AT - SECOND, False), (CLOSES_AT - timedelta(microseconds=1), False)]
)
def test_submit_until_the_last_moment_is_in_time(world, at, late):
    assert sent(world.running, world.hamlet, world.contact, at=at).registration.is_late is late


def test_submit_at_the_deadline_is_refused_and_the_sentence_names_it(world):
    with pytest.raises(Refusal) as refusal:
        sent(world.running, world.hamlet, world.contact, at=CLOSES_AT)

    assert refusal.value.code == "registration-closed"
    assert refusal.value.params["until"] == say_until(CLOSES_AT)


def test_submit_in_grace_is_taken_as_late_to_its_last_second(world):
    world.round.grace_minutes = 30
    world.round.save()
    last = CLOSES_AT + timedelta(minutes=30)

    assert sent(world.running, world.hamlet, world.contact, at=CLOSES_AT).registration.is_late is True
    assert sent(world.running, world.hamlet, world.contact, at=last - SECOND).registration.is_late is True
    with pytest.raises(Refusal):
        sent(world.running, world.hamlet, world.contact, at=last)


def test_submit_with_an_extension_is_in_time_for_that_unit_only(world):
    extension(world.running, world.hamlet, by=timedelta(days=2))
    at = CLOSES_AT + timedelta(days=2) - SECOND

    assert sent(world.running, world.hamlet, world.contact, at=at).registration.is_late is False
    with pytest.raises(Refusal):
        sent(world.running, world.place.hamlets[1], world.neighbour, at=at)


def test_submit_of_several_extensions_the_latest_counts(world):
    extension(world.running, world.hamlet, by=timedelta(days=5))
    extension(world.running, world.hamlet, by=timedelta(days=2))

    receipt = sent(world.running, world.hamlet, world.contact, at=CLOSES_AT + timedelta(days=4))

    assert receipt.registration.is_late is False


def test_submit_by_officer_after_the_deadline_needs_an_extension_too(world):
    with pytest.raises(Refusal):
        sent(world.running, world.hamlet, world.officer, at=CLOSES_AT)
    extension(world.running, world.hamlet, by=timedelta(days=1))

    assert (
        sent(world.running, world.hamlet, world.officer, at=CLOSES_AT).registration.entered_for_unit is True
    )


def test_submit_without_a_deadline_is_never_late(world):
    world.round.registration_closes_at = None

    receipt = sent(world.running, world.hamlet, world.contact, at=datetime(2026, 12, 31, tzinfo=UTC))

    assert receipt.registration.is_late is False


def returned(world, key, *, until=None):
    receipt = sent(world.running, world.hamlet, world.contact, draft_id=key, at=CLOSES_AT - SECOND)
    return return_(
        receipt.registration, reason="Thiếu chỉ tiêu", by=world.officer, at=CLOSES_AT, resubmit_until=until
    )


def resend(world, key, *, at, **changes):
    return submit(
        key,
        fields=filled(world.running, **changes),
        revision=2 if changes else 1,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=at,
    )


def test_submit_again_after_a_return_is_not_late_and_has_its_own_receipt(world):
    key = uuid4()
    returned(world, key)

    second = resend(world, key, at=CLOSES_AT + timedelta(days=3))

    row = second.registration
    assert (row.state, row.is_late, row.first_submitted_at) == ("submitted", False, CLOSES_AT - SECOND)
    assert (row.decided_at, row.decided_by) == (None, None)
    assert len(set(Receipt.objects.values_list("code", flat=True))) == 2
    assert row.indicators.count() == 1


def test_submit_again_until_the_officers_limit_and_not_after(world):
    key, limit = uuid4(), CLOSES_AT + timedelta(days=3)
    returned(world, key, until=limit)

    with pytest.raises(Refusal) as refusal:
        resend(world, key, at=limit)
    assert refusal.value.code == "resubmission-closed"
    assert resend(world, key, at=limit - SECOND).registration.state == "submitted"


def test_submit_again_what_was_late_stays_late(world):
    world.round.grace_minutes = 30
    world.round.save()
    key = uuid4()
    receipt = sent(world.running, world.hamlet, world.contact, draft_id=key, at=CLOSES_AT)
    return_(receipt.registration, reason="Thiếu", by=world.officer, at=CLOSES_AT + SECOND)

    assert resend(world, key, at=CLOSES_AT + timedelta(days=1)).registration.is_late is True


def test_submit_for_a_unit_counts_fully_and_tells_it(world):
    receipt = sent(world.running, world.hamlet, world.officer)

    row = receipt.registration
    assert (row.unit, row.entered_for_unit, row.submitted_by) == (world.hamlet, True, world.officer)
    assert Notice.objects.get().unit == world.hamlet


@pytest.mark.parametrize("who", ["neighbour", "viewer", "stranger"])
def test_submit_by_somebody_else_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        sent(world.running, world.hamlet, getattr(world, who))


def test_submit_continued_is_the_same_initiative_across_years(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)

    receipt = sent(
        world.running,
        world.hamlet,
        world.contact,
        kind="continued",
        continues=str(before.pk),
        changes="Thêm 5 bóng",
    )

    assert receipt.registration.initiative == before.initiative
    assert Initiative.objects.get().first_year == 2025


def test_submit_continued_can_be_sent_again_after_a_return(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    key = uuid4()
    again = {"kind": "continued", "continues": str(before.pk), "changes": "không thay đổi"}
    first = sent(world.running, world.hamlet, world.contact, draft_id=key, **again)
    return_(first.registration, reason="Thiếu", by=world.officer, at=NOON)

    second = submit(
        key,
        fields=filled(world.running, **again),
        revision=2,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON + SECOND,
    )

    assert second.registration.initiative == before.initiative


def test_submit_continued_without_a_record_keeps_its_first_year(world):
    receipt = sent(
        world.running,
        world.hamlet,
        world.contact,
        kind="continued",
        first_year="2021",
        changes="không thay đổi",
    )

    assert receipt.registration.initiative.first_year == 2021


def test_submit_continued_of_another_unit_is_refused(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.place.hamlets[1], world.neighbour)

    found = faults_of(world, kind="continued", continues=str(before.pk), changes="x")

    assert found == {"continues": "unknown-choice"}


def test_submit_takes_few_statements(world):
    key = uuid4()
    save_draft(
        key,
        fields={"title": "Thắp"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    with CaptureQueriesContext(connection) as queries:
        submit(
            key,
            fields=filled(world.running),
            revision=1,
            round_=world.round,
            unit=world.hamlet,
            by=world.contact,
            at=NOON,
        )

    assert len(queries) <= 20, [q["sql"][:80] for q in queries]


def test_submit_at_once_takes_fewer_statements(world):
    sent(world.running, world.hamlet, world.contact)

    with CaptureQueriesContext(connection) as queries:
        sent(world.running, world.hamlet, world.contact)

    assert len(queries) <= 17, [q["sql"][:80] for q in queries]


def test_submit_incomplete_by_somebody_else_is_told_that_he_may_not(world):
    with pytest.raises(NotAllowed):
        sent(world.running, world.hamlet, world.neighbour, title="")


def test_submit_incomplete_too_late_is_told_that_it_is_late(world):
    with pytest.raises(Refusal) as refusal:
        sent(world.running, world.hamlet, world.contact, at=CLOSES_AT, title="")

    assert refusal.value.code == "registration-closed"


def test_submit_same_id_when_its_choice_is_gone_gives_the_first_receipt(world):
    key, other = uuid4(), world.place.hamlets[1]
    again = {"draft_id": key, "accompanying_unit": str(other.pk)}
    first = sent(world.running, world.hamlet, world.contact, **again)
    CampaignParticipant.objects.filter(unit=other).delete()

    assert sent(world.running, world.hamlet, world.contact, **again) == first


def test_submit_draft_that_a_merger_moved_is_sent_for_the_new_unit(world):
    key = uuid4()
    keep = {"round_": world.round, "unit": world.hamlet, "by": world.officer, "at": NOON}
    draft = save_draft(key, fields={"title": "Một"}, revision=0, **keep)
    Registration.objects.filter(pk=draft.registration_id).update(handled_by_unit=world.place.hamlets[1])

    receipt = submit(key, fields=filled(world.running), revision=1, **keep)

    assert receipt.registration.lead.unit == world.place.hamlets[1]


def test_submit_takes_the_same_statements_for_one_and_three_indicators(world):
    more = {
        f"measure-{n}-{part}": value
        for n in (1, 2)
        for part, value in (("name", "a"), ("target", "1"), ("unit", "hộ"))
    }

    with CaptureQueriesContext(connection) as few:
        sent(world.running, world.hamlet, world.contact)
    with CaptureQueriesContext(connection) as many:
        sent(world.running, world.hamlet, world.contact, **more)

    # The second finds the subject that the first had to make.
    assert len(many) <= len(few)


def test_accept_then_submit_the_same_id_gives_the_first_receipt(world):
    key = uuid4()
    first = sent(world.running, world.hamlet, world.contact, draft_id=key)
    accept(first.registration, by=world.officer, at=NOON)

    assert sent(world.running, world.hamlet, world.contact, draft_id=key) == first
