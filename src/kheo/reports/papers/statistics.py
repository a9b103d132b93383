"""A statistical form on paper, with what is to be known of its figures under it."""

from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.core.law.statistics import Line
from kheo.core.paper.forms.lists import Signing
from kheo.core.paper.model import (
    Align,
    Column,
    FormHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    SignOff,
    Table,
)
from kheo.core.vietnamese import format_number, short_date
from kheo.documents import public as documents
from kheo.reports.selectors.statistics import Filled
from kheo.units import public as units

_MOST_UPRIGHT = 5  # columns of figures that fit on an upright page


def statistics_paper(round_: CampaignRound, filled: Filled, words: tuple[str, ...], on: date) -> Paper:
    """The form of the round's year; `words`: what is to be known of the form itself."""
    form, unit = filled.form, round_.campaign.managing_unit
    columns = (
        Column("Chỉ tiêu", 34),
        Column("Mã số", 8, Align.CENTER),
        *(Column(one.title, 12, Align.RIGHT) for one in form.columns),
    )
    codes = Row(("A", "B", *(one.code for one in form.columns)), RowKind.PLAIN)
    body = (codes, *(_row(line, numbers) for line, numbers in filled.rows))
    table = Table(columns, body, name=form.code.partition("/")[0] or "Bảng riêng")
    notes = (*words, *filled.notes, f"Số liệu ngày {short_date(on)}.")
    signing = Signing(place=documents.place_of(unit, on), month=on.month, year=on.year)
    wide = len(form.columns) > _MOST_UPRIGHT
    return Paper(
        profile=documents.profile_of(unit, on),
        head=FormHead(
            (*((f"BIỂU SỐ {form.code}",) if form.code else ()), form.title.upper(), f"NĂM {round_.year}"),
            unit=units.name_of(unit, on),
        ),
        body=(
            table,
            Paragraph("Ghi chú:", indent=False, keep_with_next=True),
            *(Paragraph(f"- {text}", indent=False) for text in notes),
            SignOff((None, signing.block())),
        ),
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
        size=12,
    )


def _row(line: Line, numbers: tuple[int | None, ...]) -> Row:
    cells = ("" if number is None else format_number(number) for number in numbers)
    if line.is_heading:
        return Row((line.title,), RowKind.GROUP)
    return Row((f"- {line.title}" if line.inset else line.title, line.code, *cells))
