"""A review as a paper: its words filled with figures, with tables and charts of the same figures."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import override

from kheo.core.paper.forms.reviews import Reviewed, Told, figure_chart, figure_table, review_report
from kheo.core.paper.model import Align, Block, Column, Paper, Row, RowKind, Table
from kheo.core.vietnamese import format_number, short_date, upper_first
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.reports.content import Breakdown, Content, Line
from kheo.reports.models import Review
from kheo.reports.papers.drafting import period_words, subject_words
from kheo.reports.states import Part
from kheo.reports.wording import fill, values_of, years_words
from kheo.units import public as units

_TOLD = "Các cơ quan, đơn vị tham gia phong trào"
_GIVEN = ("money", "land", "labour", "goods", "hardship", "households")


def filled(wording: Mapping[str, str], content: Content) -> dict[str, str]:
    """Part → its words with figures. Raises InvalidInput (`field` the part) for a placeholder that is none."""
    values = values_of(content)
    return {part.value: fill(wording.get(part.value, ""), values, field=part.value) for part in Part}


def review_paper(
    review: Review,
    content: Content,
    words: Mapping[str, str],
    facts: PaperFacts,
    *,
    on: date,
    frozen: str = "",
) -> Paper:
    """The paper; `words` are filled ones. Without a number it is a draft of the day `on`. `frozen` names the frozen
    figures (“lần 2, mã …”); without it the appendix says that they are of now.
    """
    name = units.name_of(review.unit, on)
    addressees = (review.addressee,) if review.addressee else ()
    told = Reviewed(
        subject=subject_words(review.kind, content.years),
        opening=words[Part.OPENING] or subject_words(review.kind, content.years),
        sections=_sections(review, content, words),
        closing=f"Trên đây là báo cáo {_closing(review, content)} của {name}",
        addressees=addressees,
    )
    day = short_date(content.on)
    note = f"Số liệu chốt ngày {day} ({frozen})." if frozen else f"Số liệu ngày {day}, chưa chốt."
    return review_report(
        issuing=documents.issuing(review.unit, name, facts, on=on, recipients=(_TOLD,)),
        reviewed=told,
        by_unit=_by_unit(content),
        note=note,
    )


def _closing(review: Review, content: Content) -> str:
    subject = subject_words(review.kind, content.years)
    return f"{subject[:1].lower()}{subject[1:]}"


def _sections(
    review: Review, content: Content, words: Mapping[str, str]
) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    def told(part: Part, *blocks: Block) -> Told:
        return Told(_heading(part), words[part], tuple(blocks))

    following = _following(review, content)
    tables = tables_of(content)
    counted = sum(isinstance(one, Table) for one in tables)
    return (
        ("Công tác chỉ đạo, tổ chức thực hiện", (told(Part.DIRECTION),)),
        (
            f"Kết quả thực hiện {period_words(review.kind, content.years)}",
            (
                told(Part.REGISTERED, *tables),
                Told(
                    _heading(Part.RECOGNISED),
                    "\n".join(filter(None, (words[Part.RECOGNISED], _more(content)))),
                ),
                told(Part.GIVEN, *_given(content, counted + 1)),
                told(Part.PUBLICITY),
                told(Part.BEST),
            ),
        ),
        ("Hạn chế, khó khăn và nguyên nhân", (told(Part.LIMITS), told(Part.CAUSES))),
        ("Bài học kinh nghiệm", (told(Part.LESSONS),)),
        (following, (told(Part.NEXT),)),
        ("Kiến nghị, đề xuất", (told(Part.PROPOSALS),)),
    )


def _heading(part: Part) -> str:
    with override("vi"):
        return str(part.label)


def _following(review: Review, content: Content) -> str:
    last = content.years[-1]
    rest = {"sau-thang": f"6 tháng cuối năm {last}", "so-ket": "thời gian tới"}
    return f"Phương hướng, nhiệm vụ {rest.get(review.kind, f'năm {last + 1}')}"


def _more(content: Content) -> str:
    """What later modules counted: a line each heading."""
    return "\n".join(
        f"{upper_first(one.title)}: {'. '.join(f'{word}: {text}' for word, text in one.lines)}."
        for one in content.more
        if one.lines
    )


def tables_of(content: Content) -> tuple[Block, ...]:
    """The tables of registrations with their charts, numbered; for the page too."""
    found: list[Block] = []
    shown = [content.breakdown("sector"), content.breakdown("kind"), content.breakdown("subject")]
    if len(content.years) > 1:
        shown.insert(0, content.breakdown("year"))
    for place, one in enumerate((one for one in shown if len(one.lines) > 1), 1):
        found += _table(one, content, place)
        if one.key in {"sector", "year"}:
            found += _chart(one, content, place)
    return tuple(found)


def _table(breakdown: Breakdown, content: Content, place: int) -> tuple[Block, ...]:
    keys = [key for key, _name in content.columns]
    heads = [breakdown.title.removeprefix("Theo ").capitalize(), *(name for _key, name in content.columns)]
    rows = [(upper_first(line.label), *_cells(line, keys)) for line in breakdown.lines]
    total = ("Cộng", *(_sum(breakdown, key) for key in keys))
    title = f"Bảng {place}. Mô hình {breakdown.title.lower()}"
    return figure_table(title, heads, rows, total=total, name=breakdown.title)


def _cells(line: Line, keys: list[str]) -> tuple[str, ...]:
    return tuple(format_number(line.values.get(key, 0)) for key in keys)


def _sum(breakdown: Breakdown, key: str) -> str:
    return format_number(sum(line.values.get(key, 0) for line in breakdown.lines))


def _chart(breakdown: Breakdown, content: Content, place: int) -> tuple[Block, ...]:
    """Received ones, beside those of the period before where there is one."""
    compared = breakdown.key == "sector" and bool(content.before_years)
    series: tuple[str, ...] = ("Tiếp nhận",)
    if compared:
        series = (f"Năm {years_words(content.years)}", f"Năm {years_words(content.before_years)}")
    bars = []
    for line in breakdown.lines:
        numbers = (line.values.get("accepted", 0), line.before.get("accepted", 0))[: len(series)]
        bars.append((upper_first(line.label), numbers, tuple(format_number(one) for one in numbers)))
    return figure_chart(
        f"Biểu đồ của Bảng {place}. Mô hình đã tiếp nhận {breakdown.title.lower()}", series, bars
    )


def _given(content: Content, place: int) -> tuple[Block, ...]:
    rows = [
        (one.name, one.unit, format_number(one.value))
        for one in content.figures
        if one.key in _GIVEN and one.value
    ]
    if not rows:
        return ()
    title = f"Bảng {place}. Nhân dân đóng góp và hộ hưởng lợi"
    return figure_table(title, ("Nội dung", "Đơn vị tính", "Số lượng"), rows, name="Đóng góp")


def _by_unit(content: Content) -> Table | None:
    lines = content.breakdown("unit").lines
    if not lines:
        return None
    keys = [key for key, _name in content.columns]
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Đơn vị", 30),
        *(Column(name, 10, Align.RIGHT) for _key, name in content.columns),
    )
    rows = tuple(Row((str(place), line.label, *_cells(line, keys))) for place, line in enumerate(lines, 1))
    totals = tuple(_sum(content.breakdown("unit"), key) for key in keys)
    return Table(columns, (*rows, Row(("", "Tổng cộng", *totals), RowKind.TOTAL)), name="Đơn vị")
