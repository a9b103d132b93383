"""Where the parts of a paper begin: header, title, preamble, body, ending, annexes."""

from dataclasses import dataclass

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import Paragraph, is_capitals, paragraphs_of, width_of
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.titles import FIRST_SECTION, TYPE, about_lines, kind_at, letter_start, title_at
from kheo.core.plans._ending import Ending, read_ending
from kheo.core.plans._tables import tabled


@dataclass(frozen=True)
class Zones:
    """The parts of a paper. `kind_line` bears the word KẾ HOẠCH; `title` may be empty."""

    header: list[Line]
    kind_line: Line | None
    title: list[Piece]
    preamble: list[Paragraph]
    body: list[Paragraph]
    ending: Ending
    annexes: list[Line]

    @property
    def prose(self) -> list[Paragraph]:
        """Preamble and body: everything between title and ending."""
        return [*self.preamble, *self.body]


def _with_enacted(lines: list[Line], start: int, stop: int, annex: int) -> tuple[list[Line], list[Line]]:
    """The body of a decision together with the plan or regulation it enacts, which follows its signature."""
    for index in range(annex, min(annex + 12, len(lines))):
        if TYPE.match(lines[index].folded) and is_capitals(lines[index].text):
            _title_pieces, first = title_at(lines, index, width_of(lines))
            while first < len(lines) and lines[first].text.startswith("("):
                first += 1
            _ending, end, rest = read_ending(lines, first)
            return [*lines[start:stop], *lines[first:end]], lines[rest:] if end < len(lines) else []
    return lines[start:stop], lines[annex:]


def zones_of(lines: list[Line]) -> Zones:
    """Cut a paper into its parts."""
    width = width_of(lines)
    at = kind_at(lines)
    if at is None:
        start = letter_start(lines)
        header, kind_line, title = lines[:start], None, about_lines(lines[:start])
    else:
        header, kind_line = lines[:at], lines[at]
        title, start = title_at(lines, at, width)
    ending, stop, annex = read_ending(lines, start)
    prose, annexes = lines[start:stop], lines[annex:]
    if kind_line and kind_line.folded.startswith("quyet dinh"):
        prose, annexes = _with_enacted(lines, start, stop, annex)
    paragraphs = paragraphs_of(tabled(prose))
    first = next((i for i, p in enumerate(paragraphs) if FIRST_SECTION.match(p.piece.text)), len(paragraphs))
    lead = next(
        (i + 1 for i, p in enumerate(paragraphs[:first]) if p.piece.folded.endswith("nhu sau:")), first
    )
    first = min(first, lead)
    if first == len(paragraphs):
        first = next((i for i, p in enumerate(paragraphs) if p.rank < 99 or p.depth), first)
    return Zones(header, kind_line, title, paragraphs[:first], paragraphs[first:], ending, annexes)
