"""Whether somebody may judge a registration, and what ties him to it.

Blocked: oneself, and the initiative one leads or signed for. Belonging to its unit, working above or below it,
having entered it is told and noted, and blocks nothing unless the round's own rule says so: in a commune
everybody belongs somewhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.vietnamese import fold
from kheo.registrations.public import Registration
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class Ties:
    """`blocked` says why the person may not judge it; `noted` what is only told."""

    blocked: str = ""
    noted: tuple[str, ...] = ()


def ties_of(
    people: Collection[User], rows: Iterable[Registration], on: date, *, belonging_blocks: bool
) -> dict[tuple[int, int], Ties]:
    """(Registration, person) → ties. Rows with `lead` loaded; two queries whatever the number."""
    listed = list(rows)
    of_people = units.units_of_people([one.pk for one in people], on)
    above = units.above_of({row.handled_by_unit_id for row in listed}, on)
    return {
        (row.pk, person.pk): _ties(
            person, row, of_people.get(person.pk, set()), above, belonging_blocks=belonging_blocks
        )
        for row in listed
        for person in people
    }


def _ties(
    person: User, row: Registration, own: set[int], above: dict[int, set[int]], *, belonging_blocks: bool
) -> Ties:
    name = fold(person.full_name)
    if row.lead is not None and row.lead.name_folded == name:
        return Ties(_("là người chủ trì mô hình này"))
    if not row.entered_for_unit and person.pk == row.submitted_by_id:
        return Ties(_("đã gửi đăng ký mô hình này"))
    if name in {fold(row.contact_name), fold(row.confirmed_by.split(",", maxsplit=1)[0])}:
        return Ties(_("là người phụ trách hoặc người xác nhận đăng ký mô hình này"))
    noted = []
    if row.handled_by_unit_id in own:
        noted.append(_("thuộc đơn vị có mô hình"))
    elif own & above.get(row.handled_by_unit_id, set()):
        noted.append(_("công tác ở cơ quan cấp trên của đơn vị có mô hình"))
    if row.entered_for_unit and row.submitted_by_id == person.pk:
        noted.append(_("đã nhập thay đơn vị"))
    if noted and belonging_blocks and row.handled_by_unit_id in own:
        return Ties(_("thuộc đơn vị có mô hình, quy chế của đợt này không cho chấm"), tuple(noted))
    return Ties("", tuple(noted))
