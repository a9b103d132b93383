"""A paper as .pdf, set by Typst with the Tinos font: the look of the .docx, text that can be read out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from kheo.core.errors import N_, Refusal
from kheo.core.paper.model import Align, Paper, RowKind, Run
from kheo.core.paper.writing import charts
from kheo.core.paper.writing.boxes import (
    CELL_PADDING_X,
    Box,
    Break,
    Grid,
    Line,
    Picture,
    Region,
    Role,
    Rule,
    Sheet,
    SheetRow,
)
from kheo.core.paper.writing.docx import made_on
from kheo.core.paper.writing.layout import compose
from kheo.core.paper.writing.metrics import breakable
from kheo.core.paper.writing.wordml import merge_marks

FONTS = Path(__file__).resolve().parents[1] / "fonts"
TEMPLATE = Path(__file__).with_name("paper.typ")
FONT_COUNT = 4
Standard = Literal["a-2a", "ua-1"]
STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")

Data = dict[str, Any]


def write_pdf(paper: Paper, *, at: datetime | None = None) -> bytes:
    """The paper as a tagged .pdf in Vietnamese, all fonts inside.

    `at` is written as the moment of making; without it the paper's own day. Raises Refusal where the font
    files are not there (set-up brings them).
    """
    layout = compose(paper)
    ranks = _Ranks()
    data = {
        "title": layout.title or "Văn bản",
        "author": layout.author,
        "size": layout.base_size,
        "regions": [_region(region, ranks) for region in layout.regions],
    }
    return set_pages(TEMPLATE, data, at or made_on(paper))


def set_pages(template: Path, data: Data, at: datetime) -> bytes:
    """The data set by a template of ours as PDF/A-2a and PDF/UA-1.

    Where these standards refuse something in a paper, it is written without their marks rather than not at all.
    """
    if len(list(FONTS.glob("*.ttf"))) < FONT_COUNT:
        raise Refusal(
            N_("Chưa in được ra PDF vì thiếu phông chữ: người quản trị chạy “make setup” rồi thử lại."),
            code="paper-fonts-missing",
        )
    try:
        return _compile(template, data, at, standards=STANDARDS)
    except typst.TypstError:
        return _compile(template, data, at, standards=())


def _compile(template: Path, data: Data, at: datetime, *, standards: Sequence[Standard]) -> bytes:
    pdf: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(standards),
        # Typst takes a fixed offset only, not a zone of the earth.
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    return pdf


@dataclass(slots=True)
class _Ranks:
    """Levels of headings without a gap, from 1: a letter's first heading is a first heading."""

    above: list[int] = field(default_factory=list)

    def level(self, outline: int) -> int:
        """The level of the next heading of this rank; 0 for text."""
        if not outline:
            return 0
        while self.above and self.above[-1] >= outline:
            self.above.pop()
        self.above.append(outline)
        return len(self.above)


def _region(region: Region, ranks: _Ranks) -> Data:
    width, height = region.page
    margins = region.margins
    return {
        "width": width,
        "height": height,
        "top": margins.top,
        "bottom": margins.bottom,
        "left": margins.left,
        "right": margins.right,
        "number-size": region.number.size,
        "number-top": min(region.number_from_top, margins.top),
        "boxes": [_box(box, region.width, ranks) for box in region.boxes],
        "first-top": [_line(line, region.width, ranks) for line in region.top],
        "first-bottom": [_line(line, region.width, ranks) for line in region.bottom],
        "end": [_line(line, region.width, ranks) for line in region.end],
    }


def _box(box: Box, width: float, ranks: _Ranks) -> Data:
    match box:
        case Line():
            return _line(box, width, ranks)
        case Rule():
            return {"box": "rule", "length": box.length, "before": box.before}
        case Grid():
            rows = [
                [
                    [_box(part, share, ranks) for part in cell]
                    for share, cell in zip(box.widths, row, strict=True)
                ]
                for row in box.rows
            ]
            return {"box": "grid", "widths": box.widths, "rows": rows, "before": box.before}
        case Sheet():
            return _sheet(box)
        case Picture():
            return {
                "box": "picture",
                "svg": charts.svg(box.chart),
                "words": charts.words_of(box.chart),
                "width": box.width,
                "before": box.before,
            }
        case Break():
            return {"box": "break"}


def _line(line: Line, width: float, ranks: _Ranks) -> Data:
    room = width - line.left - line.right
    return {
        "box": "line",
        "runs": [_run(run, line.size, room) for run in line.runs],
        "size": line.size,
        "align": line.align,
        "before": line.before,
        "first": line.first_indent,
        "left": line.left,
        "right": line.right,
        "level": ranks.level(line.outline),
        "exact": line.exact,
        "keep": line.keep_next,
        "leader": line.leader,
        "frame": asdict(line.frame) if line.frame else None,
        "ruled": line.role is Role.CONTACT,
    }


def _run(run: Run, size: float, room: float) -> Data:
    text = breakable(run.text, size, room, bold=run.bold)
    return {"text": text, "bold": run.bold, "italic": run.italic, "underline": run.underline}


def _sheet(sheet: Sheet) -> Data:
    head = SheetRow(sheet.titles, RowKind.GROUP)
    centre = (Align.CENTER,) * len(sheet.titles)
    merges = merge_marks(sheet)
    cells: list[Data] = []
    for place, row in enumerate(sheet.rows):
        tall = 1
        if merges[place] == "restart":
            tall = next(
                (n for n, m in enumerate(merges[place + 1 :], 1) if m != "continue"), len(merges) - place
            )
        row_cells = _cells(row, sheet, sheet.aligns, tall)
        if row.kind is RowKind.GROUP:
            cells.append({"group": row_cells})
            continue
        cells += row_cells[1:] if merges[place] == "continue" else row_cells
    return {
        "box": "sheet",
        "widths": sheet.widths,
        "head": _cells(head, sheet, centre, 1),
        "cells": cells,
        "repeat": sheet.repeat_header,
        "before": sheet.before,
        "padding": (CELL_PADDING_X, sheet.padding),
    }


def _cells(row: SheetRow, sheet: Sheet, aligns: tuple[Align, ...], tall: int) -> list[Data]:
    """The cells of a row; the last one spans what is left of it, the first one `tall` rows."""
    bold = row.kind is not RowKind.PLAIN
    cells: list[Data] = []
    for place, text in enumerate(row.cells):
        last = place == len(row.cells) - 1
        width = sum(sheet.widths[place:]) if last else sheet.widths[place]
        first_bold = bold or (place == 0 and sheet.merge_first)
        run = _run(Run(text, bold=first_bold), sheet.size, width - 2 * CELL_PADDING_X)
        span = len(sheet.widths) - place if last else 1
        shape = {"span": span, "rows": tall if place == 0 else 1, "splits": row.splits}
        cells.append({**run, **shape, "align": aligns[place], "size": sheet.size})
    return cells
