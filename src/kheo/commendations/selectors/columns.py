"""Matchings of columns, and the rows that fill them."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.columns import EMPTY, FIXED, Layout
from kheo.commendations.models import Dossier, ExportColumns
from kheo.commendations.selectors.dossiers import dossiers_of
from kheo.commendations.selectors.law import name_on, occasion_of
from kheo.commendations.states import DossierState
from kheo.core.eligibility import rule_day
from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import fold, short_date
from kheo.recognitions import public as recognitions

UPWARD = (DossierState.PASSED, DossierState.FORWARDED, DossierState.DECIDED)
"""What is exported where nothing else is asked: everything that passed here."""
Cell = str | int


def layouts_of(round_: CampaignRound) -> list[ExportColumns]:
    """The newest version under each name of the managing unit: one query."""
    rows = ExportColumns.objects.filter(unit=round_.campaign.managing_unit_id).select_related("set_by")
    newest = {one.name: one for one in rows.order_by("name", "number")}
    return list(newest.values())


def layout_for(round_: CampaignRound, pk: int) -> ExportColumns:
    """One version of the managing unit. Raises NotFound."""
    found = ExportColumns.objects.filter(pk=pk, unit=round_.campaign.managing_unit_id).first()
    if found is None:
        raise NotFound(
            N_("Không có bảng cột này. Hãy mở lại từ trang “Xuất theo cột của phần mềm tỉnh”."),
            code="no-columns",
        )
    return found


def versions_of(row: ExportColumns) -> list[ExportColumns]:
    """Every version under its name, the newest first."""
    rows = ExportColumns.objects.filter(unit=row.unit_id, name=row.name).select_related("set_by")
    return list(rows.order_by("-number"))


def known_heads(round_: CampaignRound) -> dict[str, str]:
    """Folded head → field, as the managing unit matched it the last time."""
    found: dict[str, str] = {}
    rows = ExportColumns.objects.filter(unit=round_.campaign.managing_unit_id).order_by("set_at", "pk")
    for row in rows:
        for column in Layout.from_json(row.layout).columns:
            if column.field != FIXED:
                found[fold(column.title)] = column.field
    return found


def to_export(
    user: User, round_: CampaignRound, on: date, *, award: str = "", state: str = ""
) -> list[Dossier]:
    """Dossiers of the round in the order of a list; of one award and state where asked."""
    rows = dossiers_of(round_, recognitions.rights(user, round_.campaign, on), on)
    rows = rows.filter(state=state) if state in DossierState.values else rows.filter(state__in=UPWARD)
    if award:
        rows = rows.filter(award=award)
    return list(rows.select_related("subject", "round", "commendation__decision", "posting"))


def cells_of(rows: Sequence[Dossier], layout: Layout, on: date) -> list[list[Cell]]:
    """What stands in each row under each column. No query."""
    told = [_told(place, one, on) for place, one in enumerate(rows, 1)]
    return [
        [
            column.words
            if column.field == FIXED
            else line.get(column.field, "")
            if column.field != EMPTY
            else ""
            for column in layout.columns
        ]
        for line in told
    ]


def _told(place: int, one: Dossier, on: date) -> dict[str, Cell]:
    award = getattr(one, "commendation", None)
    decision = award.decision if award else None
    return {
        "number": place,
        "code": one.receipt_code,
        "name": one.subject.name,
        "kind": str(one.subject.get_kind_display()),
        "office": one.subject.office,
        "unit": one.unit_name,  # type: ignore[attr-defined]
        "award": award.award_name if award else name_on(one.award, rule_day(one.received_on, on)),
        "occasion": _(occasion_of(one.occasion).value),
        "achievement": one.achievement,
        "summary": one.summary,
        "report": one.report,
        "first": short_date(one.span_first),
        "last": short_date(one.span_last),
        "year": one.round.year,
        "leads": _("có") if one.leads else _("không"),
        "rating": str(one.get_rating_display()) if one.rating else "",
        "passed": one.passed_by,
        "letter": one.forwarded_paper,
        "received": short_date(one.received_on) if one.received_on else "",
        "state": str(one.get_state_display()),
        "decision": str(decision) if decision else "",
        "decided": short_date(decision.issued_on) if decision else "",
        "issuer": decision.issuer if decision else "",
        "prize": (award.prize or "") if award else "",
    }
