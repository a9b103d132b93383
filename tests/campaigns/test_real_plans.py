"""Each of the five real plans becomes a running campaign: who owes how many by when."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kheo.campaigns.models import Campaign, CampaignParticipant, Milestone, Phase, Sector, Theme
from kheo.campaigns.public import CampaignState, Part, launch, owed, save_choices, upload_plan
from kheo.campaigns.services import papers
from kheo.core.errors import InvalidInput
from tests.campaigns.trees import officer, tree

PLANS = Path(__file__).resolve().parents[2] / "../shared/plans"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PLANS.is_dir(), reason="the five real plans are not on this machine"),
]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _uploaded(name, unit, by, at):
    data = (PLANS / f"{name}.txt").read_bytes()
    return upload_plan(data, name=f"{name}.txt", unit=unit, by=by, at=at)


def _row(paper, words):
    """The key of the participant that begins with these words."""
    found = [i for i in paper.items.filter(kind="participant") if i.data["label"].startswith(words)]
    return f"item-{found[0].pk}"


def _owed(round_, on):
    return {(line.unit_id, line.minimum, line.registration_closes_at) for line in owed(round_, on)}


def _registering(campaign):
    rows = CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER)
    return set(rows.values_list("unit_id", flat=True))


def test_launch_vinh_tan_letter_every_cell_owes_one_by_the_end_of_15_february(settings):
    commune = tree("phường Vinh Tân", ("Khối 1", "Khối 2", "Khối 3"))
    at = datetime(2026, 2, 6, 2, 0, tzinfo=UTC)
    by = officer(commune.party)
    paper = _uploaded("vinh-tan-2024", commune.party, by, at)
    # The letter sets no number: the officer asks one of every cell and organisation.
    made = save_choices(
        paper.campaign,
        raw={
            "title": "Đăng ký mô hình “Dân vận khéo” năm 2024",
            "who": {
                _row(paper, "UBND"): {"mode": "proposed", "minimum": ""},
                _row(paper, "UBMTTQ"): {"mode": "proposed", "minimum": ""},
                _row(paper, "các tổ chức đoàn thể"): {"mode": "proposed", "minimum": "1"},
                _row(paper, "các chi bộ"): {"mode": "proposed", "minimum": "1"},
            },
        },
        by=by,
        at=at,
    )
    assert made.missing == ()
    assert made.registration.said.text() == (
        "Nhận đăng ký đến hết 24 giờ thứ Năm, 15/02/2024; từ 0 giờ ngày 16/02/2024 là muộn."
    )
    assert made.registration.is_past
    campaign = launch(paper.campaign, by=by, at=at, is_draft=True)

    round_ = campaign.rounds.get()
    closes_at = datetime(2024, 2, 15, 17, 0, tzinfo=UTC)  # 00:00 on the 16th in Viet Nam
    one_each = commune.ids("women", "farmers", "youth", "cell_1", "cell_2", "cell_3")
    assert round_.registration_closes_at == closes_at
    assert _owed(round_, at.date()) == {(unit, 1, closes_at) for unit in one_each}
    assert _registering(campaign) == one_each | commune.ids("committee", "front")
    appraising = CampaignParticipant.objects.filter(campaign=campaign, part=Part.APPRAISE)
    assert set(appraising.values_list("unit_id", flat=True)) == commune.ids("board")
    windows = Milestone.objects.filter(campaign=campaign, kind="appraisal").order_by("from_on")
    assert list(windows.values_list("from_on", "to_on")) == [
        (date(2024, 6, 11), date(2024, 6, 20)),
        (date(2024, 9, 21), date(2024, 9, 30)),
    ]


def test_launch_pho_minh_plan_asks_deadline_and_participants_then_runs():
    commune = tree("phường Phổ Minh", ("Tổ dân phố 1", "Tổ dân phố 2"))
    at = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
    by = officer(commune.committee)
    paper = _uploaded("pho-minh-2024", commune.committee, by, at)
    with pytest.raises(InvalidInput) as refused:
        launch(paper.campaign, by=by, at=at, number="46", symbol="KH-UBND", issued_on=date(2024, 3, 19))
    assert "hạn đăng ký" in str(refused.value)

    save_choices(
        paper.campaign,
        raw={
            "registration_day": "15/04/2024",
            "registration_boundary": "through",
            "who": {
                _row(paper, "Cấp ủy"): {"mode": "proposed", "minimum": "1"},
                _row(paper, "các cơ quan"): {"mode": "proposed", "minimum": ""},
            },
            "own_quotas": {str(commune.office.pk): "2"},
        },
        by=by,
        at=at,
    )
    campaign = launch(
        paper.campaign, by=by, at=at, number="46", symbol="KH-UBND", issued_on=date(2024, 3, 19)
    )

    closes_at = datetime(2024, 4, 15, 17, 0, tzinfo=UTC)
    one_each = commune.ids("committee", "party", "front", "women", "farmers", "youth")
    assert _owed(campaign.rounds.get(), at.date()) == {
        *((unit, 1, closes_at) for unit in one_each),
        (commune.office.pk, 2, closes_at),
    }
    campaign.papers.get(number="46", symbol="KH-UBND", issued_on=date(2024, 3, 19), is_draft=False)


def test_launch_phu_my_plan_office_owes_the_model_it_is_named_for():
    commune = tree("xã Phú Mỹ", ("Khóm 1",))
    at = datetime(2026, 1, 22, 2, 0, tzinfo=UTC)
    by = officer(commune.committee)
    paper = _uploaded("phu-my-2024", commune.committee, by, at)
    save_choices(
        paper.campaign,
        raw={
            "registration_day": "31/01/2024",
            "who": {_row(paper, "Văn phòng"): {"mode": "proposed", "minimum": "1"}},
            "national": ["KT", "VH-XH"],
        },
        by=by,
        at=at,
    )
    campaign = launch(paper.campaign, by=by, at=at, is_draft=True)

    round_ = campaign.rounds.get()
    assert (round_.year, round_.starts_on, round_.ends_on) == (2024, date(2024, 1, 20), date(2024, 8, 15))
    assert _owed(round_, at.date()) == {(commune.office.pk, 1, datetime(2024, 1, 31, 17, 0, tzinfo=UTC))}
    assert set(Theme.objects.filter(campaign=campaign).values_list("name", flat=True)) == {
        "Dân vận khéo",
        "Dân vận khéo trong xây dựng đô thị văn minh",
    }


def test_launch_phu_thinh_plan_every_settlement_and_body_owes_one_in_round_2026():
    commune = tree("xã Phú Thịnh", ("Xóm Đầm", "Xóm Đồi", "Xóm Giữa"))
    at = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
    by = officer(commune.committee)
    paper = _uploaded("phu-thinh-2026", commune.committee, by, at)
    save_choices(
        paper.campaign,
        raw={
            "registration_day": "30/05/2026",
            "registration_boundary": "before",
            "who": {
                _row(paper, "các xóm"): {"mode": "kind:settlement", "minimum": "1"},
                _row(paper, "Ủy ban Mặt trận"): {"mode": "proposed", "minimum": "1"},
                _row(paper, "Các cơ quan"): {"mode": "proposed", "minimum": "1"},
                _row(paper, "tập thể"): {"mode": "read"},
            },
        },
        by=by,
        at=at,
    )
    campaign = launch(
        paper.campaign, by=by, at=at, number="58", symbol="KH-UBND", issued_on=date(2026, 4, 17)
    )

    round_ = campaign.rounds.get()
    closes_at = datetime(2026, 5, 29, 17, 0, tzinfo=UTC)
    one_each = commune.ids(
        *("settlement_1", "settlement_2", "settlement_3", "front", "women", "farmers", "youth"),
        *("office", "culture", "school", "police", "party_office"),
    )
    assert (round_.year, round_.starts_on, round_.ends_on) == (2026, date(2026, 1, 1), date(2026, 12, 31))
    assert _owed(round_, at.date()) == {(unit, 1, closes_at) for unit in one_each}
    assert list(
        Sector.objects.filter(campaign=campaign).order_by("position").values_list("code", flat=True)
    ) == [
        "KT",
        "VH-XH",
        "QP-AN",
        "XDHTCT",
    ]
    assert list(Phase.objects.filter(campaign=campaign).values_list("starts_on", "ends_on")) == [
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2028, 1, 1), date(2030, 12, 31)),
    ]


def test_launch_to_tung_plan_committee_owes_one_of_its_gate():
    commune = tree("xã Tơ Tung", ("Làng Cao", "Làng Suối"))
    at = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)
    by = officer(commune.committee)
    paper = _uploaded("to-tung-2023", commune.committee, by, at)
    papers.add_item(
        paper,
        kind="quota",
        raw={"who": "Ủy ban nhân dân xã", "count": "1", "text": "ít nhất một mô hình"},
        by=by,
        at=at,
    )
    save_choices(
        paper.campaign,
        raw={
            "year": "2023",
            "registration_day": "30/11/2023",
            "national": ["KT", "VH-XH", "QP-AN", "XDHTCT"],
        },
        by=by,
        at=at,
    )
    campaign = launch(paper.campaign, by=by, at=at, is_draft=True)

    assert campaign.state == CampaignState.RUNNING
    assert _owed(campaign.rounds.get(), at.date()) == {
        (commune.committee.pk, 1, datetime(2023, 11, 30, 17, 0, tzinfo=UTC))
    }
    assert Campaign.objects.count() == 1
