"""Page and letters as set, where the file tells: F-*."""

from collections import Counter
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, PARTY, STATE, Hit, rule
from kheo.core.paper.model import Align
from kheo.core.paper.reading.layout import ParagraphLook, SectionLook

_BOTH = STATE | PARTY
_MARGINS = {
    "top": N_("Lề trên %(size)s mm; quy định từ %(least)s đến %(most)s mm."),
    "bottom": N_("Lề dưới %(size)s mm; quy định từ %(least)s đến %(most)s mm."),
    "left": N_("Lề trái %(size)s mm; quy định từ %(least)s đến %(most)s mm."),
    "right": N_("Lề phải %(size)s mm; quy định từ %(least)s đến %(most)s mm."),
}
_MM = 1.0  # what rounding and other paper editors may add or take
_PT = 0.26


def _sections(case: Case) -> tuple[SectionLook, ...]:
    """The pages of the paper itself."""
    if case.layout is None or not case.parts.number_line:
        return ()
    return tuple(one for one in case.layout.sections if one.start < case.main_end)


@rule("F-PAPER", N_("Khổ giấy A4"), f"{ND30}, mục I khoản 1; Hướng dẫn số 05-HD/VPTW", profiles=_BOTH)
def _paper(case: Case) -> Iterator[Hit]:
    for one in _sections(case):
        if one.width is None or one.height is None:
            continue
        short, long = sorted((one.width, one.height))
        if abs(short - 210) > 2 or abs(long - 297) > 2:
            yield Hit(
                N_("Khổ giấy %(width)s × %(height)s mm: văn bản dùng khổ A4 (210 × 297 mm)."),
                params={"width": round(one.width), "height": round(one.height)},
            )
            return


@rule(
    "F-MARGIN",
    N_("Lề trang trong khoảng quy định"),
    f"{ND30}, mục I khoản 3; Hướng dẫn số 05-HD/VPTW",
    profiles=_BOTH,
)
def _margins(case: Case) -> Iterator[Hit]:
    if case.source.format != "docx":
        return
    bounds = (
        {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
        if not case.is_party
        else {"top": (20, 20), "bottom": (20, 20), "left": (30, 30), "right": (15, 15)}
    )
    for one in _sections(case)[:1]:
        for side, (least, most) in bounds.items():
            size = getattr(one, side)
            if size is not None and not least - _MM <= size <= most + _MM:
                yield Hit(_MARGINS[side], params={"size": f"{size:.0f}", "least": least, "most": most})


@rule(
    "F-PAGENO",
    N_("Số trang ở giữa, phía trên, không ghi ở trang đầu"),
    f"{ND30}, mục I khoản 7; Hướng dẫn số 05-HD/VPTW",
    profiles=_BOTH,
)
def _page_number(case: Case) -> Iterator[Hit]:
    if case.source.format != "docx":
        return
    for one in _sections(case)[:1]:
        number = one.page_number
        if number is None:
            if (case.source.pages or 0) > 1:
                yield Hit(N_("Văn bản nhiều trang nhưng chưa đánh số trang."))
        elif number.place == "footer":
            yield Hit(N_("Số trang phải đặt ở lề trên, canh giữa, không đặt ở chân trang."))
        elif number.align is not Align.CENTER:
            yield Hit(N_("Số trang phải canh giữa ở lề trên."))
        elif number.on_first_page:
            yield Hit(N_("Trang đầu đang ghi số trang: hãy bỏ số trang ở trang đầu."), severity=Severity.INFO)


@rule(
    "F-FONT",
    N_("Phông chữ Times New Roman"),
    f"{ND30}, mục I khoản 4; Hướng dẫn số 05-HD/VPTW",
    profiles=_BOTH,
)
def _font(case: Case) -> Iterator[Hit]:
    if case.source.format != "docx":
        return
    fonts = Counter(
        {
            font: sum(len(case.text[one.start : one.end]) for one in found)
            for font, found in _by_font(case).items()
        }
    )
    total = sum(fonts.values())
    for font, letters in fonts.most_common():
        if "times" not in font.lower() and letters > max(40, total * 0.02):
            first = _by_font(case)[font][0]
            yield Hit(
                N_("Có chữ dùng phông %(font)s: văn bản dùng Times New Roman."),
                first.start,
                first.end,
                None,
                {"font": font},
            )


def _by_font(case: Case) -> dict[str, list[ParagraphLook]]:
    found: dict[str, list[ParagraphLook]] = {}
    if case.layout is None or not case.parts.number_line:
        return found
    for one in case.layout.paragraphs:
        if one.font and one.start < case.main_end:
            found.setdefault(one.font, []).append(one)
    return found


def _body(case: Case) -> list[ParagraphLook]:
    """Running paragraphs of the body whose setting is known."""
    if case.layout is None or not case.is_official or case.source.format != "docx":
        return []
    looks = []
    for part in case.parts.body:
        look = case.look(part.words)
        if (
            part.level in {"plain", "clause", "point", "dash"}
            and not part.heading
            and look
            and not look.in_table
        ):
            looks.append(look)
    return looks


@rule(
    "F-SIZE", N_("Cỡ chữ phần nội dung"), f"{ND30}, mục II khoản 6; Hướng dẫn số 05-HD/VPTW", profiles=_BOTH
)
def _size(case: Case) -> Iterator[Hit]:
    least, most = (14, 15) if case.is_party else (13, 14)
    looks = [one for one in _body(case) if one.size is not None]
    wrong = [one for one in looks if one.size is not None and not least - _PT <= one.size <= most + _PT]
    if len(looks) >= 2 and len(wrong) * 2 > len(looks):
        yield Hit(
            N_("Cỡ chữ phần nội dung là %(size)s; quy định cỡ %(least)s đến %(most)s."),
            wrong[0].start,
            wrong[0].end,
            None,
            {"size": f"{wrong[0].size:g}", "least": least, "most": most},
        )


@rule(
    "F-INDENT",
    N_("Dòng đầu đoạn lùi vào 1 cm hoặc 1,27 cm"),
    f"{ND30}, mục II khoản 6; Hướng dẫn số 05-HD/VPTW",
    severity=Severity.INFO,
    profiles=_BOTH,
)
def _indent(case: Case) -> Iterator[Hit]:
    looks = [one for one in _body(case) if one.first_indent is not None and not one.left_indent]
    flat = [one for one in looks if one.first_indent is not None and not 8.5 <= one.first_indent <= 14.5]
    if len(looks) >= 4 and len(flat) == len(looks):
        yield Hit(N_("Dòng đầu của các đoạn chưa lùi vào 1 cm hoặc 1,27 cm."), flat[0].start, flat[0].end)


@rule(
    "F-SPACING",
    N_("Khoảng cách đoạn từ 6pt, dòng không quá 1,5 lần"),
    f"{ND30}, mục II khoản 6; Hướng dẫn số 05-HD/VPTW",
    severity=Severity.INFO,
    profiles=_BOTH,
)
def _spacing(case: Case) -> Iterator[Hit]:
    looks = [one for one in _body(case) if one.line is not None and one.line_rule is not None]
    wide = [one for one in looks if one.line_rule == "multiple" and one.line is not None and one.line > 1.51]
    if len(looks) >= 4 and len(wide) * 2 > len(looks):
        yield Hit(N_("Dòng giãn quá 1,5 lần."), wide[0].start, wide[0].end)
    close = [one for one in _body(case) if one.before is not None and one.after is not None]
    tight = [one for one in close if (one.before or 0) < 5.9 and (one.after or 0) < 5.9]
    if len(close) >= 4 and len(tight) == len(close):
        yield Hit(N_("Các đoạn văn cách nhau chưa đủ 6pt."), tight[0].start, tight[0].end)
