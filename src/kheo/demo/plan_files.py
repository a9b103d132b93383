"""The demo's own plans: from a template with dates to a paper, and to files that a visitor can drop in."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from kheo.core.paper.gate import open_paper
from kheo.core.paper.model import (
    Align,
    Appendix,
    Authority,
    Block,
    Column,
    Heading,
    Item,
    Level,
    OfficialHead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from kheo.core.paper.profiles import profile_for
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.demo.days import Days

_FOLDER = Path(__file__).parent / "plans"
_CHAPTER = re.compile(r"(?P<number>[IVX]+)\. ")
_SECTION = re.compile(r"(?P<number>\d+)\. [^:.]{1,60}$")
_WEIGHTS = (1, 6, 5, 4, 3, 2)


def paper_of(name: str, *, number: str | None, on: date | None, words: Mapping[str, str]) -> Paper:
    """The plan of that name as a paper; without `number` or `on` there is room to write them."""
    text = Template((_FOLDER / f"{name}.md").read_text(encoding="utf-8")).substitute(words)
    _, facts, body = text.split("+++\n", 2)
    head = tomllib.loads(facts)
    main, *appendices = body.split("\n--- ")
    return Paper(
        profile=profile_for(head["body"], on or date(int(words["year"]), 1, 1)),
        head=OfficialHead(
            issuer=head["issuer"],
            symbol=head["symbol"],
            place=head["place"],
            number=number,
            on=on,
            year=None if on else int(words["year"]),
        ),
        kind=head["kind"],
        subject=head["subject"],
        bases=tuple(head["bases"]),
        body=(Paragraph(head["opening"]), *map(_block, main.splitlines())),
        recipients=tuple(head["recipients"]),
        signature=Signature(head["position"], head["signer"], tuple(_authorities(head))),
        appendices=tuple(map(_appendix, appendices)),
    )


def visitors_files(days: Days) -> dict[str, bytes]:
    """Plans that nobody has launched yet, by file name: the commune's that begins, in three formats, and one
    that contradicts itself.
    """
    closes = date.fromordinal(days.today.toordinal() + 21)
    words = days.words(year=days.year, issued=days.today, closes=closes)
    yearly = paper_of("nam-may-nam", number="07", on=days.today, words=words)
    longer = paper_of("dong-trang-giai-doan", number=None, on=None, words=words)
    document = write_docx(yearly)
    name = f"ke-hoach-xa-nam-may-{days.year}"
    return {
        f"{name}.docx": document,
        f"{name}.pdf": write_pdf(yearly),
        f"{name}.txt": open_paper(document, f"{name}.docx").text.encode(),
        f"ke-hoach-xa-dong-trang-{days.year}-{days.year + 4}.docx": write_docx(longer),
    }


def _authorities(head: Mapping[str, Any]) -> Iterable[Authority]:
    for key in ("authority", "deputy"):
        if key in head:
            prefix, body = head[key]
            yield Authority(prefix, body)


def _block(line: str) -> Block:
    if line.startswith("- "):
        return Item(Level.DASH, line[2:])
    if found := _CHAPTER.match(line) or _SECTION.match(line):
        level = Level.ROMAN if found.re is _CHAPTER else Level.CLAUSE
        return Heading(level, found["number"], line[found.end("number") + 2 :])
    return Paragraph(line)


def _appendix(text: str) -> Appendix:
    title, *lines = text.strip().splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    columns = tuple(
        Column(name, weight, Align.CENTER if weight == 1 else Align.LEFT)
        for name, weight in zip(rows[0], _WEIGHTS, strict=True)
    )
    return Appendix(title=title, body=(Table(columns, tuple(map(Row, rows[1:]))),))
