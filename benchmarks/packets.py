"""Offline packets of many units: made, filled, taken in one by one; how much memory that takes.

KHEO_BENCH_PACKETS says how many (300 by default: 3,000 take minutes to set up).
"""

import os
import resource
import time

from benchmarks import scratch
from benchmarks.report import Report
from kheo.accounts.roles import Role

_UNITS = int(os.environ.get("KHEO_BENCH_PACKETS", "300"))
_FEWEST_A_SECOND = 2


def measure(report: Report) -> None:
    """A packet per unit, each with one report to send and one new registration to keep."""
    from kheo.progress.packets import content, layout  # noqa: PLC0415 -- needs Django
    from kheo.progress.services.packet_making import make  # noqa: PLC0415
    from kheo.progress.services.packet_taking import take  # noqa: PLC0415

    scratch.prepare()
    root, hamlets = scratch.commune(_UNITS)
    officer = scratch.person(root, Role.COMMUNE_OFFICER)
    round_ = scratch.campaign(root, hamlets, officer)
    rows = _received(round_, hamlets, officer)

    started, files = time.perf_counter(), []
    for unit in hamlets:
        packet, _data = make(round_, unit, by=officer, at=scratch.NOW)
        files.append((packet.code, packet.content))
    report.add(f"make {_UNITS} packets, each", (time.perf_counter() - started) * 1000 / _UNITS)

    filled = [
        _filled(content.from_json(kept), rows[unit.pk], layout)
        for (_, kept), unit in zip(files, hamlets, strict=True)
    ]
    before, started = _peak(), time.perf_counter()
    for number, data in enumerate(filled):
        found = take(data, name=f"goi-{number}.xlsx", by=officer, at=scratch.NOW)
        if (found.taken, found.refused) != (2, 0):
            raise RuntimeError(found.rows)
    seconds = time.perf_counter() - started
    report.add(
        f"take {_UNITS} packets, two rows each", _UNITS / seconds, unit="per second", least=_FEWEST_A_SECOND
    )
    report.add(f"take {_UNITS} packets, memory gained", _peak() - before, unit="MB", most=100)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _received(round_, hamlets, officer):  # type: ignore[no-untyped-def]
    """One received registration a unit, with one indicator; unit → registration."""
    from uuid import uuid4  # noqa: PLC0415

    from kheo.campaigns.models import Sector  # noqa: PLC0415
    from kheo.registrations.services.deciding import accept  # noqa: PLC0415
    from kheo.registrations.services.sending import submit  # noqa: PLC0415

    sector = Sector.objects.filter(campaign=round_.campaign).order_by("position")[0]
    found = {}
    for number, unit in enumerate(hamlets):
        fields = {
            "title": f"{scratch.WHAT[number % len(scratch.WHAT)]} xóm {number}",
            "kind": "new",
            "sector": str(sector.pk),
            "lead_kind": "collective",
            "lead_name": f"Ban công tác Mặt trận xóm {number}",
            "address": f"Xóm {number}",
            "time_words": "cả năm",
            "measure-0-name": "Đèn đường",
            "measure-0-target": "15",
            "measure-0-unit": "bóng",
        }
        receipt = submit(
            uuid4(), fields=fields, revision=0, round_=round_, unit=unit, by=officer, at=scratch.NOW
        )
        found[unit.pk] = accept(receipt.registration, by=officer, at=scratch.NOW)
    return found


def _filled(packet, row, layout):  # type: ignore[no-untyped-def]
    """The packet's workbook as a unit hands it in."""
    from kheo.core.workbook.model import Book, Form, Line  # noqa: PLC0415
    from kheo.core.workbook.writing import write_book  # noqa: PLC0415
    from kheo.progress.packets import content  # noqa: PLC0415

    cells = {
        f"B{row.pk}": {"standing": "Đang làm", "results": "Đã lắp chín bóng đèn.", "verb": layout.SEND},
        f"B{row.pk}.measure-1": {"actual": "9"},
        "M1": {"title": f"Mô hình mới của đơn vị {row.handled_by_unit_id}", "address": "Xóm"},
    }
    book = content.book_of(packet, "Gói", ())
    sheets = tuple(
        Form(
            sheet.title,
            sheet.columns,
            tuple(
                Line(one.code, {**one.cells, **cells.get(one.code, {})}, one.open, one.heading)
                for one in sheet.lines
            ),
        )
        for sheet in book.forms
    )
    return write_book(Book(book.title, sheets), at=scratch.NOW)
