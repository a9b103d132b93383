"""A typed list of who was commended, line by line."""

from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.services.outside import OutsideRow
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold
from kheo.units import public as units
from kheo.units.public import Subject

_KINDS = {
    "tap the": Subject.Kind.COLLECTIVE,
    "ca nhan": Subject.Kind.INDIVIDUAL,
    "ho": Subject.Kind.HOUSEHOLD,
    "ho gia dinh": Subject.Kind.HOUSEHOLD,
}


def rows_of(text: str, round_: CampaignRound, on: date) -> list[OutsideRow]:
    """“cá nhân | Bà Lục Thị Hoa | Xóm Cầu Mây | …” on each line. Raises InvalidInput (`field` rows) with the line's number."""
    managing = round_.campaign.managing_unit
    known = units.of_commune(managing.area_code, on) if managing.area_code else []
    by_name = {fold(one.name): one for one in known}  # type: ignore[attr-defined]
    rows = []
    for place, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
        parts = [clean_line(one) for one in line.split("|")]
        if len(parts) != 4 or not all(parts):
            raise _refused(N_("Dòng %(place)d: ghi đủ bốn phần, cách nhau bằng dấu |."), place)
        kind, unit = _KINDS.get(fold(parts[0])), by_name.get(fold(parts[2]))
        if kind is None:
            raise _refused(N_("Dòng %(place)d: phần đầu là tập thể, cá nhân hoặc hộ."), place)
        if unit is None:
            raise _refused(
                N_("Dòng %(place)d: không có đơn vị “%(unit)s” ở địa phương."), place, unit=parts[2]
            )
        rows.append(OutsideRow(kind, parts[1], unit, parts[3].rstrip(".;")))
    return rows


def _refused(words: str, place: int, **params: object) -> InvalidInput:
    return InvalidInput(words, code="outside-line", field="rows", place=place, **params)
