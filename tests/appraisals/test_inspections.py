"""Inspections: prepared, drawn, visited, signed, closed, mended; what is refused, and what is final."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kheo.appraisals.models import Finding, InspectionSample, Remedy, Visit
from kheo.appraisals.selectors import inspections as selectors
from kheo.appraisals.services import choosing, inspections, remedies, visits
from kheo.appraisals.services.choosing import Stop
from kheo.appraisals.services.inspections import Person
from kheo.appraisals.services.visits import Seen, ToMend
from kheo.appraisals.states import VisitState, Why
from kheo.audit.models import Event
from kheo.core.errors import InvalidInput, NotAllowed, NotFound, Refusal, TransitionNotAllowed
from kheo.kernel.clock import day_of
from kheo.notices.models import Notice
from kheo.progress.public import About, Chosen
from kheo.progress.services import evidence
from tests.appraisals.inspecting import (
    JUNE,
    LATER,
    again,
    concluded,
    drawing,
    indicator,
    inspection_facts,
    prepared,
    running,
    sheet,
    signed,
    written,
)
from tests.factories.pictures import photo
from tests.progress.reporting import sent as reported

DAY = day_of(JUNE)


def refused(code, attempt):
    with pytest.raises(Refusal) as refusal, transaction.atomic():
        attempt()
    assert refusal.value.code == code
    return refusal.value


def test_periodic_inspection_tells_the_units_its_days(world):
    running(world)

    assert {visit.on for visit in Visit.objects.all()} <= {date(2026, 6, n) for n in (15, 16, 17)}
    told = Notice.objects.filter(title__startswith="Lịch kiểm tra").values_list("unit_id", flat=True)
    assert set(told) == {world.place.hamlets[0].pk, world.place.hamlets[1].pk}


def test_unannounced_visit_is_unseen_by_the_unit_until_it_begins(world):
    running(world, kind="unannounced")

    assert not Notice.objects.filter(title__startswith="Lịch kiểm tra").exists()
    assert not selectors.coming_to([world.place.hamlets[0].pk]).exists()
    with pytest.raises(NotFound):
        selectors.visit_for(world.contact, world.visit.pk, DAY)
    assert selectors.visit_for(world.head, world.visit.pk, DAY)

    visits.write(world.visit, sheet(world), by=world.appraiser, at=JUNE)

    assert selectors.visit_for(world.contact, world.visit.pk, DAY).findings.count() == 1
    with pytest.raises(NotFound):
        selectors.visit_for(world.other, world.visit.pk, DAY)
    with pytest.raises(NotFound):
        selectors.inspection_for(world.contact, world.inspection.pk, DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"subject": ""}, "subject"),
        ({"kind": "x"}, "kind"),
        ({"set_up_by": "x"}, "set_up_by"),
        ({"ends_on": date(2026, 6, 1)}, "ends_on"),
        ({"period_to": date(2025, 6, 1)}, "period_to"),
        ({"period_from": date(2026, 7, 1), "period_to": date(2026, 7, 2)}, "period_from"),
        ({"head": Person("")}, "head"),
        ({"head": Person("Lò Văn A"), "secretary": Person("Lò Văn B")}, "secretary"),
        ({"members": [Person("Vàng Thị Mẫu"), Person("vàng thị mẫu")]}, "members"),
    ],
)
def test_facts_that_do_not_hold_are_refused_at_their_field(world, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        inspections.make(world.round, inspection_facts(world, **changes), by=world.officer, at=JUNE)
    assert refusal.value.field == field


def test_sample_is_frozen_reproducible_and_drawn_again_only_with_a_reason(world):
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    first = choosing.draw_sample(made, drawing(), by=world.officer, at=JUNE)

    assert selectors.draws_the_same(first)
    assert {one["registration"] for one in first.frame} == {world.row.pk, world.neighbour.pk}
    assert Visit.objects.filter(inspection=made).count() == 2
    with pytest.raises(InvalidInput) as refusal:
        choosing.draw_sample(made, drawing(at_random=0), by=world.officer, at=JUNE)
    assert refusal.value.field == "reason"

    second = choosing.draw_sample(
        made, drawing(by_risk=0, reason="một nơi hoãn ra mắt"), by=world.officer, at=JUNE
    )

    assert (second.number, Visit.objects.filter(inspection=made).count()) == (2, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionSample.objects.filter(pk=first.pk).update(seed="khác")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seed": " "}, "seed"),
        ({"by_risk": 0, "at_random": 0}, "at_random"),
        ({"at_random": 9}, "at_random"),
        ({"by_risk": -1}, "by_risk"),
        ({"weights": {"late": 10}}, "w-late"),
        ({"weights": {"large": -1}}, "w-large"),
    ],
)
def test_draw_that_does_not_fit_is_refused_at_its_field(world, changes, field):
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    with pytest.raises(InvalidInput) as refusal:
        choosing.draw_sample(made, drawing(**changes), by=world.officer, at=JUNE)
    assert refusal.value.field == field


def test_chosen_by_hand_stays_beside_what_is_drawn(world):
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    choosing.choose(made, [world.row.pk, 999_999], by=world.officer, at=JUNE)
    choosing.draw_sample(made, drawing(by_risk=0), by=world.officer, at=JUNE)

    found = dict(Visit.objects.filter(inspection=made).values_list("registration_id", "why"))
    assert found == {world.row.pk: Why.CHOSEN, world.neighbour.pk: Why.LOT}


def test_one_page_of_a_long_list_leaves_what_the_others_chose(world):
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    choosing.choose(made, [world.row.pk], by=world.officer, at=JUNE)
    choosing.choose(made, [world.neighbour.pk], among=[world.neighbour.pk], by=world.officer, at=JUNE)
    assert made.visits.count() == 2
    choosing.choose(made, [], among=[world.row.pk], by=world.officer, at=JUNE)

    assert made.visits.get().registration == world.neighbour


def test_days_lie_within_the_inspection(world):
    prepared(world)
    refusal = refused(
        "visit-day",
        lambda: choosing.lay_out(
            world.inspection, {world.visit.pk: Stop(date(2026, 7, 1))}, by=world.officer, at=JUNE
        ),
    )
    assert refusal.field == f"on-{world.visit.pk}"


def test_no_place_no_beginning_and_no_end_with_a_place_open(world):
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    refused("no-places", lambda: inspections.begin(made, by=world.officer, at=JUNE))
    running(world)
    keep = {"findings": "Tốt.", "typed": "thông báo", "by": world.officer, "at": JUNE}
    refused("visits-waiting", lambda: inspections.conclude(world.inspection, **keep))


def test_what_was_seen_stands_beside_what_was_claimed(world):
    reported(world, at=JUNE - timedelta(days=2), **{"measure-1": "12"})
    written(world, count="9")

    found = Finding.objects.get(visit=world.visit)
    assert (found.claimed, found.seen, found.differs) == (12, 9, True)

    visits.write(world.visit, sheet(world, count="12"), by=world.head, at=JUNE)
    assert not Finding.objects.get(visit=world.visit).differs
    assert Remedy.objects.filter(visit=world.visit).count() == 1


def test_the_same_sheet_sent_twice_is_taken_once_even_after_a_later_one(world):
    running(world)
    token = uuid4()
    picture = [Chosen("anh.jpg", photo())]
    given = sheet(world, count="9", photos=picture, about=About(consent="nobody"))
    visits.write(world.visit, given, by=world.appraiser, at=JUNE, token=token)
    visits.write(world.visit, sheet(world, count="10"), by=world.appraiser, at=JUNE, token=uuid4())
    visits.write(world.visit, given, by=world.appraiser, at=JUNE, token=token)

    assert Finding.objects.get(visit=world.visit).seen == 10
    assert again(world.visit).photos.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seen_at": None}, "seen_at"),
        ({"seen_at": LATER}, "seen_at"),
        ({"seen_at": JUNE - timedelta(days=3)}, "seen_at"),
        ({"received_by": ""}, "received_by"),
        ({"remark": ""}, "remark"),
        ({"to_mend": [ToMend("Sửa đèn", None)]}, "due-1"),
        ({"to_mend": [ToMend("Sửa đèn", date(2026, 6, 15))]}, "due-1"),
        ({"to_mend": [ToMend("", date(2026, 7, 15))]}, "what-1"),
        ({"photos": [Chosen("a.txt", b"x")]}, "consent"),
    ],
)
def test_sheet_with_something_missing_is_refused_whole(world, changes, field):
    running(world)
    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        visits.write(world.visit, sheet(world, **changes), by=world.appraiser, at=JUNE)
    assert refusal.value.field == field
    assert again(world.visit).state == VisitState.PLANNED
    assert not Finding.objects.exists()


def test_nothing_looked_at_and_less_than_nothing_are_refused(world):
    running(world)
    for seen in (Seen(), Seen(-1)):
        with pytest.raises(InvalidInput) as refusal, transaction.atomic():
            visits.write(
                world.visit, sheet(world, seen={indicator(world).pk: seen}), by=world.appraiser, at=JUNE
            )
        assert refusal.value.field == f"seen-{indicator(world).pk}"


def test_nobody_writes_about_what_he_leads(world):
    running(world)
    world.row.contact_name = world.appraiser.full_name
    world.row.save()

    with pytest.raises(NotAllowed) as refusal:
        visits.write(world.visit, sheet(world), by=world.appraiser, at=JUNE)
    assert refusal.value.code == "may-not-inspect"
    assert visits.write(world.visit, sheet(world), by=world.head, at=JUNE)


def test_place_is_kept_only_where_the_unit_agreed(world):
    written(world, place="Nhà văn hóa xóm", place_agreed=False)
    assert world.visit.place == ""
    visits.write(
        world.visit, sheet(world, place="Nhà văn hóa xóm", place_agreed=True), by=world.head, at=JUNE
    )
    assert again(world.visit).place == "Nhà văn hóa xóm"


def test_unit_answers_until_both_have_signed(world):
    written(world)
    visits.answer(world.visit, opinion="Hai bóng hỏng do sét.", by=world.contact, at=JUNE)
    with pytest.raises(NotAllowed):
        visits.answer(world.visit, opinion="…", by=world.stranger, at=JUNE)
    refused("signer", lambda: visits.sign(world.visit, signed_on=DAY, by=world.head, at=JUNE))
    visits.sign(world.visit, signed_on=DAY, unsigned_reason="vắng", by=world.head, at=JUNE)
    with pytest.raises(TransitionNotAllowed):
        visits.answer(world.visit, opinion="Thêm.", by=world.contact, at=JUNE)
    with pytest.raises(TransitionNotAllowed):
        visits.write(world.visit, sheet(world), by=world.head, at=JUNE)


def test_signed_and_closed_is_final_in_the_database_too(world):
    concluded(world)
    changes = (
        lambda: Visit.objects.filter(pk=world.visit.pk).update(remark="khác"),
        lambda: Finding.objects.filter(visit=world.visit).update(seen=1),
        lambda: Finding.objects.filter(visit=world.visit).delete(),
        lambda: type(world.inspection).objects.filter(pk=world.inspection.pk).update(findings="khác"),
        lambda: world.inspection.team.all().delete(),
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(TransitionNotAllowed):
        inspections.change(world.inspection, inspection_facts(world), by=world.officer, at=LATER)


def test_closed_one_is_replaced_once_by_another(world):
    concluded(world)
    later = inspections.make(
        world.round, inspection_facts(world), by=world.officer, at=LATER, replaces=world.inspection
    )
    assert later.replaces == world.inspection
    refused(
        "replaced-already",
        lambda: inspections.make(
            world.round, inspection_facts(world), by=world.officer, at=LATER, replaces=world.inspection
        ),
    )
    refused(
        "not-replaceable",
        lambda: inspections.make(
            world.round, inspection_facts(world), by=world.officer, at=LATER, replaces=later
        ),
    )


def test_what_is_to_mend_is_owed_from_the_results_on_late_by_its_day_and_accepted_by_the_head(world):
    signed(world)
    own = [world.place.hamlets[0].pk]
    assert not selectors.to_mend(own).exists()
    visits.miss(world.other_visit, reason="Ngập", by=world.head, at=LATER)
    inspections.conclude(world.inspection, findings="Tốt.", typed="thong bao", by=world.officer, at=LATER)

    [owed] = selectors.to_mend(own)
    assert [owed.is_late(date(2026, 7, n)) for n in (1, 2)] == [False, True]
    remedies.answer(owed, words="Đã thay hai bóng.", by=world.contact, at=LATER)
    assert selectors.to_accept(world.head, DAY) == [owed]
    assert selectors.to_accept(world.appraiser, DAY) == []
    with pytest.raises(NotAllowed):
        remedies.accept(owed, by=world.appraiser, at=LATER)
    remedies.send_back(owed, reason="Còn một bóng", by=world.head, at=LATER)
    assert selectors.to_mend(own).get().return_reason == "Còn một bóng"
    remedies.answer(owed, words="Đã thay nốt.", by=world.officer, at=LATER)
    remedies.accept(owed, by=world.head, at=LATER)
    assert not selectors.to_mend(own).exists()
    assert Event.objects.filter(action="appraisals:remedy:accept").count() == 1


def test_head_without_account_leaves_it_to_the_secretary(world):
    running(world, head=Person("Hoàng Văn Giấy", "Chủ tịch Mặt trận"))
    visits.write(world.visit, sheet(world), by=world.appraiser, at=JUNE)
    visits.sign(world.visit, signed_on=DAY, unit_signer="A", by=world.appraiser, at=JUNE)
    visits.miss(world.other_visit, reason="Ngập", by=world.appraiser, at=LATER)
    inspections.conclude(world.inspection, findings="Tốt.", typed="thông báo", by=world.officer, at=LATER)
    owed = Remedy.objects.get()
    remedies.answer(owed, words="Xong.", by=world.contact, at=LATER)

    assert selectors.to_accept(world.appraiser, DAY) == [owed]
    remedies.accept(owed, by=world.appraiser, at=LATER)


def test_dropped_before_anything_was_seen_and_not_after(world):
    written(world)
    refused(
        "visits-begun", lambda: inspections.drop(world.inspection, reason="mưa", by=world.officer, at=JUNE)
    )
    made = inspections.make(world.round, inspection_facts(world), by=world.officer, at=JUNE)
    refused("reason-missing", lambda: inspections.drop(made, reason="", by=world.officer, at=JUNE))
    assert inspections.drop(made, reason="Mưa lũ", by=world.officer, at=JUNE).state == "dropped"


def test_unit_does_not_take_a_photo_of_the_team_out(world):
    written(world, photos=[Chosen("a.jpg", photo(place=True))], about=About(consent="nobody"))
    taken = world.visit.photos.get().evidence
    assert taken.latitude is None

    with pytest.raises(NotAllowed) as refusal:
        evidence.remove(taken, reason="không thích", by=world.contact, at=LATER)
    assert refusal.value.code == "photo-of-team"
    evidence.remove(taken, reason="người trong ảnh không đồng ý", by=world.officer, at=LATER)


def test_everything_is_written_down(world):
    concluded(world)
    actions = set(Event.objects.filter(action__startswith="appraisals:").values_list("action", flat=True))
    assert {
        "appraisals:inspection:make",
        "appraisals:inspection:choose",
        "appraisals:inspection:begin",
        "appraisals:visit:write",
        "appraisals:visit:sign",
        "appraisals:visit:miss",
        "appraisals:inspection:conclude",
    } <= actions


def test_what_no_report_had_claimed_differs_from_nothing(world):
    written(world, count="9")

    found = Finding.objects.get(visit=world.visit)
    assert (found.claimed, found.unclaimed, found.differs) == (None, True, False)


def test_minutes_are_signed_for_the_unit_or_say_why_not_never_both(world):
    written(world)
    keep = {"signed_on": JUNE.date(), "unit_signer": "Lường Thị Mẫu", "by": world.appraiser, "at": JUNE}

    with pytest.raises(InvalidInput) as refused:
        visits.sign(world.visit, unsigned_reason="đi vắng", **keep)

    assert (refused.value.code, refused.value.field) == ("signer-and-reason", "unsigned_reason")
