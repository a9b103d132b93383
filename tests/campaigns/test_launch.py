from datetime import UTC, date, datetime, timedelta

import pytest

from kheo.accounts.roles import Role
from kheo.campaigns import hooks
from kheo.campaigns.models import (
    CampaignParticipant,
    DeadlineExtension,
    Milestone,
    ParticipantGroup,
    PlanContent,
    Quota,
    Sector,
)
from kheo.campaigns.public import (
    CampaignState,
    Part,
    can_manage,
    can_see,
    launch,
    note_signed,
    owed,
    save_choices,
    upload_plan,
)
from kheo.campaigns.selectors.launching import prepare
from kheo.campaigns.services import papers
from kheo.campaigns.states import PaperState
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.notices.public import Notice
from kheo.units import public as units
from tests.campaigns.plans import LETTER, SILENT
from tests.campaigns.trees import officer, tree
from tests.factories import NOON, TODAY, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

CLOSES_AT = datetime(2026, 2, 20, 17, 0, tzinfo=UTC)  # 00:00 on the 21st in Viet Nam
SIGNED = {"number": "31", "symbol": "KH/ĐU", "issued_on": date(2026, 1, 15)}


@pytest.fixture
def commune():
    return tree()


@pytest.fixture
def by(commune):
    return officer(commune.party)


@pytest.fixture
def paper(commune, by):
    return upload_plan(LETTER.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)


@pytest.fixture
def heard():
    """What listeners of a launch are told; the list of listeners is as before afterwards."""
    calls = []
    before = list(hooks._listeners)

    def listener(**what):
        calls.append(what)

    hooks.register_launch_listener(listener)
    yield calls
    hooks._listeners[:] = before


def _row(paper, words):
    found = [i for i in paper.items.all() if words in (i.data.get("label"), i.data.get("who"))]
    return f"item-{found[0].pk}"


def test_launch_plan_that_says_everything_needs_no_answer(paper, commune, by):
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)

    round_ = campaign.rounds.get()
    assert campaign.state == CampaignState.RUNNING
    assert campaign.title == "Phong trào thi đua “Dân vận khéo” năm 2026"
    assert (round_.starts_on, round_.ends_on) == (date(2026, 2, 1), date(2026, 11, 30))
    assert [(o.unit_name, o.minimum, o.registration_closes_at) for o in owed(round_, TODAY)] == [
        ("Chi bộ Xóm 1", 1, CLOSES_AT),
        ("Chi bộ Xóm 2", 1, CLOSES_AT),
        ("Xóm 1", 2, CLOSES_AT),
        ("Xóm 2", 2, CLOSES_AT),
    ]
    registering = CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER)
    assert set(registering.values_list("unit_id", flat=True)) == commune.ids(
        "settlement_1", "settlement_2", "cell_1", "cell_2", "women", "farmers", "youth"
    )
    paper.refresh_from_db()
    assert (paper.state, paper.is_draft, paper.number) == (PaperState.IN_FORCE, False, "31")


def test_launch_makes_rows_that_the_time_line_reads(paper, commune, by):
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)

    milestone = Milestone.objects.get(campaign=campaign)
    assert (milestone.kind, milestone.from_on, milestone.to_on) == (
        "appraisal",
        date(2026, 10, 11),
        date(2026, 10, 20),
    )
    sectors = Sector.objects.filter(campaign=campaign).order_by("position")
    assert [(s.code, s.name) for s in sectors] == [("KT", "kinh tế"), ("VH-XH", "văn hóa - xã hội")]
    contents = PlanContent.objects.filter(campaign=campaign).order_by("position")
    assert [(c.text, c.sector.code) for c in contents] == [
        ("Vận động Nhân dân chuyển đổi giống cây trồng ở cánh đồng Nà Lầu", "KT"),
        ("Giữ gìn đường xóm xanh, sạch", "VH-XH"),
    ]
    persons = ParticipantGroup.objects.get(campaign=campaign, subject_kind="individual")
    assert persons.participants.count() == 0
    appraising = CampaignParticipant.objects.get(campaign=campaign, part=Part.APPRAISE)
    assert appraising.unit == commune.board


def test_launch_tells_every_registering_unit_once(paper, by):
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    told = Notice.objects.filter(link=f"/phong-trao/{campaign.pk}/")
    registering = CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER)
    assert sorted(told.values_list("unit_id", flat=True)) == sorted(
        registering.values_list("unit_id", flat=True)
    )


def test_launch_silent_plan_names_everything_that_is_missing(commune):
    by = officer(commune.committee)
    paper = upload_plan(SILENT.encode(), name="ke-hoach.txt", unit=commune.committee, by=by, at=NOON)
    with pytest.raises(InvalidInput) as refused:
        launch(paper.campaign, by=by, at=NOON)
    assert refused.value.params["missing"] == (
        "“tổ hợp tác bến nước” là những đơn vị nào; đơn vị tham gia đăng ký; hạn đăng ký; "
        "ít nhất một lĩnh vực; số văn bản; ngày ban hành"
    )
    paper.campaign.refresh_from_db()
    assert paper.campaign.state == CampaignState.PREPARING
    assert CampaignParticipant.objects.count() == Sector.objects.count() == Notice.objects.count() == 0


def test_launch_silent_plan_with_the_officers_answers(commune):
    by = officer(commune.committee)
    paper = upload_plan(SILENT.encode(), name="ke-hoach.txt", unit=commune.committee, by=by, at=NOON)
    save_choices(
        paper.campaign,
        raw={
            "who": {
                _row(paper, "tổ hợp tác bến nước"): {
                    "mode": "units",
                    "units": [str(commune.settlement_2.pk)],
                    "minimum": "1",
                }
            },
            "registration_day": "01/03/2026",
            "registration_boundary": "through",
            "registration_hour": "17:00",
            "national": ["KT"],
        },
        by=by,
        at=NOON,
    )
    campaign = launch(paper.campaign, by=by, at=NOON, is_draft=True)
    assert [(o.unit_id, o.minimum, o.registration_closes_at) for o in owed(campaign.rounds.get(), TODAY)] == [
        (commune.settlement_2.pk, 1, datetime(2026, 3, 1, 10, 0, tzinfo=UTC))
    ]


def test_launch_twice_is_once(paper, by, heard):
    launch(paper.campaign, by=by, at=NOON, **SIGNED)
    rows = CampaignParticipant.objects.count(), Quota.objects.count(), Notice.objects.count()
    with pytest.raises(TransitionNotAllowed):
        launch(paper.campaign, by=by, at=NOON, **SIGNED)
    assert (CampaignParticipant.objects.count(), Quota.objects.count(), Notice.objects.count()) == rows
    assert len(heard) == 1


def test_launch_hands_named_initiatives_to_listeners(paper, commune, by, heard):
    item = papers.add_item(
        paper,
        kind="initiative",
        raw={"text": "Tuyến đường hoa bờ suối", "kind": "collective", "owner": "Hội Phụ nữ"},
        by=by,
        at=NOON,
    )
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    assert heard[0]["campaign"] == campaign
    assert heard[0]["initiatives"] == [
        hooks.NamedInitiative(
            item.pk, commune.women.pk, "Tuyến đường hoa bờ suối", "collective", "Hội Phụ nữ", ()
        )
    ]


def test_launch_listener_that_fails_undoes_everything(paper, by, heard):
    def refusing(**_what):
        raise InvalidInput("không được", code="thử")

    hooks.register_launch_listener(refusing)
    with pytest.raises(InvalidInput):
        launch(paper.campaign, by=by, at=NOON, **SIGNED)
    paper.campaign.refresh_from_db()
    assert paper.campaign.state == CampaignState.PREPARING
    assert Sector.objects.count() == 0


def test_launch_is_not_for_officers_of_another_branch(paper, commune):
    with pytest.raises(NotAllowed):
        launch(paper.campaign, by=officer(commune.committee), at=NOON, **SIGNED)


def test_note_signed_ends_the_draft_once(paper, by):
    launch(paper.campaign, by=by, at=NOON, is_draft=True)
    signed = note_signed(paper, number="31", symbol="KH/ĐU", issued_on=date(2026, 2, 1), by=by, at=NOON)
    assert (signed.is_draft, signed.number) == (False, "31")
    with pytest.raises(Conflict):
        note_signed(paper, number="32", symbol="KH/ĐU", issued_on=date(2026, 2, 1), by=by, at=NOON)


def test_save_choices_keeps_each_answer_and_leaves_the_others(paper, by):
    save_choices(paper.campaign, raw={"year": "2027"}, by=by, at=NOON)
    made = save_choices(paper.campaign, raw={"grace_minutes": "60"}, by=by, at=NOON)
    assert (made.year, made.grace_minutes) == (2027, 60)


def test_save_choices_period_upside_down_is_refused_and_not_kept(paper, by):
    raw = {"starts_on": "01/06/2026", "ends_on": "01/05/2026"}
    with pytest.raises(InvalidInput) as refused:
        save_choices(paper.campaign, raw=raw, by=by, at=NOON)
    assert refused.value.field == "ends_on"
    paper.refresh_from_db()
    assert paper.choices == {}


def test_prepare_undecided_value_that_asks_stays_text(paper, by):
    quota = paper.items.filter(kind="quota").order_by("position").first()
    quota.certainty = "ask"
    quota.save()
    made = prepare(paper.campaign, by=by, at=NOON)
    assert [row.minimum for row in made.who if row.label == "các xóm"] == [None]
    assert quota in made.unsettled


def test_prepare_quota_of_units_that_no_participant_names_becomes_its_own_row(paper, commune, by):
    papers.add_item(paper, kind="quota", raw={"who": "Mỗi trường học", "count": "1"}, by=by, at=NOON)
    made = prepare(paper.campaign, by=by, at=NOON)
    assert [(row.label, row.unit_ids, row.minimum) for row in made.who][-1] == (
        "Mỗi trường học",
        (commune.school.pk,),
        1,
    )


def test_prepare_managing_unit_out_of_reach_is_missing(paper, commune, by):
    made = save_choices(paper.campaign, raw={"managing_unit": str(commune.committee.pk)}, by=by, at=NOON)
    assert made.missing == ("đơn vị chủ trì",)


def test_owed_extension_moves_the_units_own_deadline(paper, commune, by):
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    later = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
    DeadlineExtension.objects.create(
        round=campaign.rounds.get(),
        unit=commune.settlement_1,
        closes_at=later,
        reason="mưa lũ",
        given_at=NOON,
        given_by=by,
    )
    due = {o.unit_id: o.registration_closes_at for o in owed(campaign.rounds.get(), TODAY)}
    assert (due[commune.settlement_1.pk], due[commune.settlement_2.pk]) == (later, CLOSES_AT)


def test_owed_own_quota_stands_before_the_groups(paper, commune, by):
    save_choices(paper.campaign, raw={"own_quotas": {str(commune.settlement_1.pk): "5"}}, by=by, at=NOON)
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    assert {o.unit_id: o.minimum for o in owed(campaign.rounds.get(), TODAY)}[commune.settlement_1.pk] == 5


def test_owed_merged_units_pass_their_debt_to_the_successor(paper, commune, by):
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    units.merge(
        [commune.settlement_1],
        into=commune.settlement_2,
        on=date(2026, 3, 1),
        decision="12/QĐ-UBND ngày 20/02/2026",
        by="system",
        at=NOON + timedelta(days=27),
    )
    due = {o.unit_id: o.minimum for o in owed(campaign.rounds.get(), date(2026, 3, 2))}
    assert commune.settlement_1.pk not in due
    assert due[commune.settlement_2.pk] == 2


@pytest.mark.parametrize("settlements", [("Xóm 1",), ("Xóm 1", "Xóm 2", "Xóm 3", "Xóm 4")])
def test_owed_takes_the_same_queries_for_few_and_many(django_assert_num_queries, settlements):
    commune = tree(settlements=settlements)
    by = officer(commune.party)
    paper = upload_plan(LETTER.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)
    round_ = launch(paper.campaign, by=by, at=NOON, **SIGNED).rounds.get()
    with django_assert_num_queries(4):
        assert len(owed(round_, TODAY)) == 2 * len(settlements)


def test_can_see_opens_with_the_launch_to_units_that_take_part(paper, commune, by):
    contact = user(commune.settlement_1, Role.UNIT_CONTACT)
    stranger = user(commune.school, Role.UNIT_CONTACT)
    nobody = user()
    assert [can_see(u, paper.campaign, TODAY) for u in (by, contact, stranger, nobody)] == [
        True,
        False,
        False,
        False,
    ]
    campaign = launch(paper.campaign, by=by, at=NOON, **SIGNED)
    assert [can_see(u, campaign, TODAY) for u in (by, contact, stranger, nobody)] == [
        True,
        True,
        False,
        False,
    ]
    assert [can_manage(u, campaign, TODAY) for u in (by, contact, stranger, nobody)] == [
        True,
        False,
        False,
        False,
    ]
