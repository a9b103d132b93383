"""“Nhắc việc”: a letter to the units that are late or near their day, each with its matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.core.law.citations import with_party_commas
from kheo.core.paper.forms.letters import MODELS, Issuing
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import Align, Block, Column, Paper, Paragraph, Row, Table
from kheo.core.vietnamese import short_date, upper_first

_MANY = 8
_COLUMNS = (
    Column("TT", 7, Align.CENTER),
    Column("Đơn vị", 28),
    Column("Việc cần làm", 38),
    Column("Thời hạn", 27, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One unit owes one thing: until when, and how that stands today in words."""

    unit: str
    matter: str
    due: date
    words: str


def reminder_letter(
    *,
    issuing: Issuing,
    year: int,
    plan: str,
    on: date,
    lines: Sequence[ReminderLine],
    contact: str = "",
) -> Paper:
    """Names every unit with what it still has to do; asks, does not blame."""
    cited = with_party_commas(plan) if issuing.profile.body_kind == "PARTY" else plan
    units = len({line.unit for line in lines})
    told = (
        f"Thực hiện {cited}, đến ngày {short_date(on)}, {issuing.name} còn chờ {counted(len(lines))} việc của "
        f"{counted(units)} đơn vị như sau:"
    )
    asked = (
        f"{issuing.name} đề nghị các đơn vị có tên trên thực hiện đúng thời hạn; việc đã quá hạn thì làm ngay. "
        "Nếu có khó khăn, vướng mắc, đề nghị nêu rõ việc và nơi vướng để được phối hợp giải quyết."
    )
    ask = f" Cần trao đổi, liên hệ {contact}." if contact else ""
    body: tuple[Block, ...] = (Paragraph(told), _table(lines), Paragraph(asked + ask))
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        subject=f"nhắc thực hiện công việc về {MODELS} năm {year}",
        addressees=_addressees(lines),
        body=body,
        recipients=issuing.receivers(letter=True),
        signature=issuing.signature,
    )


def _addressees(lines: Sequence[ReminderLine]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(line.unit for line in lines))
    return names if len(names) <= _MANY else ("Các cơ quan, đơn vị có tên trong công văn này",)


def _table(lines: Sequence[ReminderLine]) -> Table:
    rows = tuple(
        Row((str(place), line.unit, upper_first(line.matter), f"{short_date(line.due)} ({line.words})"))
        for place, line in enumerate(lines, 1)
    )
    return Table(_COLUMNS, rows, name="Nhắc việc")
