"""Plans of our own writing, of many kinds of body, each become a running campaign."""

from datetime import datetime
from pathlib import Path

import pytest

from kheo.campaigns.models import CampaignParticipant
from kheo.campaigns.public import CampaignState, Part, launch, owed, save_choices, upload_plan
from kheo.campaigns.selectors.launching import prepare
from kheo.core.errors import InvalidInput
from kheo.core.timetable.deadline import VIETNAM
from tests.campaigns.trees import officer, tree
from tests.factories import NOON, TODAY

CORPUS = Path(__file__).resolve().parents[1] / "core/plans/corpus"
PLANS = sorted(path.name for path in CORPUS.glob("*") if path.suffix in (".txt", ".md"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("files"),
    pytest.mark.skipif(not PLANS, reason="no plans of our own writing here yet"),
]


def _launched(paper, by):
    """Its campaign, with the least of answers: words that name no unit here are only read."""
    made = prepare(paper.campaign, by=by, at=NOON)
    answers = {row.key: {"mode": "read"} for row in made.who if row.is_asked}
    if not made.registering_ids:
        first = next(row for row in made.who if row.is_collective)
        answers[first.key] = {"mode": "kind:settlement", "minimum": "1"}
    raw = {"who": answers, "national": ["KT"]}
    if made.registration.closes_at is None:
        raw["registration_day"] = "31/03/2026"
    save_choices(paper.campaign, raw=raw, by=by, at=NOON)
    return launch(paper.campaign, by=by, at=NOON, is_draft=True)


@pytest.mark.parametrize("name", PLANS)
def test_every_paper_launches_or_says_that_nobody_registers(name):
    commune = tree("xã Suối Ngọc", ("Ấp 1", "Ấp 2"))
    by = officer(commune.party)
    paper = upload_plan((CORPUS / name).read_bytes(), name=name, unit=commune.party, by=by, at=NOON)
    if not any(row.is_collective for row in prepare(paper.campaign, by=by, at=NOON).who):
        with pytest.raises(InvalidInput) as refused:
            launch(paper.campaign, by=by, at=NOON, is_draft=True)
        assert "đơn vị tham gia đăng ký" in refused.value.params["missing"]
        return
    campaign = _launched(paper, by)

    assert campaign.state == CampaignState.RUNNING
    registering = set(
        CampaignParticipant.objects.filter(campaign=campaign, part=Part.REGISTER).values_list(
            "unit_id", flat=True
        )
    )
    assert registering
    due = owed(campaign.rounds.get(), TODAY)
    assert {line.unit_id for line in due} <= registering
    assert all(line.minimum >= 1 and line.registration_closes_at for line in due)


def _vn(*when):
    return datetime(*when, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("name", "area", "settlements", "due", "closes_at"),
    [
        (
            "ha-doai-2026.txt",
            "phường Hạ Đoài",
            ("Tổ dân phố 1", "Tổ dân phố 2"),
            {"cell_1": 1, "cell_2": 1},
            _vn(2026, 3, 1),
        ),
        (
            "khe-lim-2025.txt",
            "xã Khe Lim",
            ("Thôn Thượng", "Thôn Hạ"),
            {"settlement_1": 1, "settlement_2": 1, "school": 2},
            _vn(2025, 3, 10),
        ),
        (
            "phuong-ben-go-2025.txt",
            "phường Bến Gỗ",
            ("Khu phố 1",),
            {"settlement_1": 1},
            _vn(2025, 7, 31, 17),
        ),
        (
            "dai-cuong-mttq-2026.md",
            "xã Đại Cương",
            ("Thôn Đông",),
            {"women": 1, "farmers": 1, "youth": 1},
            _vn(2026, 1, 25),
        ),
    ],
)
def test_quotas_of_a_plan_are_owed_by_the_units_it_means(name, area, settlements, due, closes_at):
    commune = tree(area, settlements)
    by = officer(commune.party)
    paper = upload_plan((CORPUS / name).read_bytes(), name=name, unit=commune.party, by=by, at=NOON)
    campaign = _launched(paper, by)
    found = owed(campaign.rounds.get(), TODAY)
    assert {line.unit_id: line.minimum for line in found} == {commune.units[k].pk: n for k, n in due.items()}
    assert {line.registration_closes_at for line in found} == {closes_at}
