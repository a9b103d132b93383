"""A received registration changes by a proposal and a yes: who may, what stands when, what is kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.campaigns.models import Campaign
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal, TransitionNotAllowed
from kheo.core.vietnamese import fold, parse_number
from kheo.notices.models import Notice
from kheo.registrations.amendments import changed_since, changes_waiting, versions_of
from kheo.registrations.models import Amendment, Draft, Indicator, Receipt, RegistrationVersion, TitleWord
from kheo.registrations.services.amending import discard_change, propose, save_change, take_back
from kheo.registrations.services.deciding import accept, return_, withdraw
from kheo.registrations.services.deciding_changes import agree, change_mark, refuse
from kheo.registrations.services.receipts import holds
from kheo.registrations.services.sending import submit
from kheo.registrations.similar import similar_to
from kheo.registrations.standing import amendable_fields, standing_fields
from tests.factories import NOON, user
from tests.factories.registrations import accepted, filled, sent
from tests.registrations.changing import LATER, changed, proposed


def verbs(row):
    return [event.action.rpartition(":")[2] for event in audit.history(row)]


@pytest.fixture
def row(world):
    return accepted(world.running, world.hamlet, world.contact)


def test_accept_keeps_the_first_version(world, row):
    version = RegistrationVersion.objects.get()

    assert (version.registration, version.number, version.stands_from) == (row, 1, NOON)
    assert (version.proposed_by, version.decided_by) == (world.contact, world.officer)
    assert version.content["fields"]["title"] == "Thắp sáng đường quê"
    assert version.content["names"]["sector"] == world.running.sectors[1].name


def test_propose_changes_nothing_until_the_yes_and_gives_a_receipt(world, row):
    Notice.objects.all().delete()
    one = proposed(row, world.contact, title="Thắp sáng đường quê và ngõ xóm")

    row.refresh_from_db()
    assert (one.state, row.title, row.state) == ("proposed", "Thắp sáng đường quê", "accepted")
    assert (one.receipt.registration, holds(one.receipt)) == (row, True)
    assert Notice.objects.get().unit == world.place.committee
    assert verbs(row)[-2:] == ["begin-change", "propose-change"]
    assert changes_waiting([world.round.pk]) == {world.round.pk: 1}


def test_agree_makes_it_stand_and_keeps_both_versions(world, row):
    one = proposed(row, world.contact, title="Ngõ xóm sáng đèn", address="Xóm 1 và xóm 2")
    Notice.objects.all().delete()

    version = agree(one, by=world.officer, at=LATER + timedelta(days=1), seen=change_mark(one))

    row.refresh_from_db()
    assert (row.title, row.title_folded, row.address) == (
        "Ngõ xóm sáng đèn",
        fold("Ngõ xóm sáng đèn"),
        "Xóm 1 và xóm 2",
    )
    assert [v.number for v in versions_of(row)] == [2, 1]
    assert (version.amendment, version.reason) == (one, "Xóm làm thêm một đoạn đường")
    first, second = RegistrationVersion.objects.order_by("number")
    assert (first.content["fields"]["title"], second.content["fields"]["title"]) == (
        "Thắp sáng đường quê",
        "Ngõ xóm sáng đèn",
    )
    assert (Notice.objects.get().unit, verbs(row)[-1]) == (world.hamlet, "agree-change")


def test_agree_indexes_the_new_title(world, row):
    agree(proposed(row, world.contact, title="Bể nước sạch dùng chung"), by=world.officer, at=LATER)

    assert not TitleWord.objects.filter(word="duong").exists()
    found = similar_to("Bể nước sạch", unit=world.place.hamlets[1], on=LATER.date())
    assert [one.title for one in found] == ["Bể nước sạch dùng chung"]


def test_agree_keeps_an_indicator_whose_name_target_or_day_changed(world):
    row = accepted(
        world.running, world.hamlet, world.contact, **{"step-0-name": "Họp xóm", "step-0-due": "01/03/2026"}
    )
    lamp, step = row.indicators.order_by("kind")

    agree(
        proposed(
            row,
            world.contact,
            **{
                "measure-0-name": "Đèn đường năng lượng mặt trời",
                "measure-0-target": "20",
                "step-0-due": "01/04/2026",
            },
        ),
        by=world.officer,
        at=LATER,
    )

    now_lamp, now_step = row.indicators.order_by("kind")
    assert (now_lamp.pk, now_lamp.name, now_lamp.target) == (lamp.pk, "Đèn đường năng lượng mặt trời", 20)
    assert (now_step.pk, now_step.due_on, now_step.name) == (step.pk, date(2026, 4, 1), "Họp xóm")


def test_agree_ends_what_is_taken_out_and_gives_no_place_twice(world, row):
    old = row.indicators.get()

    agree(
        proposed(
            row,
            world.contact,
            **{
                "measure-0-of": "",
                "measure-0-name": "Cột điện",
                "measure-0-target": "5",
                "measure-0-unit": "cột",
            },
        ),
        by=world.officer,
        at=LATER,
    )

    old.refresh_from_db()
    new = row.indicators.get()
    assert (old.ended_at, new.name, new.position) == (LATER, "Cột điện", 2)
    assert list(Indicator.every.filter(registration=row).order_by("pk")) == [old, new]
    event = list(audit.history(row))[-1]
    assert event.details["ended"] == ["Đèn đường lắp mới: 15 bóng"]


def test_agree_to_another_unit_of_count_is_another_indicator(world, row):
    old = row.indicators.get()

    agree(proposed(row, world.contact, **{"measure-0-unit": "mét"}), by=world.officer, at=LATER)

    old.refresh_from_db()
    assert (old.ended_at, row.indicators.get().unit) == (LATER, "mét")


def test_agree_leaves_kind_round_unit_and_launch_day(world, row):
    row.launch_on = date(2026, 5, 19)
    row.save()
    fields = changed(row, title="Tên khác") | {
        "kind": "continued",
        "launch_on": "01/01/2026",
        "first_year": "2020",
    }
    receipt = propose(uuid4(), fields=fields, revision=0, registration=row, by=world.contact, at=LATER)

    agree(receipt.amendment, by=world.officer, at=LATER)

    row.refresh_from_db()
    assert (row.kind, row.launch_on, row.initiative.first_year) == ("new", date(2026, 5, 19), 2026)
    assert (row.title, row.unit, row.round) == ("Tên khác", world.hamlet, world.round)


def test_agree_to_what_has_left_the_campaign_meanwhile_is_refused(world, row):
    beside = world.place.women
    one = proposed(row, world.contact, accompanying_unit=str(beside.pk))
    world.running.campaign.participants.filter(unit=beside).delete()

    with pytest.raises(Refusal) as refusal:
        agree(one, by=world.officer, at=LATER)

    row.refresh_from_db()
    assert (refusal.value.code, row.accompanying_unit) == ("change-outdated", None)


def test_propose_may_keep_what_has_left_the_campaign(world):
    beside = world.place.women
    row = accepted(world.running, world.hamlet, world.contact, accompanying_unit=str(beside.pk))
    world.running.campaign.participants.filter(unit=beside).delete()

    agree(proposed(row, world.contact, title="Tên khác"), by=world.officer, at=LATER)

    row.refresh_from_db()
    assert row.accompanying_unit == beside


def test_refuse_keeps_what_stands_and_tells_why(world, row):
    one = proposed(row, world.contact, title="Tên khác")
    Notice.objects.all().delete()

    refuse(one, reason="Chưa đủ căn cứ", by=world.officer, at=LATER, seen=change_mark(one))

    row.refresh_from_db()
    one.refresh_from_db()
    assert (row.title, one.state, one.answer) == ("Thắp sáng đường quê", "refused", "Chưa đủ căn cứ")
    assert (Notice.objects.get().unit, Notice.objects.get().body) == (world.hamlet, "Chưa đủ căn cứ")
    assert proposed(row, world.contact, title="Tên khác nữa").state == "proposed"


def test_refuse_without_a_reason_is_refused(world, row):
    one = proposed(row, world.contact, title="Tên khác")

    with pytest.raises(InvalidInput):
        refuse(one, reason=" ", by=world.officer, at=LATER)


def test_take_back_before_the_answer_leaves_what_stands(world, row):
    one = proposed(row, world.contact, title="Tên khác")

    take_back(one, by=world.contact, at=LATER)

    one.refresh_from_db()
    assert one.state == "withdrawn"
    with pytest.raises(TransitionNotAllowed):
        agree(one, by=world.officer, at=LATER)
    with pytest.raises(TransitionNotAllowed):
        take_back(one, by=world.contact, at=LATER)


def test_propose_without_a_reason_or_a_field_names_both(world, row):
    with pytest.raises(InvalidInput) as refusal:
        propose(
            uuid4(),
            fields=changed(row, reason="", address=""),
            revision=0,
            registration=row,
            by=world.contact,
            at=LATER,
        )

    assert {fault.field for fault in refusal.value.params["faults"]} == {"reason", "address"}
    assert not Amendment.objects.exists()


def test_propose_what_stands_already_is_refused(world, row):
    with pytest.raises(InvalidInput) as refusal:
        proposed(row, world.contact)

    assert refusal.value.code == "nothing-changed"


def test_propose_twice_with_one_id_is_one_proposal_and_one_receipt(world, row):
    key, fields = uuid4(), changed(row, title="Tên khác")
    send = {"fields": fields, "revision": 0, "registration": row, "by": world.contact, "at": LATER}

    assert propose(key, **send) == propose(key, **send)
    assert (Amendment.objects.count(), Receipt.objects.filter(amendment__isnull=False).count()) == (1, 1)
    with pytest.raises(Conflict):
        propose(key, **send | {"fields": fields | {"title": "Tên khác nữa"}})


def test_second_proposal_while_one_is_open_is_refused(world, row):
    proposed(row, world.contact, title="Tên khác")

    with pytest.raises(Refusal) as refusal:
        proposed(row, world.officer, title="Tên khác nữa")

    assert refusal.value.code == "change-open"


def test_second_open_proposal_is_refused_by_the_database(world, row):
    one = proposed(row, world.contact, title="Tên khác")
    one.pk = uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize("who", ["neighbour", "viewer", "stranger"])
def test_propose_by_others_is_not_allowed(world, row, who):
    with pytest.raises(NotAllowed):
        proposed(row, getattr(world, who), title="Tên khác")


@pytest.mark.parametrize("who", ["contact", "neighbour", "viewer", "stranger"])
def test_agree_by_others_is_not_allowed(world, row, who):
    one = proposed(row, world.contact, title="Tên khác")

    with pytest.raises(NotAllowed):
        agree(one, by=getattr(world, who), at=LATER)
    with pytest.raises(NotAllowed):
        refuse(one, reason="x", by=getattr(world, who), at=LATER)


@pytest.mark.parametrize("who", ["officer", "neighbour"])
def test_take_back_by_others_is_not_allowed(world, row, who):
    one = proposed(row, world.contact, title="Tên khác")

    with pytest.raises(NotAllowed):
        take_back(one, by=getattr(world, who), at=LATER)


def test_officer_proposes_in_the_name_of_the_unit_and_may_decide(world, row):
    one = proposed(row, world.officer, title="Tên khác")

    agree(one, by=world.officer, at=LATER)

    details = [event.details for event in audit.history(row)]
    assert any(detail.get("for_unit") for detail in details)
    version = RegistrationVersion.objects.get(number=2)
    assert (version.proposed_by, version.decided_by) == (world.officer, world.officer)


def test_units_own_draft_is_not_for_the_officer(world, row):
    key = uuid4()
    save_change(key, fields={"title": "x"}, revision=0, registration=row, by=world.contact, at=LATER)

    with pytest.raises(NotAllowed):
        save_change(key, fields={"title": "y"}, revision=1, registration=row, by=world.officer, at=LATER)


def test_propose_to_what_is_not_received_is_refused(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(Refusal) as refusal:
        proposed(row, world.contact, title="Tên khác")

    assert refusal.value.code == "change-not-accepted"


def test_propose_after_the_campaign_or_the_year_has_ended_is_refused(world, row):
    world.round.ends_on = LATER.date() - timedelta(days=1)
    world.round.save()
    with pytest.raises(Refusal) as refusal:
        proposed(row, world.contact, title="Tên khác")
    assert refusal.value.code == "round-ended"

    Campaign.objects.update(state="closed")
    with pytest.raises(Refusal) as refusal:
        proposed(row, world.contact, title="Tên khác")
    assert refusal.value.code == "campaign-closed"


def test_draft_of_another_registration_is_not_found(world, row):
    other = accepted(world.running, world.hamlet, world.contact, title="Mô hình khác")
    key = uuid4()
    keep = {"fields": {"title": "x"}, "revision": 0, "by": world.contact, "at": LATER}
    save_change(key, registration=row, **keep)

    with pytest.raises(NotFound):
        save_change(key, registration=other, **keep)


def test_save_from_an_older_page_is_a_conflict(world, row):
    key = uuid4()
    keep = {"registration": row, "by": world.contact, "at": LATER}
    save_change(key, fields={"title": "Một"}, revision=0, **keep)
    save_change(key, fields={"title": "Hai"}, revision=1, **keep)

    with pytest.raises(Conflict) as refusal:
        save_change(key, fields={"title": "Ba"}, revision=1, **keep)

    assert refusal.value.params["draft"].fields == {"title": "Hai"}


def test_discard_removes_a_draft_and_no_proposal(world, row):
    one = save_change(
        uuid4(), fields={"title": "x"}, revision=0, registration=row, by=world.contact, at=LATER
    )
    discard_change(one, by=world.contact, at=LATER)
    assert not Amendment.objects.exists()

    with pytest.raises(Conflict):
        discard_change(proposed(row, world.contact, title="Tên khác"), by=world.contact, at=LATER)


def test_second_officer_is_told_that_it_was_decided(world, row):
    one = proposed(row, world.contact, title="Tên khác")
    seen, colleague = change_mark(one), user(world.place.committee, Role.COMMUNE_OFFICER)
    agree(one, by=world.officer, at=LATER, seen=seen)

    with pytest.raises(Conflict) as refusal:
        refuse(one, reason="x", by=colleague, at=LATER, seen=seen)

    assert refusal.value.code == "changed-since-seen"


def test_return_while_a_change_waits_is_refused(world, row):
    proposed(row, world.contact, title="Tên khác")

    with pytest.raises(Refusal) as refusal:
        return_(row, reason="Nhầm", by=world.officer, at=LATER)

    assert refusal.value.code == "change-waits"


def test_withdraw_of_the_registration_takes_the_proposal_with_it(world, row):
    one = proposed(row, world.contact, title="Tên khác")

    withdraw(row, reason="Thôi", by=world.contact, at=LATER)

    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_registration_returned_after_a_change_starts_from_the_change(world, row):
    agree(proposed(row, world.contact, title="Tên đã đổi"), by=world.officer, at=LATER)

    return_(row, reason="Bổ sung", by=world.officer, at=LATER)

    draft = Draft.objects.get(registration=row)
    assert (draft.fields["title"], draft.fields["kind"]) == ("Tên đã đổi", "new")


def test_registration_reopened_and_received_again_is_a_version_and_keeps_its_indicators(world, row):
    lamp = row.indicators.get()
    return_(row, reason="Nhầm số", by=world.officer, at=LATER)
    draft = Draft.objects.get(registration=row)
    receipt = submit(
        draft.pk,
        fields=filled(world.running, **{"measure-0-target": "18"}),
        revision=draft.revision,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=LATER,
    )

    accept(receipt.registration, by=world.officer, at=LATER)

    assert (row.indicators.get().pk, row.indicators.get().target) == (lamp.pk, 18)
    assert [(v.number, v.reason) for v in versions_of(row)] == [(2, "Nhầm số"), (1, "")]


def test_registration_received_before_versions_were_kept_has_its_first_kept_with_the_change(world, row):
    RegistrationVersion.objects.all().delete()
    assert [v.number for v in versions_of(row)] == [1]

    agree(proposed(row, world.contact, title="Tên khác"), by=world.officer, at=LATER)

    first, second = RegistrationVersion.objects.order_by("number")
    assert (first.content["fields"]["title"], first.stands_from) == ("Thắp sáng đường quê", NOON)
    assert second.content["fields"]["title"] == "Tên khác"


def test_changed_since_names_what_changed_after_a_list_was_issued(world, row):
    accepted(world.running, world.hamlet, world.contact, title="Không đổi")
    agree(proposed(row, world.contact, title="Tên khác"), by=world.officer, at=LATER)

    assert [v.registration for v in changed_since(world.round, NOON)] == [row]
    assert changed_since(world.round, LATER) == []


def test_versions_protect_what_they_freeze(world, row):
    with pytest.raises(ProtectedError):
        row.delete()


WORDS = st.text(alphabet="abc đếưÔ 19,.-", min_size=1, max_size=20).filter(lambda s: s.strip(" ,.-"))
NUMBER = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda d: str(d).replace(".", ","))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=WORDS,
    need=WORDS,
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    rows=st.lists(st.tuples(WORDS, NUMBER, st.sampled_from(["bóng", "mét", "hộ"])), max_size=4),
)
def test_applied_proposal_read_back_is_what_was_posted(world, title, need, day, rows):
    row = accepted(world.running, world.hamlet, world.contact)
    fields = changed(row, title=f"Mô hình {title}", need=need, starts_on=day.strftime("%d/%m/%Y"))
    fields = {name: value for name, value in fields.items() if not name.startswith("measure-")}
    for place, (name, number, unit) in enumerate(rows):
        fields |= {
            f"measure-{place}-name": f"Chỉ tiêu {place} {name}",
            f"measure-{place}-target": number,
            f"measure-{place}-unit": unit,
        }
    receipt = propose(uuid4(), fields=fields, revision=0, registration=row, by=world.contact, at=LATER)
    posted = receipt.amendment.fields

    version = agree(receipt.amendment, by=world.officer, at=LATER)

    row = type(row).objects.get(pk=row.pk)
    back = amendable_fields(row)
    assert version.content["fields"] == standing_fields(row)
    for name, value in posted.items():
        if name.endswith("-target"):
            assert parse_number(back[name]) == parse_number(value)
        elif name != "reason":
            assert back[name] == value
    assert {n for n in back if not n.endswith("-of")} == {n for n in posted if n != "reason"}
