"""Báo cáo sơ kết, tổng kết, six months, a year: words and figures in the parts that such a report has."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.letters import Issuing, attached_to
from kheo.core.paper.forms.official import Extras, Section, report, table_appendix
from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Chart,
    Column,
    Heading,
    Item,
    Level,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One numbered part under a section: its heading, its words line by line, tables and charts after them."""

    title: str
    words: str
    blocks: tuple[Block, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing would stand under the heading."""
        return not self.words.strip() and not self.blocks


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the report says. Sections with one part print no heading of the part; empty ones are left out."""

    subject: str
    opening: str
    sections: tuple[tuple[str, tuple[Told, ...]], ...]
    closing: str
    addressees: tuple[str, ...] = ()


def review_report(*, issuing: Issuing, reviewed: Reviewed, by_unit: Table | None, note: str) -> Paper:
    """The report; the table by unit is its appendix, `note` says there from which day the figures are."""
    appendices: tuple[Appendix, ...] = ()
    if by_unit is not None:
        title = "Kết quả theo đơn vị"
        reference = attached_to("Báo cáo", issuing)
        appendices = (table_appendix(title, by_unit, reference=reference, wide=True, note=note),)
    return report(
        issuing=issuing,
        subject=reviewed.subject,
        opening=reviewed.opening,
        sections=[
            Section(title, _parts(parts))
            for title, parts in reviewed.sections
            if not all(one.is_empty for one in parts)
        ],
        closing=reviewed.closing,
        to=reviewed.addressees,
        extras=Extras((), appendices),
    )


def _parts(parts: Sequence[Told]) -> tuple[Block, ...]:
    shown = [one for one in parts if not one.is_empty]
    blocks: list[Block] = []
    for one in shown:
        if len(parts) > 1:
            blocks.append(Heading(Level.CLAUSE, "", one.title))
        blocks += worded(one.words)
        blocks += one.blocks
    return tuple(blocks)


def worded(words: str) -> list[Block]:
    """Typed lines as blocks: “- …” is an item of a list, other lines are paragraphs."""
    found: list[Block] = []
    for line in filter(None, (line.strip() for line in words.splitlines())):
        if line.startswith(("- ", "– ", "• ")):
            found.append(Item(Level.DASH, line[2:].strip()))
        else:
            found.append(Paragraph(line))
    return found


def figure_table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    total: Sequence[str] = (),
    name: str = "",
) -> tuple[Block, ...]:
    """A table of figures under its own line: the first column words, the others numbers."""
    columns = (Column(heads[0], 26), *(Column(head, 10, Align.RIGHT) for head in heads[1:]))
    last = (Row(tuple(total), RowKind.TOTAL),) if total else ()
    table = Table(columns, (*(Row(tuple(row)) for row in rows), *last), name=name)
    return (Paragraph(title, align=Align.CENTER, indent=False, keep_with_next=True), table)


def figure_chart(
    title: str, series: Sequence[str], bars: Sequence[tuple[str, tuple[int | None, ...], tuple[str, ...]]]
) -> tuple[Block, ...]:
    """Bars from the table above; none for fewer than two bars, where a picture says nothing."""
    if len(bars) < 2:
        return ()
    return (
        Chart(
            title,
            tuple(series),
            tuple((label, values) for label, values, _said in bars),
            tuple(said for _label, _values, said in bars),
        ),
    )
