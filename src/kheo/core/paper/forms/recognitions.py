"""Papers of recognition: submission, decision with its list, yearly review, praise. None of them is a commendation."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.letters import MODELS, Issuing, attached_to
from kheo.core.paper.forms.lists import Signing
from kheo.core.paper.forms.official import Extras, decision, notice, submission
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Column,
    FormHead,
    Heading,
    Level,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.profiles import Profile

EXEMPLARS = "điển hình “Dân vận khéo”"
_NUMBER = Column("TT", 6, Align.CENTER)


@dataclass(frozen=True, slots=True)
class NamedInitiative:
    """One initiative of a list."""

    name: str
    led_by: str
    unit: str
    sector: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NamedExemplar:
    """One exemplar of a list. `kind` as a table says it: “Tập thể”, “Cá nhân”, “Hộ gia đình”."""

    name: str
    kind: str
    unit: str
    deed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a paper is about: initiatives first, each group numbered from 1."""

    initiatives: Sequence[NamedInitiative] = ()
    exemplars: Sequence[NamedExemplar] = ()

    @property
    def words(self) -> str:
        """“12 mô hình “Dân vận khéo” và 02 điển hình “Dân vận khéo””."""
        parts = []
        if self.initiatives:
            parts.append(f"{counted(len(self.initiatives))} {MODELS}")
        if self.exemplars:
            parts.append(f"{counted(len(self.exemplars))} {EXEMPLARS}")
        return " và ".join(parts)

    @property
    def things(self) -> str:
        """The same without figures, for a title."""
        parts = [MODELS] if self.initiatives else []
        return " và ".join([*parts, EXEMPLARS] if self.exemplars else parts)


def recognition_submission(
    *, issuing: Issuing, year: int, plan: str, to: str, passed: str, named: Named
) -> Paper:
    """Tờ trình: asks the body `to` to recognise. `passed` tells which meeting was for it."""
    reasons = [
        f"Thực hiện {plan}, các cơ quan, đơn vị đã đăng ký, triển khai thực hiện {MODELS} và tổ chức bình xét tại đơn vị.",
        f"{passed}, {issuing.name} đã xem xét hồ sơ của từng trường hợp.",
    ]
    return submission(
        issuing=issuing,
        subject=f"Đề nghị công nhận {named.things} năm {year}",
        to=(to,),
        reasons=reasons,
        proposals=(f"Công nhận {named.words} năm {year} (có danh sách kèm theo).",),
        closing=f"{issuing.name} kính trình {to} xem xét, quyết định",
        extras=Extras(appendices=_lists("Tờ trình", issuing, named, f"đề nghị công nhận năm {year}")),
    )


def recognition_decision(
    *, issuing: Issuing, decider: str, bases: Sequence[str], proposer: str, year: int, named: Named
) -> Paper:
    """Quyết định công nhận with its list."""
    return decision(
        issuing=issuing,
        subject=f"Về việc công nhận {named.things} năm {year}",
        decider=decider,
        articles=(
            f"Công nhận {named.words} năm {year} (có danh sách kèm theo).",
            (
                "Các đơn vị, tập thể, cá nhân, hộ gia đình có tên trong danh sách tiếp tục duy trì, nhân rộng kết quả; "
                "việc công nhận được rà soát hằng năm."
            ),
            "Các cơ quan, đơn vị có liên quan và các đơn vị có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này",
        ),
        extras=Extras(tuple(bases), _lists("Quyết định", issuing, named, f"được công nhận năm {year}")),
        proposer=proposer,
    )


def review_decision(
    *,
    issuing: Issuing,
    decider: str,
    bases: Sequence[str],
    proposer: str,
    year: int,
    kept: Named,
    ended: Named,
) -> Paper:
    """Quyết định of a yearly review: what goes on being recognised, what no longer is, with the reason in its row."""
    articles: list[str] = []
    lists: list[Appendix] = []
    subject: list[str] = []
    if kept.words:
        articles.append(f"Tiếp tục công nhận {kept.words} đã được công nhận (có danh sách kèm theo).")
        lists += _lists("Quyết định", issuing, kept, f"tiếp tục được công nhận năm {year}")
        subject.append("tiếp tục công nhận")
    if ended.words:
        articles.append(
            f"Thôi công nhận {ended.words} không còn đáp ứng yêu cầu (có danh sách và lý do kèm theo)."
        )
        lists += _lists("Quyết định", issuing, ended, f"thôi công nhận năm {year}", last="Lý do")
        subject.append("thôi công nhận")
    articles.append(
        "Các cơ quan, đơn vị có liên quan và các đơn vị có tên trong danh sách chịu trách nhiệm thi hành Quyết định này"
    )
    things = Named((*kept.initiatives, *ended.initiatives), (*kept.exemplars, *ended.exemplars)).things
    return decision(
        issuing=issuing,
        subject=f"Về việc {', '.join(subject)} {things} năm {year}",
        decider=decider,
        articles=articles,
        extras=Extras(tuple(bases), tuple(lists)),
        proposer=proposer,
    )


def _lists(kind: str, issuing: Issuing, named: Named, what: str, *, last: str = "") -> tuple[Appendix, ...]:
    """The list as one appendix, initiatives and exemplars each in a table of its own."""
    blocks: list[Block] = []
    both = bool(named.initiatives and named.exemplars)
    if named.initiatives:
        if both:
            blocks.append(Heading(Level.ROMAN, "I", "MÔ HÌNH"))
        blocks.append(_initiatives(named.initiatives, last))
    if named.exemplars:
        if both:
            blocks.append(Heading(Level.ROMAN, "II", "ĐIỂN HÌNH"))
        blocks.append(_exemplars(named.exemplars, last))
    if not blocks:
        return ()
    title = f"Danh sách {named.things} {what}".upper()
    return (Appendix(title, tuple(blocks), attached_to(kind, issuing), Orientation.LANDSCAPE),)


def _initiatives(rows: Sequence[NamedInitiative], last: str) -> Table:
    columns = [
        _NUMBER,
        Column("Tên mô hình", 30),
        Column("Tập thể, cá nhân chỉ đạo", 22),
        Column("Đơn vị", 20),
        Column("Lĩnh vực", 16),
    ]
    if last:
        columns.append(Column(last, 22))
    body = [
        Row((str(place), one.name, one.led_by, one.unit, one.sector, *((one.note,) if last else ())))
        for place, one in enumerate(rows, 1)
    ]
    total = Row(("", f"Tổng cộng: {counted(len(rows))} mô hình"), RowKind.TOTAL)
    return Table(tuple(columns), (*body, total), name="Mô hình")


def _exemplars(rows: Sequence[NamedExemplar], last: str) -> Table:
    columns = [
        _NUMBER,
        Column("Tập thể, cá nhân, hộ gia đình", 24),
        Column("Loại", 12),
        Column("Đơn vị", 18),
        Column("Việc làm tiêu biểu", 34),
    ]
    if last:
        columns.append(Column(last, 22))
    body = [
        Row((str(place), one.name, one.kind, one.unit, one.deed, *((one.note,) if last else ())))
        for place, one in enumerate(rows, 1)
    ]
    total = Row(("", f"Tổng cộng: {counted(len(rows))} điển hình"), RowKind.TOTAL)
    return Table(tuple(columns), (*body, total), name="Điển hình")


def praise_notice(
    *, issuing: Issuing, who: str, deed: str, when: str, place: str, words: str, year: int
) -> Paper:
    """Thông báo biểu dương of one example; it is no decision of commendation and brings no prize."""
    blocks = (
        Paragraph(f"{issuing.name} thông báo biểu dương {who}: {when}, tại {place}, {deed}"),
        Paragraph(words),
        Paragraph(
            "Đề nghị các cơ quan, đơn vị, khu dân cư tuyên truyền, học tập, làm theo gương điển hình nêu trên"
        ),
    )
    return notice(issuing=issuing, subject=f"Biểu dương gương {EXEMPLARS} năm {year}", blocks=_ended(blocks))


def _ended(blocks: Sequence[Paragraph]) -> tuple[Block, ...]:
    return tuple(one for one in blocks if one.text)


@dataclass(frozen=True, slots=True)
class PraiseLetter:
    """What a letter says. `writer` “Chủ tịch Ủy ban nhân dân xã …”, `greeting` “Thân gửi bà …!”."""

    writer: str
    greeting: str
    told: str
    words: str


def praise_letter(*, profile: Profile, letter: PraiseLetter, signing: Signing) -> Paper:
    """Thư khen: a personal letter of the head, without number and symbol (Nghị định 30/2020/NĐ-CP, Điều 7: thư công)."""
    body: list[Block] = [
        Paragraph(letter.greeting, indent=False, keep_with_next=True),
        Paragraph(letter.told),
        *([Paragraph(letter.words)] if letter.words else []),
        SignOff((None, SignBlock(signing.block().dateline, signing.title, "", signing.name))),
    ]
    return Paper(
        profile=profile,
        head=FormHead(("THƯ KHEN", f"CỦA {letter.writer.upper()}")),
        body=tuple(body),
        size=14,
    )


def attendance_appendix(count: int, *, title: str = "Danh sách người dự họp ký tên") -> Appendix:
    """A list to be signed by hand: names are written there and nowhere else."""
    columns = (_NUMBER, Column("Họ và tên", 34), Column("Chức vụ, nơi ở", 34), Column("Ký tên", 20))
    rows = tuple(Row((str(place), "", "", "")) for place in range(1, count + 1))
    return Appendix(title.upper(), (Table(columns, rows, name="Ký tên"),))
