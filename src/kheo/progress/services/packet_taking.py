"""Taking a packet in: row by row accepted or refused in words; what is accepted is written by the usual verbs.

Nothing is half-written: a row is one savepoint, the file one transaction. A row taken once is known by its code.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, KheoError
from kheo.core.paper.limits import Limits
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import VIETNAM, day_of
from kheo.progress.models import Packet, PacketReturn
from kheo.progress.packets import content, layout
from kheo.progress.packets.returning import Beyond, Returned, ReturnedLine, compare, open_returned
from kheo.progress.selectors import packets as selectors
from kheo.progress.services.packet_rows import (
    ONCE,
    WRITERS,
    Desk,
    Work,
    faults_of,
    now_of,
    registration_mark,
    report_mark,
)
from kheo.progress.states import RowOutcome
from kheo.registrations import public as registrations
from kheo.registrations.public import sheet_columns
from kheo.units import public as units

_Lines = Mapping[str, Mapping[str, str]]
PACKET_LIMITS = Limits(
    document_bytes=5 * 1024 * 1024,
    archive_entries=200,
    archive_bytes=60 * 1024 * 1024,
    part_bytes=30 * 1024 * 1024,
)


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What became of one row. `says`: (cell, words); `compare`: (what, on the server, in the file)."""

    sheet: str
    number: int
    code: str
    what: str
    outcome: str
    says: tuple[tuple[str, str], ...] = ()
    compare: tuple[tuple[str, str, str], ...] = ()

    @property
    def word(self) -> str:
        return str(RowOutcome(self.outcome).label)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. `again`: when and by whom the very same file was taken in before, in words."""

    packet: Packet
    rows: tuple[TakenRow, ...]
    again: str = ""
    returned: PacketReturn | None = None

    def count(self, *outcomes: str) -> int:
        """How many rows came out so."""
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def taken(self) -> int:
        return self.count(RowOutcome.TAKEN)

    @property
    def refused(self) -> int:
        return self.count(RowOutcome.REFUSED, RowOutcome.CONFLICT)


def take(
    data: bytes,
    *,
    name: str,
    by: User,
    at: datetime,
    round_id: int | None = None,
    unit_id: int | None = None,
    dry: bool = False,
    limits: Limits = PACKET_LIMITS,
) -> Taken:
    """Take a file in; `dry` says what would become of it and writes nothing.

    `round_id`, `unit_id`: the page on which it is handed in. Raises UnreadableFile; NotFound (packet-unknown) for a
    packet of another installation; NotAllowed; InvalidInput where it is of another round or unit
    (packet-elsewhere), or anything but the open cells was changed.
    """
    code, grids = open_returned(data, limits)
    packet = Packet.objects.select_related("round__campaign", "unit").filter(code=code).first()
    if packet is None:
        raise selectors.unknown(code)
    registrations.acts_for(by, packet.round.campaign, packet.unit_id, day_of(at))
    _require_here(packet, round_id, unit_id, at)
    returned = compare(grids, content.from_json(packet.content))
    about = (clean_line(name)[-200:], hashlib.sha256(data).hexdigest())
    with transaction.atomic():
        found = _take(packet.pk, returned, about, by=by, at=at)
        if dry:
            transaction.set_rollback(True)
    return found


def _require_here(packet: Packet, round_id: int | None, unit_id: int | None, at: datetime) -> None:
    if round_id is not None and packet.round_id != round_id:
        raise InvalidInput(
            N_("Gói này của phong trào khác: %(campaign)s, năm %(year)d. Hãy nộp ở trang của phong trào đó."),
            code="packet-elsewhere",
            field="file",
            campaign=packet.round.campaign.title,
            year=packet.round.year,
        )
    if unit_id is not None and packet.unit_id != unit_id:
        raise InvalidInput(
            N_("Gói này của đơn vị khác: %(unit)s. Hãy nộp ở trang của đơn vị đó."),
            code="packet-elsewhere",
            field="file",
            unit=units.name_of(packet.unit, day_of(at)),
        )


def _take(pk: int, returned: Returned, about: tuple[str, str], *, by: User, at: datetime) -> Taken:
    rows = Packet.objects.select_for_update(of=("self",)).select_related("round__campaign", "unit")
    packet = rows.get(pk=pk)
    name, sha256 = about
    before = PacketReturn.objects.select_related("returned_by").filter(packet=packet, sha256=sha256)
    earlier = before.order_by("-returned_at").first()
    again = _again(earlier) if earlier else ""
    if earlier is not None and not earlier.refused:
        return Taken(packet, tuple(row_from(row) for row in earlier.rows), again, earlier)
    desk = Desk(packet, by, at, sheet_columns.lists_of(packet.round, packet.unit))
    found = [*_works(returned, desk), *(_beyond(one) for one in returned.beyond)]
    taken = Taken(packet, tuple(found), again)
    packet.returned_at = at
    packet.save(update_fields=["taken", "returned_at"])
    made = PacketReturn.objects.create(
        packet=packet,
        sha256=sha256,
        file_name=name,
        rows=[asdict(row) for row in found],
        taken=taken.taken,
        refused=taken.refused,
        returned_at=at,
        returned_by=by,
    )
    audit.record(
        "progress:packet:take",
        packet,
        by=by,
        at=at,
        unit_id=packet.unit_id,
        file=sha256,
        taken=taken.taken,
        refused=taken.refused,
    )
    return Taken(packet, taken.rows, again, made)


def row_from(kept: Mapping[str, Any]) -> TakenRow:
    """A row as it was kept."""
    says = tuple((cell, words) for cell, words in kept["says"])
    compared = tuple((what, here, there) for what, here, there in kept["compare"])
    return TakenRow(**{**kept, "says": says, "compare": compared})


def _again(earlier: PacketReturn) -> str:
    return _("%(name)s đã nộp đúng tệp này lúc %(at)s.") % {
        "name": earlier.returned_by.full_name,
        "at": f"{earlier.returned_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    }


def _works(returned: Returned, desk: Desk) -> list[TakenRow]:
    now = cache(lambda: _standing(desk))  # asked for only where a row is in conflict
    sheets = (layout.REGISTER, layout.REPORT, layout.GIFTS, layout.TROUBLES)
    works = [work for sheet in sheets for work in _grouped(returned.of(sheet)) if work.is_changed]
    return [_one(work, desk, now) for work in works]


def _standing(desk: Desk) -> _Lines:
    """Line → its cells as they stand now, for the person who hands the packet in."""
    packet = desk.packet
    own = registrations.acts_for(desk.by, packet.round.campaign, packet.unit_id, day_of(desk.at))
    sheets = selectors.sheets_of(
        packet.round, packet.unit, selectors.Reader(own), day_of(desk.at), packet.period
    )
    return {line.code: line.cells for sheet in sheets for line in sheet.lines}


def _grouped(lines: Sequence[ReturnedLine]) -> list[Work]:
    """Lines of indicators (“B12.measure-1”) belong to the line of their report (“B12”)."""
    found: dict[str, Work] = {}
    for one in lines:
        head = one.line.code.partition(".")[0]
        if "field" in one.line.about and head in found:
            found[head].parts.append(one)
        else:
            found[one.line.code] = Work(one)
    return list(found.values())


def _one(work: Work, desk: Desk, now: Callable[[], _Lines]) -> TakenRow:
    packet, code = desk.packet, work.code
    mark = hashlib.sha256(repr(sorted(work.filled.items())).encode()).hexdigest()[:24]
    earlier = packet.taken.get(code)
    if earlier and earlier["filled"] == mark:
        return _row(work, RowOutcome.ALREADY, [("", _taken_when(earlier))])
    if work.faults:
        return _row(work, RowOutcome.REFUSED, [(one.cell, _words(one.error)) for one in work.faults])
    if earlier and work.head.sheet in ONCE:
        said = _("%(when)s Dòng đã ghi thì không sửa bằng gói; hãy sửa trên Khéo.") % {
            "when": _taken_when(earlier)
        }
        return _row(work, RowOutcome.REFUSED, [("", said)])
    expected = earlier["mark"] if earlier else work.head.line.mark
    if work.head.sheet not in ONCE and _mark_now(work, desk) != expected:
        return _conflict(work, now())
    try:
        with transaction.atomic():
            after = WRITERS[work.head.sheet](work, desk)
    except KheoError as error:
        return _row(work, RowOutcome.REFUSED, [(cell, _words(one)) for cell, one in faults_of(error, work)])
    packet.taken[code] = {
        "filled": mark,
        "mark": after,
        "at": desk.at.isoformat(),
        "by": desk.by.full_name,
    }
    sends = work.sends and work.head.sheet not in ONCE
    return _row(work, RowOutcome.TAKEN, [("", _("Đã gửi.") if sends else _kept_words(work))])


def _kept_words(work: Work) -> str:
    if work.head.sheet == layout.GIFTS:
        return _("Đã ghi vào sổ.")
    return _("Đã chuyển cán bộ.") if work.head.sheet == layout.TROUBLES else _("Đã lưu nháp.")


def _mark_now(work: Work, desk: Desk) -> str:
    about = work.head.line.about
    if work.head.sheet == layout.REPORT:
        return report_mark(about["registration"], about["period"])
    draft = about.get("draft")
    return registration_mark(draft or desk.token(work.code))


def _taken_when(earlier: Mapping[str, str]) -> str:
    at = datetime.fromisoformat(earlier["at"]).astimezone(VIETNAM)
    return _("Đã nhận lúc %(at)s (%(name)s).") % {"at": f"{at:%H:%M %d/%m/%Y}", "name": earlier["by"]}


def _conflict(work: Work, now: _Lines) -> TakenRow:
    """Both versions side by side; where they say the same there is nothing to do."""
    here, there = now_of(work, now), work.filled
    without = {key for key in {*here, *there} if key.endswith("/verb")}
    if all(here.get(key, "") == there.get(key, "") for key in {*here, *there} - without):
        return _row(work, RowOutcome.ALREADY, [("", _("Trên Khéo đã ghi như vậy."))])
    compared = [
        (_label(one, key), now.get(one.line.code, {}).get(key, ""), one.filled.get(key, ""))
        for one in work.lines
        for key in one.keys
        if key in one.line.open
        and key != "verb"
        and now.get(one.line.code, {}).get(key, "") != one.filled.get(key, "")
    ]
    words = _(
        "Dòng này đã được sửa trên Khéo sau khi lập gói nên chưa nhận. Hãy xem hai bản rồi sửa trên Khéo."
    )
    return _row(work, RowOutcome.CONFLICT, [("", words)], compared)


def _label(one: ReturnedLine, key: str) -> str:
    titles = {column.key: column.title for column in layout.REPORT_COLUMNS}
    title = sheet_columns.title_of(key) if one.sheet == layout.REGISTER else titles.get(key, "")
    what = one.line.cells.get("what", "").removeprefix("– ") if key in {"actual", "done"} else ""
    return f"{what}: {title}" if what else title


def _row(
    work: Work,
    outcome: RowOutcome,
    says: Sequence[tuple[str, str]],
    compared: Sequence[tuple[str, str, str]] = (),
) -> TakenRow:
    head = work.head
    texts = {**head.line.cells, **head.filled}
    what = texts.get("title") or texts.get("what") or texts.get("matter") or texts.get("goods") or ""
    return TakenRow(
        head.sheet, head.number, work.code, what[:120], str(outcome.value), tuple(says), tuple(compared)
    )


def _beyond(one: Beyond) -> TakenRow:
    words = _(
        "Dòng %(number)d nằm ngoài bảng (không có mã dòng của gói) nên không nhận. Hãy chép vào dòng trống có mã, hoặc lập gói mới để có thêm dòng."
    ) % {"number": one.number}
    return TakenRow(one.sheet, one.number, "", one.text[:120], str(RowOutcome.REFUSED.value), (("", words),))


def _words(error: KheoError) -> str:
    return Phrase(error.sentence, error.params).text(_) if error.params else _(error.sentence)
