"""Reading rubrics: those of a round, which one fits a registration, from what a new one may begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals.models import RubricVersion
from kheo.appraisals.states import RubricState
from kheo.audit import public as audit
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound, Milestone
from kheo.core.errors import N_, NotFound
from kheo.core.scoring import Rubric as Content
from kheo.core.scoring import asks_households_to_give, rubric_of
from kheo.core.scoring.presets import presets
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration

Data = dict[str, Any]


def versions_of(round_: CampaignRound) -> QuerySet[RubricVersion]:
    """The round's rubrics as they are used or written: superseded ones left out."""
    rows = RubricVersion.objects.filter(rubric__round=round_).exclude(state=RubricState.SUPERSEDED)
    return rows.select_related("rubric", "made_by", "applied_by").order_by("rubric_id", "-number")


def in_force(round_: CampaignRound) -> list[RubricVersion]:
    """Those that judge now."""
    rows = RubricVersion.objects.filter(rubric__round=round_, state=RubricState.IN_FORCE)
    return list(rows.order_by("rubric_id"))


def version_for(user: User, pk: int, on: date) -> RubricVersion:
    """A version; a draft for those who run the campaign alone. Raises NotFound."""
    row = (
        RubricVersion.objects.select_related(
            "rubric__round__campaign__managing_unit", "applied_by", "made_by"
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise _none()
    campaign = row.rubric.round.campaign
    if registrations.can_receive(user, campaign, on):
        return row
    registrations.round_for(user, row.rubric.round_id, on)
    if row.state == RubricState.DRAFT:
        raise _none()
    return row


def _none() -> NotFound:
    return NotFound(
        N_("Không có bộ tiêu chí này, hoặc còn đang soạn. Hãy mở lại từ trang thẩm định."),
        code="rubric-not-found",
    )


def content_of(version: RubricVersion) -> Content:
    """The rubric as it judges."""
    return rubric_of(version.content)


def last_edit(version: RubricVersion) -> tuple[str, datetime] | None:
    """Who wrote something into the version last, and when; None where nobody has since it was begun."""
    event = audit.history(version.rubric).filter(action="appraisals:rubric:edit").last()
    if event is None or event.details.get("version") != version.number:
        return None
    who = User.objects.filter(username=event.actor).first()
    return (who.full_name if who else event.actor), event.at


def rubric_for(versions: Sequence[RubricVersion], row: Registration) -> RubricVersion | None:
    """The rubric that fits best: for its sector and kind of subject, then for its kind alone."""
    kind = row.lead.kind if row.lead else "collective"
    sector = row.sector.code if row.sector else ""
    fitting = []
    for version in versions:
        subjects, sectors = version.content["subjects"], version.content["sectors"]
        if (not subjects or kind in subjects) and (not sectors or sector in sectors):
            fitting.append((bool(sectors), bool(subjects), version.pk, version))
    return max(fitting, key=lambda one: one[:3])[3] if fitting else None


def next_milestone(round_: CampaignRound, on: date) -> Milestone | None:
    """The appraisal that the plan names next: not over yet, or the last one it names."""
    rows = [
        one
        for one in campaigns.milestones_of(round_)
        if one.kind == Milestone.Kind.APPRAISAL and one.to_on is not None
    ]
    rows.sort(key=lambda one: one.to_on or on)
    return next((one for one in rows if one.to_on and one.to_on >= on), rows[-1] if rows else None)


# From what a new one may begin


@dataclass(frozen=True, slots=True)
class Beginning:
    """One choice of the page “Bộ tiêu chí mới”."""

    key: str
    words: str
    note: str
    data: Data


def beginnings(round_: CampaignRound) -> list[Beginning]:
    """What the plan says first, then the level above's and earlier years' rubrics, then what the house suggests."""
    return [*_from_plan(round_), *_from_others(round_), *_from_presets()]


def _from_presets() -> Iterable[Beginning]:
    for one in presets():
        yield Beginning(f"mau-{one.key}", one.name, one.source, one.data)


def _from_others(round_: CampaignRound) -> Iterable[Beginning]:
    campaign = round_.campaign
    rows = RubricVersion.objects.filter(
        state=RubricState.IN_FORCE,
        rubric__round__campaign_id__in=[
            pk for pk in (campaign.pk, campaign.answers_id, campaign.cloned_from_id) if pk
        ],
    ).exclude(rubric__round=round_)
    for row in rows.select_related("rubric__round__campaign").order_by("-rubric__round__year", "pk"):
        note = _("đang áp dụng: %(round)s") % {"round": row.rubric.round.name}
        yield Beginning(f"ban-{row.pk}", row.name, note, row.content)


def _from_plan(round_: CampaignRound) -> Iterable[Beginning]:
    """Criteria and gates found in the plan, by whom they are for; what it may not ask is left out and said."""
    said = campaigns.criteria_of(round_)
    for kind, word in (("collective", _("tập thể")), ("individual", _("cá nhân"))):
        criteria = [one for one in said.criteria if one.subject_kind == kind]
        gates = [text for text in said.gates if kind == "collective" and not asks_households_to_give(text)]
        kept = [one for one in criteria if not asks_households_to_give(one.text)]
        if not kept:
            continue
        left_out = len(criteria) - len(kept)
        note = _(
            "%(criteria)d tiêu chí, %(gates)d điều kiện đọc được từ %(paper)s; chưa có điểm nên là đạt, chưa đạt."
        )
        words = note % {"criteria": len(kept), "gates": len(gates), "paper": said.paper}
        if left_out:
            words += " " + _("Đã bỏ %(count)d câu chấm theo mức đóng góp của hộ.") % {"count": left_out}
        yield Beginning(
            f"ke-hoach-{kind}",
            _("Tiêu chí trong kế hoạch (%(kind)s)") % {"kind": word},
            words,
            {
                "name": _("Tiêu chí %(kind)s theo kế hoạch") % {"kind": word},
                "source": said.paper,
                "subjects": [kind],
                "criteria": [
                    {"code": f"c{n}", "kind": "pass", "text": one.text} for n, one in enumerate(kept, 1)
                ],
                "gates": [{"code": f"g{n}", "text": text} for n, text in enumerate(gates, 1)],
            },
        )
