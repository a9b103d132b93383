"""Reads of the register that services and pages share: which rules of numbering hold, who has a number."""

from datetime import date

from django.db.models import Q, QuerySet

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.core.paper.kinds import symbol_of
from kheo.core.paper.profiles import BodyKind, Profile, profile_for
from kheo.documents import permissions
from kheo.documents.kinds import PARTY_KINDS, official
from kheo.documents.models import Document, NumberSeries, RegisterSetting, Term, UnitTemplate
from kheo.documents.numbers import full_number, printed
from kheo.units.public import Unit, UnitKind


def is_party(unit: Unit) -> bool:
    """Whether the unit's papers follow the rules of the Party."""
    return unit.kind in PARTY_KINDS


def body_of(unit: Unit) -> BodyKind:
    """Which rules of layout the unit's papers follow."""
    if is_party(unit):
        return "PARTY"
    return "FRONT" if unit.kind in {UnitKind.FRONT, UnitKind.ORGANISATION} else "STATE"


def profile_of(unit: Unit, on: date) -> Profile:
    """The rules of layout that the unit's papers follow on the day."""
    return profile_for(body_of(unit), on)


def usual_symbol(unit: Unit, kind: str, on: date) -> str:
    """“KH-UBND” as the rules make it; "" where they do not say."""
    known = official(kind)
    profile = profile_of(unit, on)
    if known is None or not unit.symbol or known.abbreviation(profile) is None:
        return ""
    return symbol_of(known, profile, unit.symbol)


def term_of(unit: Unit, on: date) -> Term | None:
    """The term of the body on the day."""
    holds = Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return Term.objects.filter(holds, unit=unit).first()


def period_of(unit: Unit, on: date) -> str:
    """In which period a number counts once: the year, for a Party body its term where it is known."""
    term = term_of(unit, on) if is_party(unit) else None
    return f"nk-{term.pk}" if term else str(on.year)


def series_of(unit: Unit, on: date) -> list[NumberSeries]:
    """The series by which Khéo numbers papers of the unit on the day."""
    holds = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return list(NumberSeries.objects.filter(holds, unit=unit).order_by("pk"))


def series_for(unit: Unit, kind: str, on: date) -> NumberSeries | None:
    """The series that gives the number of a paper of this kind; None where the office's own system does."""
    return next((one for one in series_of(unit, on) if not one.kinds or kind in one.kinds), None)


def holder_of(
    *, unit_id: int, period: str, symbol_key: str, number_key: str, but: int | None = None
) -> Document | None:
    """The paper that has this number, other than the one with the id `but`."""
    rows = Document.objects.filter(
        unit_id=unit_id, period=period, symbol_key=symbol_key, number_key=number_key
    )
    others = rows if but is None else rows.exclude(pk=but)
    return others.select_related("unit", "series").first()


def number_alone(row: Document) -> str:
    """“05”; of a reserved number too, which is not on the paper yet."""
    if not row.number and row.number_value is not None:
        return printed(row.number_value, row.series.width if row.series else 2)
    return row.number


def number_shown(row: Document) -> str:
    """“05/KH-UBND”; of a reserved number too."""
    number = number_alone(row)
    if not number:
        return ""
    return full_number(number, row.symbol, party=is_party(row.unit))


def keeps_files(unit: Unit) -> bool:
    """Whether files of the unit's papers are kept here; usual for all but Party bodies."""
    found = RegisterSetting.objects.filter(unit=unit).first()
    return found.keeps_files if found else not is_party(unit)


def template_of(unit: Unit, kind: str) -> UnitTemplate | None:
    """The unit's own .docx for this kind."""
    return UnitTemplate.objects.filter(unit=unit, kind=kind, ended_at=None).select_related("file").first()


def documents_for(user: User, on: date) -> QuerySet[Document]:
    """Every paper that the person may read."""
    return Document.objects.filter(unit__in=permissions.readable_units(user, on))


def document_for(user: User, pk: int, on: date) -> Document:
    """One paper. Raises NotFound where there is none, or not for these eyes."""
    row = documents_for(user, on).select_related("unit", "series", "replaces", "file").filter(pk=pk).first()
    if row is None:
        raise NotFound(N_("Không có văn bản này trong các sổ mà tài khoản được xem."), code="no-such-paper")
    return row
