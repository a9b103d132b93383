"""Small tools for composing: a text in a face becomes a line."""

from dataclasses import replace
from datetime import date

from kheo.core.paper.model import OfficialHead, Run, Text
from kheo.core.paper.profiles import Face
from kheo.core.paper.writing.boxes import Line, Rule
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.metrics import balanced_margin, text_width
from kheo.core.vietnamese.dates import long_date

BLANK = "\u00a0"  # room to write by hand must not collapse or wrap


def runs_of(text: Text, face: Face) -> tuple[Run, ...]:
    """The runs of a text, each at least as heavy as its face."""
    runs = (Run(text),) if isinstance(text, str) else text
    return tuple(
        Run(
            printable(run.text),
            bold=run.bold or face.bold,
            italic=run.italic or face.italic,
            underline=run.underline or face.underline,
        )
        for run in runs
    )


def evened(line: Line, *, within: float) -> Line:
    """A centred text in lines of about equal length, as a title is broken by hand."""
    side = balanced_margin(line.runs, line.size, within)
    return replace(line, left=side, right=side)


def rule_under(text: str, face: Face, *, within: float, share: float = 1, before: float = 1) -> Rule:
    """A rule as long as `share` of the text's longest line."""
    longest = max(text_width(line, face.size, bold=face.bold) for line in text.split("\n"))
    length = min(longest, within) * share
    return Rule(round(length, 1), within, before)


def number_line(head: OfficialHead, form: str) -> str:
    """“Số: 46/KH-UBND”; below ten with a leading zero; room for the number while there is none."""
    number = head.number
    if number is None:
        number = BLANK * 6
    elif number.isdigit() and len(number) == 1:
        number = f"0{number}"
    return form.format(number=number, symbol=head.symbol)


def day_words(on: date | None, *, month: int | None = None, year: int | None = None) -> str:
    """“ngày 05 tháng 02 năm 2026”: days below 10 and months 1 and 2 bear a zero (NĐ 30, PL I, II.4)."""
    if on is not None:
        return long_date(on)
    gap = BLANK * 5
    return f"ngày{gap} tháng {_month(month) if month else gap} năm {year or gap}".rstrip(" ")


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def dateline(place: str, on: date | None, *, month: int | None = None, year: int | None = None) -> str:
    """“Vĩnh An, ngày 05 tháng 02 năm 2026”."""
    return f"{place}, {day_words(on, month=month, year=year)}"
