"""Papers of an inspection on its way and after it: the pack that the team carries, minutes, results."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.inspections import Inspecting, Inspector, Place
from kheo.core.paper.forms.letters import MODELS, Issuing, attached_to
from kheo.core.paper.forms.lists import NONE
from kheo.core.paper.forms.official import Extras, notice, table_appendix
from kheo.core.paper.forms.words import counted
from kheo.core.paper.kinds import MINUTES, symbol_of
from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Column,
    DottedLines,
    Entry,
    Fields,
    FormHead,
    Heading,
    Item,
    Level,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Run,
    Signature,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.outline import numbered
from kheo.core.paper.profiles import Profile

_NUMBER = Column("TT", 6, Align.CENTER)
_FINDINGS = (
    _NUMBER,
    Column("Chỉ tiêu, việc làm", 32),
    Column("Mục tiêu", 14, Align.CENTER),
    Column("Đơn vị báo cáo", 15, Align.CENTER),
    Column("Đoàn kiểm tra thấy", 15, Align.CENTER),
    Column("Ghi chú", 18),
)
_RESULTS = (
    _NUMBER,
    Column("Đơn vị, mô hình", 34),
    Column("Chỉ tiêu, việc làm", 26),
    Column("Báo cáo", 14, Align.CENTER),
    Column("Kiểm tra", 14, Align.CENTER),
)
_TO_MEND = (
    _NUMBER,
    Column("Đơn vị, mô hình", 34),
    Column("Việc phải khắc phục", 44),
    Column("Hạn", 16, Align.CENTER),
)
_ROUTE = (
    _NUMBER,
    Column("Giờ", 10, Align.CENTER),
    Column("Đơn vị", 26),
    Column("Mô hình", 34),
    Column("Địa điểm", 24),
)


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One indicator, figures with their units in words; `seen` empty: not looked at, or still to be."""

    what: str
    target: str = ""
    claimed: str = ""
    seen: str = ""
    note: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class MendLine:
    """What is to be mended; `who` is empty in the minutes of one place."""

    what: str
    due: str
    who: str = ""


def visit_minutes(
    *,
    issuing: Issuing,
    facts: Inspecting,
    place: Place,
    when: str,
    received_by: str,
    lines: Sequence[SeenLine],
    remarks: Sequence[str],
    noted: Sequence[str],
    to_mend: Sequence[MendLine],
    opinion: Sequence[str],
    unit_signer: str = "",
) -> Paper:
    """Biên bản kiểm tra at one place: the team's head signs on the right, the unit on the left. `place.where`: what the
    unit agreed to have written; written minutes without it have no such line.
    """
    symbol_of(MINUTES, issuing.profile, "")
    body: list[Block] = [
        _known("Thời gian", when),
        *(
            [_known("Địa điểm" if place.where else "Địa điểm (ghi khi đơn vị đồng ý)", place.where)]
            if place.where or not when
            else []
        ),
        Paragraph("Đoàn kiểm tra:", keep_with_next=True),
        *_people(facts.team),
        _known(f"Đại diện {place.unit}", received_by, lines=2),
        Heading(Level.ROMAN, "", "NỘI DUNG KIỂM TRA"),
        *(Item(Level.CLAUSE, f"{one}.") for one in facts.matters),
        Heading(Level.ROMAN, "", "KẾT QUẢ KIỂM TRA"),
        findings_table(lines),
        *_sentences("Nhận xét của Đoàn", remarks, 4),
        *(Item(Level.DASH, f"{one}; đã nêu trước khi kiểm tra.") for one in noted),
        Heading(Level.ROMAN, "", "VIỆC PHẢI KHẮC PHỤC"),
        *_mending(to_mend),
        Heading(Level.ROMAN, "", "Ý KIẾN CỦA ĐƠN VỊ"),
        *(_paragraphs(opinion) or (DottedLines(4),)),
        Paragraph(
            "Biên bản được lập thành 02 bản, đã đọc cho những người có mặt cùng nghe, mỗi bên giữ 01 bản"
        ),
    ]
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind=MINUTES.name,
        subject=f"Kiểm tra mô hình “{place.name}” của {place.unit}",
        body=numbered(body),
        recipients=issuing.receivers(letter=False),
        signature=Signature("TRƯỞNG ĐOÀN KIỂM TRA", facts.head),
        left_signature=Signature("ĐẠI DIỆN ĐƠN VỊ", unit_signer),
    )


def findings_table(lines: Sequence[SeenLine]) -> Table:
    """Claimed beside seen, indicator by indicator."""
    rows = tuple(
        Row((str(n), one.what, one.target, one.claimed, one.seen, one.note)) for n, one in enumerate(lines, 1)
    )
    return Table(_FINDINGS, rows or (Row(("", NONE)),), name="Kết quả kiểm tra")


def results_notice(
    *,
    issuing: Issuing,
    facts: Inspecting,
    counts: Sequence[str],
    findings: Sequence[str],
    differing: Sequence[tuple[str, SeenLine]],
    to_mend: Sequence[MendLine],
) -> Paper:
    """Thông báo kết quả kiểm tra: how it went, what was found, what must be mended by when."""
    blocks: list[Block] = [
        Paragraph(f"{issuing.name} thông báo kết quả {facts.name[0].lower()}{facts.name[1:]} như sau:"),
        Heading(Level.CLAUSE, "", "Tình hình kiểm tra"),
        *(Item(Level.DASH, one) for one in counts),
        Heading(Level.CLAUSE, "", "Kết quả"),
        *(Paragraph(one) for one in findings),
    ]
    appendices: list[Appendix] = []
    reference = attached_to("Thông báo", issuing)
    if differing:
        blocks.append(Paragraph("Số liệu thấy tại chỗ khác với báo cáo (có bảng kèm theo)."))
        appendices.append(
            table_appendix("Số liệu khác với báo cáo", _differing(differing), reference=reference)
        )
    blocks.append(Heading(Level.CLAUSE, "", "Việc phải khắc phục"))
    if to_mend:
        blocks.append(
            Paragraph(
                f"Các đơn vị khắc phục {counted(len(to_mend))} việc đúng hạn ghi trong danh sách kèm theo và báo lại Trưởng đoàn kiểm tra."
            )
        )
        appendices.append(table_appendix("Việc phải khắc phục", _mend_table(to_mend), reference=reference))
    else:
        blocks.append(Paragraph("Không có việc phải khắc phục."))
    blocks.append(Paragraph(f"{issuing.name} thông báo để các đơn vị biết, thực hiện"))
    return notice(
        issuing=issuing,
        subject=f"Kết quả kiểm tra thực hiện {MODELS} năm {facts.year}",
        blocks=numbered(blocks),
        extras=Extras(appendices=tuple(appendices)),
    )


@dataclass(frozen=True, slots=True)
class PackSheet:
    """The sheet of one place in the pack: claimed figures, an empty column for what is seen."""

    place: Place
    lines: tuple[SeenLine, ...]
    contact: str = ""


def visit_pack(
    *,
    profile: Profile,
    issuer: str,
    facts: Inspecting,
    days: Sequence[tuple[str, Sequence[Place]]],
    sheets: Sequence[PackSheet],
) -> Paper:
    """What the team carries: the route of each day, then a sheet for each place, to be filled by hand and signed."""
    body: list[Block] = [
        Fields(
            (
                ("Cuộc kiểm tra", facts.name),
                ("Thời kỳ kiểm tra", facts.period),
                ("Đoàn kiểm tra", "; ".join(f"{one.name} ({one.part.lower()})" for one in facts.team)),
            )
        ),
    ]
    number = 0
    for day, places in days:
        body.append(_bold(day))
        rows = []
        for one in places:
            number += 1
            rows.append(Row((str(number), one.clock, one.unit, one.name, one.where or "hỏi đơn vị")))
        body.append(Table(_ROUTE, tuple(rows), name="Lộ trình"))
    for number, sheet in enumerate(sheets, 1):
        body += _sheet(number, sheet, facts)
    return Paper(
        profile=profile,
        head=FormHead(("BỘ PHIẾU ĐI KIỂM TRA", "MÔ HÌNH “DÂN VẬN KHÉO”"), unit=issuer),
        body=tuple(body),
        size=13.0,
    )


def _sheet(number: int, sheet: PackSheet, facts: Inspecting) -> list[Block]:
    place = sheet.place
    return [
        PageBreak(),
        _bold(f"Phiếu số {number}: {place.name}"),
        Fields(
            tuple(
                pair
                for pair in (
                    ("Đơn vị", place.unit),
                    ("Lịch", place.when),
                    ("Địa điểm", place.where or "hỏi đơn vị, không ghi vào phiếu"),
                    ("Người phụ trách", sheet.contact),
                )
                if pair[1]
            )
        ),
        findings_table(sheet.lines),
        Entry("Giờ bắt đầu, kết thúc"),
        Entry("Nhận xét của Đoàn", lines=4),
        Entry("Việc phải khắc phục, hạn", lines=3),
        Entry("Ý kiến của đơn vị", lines=3),
        SignOff(
            (
                SignBlock(title="ĐẠI DIỆN ĐƠN VỊ", note="(ký, ghi rõ họ tên)"),
                SignBlock(title="TRƯỞNG ĐOÀN KIỂM TRA", note="(ký, ghi rõ họ tên)", name=facts.head),
            )
        ),
    ]


def _bold(words: str) -> Paragraph:
    return Paragraph((Run(words, bold=True),), indent=False, keep_with_next=True)


def _people(team: Sequence[Inspector]) -> list[Item]:
    last = len(team)
    return [
        Item(
            Level.DASH,
            f"{one.name}{f', {one.post}' if one.post else ''}, {one.part}{'.' if place == last else ';'}",
        )
        for place, one in enumerate(team, 1)
    ]


def _known(label: str, value: str, lines: int = 1) -> Block:
    return Paragraph(f"{label}: {value}.") if value else Entry(label, lines=lines, strong=False)


def _sentences(label: str, texts: Sequence[str], lines: int) -> list[Block]:
    if not texts:
        return [Entry(label, lines=lines, strong=False)]
    return [Paragraph(f"{label}:", keep_with_next=True), *(Paragraph(one) for one in texts)]


def _paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(one) for one in texts)


def _mending(to_mend: Sequence[MendLine]) -> list[Block]:
    if not to_mend:
        return [Paragraph("Không có.")]
    return [Item(Level.CLAUSE, f"{one.what.rstrip('.')}; hạn {one.due}.") for one in to_mend]


def _mend_table(to_mend: Sequence[MendLine]) -> Table:
    rows = tuple(Row((str(n), one.who, one.what, one.due)) for n, one in enumerate(to_mend, 1))
    return Table(_TO_MEND, rows, name="Việc phải khắc phục")


def _differing(lines: Sequence[tuple[str, SeenLine]]) -> Table:
    rows = tuple(Row((str(n), who, one.what, one.claimed, one.seen)) for n, (who, one) in enumerate(lines, 1))
    return Table(_RESULTS, rows, name="Số liệu khác với báo cáo")
