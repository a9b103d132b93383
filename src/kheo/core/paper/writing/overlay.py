"""Texts of certificates set onto pre-printed blanks, each at its measured place; no frame, no emblem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.writing.certificates import MOST, Awarded, Round
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.foot import signature_lines
from kheo.core.paper.writing.pdf import Data, set_pages
from kheo.core.paper.writing.setting import dateline

TEMPLATE = Path(__file__).with_name("overlay.typ")
SLOTS: Mapping[str, str] = {
    "name": N_("Họ tên, tên đơn vị"),
    "about": N_("Chức vụ, địa chỉ"),
    "reason": N_("Thành tích"),
    "decision": N_("Số, ngày quyết định"),
    "number": N_("Số sổ vàng"),
    "place": N_("Nơi, ngày ký"),
    "position": N_("Chức vụ người ký"),
    "signer": N_("Họ tên người ký"),
}
"""What a blank may leave room for, in the order of the sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: mm from the left edge, mm down to the first line's baseline, width in mm, points."""

    x: Decimal
    y: Decimal
    width: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """A blank in mm, with the shift that a test print asked for."""

    width: Decimal
    height: Decimal
    places: Mapping[str, Place]
    shift_x: Decimal = Decimal(0)
    shift_y: Decimal = Decimal(0)


def texts_of(round_: Round, one: Awarded) -> dict[str, str]:
    """Slot → what stands there."""
    lines = [
        "".join(run.text for run in line.runs) for line in signature_lines(round_.signature, round_.profile)
    ]
    return {
        "name": one.name,
        "about": one.about,
        "reason": one.reason,
        "decision": round_.decision,
        "number": one.number,
        "place": dateline(round_.place, round_.on),
        "position": "\n".join(lines[:-1]),
        "signer": lines[-1] if lines else "",
    }


def write_overlay(round_: Round, sheet: Sheet, awarded: Sequence[Awarded], *, at: datetime) -> bytes:
    """One page a certificate, in the order given. Raises InvalidInput for none or more than MOST."""
    if not 0 < len(awarded) <= MOST:
        raise InvalidInput(
            N_("Mỗi tệp in được từ 1 đến %(most)s giấy; hiện có %(count)s."),
            code="certificates-count",
            field="awarded",
            most=MOST,
            count=len(awarded),
        )
    pages = []
    for one in awarded:
        texts = texts_of(round_, one)
        pages.append(
            [
                [
                    printable(texts[slot]),
                    float(place.x + sheet.shift_x),
                    float(place.y + sheet.shift_y),
                    float(place.width),
                    float(place.points),
                ]
                for slot, place in sheet.places.items()
                if texts[slot]
            ]
        )
    data: Data = {
        "title": f"{printable(round_.title)} (in trên phôi, {len(awarded)} giấy)",
        "width": float(sheet.width),
        "height": float(sheet.height),
        "pages": pages,
    }
    return set_pages(TEMPLATE, data, at)
