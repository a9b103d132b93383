"""Papers of a council's session: who comes, the ballot, the count, the minutes with every ratio and figure.

Plain facts in, a paper out. No paper says how one person voted in secret.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kheo.core.paper.forms.letters import Issuing
from kheo.core.paper.forms.words import clock_words, counted
from kheo.core.paper.kinds import MINUTES
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
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
    Table,
)
from kheo.core.paper.outline import numbered
from kheo.core.paper.profiles import Profile

BALLOTS_ON_A_PAGE = 4
_ROOM = "\u00a0\n\u00a0"  # a cell two lines high, to sign or mark in


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member: name, office, what he does in the council; why absent."""

    name: str
    office: str
    role: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class VoteLine:
    """The outcome of a vote: figures, and the rule in words with its denominator."""

    mode: str
    votes_for: int
    votes_against: int
    votes_none: int
    votes_invalid: int
    denominator: int
    needed: int
    rule: str
    basis: str
    passed: bool
    unused: int = 0
    """How many could have voted and did not."""
    present: int = 0
    """How many were in the room."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of the agenda as the minutes tell it."""

    title: str
    explanation: str = ""
    opinions: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    few: str = ""
    vote: VoteLine | None = None
    dissent: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    postponed: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is known of a session. `begins` and `ends` are Vietnamese time."""

    council: str
    title: str
    place: str
    begins: datetime
    ends: datetime | None = None
    chair: MemberLine | None = None
    secretary: MemberLine | None = None
    present: tuple[MemberLine, ...] = ()
    written: tuple[MemberLine, ...] = ()
    absent: tuple[MemberLine, ...] = ()
    quorum: str = ""
    matters: tuple[Matter, ...] = field(default=())

    @property
    def total(self) -> int:
        """Every member of the council."""
        return len(self.present) + len(self.written) + len(self.absent)


def attendance_sheet(*, profile: Profile, sitting: Sitting, members: Sequence[MemberLine]) -> Paper:
    """“Danh sách dự họp” with room for each signature."""
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("Họ và tên", 25),
        Column("Chức vụ", 28),
        Column("Vai trò trong Hội đồng", 18),
        Column("Ký tên", 22),
    )
    rows = tuple(
        Row((str(place), one.name, one.office, one.role, _ROOM)) for place, one in enumerate(members, 1)
    )
    when = f"({clock_words(sitting.begins)}; {sitting.place})"
    return Paper(
        profile=profile,
        head=FormHead(("DANH SÁCH DỰ HỌP", sitting.council.upper()), note=when),
        body=(
            Paragraph(f"Nội dung: {sitting.title}.", indent=False),
            Table(columns, rows, size=13, name="Danh sách dự họp"),
        ),
    )


def ballots(*, profile: Profile, sitting: Sitting, matter: str, copies: int) -> Paper:
    """So many like ballots, several on a page, to be cut apart. Nothing on them tells one from another."""
    body: list[Block] = []
    for place in range(copies):
        if place and place % BALLOTS_ON_A_PAGE == 0:
            body.append(PageBreak())
        body += _ballot(sitting, matter)
    note = "(Cắt rời từng phiếu; đóng dấu của cơ quan lên phiếu trước khi phát)"
    return Paper(
        profile=profile,
        head=FormHead((f"PHIẾU BIỂU QUYẾT ({counted(copies)} PHIẾU)",), note=note),
        body=tuple(body),
    )


def _ballot(sitting: Sitting, matter: str) -> Iterable[Block]:
    columns = tuple(
        Column(words, 33, Align.CENTER) for words in ("Tán thành", "Không tán thành", "Không có ý kiến")
    )
    how = "Đánh dấu X vào một ô. Không ghi tên, không ký. Phiếu đánh dấu nhiều ô là phiếu không hợp lệ."
    yield Paragraph(
        (Run(f"{sitting.council.upper()}"),), align=Align.CENTER, indent=False, size=12, keep_with_next=True
    )
    yield Paragraph(
        (Run("PHIẾU BIỂU QUYẾT", bold=True),), align=Align.CENTER, indent=False, keep_with_next=True
    )
    yield Paragraph(
        (Run("Nội dung: "), Run(matter, bold=True)),
        align=Align.LEFT,
        indent=False,
        size=13,
        keep_with_next=True,
    )
    yield Table(columns, (Row((_ROOM, "", "")),), size=13)
    yield Paragraph((Run(how, italic=True),), align=Align.LEFT, indent=False, size=11)
    yield Paragraph("- " * 48, align=Align.CENTER, indent=False, size=10)


def tally_minutes(
    *,
    issuing: Issuing,
    sitting: Sitting,
    matter: Matter,
    issued: int,
    collected: int,
    tellers: tuple[str, str],
) -> Paper:
    """“Biên bản kiểm phiếu” of one matter: ballots out and in, what stood on them, the ratio, two tellers."""
    vote = matter.vote
    body: list[Block] = [
        Paragraph(
            f"Hôm nay, {clock_words(sitting.begins)}, tại {sitting.place}, {sitting.council} họp và bỏ phiếu về nội dung: {matter.title}."
        ),
        Paragraph(
            f"Tổng số thành viên Hội đồng: {counted(sitting.total)}; có mặt: {counted(vote.present if vote else len(sitting.present))}."
        ),
        *_recused(matter),
        Heading(Level.ROMAN, "", "KẾT QUẢ KIỂM PHIẾU"),
    ]
    if vote is not None:
        body += [_tally_table(vote, issued, collected), Paragraph(_outcome(vote))]
    body.append(
        Paragraph(
            "Phiếu được kiểm và nhập kết quả bởi hai người độc lập, hai kết quả trùng nhau. Biên bản được đọc trước Hội đồng"
        )
    )
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind=MINUTES.name,
        subject="Kiểm phiếu",
        body=numbered(body),
        recipients=issuing.receivers(letter=False),
        left_signature=Signature("NGƯỜI KIỂM PHIẾU", tellers[0]),
        signature=Signature("NGƯỜI KIỂM PHIẾU", tellers[1]),
    )


def _tally_table(vote: VoteLine, issued: int, collected: int) -> Table:
    columns = (Column("TT", 10, Align.CENTER), Column("Nội dung", 65), Column("Số phiếu", 25, Align.CENTER))
    lines = (
        ("Số phiếu phát ra", issued),
        ("Số phiếu thu về", collected),
        ("Phiếu tán thành", vote.votes_for),
        ("Phiếu không tán thành", vote.votes_against),
        ("Phiếu trắng, không có ý kiến", vote.votes_none),
        ("Phiếu không hợp lệ", vote.votes_invalid),
    )
    rows = tuple(Row((str(place), words, str(number))) for place, (words, number) in enumerate(lines, 1))
    return Table(columns, rows, size=13, name="Kiểm phiếu")


def council_minutes(*, issuing: Issuing, sitting: Sitting) -> Paper:
    """“Biên bản họp hội đồng”: attendance, quorum, each matter with its vote; secretary left, chair right."""
    body: list[Block] = [
        Paragraph(f"Thời gian bắt đầu: {clock_words(sitting.begins)}."),
        Paragraph(f"Địa điểm: {sitting.place}."),
        Heading(Level.ROMAN, "", "THÀNH PHẦN"),
        *_who("Chủ trì", sitting.chair),
        *_who("Thư ký", sitting.secretary),
        *_members(sitting),
        Paragraph(sitting.quorum),
        Heading(Level.ROMAN, "", "NỘI DUNG VÀ KẾT QUẢ"),
    ]
    for matter in sitting.matters:
        body += _matter(matter)
    table = _summary(sitting.matters)
    if table is not None:
        body += [Heading(Level.ROMAN, "", "TỔNG HỢP BIỂU QUYẾT"), table]
    body.append(Paragraph(_ending(sitting)))
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind=MINUTES.name,
        subject=sitting.title,
        body=numbered(body),
        recipients=issuing.receivers(letter=False),
        left_signature=Signature("THƯ KÝ", sitting.secretary.name if sitting.secretary else ""),
        signature=Signature("CHỦ TRÌ", sitting.chair.name if sitting.chair else ""),
        size=13.0,
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _who(label: str, who: MemberLine | None) -> Iterable[Block]:
    if who is not None:
        yield Paragraph(f"{label}: {who.name}, {who.office}, {_lower_first(who.role)}.")


def _members(sitting: Sitting) -> Iterable[Block]:
    yield Paragraph(
        f"Có mặt {counted(len(sitting.present))}/{counted(sitting.total)} thành viên:", keep_with_next=True
    )
    yield from _list(
        f"{one.name}, {one.office}" + (f" ({one.remark})" if one.remark else "") for one in sitting.present
    )
    if sitting.written:
        yield Paragraph("Vắng mặt, gửi ý kiến bằng văn bản:", keep_with_next=True)
        yield from _list(_absent(one) for one in sitting.written)
    if sitting.absent:
        yield Paragraph("Vắng mặt:", keep_with_next=True)
        yield from _list(_absent(one) for one in sitting.absent)


def _absent(one: MemberLine) -> str:
    why = f" (lý do: {one.remark})" if one.remark else ""
    return f"{one.name}, {one.office}{why}"


def _list(words: Iterable[str]) -> list[Block]:
    said = list(words)
    return [
        Item(Level.DASH, f"{one.rstrip(' .;')}{'.' if place == len(said) else ';'}")
        for place, one in enumerate(said, 1)
    ]


def _matter(matter: Matter) -> Iterable[Block]:
    yield Heading(Level.CLAUSE, "", matter.title.rstrip(" ."))
    for line in matter.explanation.splitlines():
        if line.strip():
            yield Paragraph(_stopped(line))
    if matter.opinions:
        yield Paragraph("Ý kiến thảo luận:", keep_with_next=True)
        yield from _list(matter.opinions)
    yield from _recused(matter)
    if matter.vote is not None:
        yield Paragraph(f"Hình thức: {_lower_first(matter.vote.mode)}.")
        yield Paragraph(_outcome(matter.vote))
    if matter.dissent:
        yield Paragraph("Ý kiến khác, bảo lưu:", keep_with_next=True)
        yield from _list(matter.dissent)
    if matter.conclusion:
        yield Paragraph("Kết luận:", keep_with_next=True)
        yield from _list(matter.conclusion)
    if matter.postponed:
        yield Paragraph("Nội dung này chưa bàn, để lại phiên họp sau.")


def _stopped(line: str) -> str:
    return line.strip().rstrip(" .;") + "."


def _recused(matter: Matter) -> Iterable[Block]:
    if matter.recused:
        names = "; ".join(matter.recused)
        yield Paragraph(f"Không tham gia biểu quyết, vẫn tính trong tổng số thành viên: {names}.")
    if matter.few:
        yield Paragraph(
            f"Lý do vẫn biểu quyết khi số người biểu quyết dưới số cần dự họp: {_stopped(matter.few)}"
        )


def _outcome(vote: VoteLine) -> str:
    share = 100 * vote.votes_for / vote.denominator if vote.denominator else 0
    percent = f"{share:.1f}".replace(".", ",").removesuffix(",0")
    word = "thông qua" if vote.passed else "không thông qua"
    basis = f" ({vote.basis})" if vote.basis else ""
    unused = f", không bỏ phiếu {vote.unused}" if vote.unused else ""
    return (
        f"Kết quả: tán thành {vote.votes_for}, không tán thành {vote.votes_against}, không có ý kiến {vote.votes_none}, "
        f"không hợp lệ {vote.votes_invalid}{unused}. Tỷ lệ tán thành {vote.votes_for}/{vote.denominator} ({percent}%); {vote.rule}{basis}, "
        f"tức ít nhất {counted(vote.needed)}: {word}."
    )


def _summary(matters: Sequence[Matter]) -> Table | None:
    voted = [(place, one) for place, one in enumerate(matters, 1) if one.vote is not None]
    if len(voted) < 2:
        return None
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("Nội dung", 37),
        Column("Tán thành", 11, Align.CENTER),
        Column("Không tán thành", 11, Align.CENTER),
        Column("Không có ý kiến", 11, Align.CENTER),
        Column("Mẫu số", 9, Align.CENTER),
        Column("Kết quả", 14, Align.CENTER),
    )
    rows = tuple(
        Row(
            (
                str(place),
                one.title,
                str(one.vote.votes_for),
                str(one.vote.votes_against),
                str(one.vote.votes_none),
                str(one.vote.denominator),
                "Thông qua" if one.vote.passed else "Không thông qua",
            )
        )
        for place, one in voted
        if one.vote is not None
    )
    return Table(columns, rows, name="Tổng hợp biểu quyết")


def _ending(sitting: Sitting) -> str:
    when = clock_words(sitting.ends) if sitting.ends else "…… giờ …… phút cùng ngày"
    return f"Phiên họp kết thúc vào {when}. Biên bản được đọc lại, mọi người dự họp nhất trí"
