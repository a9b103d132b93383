"""Initiatives that a plan itself names become draft registrations when the campaign is launched."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from kheo.accounts.public import User
from kheo.campaigns.public import Campaign, CampaignRound, NamedFigure, NamedInitiative
from kheo.core.vietnamese import clean_line, upper_first
from kheo.notices import public as notices
from kheo.registrations.fields import LINES, MOST_ROWS, ROWS, known_fields, row_name
from kheo.registrations.services.drafts import create
from kheo.registrations.states import Kind
from kheo.units.public import Unit


def on_launch(
    *,
    campaign: Campaign,
    round: CampaignRound,  # noqa: A002 -- the listener's word
    initiatives: Sequence[NamedInitiative],
    by: User,
    at: datetime,
) -> None:
    """Make one draft for each named initiative, in the transaction that launches, and tell its unit."""
    for named in initiatives:
        unit = Unit.objects.get(pk=named.unit_id)
        draft = create(
            uuid4(),
            fields=known_fields(_fields_of(named)),
            round_=round,
            unit=unit,
            by=by,
            at=at,
            entered_for_unit=True,
        )
        notices.tell(
            draft.registration,
            unit_ids=[unit.pk],
            title=f"Kế hoạch nêu mô hình “{clean_line(named.title)[:200]}” của đơn vị",
            by=by,
            at=at,
            body="Bản nháp đăng ký đã được lập sẵn từ kế hoạch. Hãy mở ra, bổ sung rồi gửi.",
            link=f"/dang-ky/ban-nhap/{draft.pk}/",
        )


def _fields_of(named: NamedInitiative) -> dict[str, str]:
    fields = {
        "title": clean_line(named.title)[: LINES["title"]],
        "kind": str(Kind.NEW),
        "lead_kind": named.subject_kind,
        "lead_name": clean_line(named.owner)[: LINES["lead_name"]],
    }
    for place, figure in enumerate(named.figures[:MOST_ROWS]):
        limits = ROWS["measure"]
        fields[row_name("measure", place, "name")] = _counted(figure, named)[: limits["name"]]
        fields[row_name("measure", place, "target")] = clean_line(figure.value)[: limits["target"]]
        fields[row_name("measure", place, "unit")] = clean_line(figure.unit)[: limits["unit"]]
    return fields


def _counted(figure: NamedFigure, named: NamedInitiative) -> str:
    """What is counted, as the head of a line: “Xây” of “xây 02 bể”."""
    return upper_first(clean_line(figure.what or named.title))
