"""Accept, return, withdraw: by whom, from where, and who is told."""

from datetime import timedelta

import pytest

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TransitionNotAllowed
from kheo.notices.models import Notice
from kheo.registrations.models import Registration
from kheo.registrations.services.deciding import accept, accept_many, return_, seen_mark, withdraw
from kheo.registrations.services.drafts import save_draft
from tests.factories import NOON, user
from tests.factories.registrations import accepted, sent


def test_accept_takes_it_in_and_tells_the_unit(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    row = accept(row, by=world.officer, at=NOON)

    row.refresh_from_db()
    assert (row.state, row.decided_by, row.decided_at) == ("accepted", world.officer, NOON)
    notice = Notice.objects.get()
    assert (notice.unit, notice.title) == (world.hamlet, "Đã tiếp nhận đăng ký “Thắp sáng đường quê”")
    assert notice.link == f"/dang-ky/ho-so/{row.pk}/"
    assert [e.action.rpartition(":")[2] for e in audit.history(row)] == ["submit", "accept"]


def test_accept_second_officer_is_told_that_it_has_changed(world):
    row = sent(world.running, world.hamlet, world.contact).registration
    second = user(world.place.committee, Role.COMMUNE_OFFICER)
    accept(row, by=world.officer, at=NOON)

    with pytest.raises(TransitionNotAllowed) as refusal:
        accept(row, by=second, at=NOON)

    assert refusal.value.params["names"] == "Thắp sáng đường quê"
    row.refresh_from_db()
    assert row.decided_by == world.officer


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("accept", "return", "vừa được tiếp nhận"), ("return", "accept", "vừa được trả lại")],
)
def test_decide_on_what_a_colleague_has_just_decided_is_refused(world, first, second, words):
    row = sent(world.running, world.hamlet, world.contact).registration
    colleague = user(world.place.committee, Role.COMMUNE_OFFICER)
    seen = seen_mark(row)
    verbs = {
        "accept": lambda who: accept(row, by=who, at=NOON, seen=seen),
        "return": lambda who: return_(row, reason="Thiếu", by=who, at=NOON, seen=seen),
    }
    verbs[first](world.officer)

    with pytest.raises(Conflict) as refusal:
        verbs[second](colleague)

    assert (refusal.value.code, words in str(refusal.value)) == ("changed-since-seen", True)
    row.refresh_from_db()
    assert row.decided_by == world.officer


@pytest.mark.parametrize("who", ["contact", "neighbour", "viewer", "stranger"])
def test_accept_by_others_is_not_allowed(world, who):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(NotAllowed):
        accept(row, by=getattr(world, who), at=NOON)


def test_accept_by_the_officer_of_another_commune_is_not_allowed(world):
    from tests.factories import commune

    row = sent(world.running, world.hamlet, world.contact).registration
    elsewhere = user(commune("Bến Sỏi").committee, Role.COMMUNE_OFFICER)

    with pytest.raises(NotAllowed):
        accept(row, by=elsewhere, at=NOON)


def test_accept_by_managing_unit_reaches_a_registrant_of_another_branch(world):
    cell = world.place.cell
    row = sent(world.running, cell, user(cell)).registration

    assert accept(row, by=world.officer, at=NOON).state == "accepted"


def test_accept_many_is_all_or_nothing_and_names_what_is_gone(world):
    rows = [
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {n}").registration for n in range(3)
    ]
    return_(rows[1], reason="Thiếu", by=world.officer, at=NOON)

    with pytest.raises(TransitionNotAllowed) as refusal:
        accept_many([row.pk for row in rows], by=world.officer, at=NOON)

    assert refusal.value.params["names"] == "Mô hình 1"
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "submitted",
        "returned",
        "submitted",
    ]


def test_accept_many_takes_all(world):
    rows = [
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {n}").registration for n in range(3)
    ]

    assert [row.state for row in accept_many([r.pk for r in rows], by=world.officer, at=NOON)] == [
        "accepted"
    ] * 3


def test_accept_many_of_none_is_refused(world):
    with pytest.raises(InvalidInput):
        accept_many([], by=world.officer, at=NOON)


def test_accept_of_a_draft_is_not_found(world):
    from uuid import uuid4

    draft = save_draft(
        uuid4(),
        fields={"title": "x"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    with pytest.raises(NotFound):
        accept(draft.registration, by=world.officer, at=NOON)


def test_return_needs_a_reason(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(InvalidInput) as refusal:
        return_(row, reason=" \u200b ", by=world.officer, at=NOON)

    assert (refusal.value.code, refusal.value.field) == ("reason-missing", "reason")


def test_return_reopens_what_was_accepted(world):
    row = accepted(world.running, world.hamlet, world.contact)

    row = return_(row, reason="Nhầm lĩnh vực", by=world.officer, at=NOON)

    row.refresh_from_db()
    assert (row.state, row.return_reason) == ("returned", "Nhầm lĩnh vực")
    assert Notice.objects.order_by("pk").last().body == "Nhầm lĩnh vực"


def test_return_with_a_limit_in_the_past_is_refused(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(InvalidInput) as refusal:
        return_(row, reason="Thiếu", by=world.officer, at=NOON, resubmit_until=NOON)

    assert refusal.value.field == "resubmit_until"


def test_return_tells_the_limit(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    return_(row, reason="Thiếu", by=world.officer, at=NOON, resubmit_until=NOON + timedelta(hours=12))

    assert Notice.objects.get().body == "Thiếu\nGửi lại đến hết ngày 02/02/2026."


def test_return_twice_is_not_allowed(world):
    row = sent(world.running, world.hamlet, world.contact).registration
    return_(row, reason="Thiếu", by=world.officer, at=NOON)

    with pytest.raises(TransitionNotAllowed):
        return_(row, reason="Thiếu", by=world.officer, at=NOON)


def test_return_by_the_unit_is_not_allowed(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(NotAllowed):
        return_(row, reason="Thiếu", by=world.contact, at=NOON)


def test_withdraw_keeps_the_reason_and_tells_the_managing_unit(world):
    row = accepted(world.running, world.hamlet, world.contact)
    Notice.objects.all().delete()

    withdraw(row, reason="Không còn kinh phí", by=world.contact, at=NOON)

    row.refresh_from_db()
    assert (row.state, row.withdraw_reason) == ("withdrawn", "Không còn kinh phí")
    assert Notice.objects.get().unit == world.place.committee


@pytest.mark.parametrize("who", ["officer", "neighbour", "viewer", "stranger"])
def test_withdraw_by_others_is_not_allowed(world, who):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(NotAllowed):
        withdraw(row, reason="x", by=getattr(world, who), at=NOON)


def test_withdraw_in_the_name_of_the_unit_tells_the_unit(world):
    row = sent(world.running, world.hamlet, world.officer).registration
    Notice.objects.all().delete()

    withdraw(row, reason="Xóm báo thôi", by=world.officer, at=NOON)

    assert Notice.objects.get().unit == world.hamlet


def test_withdraw_needs_a_reason(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(InvalidInput):
        withdraw(row, reason="", by=world.contact, at=NOON)


def test_withdraw_is_final(world):
    row = sent(world.running, world.hamlet, world.contact).registration
    withdraw(row, reason="Thôi", by=world.contact, at=NOON)

    for verb in (
        lambda: accept(row, by=world.officer, at=NOON),
        lambda: return_(row, reason="x", by=world.officer, at=NOON),
        lambda: withdraw(row, reason="x", by=world.contact, at=NOON),
    ):
        with pytest.raises(TransitionNotAllowed):
            verb()
