"""What the launch page shows, worked out so that its template only prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from kheo.campaigns.choices import KIND, PROPOSED, READ, UNITS
from kheo.campaigns.matching import UnitLine
from kheo.campaigns.preparing import Preparation, WhoRow
from kheo.core.timetable.deadline import short_date
from kheo.units.public import UnitKind


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to tick."""

    id: int
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The units of one kind, to tick."""

    name: str
    units: tuple[UnitChoice, ...]


@dataclass(frozen=True, slots=True)
class WhoView:
    """A participant as the page shows it."""

    row: WhoRow
    options: tuple[Option, ...]
    groups: tuple[KindGroup, ...]
    names: tuple[str, ...]

    @property
    def field(self) -> str:
        """The name of its ticks."""
        return f"who-{self.row.key}-units"


@dataclass(frozen=True, slots=True)
class OwedLine:
    """How many units owe how many, under one name."""

    label: str
    minimum: int
    names: tuple[str, ...]


class LaunchPage:
    """A preparation seen by the page; `typed` are fields that could not be kept, shown again."""

    def __init__(self, made: Preparation, typed: Mapping[str, str], errors: Mapping[str, str]) -> None:
        self.made, self._typed, self._errors = made, typed, errors
        self._names = {unit.id: unit.name for unit in made.units}

    @cached_property
    def values(self) -> dict[str, str]:
        """What stands in the plain fields."""
        made, registration, signature = self.made, self.made.registration, self.made.signature
        kept = {
            "title": made.title,
            "year": str(made.year),
            "starts_on": _day(made.starts_on),
            "ends_on": _day(made.ends_on),
            "registration_day": _day(registration.day),
            "registration_hour": registration.hour,
            "grace_minutes": str(made.grace_minutes),
            "sends_up_to": made.sends_up_to,
            "number": signature.number,
            "symbol": signature.symbol,
            "issued_on": _day(signature.issued_on),
        }
        again = {name: self._typed[name] for name in kept if name in self._typed}
        return {**kept, **again} if self._errors or self._typed else kept

    @property
    def refused(self) -> tuple[tuple[str, str, str], ...]:
        """What could not be kept: the anchor of its field, the field's label, the sentence; the first two are ""
        for what belongs to no plain field.
        """
        labels = _labels()
        return tuple(
            (f"f-{name}" if name in self.values else "", labels.get(name, ""), sentence)
            for name, sentence in self._errors.items()
        )

    def dated_ahead(self, on: date) -> date | None:
        """The date of the paper where it is yet to come."""
        day = self.made.signature.issued_on
        return day if day and day > on and not self.made.signature.is_draft else None

    @property
    def unsigned(self) -> bool:
        """Whether number or date is still missing and “dự thảo” is not ticked."""
        signature = self.made.signature
        return not signature.is_draft and not (signature.number and signature.issued_on)

    @cached_property
    def who(self) -> tuple[WhoView, ...]:
        """Every participant with its choices."""
        return tuple(self._who(row) for row in self.made.who)

    @cached_property
    def managing(self) -> tuple[Option, ...]:
        """Units that may lead the campaign."""
        chosen = self.made.managing_unit_id
        return tuple(Option(str(u.id), u.name, u.id == chosen) for u in self.made.managing_options)

    @cached_property
    def appraisers(self) -> tuple[KindGroup, ...]:
        """Units that may appraise."""
        return self._groups(set(self.made.appraiser_ids))

    @cached_property
    def own(self) -> tuple[tuple[tuple[Option, ...], str], ...]:
        """Units with a number of their own, and two empty lines."""
        lines = [(unit, str(count)) for unit, count in self.made.own_quotas.items()]
        return tuple((self._unit_options(unit), count) for unit, count in [*lines, (None, ""), (None, "")])

    @cached_property
    def initiatives(self) -> tuple[tuple[object, tuple[Option, ...]], ...]:
        """Initiatives that the paper names, each with the unit it goes to."""
        return tuple((row, self._unit_options(row.unit_id)) for row in self.made.initiatives)

    @cached_property
    def owed(self) -> tuple[OwedLine, ...]:
        """Who will owe how many, by group; units without a number come last."""
        lines: dict[tuple[str, int], list[str]] = {}
        for unit_id in self.made.registering_ids:
            minimum = self.made.owed_by(unit_id)
            label = (
                _("Chỉ tiêu riêng") if unit_id in self.made.own_quotas else self.made.group_of[unit_id].label
            )
            lines.setdefault((label, minimum), []).append(self._names[unit_id])
        made = [OwedLine(label, minimum, tuple(names)) for (label, minimum), names in lines.items()]
        return tuple(sorted(made, key=lambda line: -line.minimum))

    def _who(self, row: WhoRow) -> WhoView:
        names = tuple(self._names[unit] for unit in row.unit_ids)
        chosen = set(row.chosen_ids or row.unit_ids or row.proposed_ids)
        return WhoView(row, tuple(self._modes(row)), self._groups(chosen), names)

    def _modes(self, row: WhoRow) -> list[Option]:
        options = [] if row.mode else [Option("", _("(chưa chọn)"), chosen=True)]
        if row.proposed_ids:
            label = _("Theo cách gọi trong văn bản (%(count)d đơn vị)") % {"count": len(row.proposed_ids)}
            options.append(Option(PROPOSED, label, row.mode == PROPOSED))
        for kind, units in self._by_kind.items():
            label = _("Mọi đơn vị loại “%(kind)s” (%(count)d)") % {"kind": kind.label, "count": len(units)}
            options.append(Option(f"{KIND}{kind}", label, row.mode == f"{KIND}{kind}"))
        return [
            *options,
            Option(UNITS, _("Những đơn vị đánh dấu bên dưới"), row.mode == UNITS),
            Option(READ, _("Không phải đơn vị cụ thể: chỉ để đọc"), row.mode == READ),
        ]

    @cached_property
    def _by_kind(self) -> dict[UnitKind, list[UnitLine]]:
        found: dict[UnitKind, list[UnitLine]] = {}
        for unit in self.made.units:
            found.setdefault(UnitKind(unit.kind), []).append(unit)
        return found

    def _groups(self, chosen: set[int]) -> tuple[KindGroup, ...]:
        return tuple(
            KindGroup(str(kind.label), tuple(UnitChoice(u.id, u.name, u.id in chosen) for u in units))
            for kind, units in self._by_kind.items()
        )

    def _unit_options(self, chosen: int | None) -> tuple[Option, ...]:
        return tuple(Option(str(u.id), u.name, u.id == chosen) for u in self.made.units)


def _labels() -> dict[str, str]:
    return {
        "title": _("Tên phong trào"),
        "year": _("Năm"),
        "starts_on": _("Bắt đầu"),
        "ends_on": _("Kết thúc (tính cả ngày này)"),
        "registration_day": _("Hạn đăng ký"),
        "registration_hour": _("Giờ"),
        "grace_minutes": _("Nhận muộn thêm (phút)"),
        "own_quotas": _("Đơn vị có chỉ tiêu riêng"),
        "number": _("Số"),
        "issued_on": _("Ngày ban hành"),
    }


def _day(on: date | None) -> str:
    return short_date(on) if on else ""
