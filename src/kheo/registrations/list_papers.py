"""Lists on paper: a unit's “Danh sách đăng ký”, the commune's “Bảng tổng hợp”."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import ListedInitiative, Signing, registration_list, summary_list
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import upper_first
from kheo.documents.public import place_of, profile_of
from kheo.registrations.listing import Line
from kheo.registrations.models import Registration
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.states import Kind
from kheo.units.public import Unit

_KINDS: dict[str, Literal["NEW", "CONTINUED"]] = {Kind.NEW: "NEW", Kind.CONTINUED: "CONTINUED"}
_WRITTEN_OUT = frozenset(["XDHTCT", "KHAC"])


def unit_list(round_: CampaignRound, unit: Unit, name: str, lines: Iterable[Line], on: date) -> Paper:
    """“Danh sách đăng ký mô hình Dân vận khéo” of one unit, for its signature."""
    return registration_list(
        profile=profile_of(unit, on),
        unit=name,
        year=round_.year,
        initiatives=[initiative(line.registration) for line in lines],
        signing=_signing(unit, on),
    )


def summary(round_: CampaignRound, name: str, lines: Iterable[Line], on: date) -> Paper:
    """“Bảng tổng hợp” of all units under the name of the managing one."""
    unit = round_.campaign.managing_unit
    return summary_list(
        profile=profile_of(unit, on),
        commune=name,
        year=round_.year,
        initiatives=initiatives(lines),
        signing=_signing(unit, on),
    )


def initiatives(lines: Iterable[Line]) -> list[ListedInitiative]:
    """Lines of a list that bears the unit's column."""
    return [initiative(line.registration, unit=line.unit) for line in lines]


def initiative(row: Registration, *, unit: str = "") -> ListedInitiative:
    """One line of a paper."""
    return ListedInitiative(
        name=row.title,
        kind=_KINDS[row.kind],
        led_by=led_by(row),
        address=row.address,
        sector=sector_words(row),
        period=period_of(row),
        unit=unit,
    )


def sector_words(row: Registration) -> str:
    """The short name that the form's head uses; a local sector by its own words."""
    if row.sector is None:
        return ""
    return upper_first(row.sector.name) if row.sector.code in _WRITTEN_OUT else row.sector.code


def zipped(files: Sequence[tuple[str, bytes]], *, at: datetime) -> bytes:
    """One archive; a name that comes twice is numbered. The same files at the same moment are the same bytes."""
    buffer, used = io.BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            stem, _, suffix = name.rpartition(".")
            unique, number = name, 2
            while unique in used:
                unique, number = f"{stem}-{number}.{suffix}", number + 1
            used.add(unique)
            about = zipfile.ZipInfo(unique, date_time=at.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, data)
    return buffer.getvalue()


def _signing(unit: Unit, on: date) -> Signing:
    return Signing(place=place_of(unit, on), month=on.month, year=on.year)
