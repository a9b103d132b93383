"""Provinces and communes on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from kheo.core.vietnamese import fold, upper_first
from kheo.units.models import AdministrativeArea, Unit, UnitKind, UnitVersion
from kheo.units.scope import valid_on

_COMMITTEE = "Ủy ban nhân dân "


def areas(on: date, *, text: str = "", province_code: str = "") -> QuerySet[AdministrativeArea]:
    """Areas in force on the day, found by name (marks or none) or by the beginning of the code."""
    rows = AdministrativeArea.objects.filter(valid_on(on))
    if province_code:
        rows = rows.filter(province_code=province_code)
    text = text.strip()
    if text.isdecimal():
        rows = rows.filter(code__startswith=text)
    elif fold(text):
        rows = rows.filter(name_folded__contains=fold(text))
    elif text:  # signs alone: as they are
        rows = rows.filter(name__contains=text)
    return rows.order_by("name_sort", "code")


def provinces(on: date) -> QuerySet[AdministrativeArea]:
    """The provinces and cities in force on the day, in Vietnamese order."""
    kinds = [AdministrativeArea.Kind.PROVINCE, AdministrativeArea.Kind.CITY]
    return AdministrativeArea.objects.filter(valid_on(on), kind__in=kinds).order_by("name_sort")


def communes_to_found(province_codes: Iterable[str], on: date) -> QuerySet[AdministrativeArea]:
    """Communes of these provinces that have no unit here yet, in Vietnamese order."""
    known = Unit.objects.exclude(area_code="").values("area_code")
    rows = AdministrativeArea.objects.filter(valid_on(on), province_code__in=list(province_codes))
    provincial = [AdministrativeArea.Kind.PROVINCE, AdministrativeArea.Kind.CITY]
    return rows.exclude(kind__in=provincial).exclude(code__in=known).order_by("name_sort", "code")


def place_names(codes: Iterable[str], on: date) -> dict[str, str]:
    """Code → “Xã Đồng Trăng”, as the People's Committee there calls it, else as the official list does."""
    wanted = set(codes)
    found = {code: area.full_name for code, area in areas_by_code(wanted, on).items()}
    roots = UnitVersion.objects.filter(
        valid_on(on),
        parent=None,
        unit__kind=UnitKind.PEOPLES_COMMITTEE,
        unit__area_code__in=wanted,
        name__startswith=_COMMITTEE,
    )
    for code, name in roots.values_list("unit__area_code", "name"):
        found[code] = upper_first(name.removeprefix(_COMMITTEE))
    return {code: found.get(code, code) for code in wanted}


def areas_by_code(codes: Iterable[str], on: date) -> dict[str, AdministrativeArea]:
    """Code → area as it is on the day; codes that are in no list are left out."""
    rows = AdministrativeArea.objects.filter(valid_on(on), code__in=list(codes))
    return {area.code: area for area in rows}
