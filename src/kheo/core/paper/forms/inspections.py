"""Papers that set an inspection up: decision or plan, schedule; those on its way stand in inspection_results."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.letters import MODELS, Issuing, attached_to
from kheo.core.paper.forms.lists import NONE
from kheo.core.paper.forms.official import Extras, Section, Task, decision, notice, plan, table_appendix
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Column,
    Heading,
    Item,
    Level,
    Paper,
    Paragraph,
    Row,
    Table,
)
from kheo.core.paper.outline import numbered

_NUMBER = Column("TT", 6, Align.CENTER)
_TEAM = (_NUMBER, Column("Họ và tên", 30), Column("Chức vụ, đơn vị công tác", 40), Column("Nhiệm vụ", 24))
_SCHEDULE = (
    _NUMBER,
    Column("Thời gian", 24),
    Column("Đơn vị", 26),
    Column("Mô hình", 28),
    Column("Địa điểm", 16),
)


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody of the team."""

    name: str
    post: str
    part: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place on the way. `where` is empty where it may not be told."""

    when: str
    unit: str
    name: str
    where: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Inspecting:
    """What every paper of one inspection says. Matters are sentences without their end mark."""

    name: str
    year: int
    matters: tuple[str, ...]
    period: str
    days: str
    unannounced: bool
    team: tuple[Inspector, ...]
    places: tuple[Place, ...]

    @property
    def head(self) -> str:
        """The head's name."""
        return self.team[0].name if self.team else ""

    @property
    def secretary(self) -> str:
        """The secretary's name."""
        return self.team[1].name if len(self.team) > 1 else ""


def _with_post(team: Sequence[Inspector]) -> str:
    """The head as a decision names him: with his office where it is known."""
    head = team[0] if team else None
    if head is None or not head.post:
        return head.name if head else ""
    return f"ông (bà) {head.name}, {head.post},"


def inspection_decision(*, issuing: Issuing, facts: Inspecting, decider: str, bases: Sequence[str]) -> Paper:
    """Quyết định kiểm tra: what, whom, by which team; an unannounced one names no place."""
    where = (
        "tại các đơn vị do Trưởng đoàn kiểm tra chọn, không báo trước"
        if facts.unannounced
        else f"tại {counted(len(facts.places))} nơi (có danh sách kèm theo)"
    )
    return decision(
        issuing=issuing,
        subject=f"Về việc kiểm tra thực hiện {MODELS} năm {facts.year}",
        decider=decider,
        articles=(
            f"Kiểm tra việc thực hiện {MODELS} năm {facts.year} {where}.",
            f"Thành lập Đoàn kiểm tra gồm {counted(len(facts.team))} người (có danh sách kèm theo), do {_with_post(facts.team)} làm Trưởng đoàn.",
            f"Nội dung kiểm tra: {'; '.join(f'{one[0].lower()}{one[1:]}' for one in facts.matters)}. Thời kỳ kiểm tra: {facts.period}. Thời gian kiểm tra: {facts.days}.",
            (
                "Đoàn kiểm tra làm việc theo đúng nội dung, thời gian nêu trên; lập biên bản tại từng nơi, báo cáo kết quả "
                "và tự giải thể khi hoàn thành nhiệm vụ."
            ),
            "Các cơ quan, đơn vị có liên quan và các thành viên Đoàn kiểm tra chịu trách nhiệm thi hành Quyết định này",
        ),
        extras=Extras(tuple(bases), _lists(issuing, facts, "Quyết định")),
    )


def inspection_plan(*, issuing: Issuing, facts: Inspecting, basis: str) -> Paper:
    """Kế hoạch kiểm tra: the same by a plan."""
    way = (
        "Đoàn đến từng nơi không báo trước; xem thực địa, sổ sách, ảnh chụp, trao đổi với người dân."
        if facts.unannounced
        else "Đoàn đến từng nơi theo lịch đã thông báo; xem thực địa, sổ sách, ảnh chụp, trao đổi với người dân."
    )
    return plan(
        issuing=issuing,
        subject=f"Kiểm tra thực hiện {MODELS} năm {facts.year}",
        opening=f"Thực hiện {basis}, {issuing.name} xây dựng Kế hoạch kiểm tra như sau:",
        purposes=(
            "Đánh giá đúng kết quả thực tế của các mô hình; kịp thời biểu dương cách làm hay.",
            "Phát hiện khó khăn, hạn chế để hướng dẫn khắc phục.",
        ),
        requirements=(
            "Khách quan, công khai, đúng nội dung; không gây phiền hà cho cơ sở và người dân.",
            "Số liệu ghi tại chỗ đối chiếu với báo cáo; ý kiến của đơn vị được ghi vào biên bản.",
        ),
        sections=(
            Section("Nội dung kiểm tra", tuple(Item(Level.CLAUSE, f"{one}.") for one in facts.matters)),
            Section(
                "Thời gian, cách thức",
                (
                    Item(Level.CLAUSE, f"Thời kỳ kiểm tra: {facts.period}."),
                    Item(Level.CLAUSE, f"Thời gian kiểm tra: {facts.days}."),
                    Item(Level.CLAUSE, f"Cách thức: {way[0].lower()}{way[1:]}"),
                ),
            ),
        ),
        tasks=(
            Task(
                "Đoàn kiểm tra",
                (
                    f"{counted(len(facts.team))} người (có danh sách kèm theo), do {facts.head} làm Trưởng đoàn; lập biên bản tại từng nơi và báo cáo kết quả.",
                ),
            ),
            Task(
                "Đơn vị được kiểm tra",
                (
                    "cử người làm việc với Đoàn, cung cấp số liệu, sổ sách; khắc phục đúng hạn những việc được nêu.",
                ),
            ),
        ),
        closing="Trên đây là Kế hoạch kiểm tra, đề nghị các cơ quan, đơn vị có liên quan phối hợp thực hiện",
        extras=Extras(appendices=_lists(issuing, facts, "Kế hoạch")),
    )


def schedule_notice(*, issuing: Issuing, facts: Inspecting, paper: str, unit: str = "") -> Paper:
    """Thông báo lịch kiểm tra, to every unit with the whole list, or to one unit with its own places."""
    whom = f"{unit}" if unit else "các đơn vị có tên trong lịch kèm theo"
    blocks: list[Block] = [
        Paragraph(f"Thực hiện {paper}, {issuing.name} thông báo lịch kiểm tra tại {whom} như sau:"),
        Heading(Level.CLAUSE, "", "Thời gian"),
        Paragraph(f"{facts.days[0].upper()}{facts.days[1:]}, theo lịch kèm theo."),
        Heading(Level.CLAUSE, "", "Nội dung"),
        *(Item(Level.DASH, f"{one}.") for one in facts.matters),
        Paragraph(f"Thời kỳ kiểm tra: {facts.period}."),
        Heading(Level.CLAUSE, "", "Chuẩn bị của đơn vị"),
        Item(Level.DASH, "Cử người phụ trách mô hình làm việc với Đoàn kiểm tra."),
        Item(
            Level.DASH,
            "Chuẩn bị số liệu đã báo cáo, ảnh, sổ ghi các khoản đóng góp và biên bản họp bàn của Nhân dân (nếu có).",
        ),
        Item(Level.DASH, "Không tổ chức đón tiếp, không làm báo cáo riêng cho Đoàn."),
        Paragraph(f"{issuing.name} đề nghị các đơn vị phối hợp thực hiện"),
    ]
    appendix = table_appendix(
        "Lịch kiểm tra", schedule_table(facts.places), reference=attached_to("Thông báo", issuing)
    )
    return notice(
        issuing=issuing,
        subject=f"Lịch kiểm tra thực hiện {MODELS} năm {facts.year}",
        blocks=numbered(blocks),
        extras=Extras(appendices=(appendix,)),
    )


def schedule_table(places: Sequence[Place]) -> Table:
    """The places with their times."""
    rows = tuple(
        Row((str(n), one.when, one.unit, one.name, one.where or "—")) for n, one in enumerate(places, 1)
    )
    return Table(_SCHEDULE, rows or (Row(("", NONE)),), name="Lịch kiểm tra")


def _lists(issuing: Issuing, facts: Inspecting, kind: str) -> tuple[Appendix, ...]:
    reference = attached_to(kind, issuing)
    rows = tuple(Row((str(n), one.name, one.post, one.part)) for n, one in enumerate(facts.team, 1))
    found = [
        table_appendix(
            "Danh sách Đoàn kiểm tra", Table(_TEAM, rows, name="Đoàn kiểm tra"), reference=reference
        )
    ]
    if not facts.unannounced and facts.places:
        found.append(
            table_appendix("Danh sách nơi kiểm tra", schedule_table(facts.places), reference=reference)
        )
    return tuple(found)
