"""What disagrees inside a paper: said to a person, never repaired."""

import re
from dataclasses import replace
from itertools import pairwise

from kheo.core.errors import N_
from kheo.core.paper.reading.fold import fold
from kheo.core.plans._dates import iso_of
from kheo.core.plans.draft import Deadline, Phase, PlanDraft, Remark, Span

_CITED_DATE = re.compile(r"ngay ((?:\d{1,2} ?/ ?\d{1,2} ?/ ?|\d{1,2} thang \d{1,2} nam )(?:19|20)\d\d)")

_STAGE = re.compile(r"\b(20\d\d) ?(?:-|den(?: nam)?) ?(20\d\d)\b")


def _overlaps(phases: tuple[Phase, ...]) -> list[Remark]:
    remarks = []
    for one, other in pairwise(phases):
        if one.end and other.start and other.start.value <= one.end.value:
            remarks.append(
                Remark(
                    "phases-overlap",
                    N_(
                        "%(one)s kết thúc %(end)s nhưng %(other)s đã bắt đầu từ %(start)s: hai giai đoạn chồng nhau. Hãy xem lại trước khi phát động."
                    ),
                    {
                        "one": one.name.value,
                        "end": one.end.words,
                        "other": other.name.value,
                        "start": other.start.words,
                    },
                    (one.end.span, other.start.span),
                )
            )
    return remarks


def _numbering(phases: tuple[Phase, ...]) -> list[Remark]:
    styles = {
        "arabic"
        if re.search(r"\d", p.name.value)
        else "roman"
        if re.search(r"\b[IVXivx]+$", p.name.value)
        else "words"
        for p in phases
    }
    if len(styles) < 2:
        return []
    return [
        Remark(
            "phases-mixed-numbering",
            N_("Tên các giai đoạn đánh số không cùng một kiểu: %(names)s."),
            {"names": ", ".join(p.name.value for p in phases)},
            tuple(p.name.span for p in phases),
        )
    ]


def _spoken_of(draft: PlanDraft, year: str | None) -> tuple[str, str] | None:
    """The first and last year the paper speaks of: the stage in its title, else its one year."""
    stage = _STAGE.search(fold(draft.title.value)) if draft.title else None
    if stage:
        return stage[1], stage[2]
    return (year, year) if year else None


def _template_year(draft: PlanDraft, year: str | None) -> list[Remark]:
    remarks: list[Remark] = []
    spoken = _spoken_of(draft, year)
    for form in draft.attachments:
        years = re.findall(r"20\d\d", form.title.value)
        if spoken is None or not years or (min(years) <= spoken[1] and spoken[0] <= max(years)):
            continue
        remarks.append(
            Remark(
                "template-year",
                N_(
                    "Biểu mẫu “%(title)s” ghi năm %(found)s, trong khi văn bản nói về năm %(year)s. Có thể là mẫu cũ chưa sửa năm."
                ),
                {
                    "title": form.title.value,
                    "found": years[0],
                    "year": "–".join(dict.fromkeys(spoken)),
                },
                (form.title.span,),
            )
        )
    return remarks


def _later_base(draft: PlanDraft, fold_of: "dict[int, str]") -> list[Remark]:
    remarks: list[Remark] = []
    if not draft.date:
        return remarks
    for base in (*draft.legal_bases, *draft.cited):
        for match in _CITED_DATE.finditer(fold_of.get(base.span.start, "")):
            iso, _ = iso_of(f"ngay {match[1]}")
            if iso and iso > draft.date.value.isoformat():
                remarks.append(
                    Remark(
                        "cites-later-paper",
                        N_(
                            "Văn bản ký ngày %(signed)s lại dẫn văn bản ngày %(cited)s: “%(base)s”. Hãy kiểm tra ngày."
                        ),
                        {
                            "signed": draft.date.value.strftime("%d/%m/%Y"),
                            "cited": match[1],
                            "base": base.value[:120],
                        },
                        (base.span,),
                    )
                )
    return remarks


def _rivals(deadlines: tuple[Deadline, ...]) -> list[Remark]:
    """Several ends of registration in one year; a paper of several years has one for each."""
    exact = [d for d in deadlines if d.kind == "registration" and d.form == "exact"]
    days = {d.date.value for d in exact}
    rivals = [d for d in exact if sum(day[:4] == d.date.value[:4] for day in days) > 1]
    if not rivals:
        return []
    return [
        Remark(
            "rival-registration-deadlines",
            N_("Văn bản nêu nhiều hạn đăng ký khác nhau: %(dates)s. Hãy chọn hạn có hiệu lực."),
            {"dates": ", ".join(d.date.words for d in rivals)},
            tuple(d.date.span for d in rivals),
        )
    ]


def _too_early(draft: PlanDraft) -> list[Remark]:
    if not draft.date:
        return []
    return [
        Remark(
            "deadline-not-after-paper",
            N_("Hạn “%(words)s” không sau ngày ký văn bản (%(signed)s)."),
            {"words": d.date.words, "signed": draft.date.value.strftime("%d/%m/%Y")},
            (d.date.span,),
        )
        for d in draft.deadlines
        if d.form == "exact"
        and d.date.certainty == "sure"
        and d.date.value <= draft.date.value.isoformat()
        and d.kind != "other"
    ]


def _blanks(draft: PlanDraft, *, number_line: Span | None, date_line: bool) -> list[Remark]:
    remarks = []
    if number_line and draft.number is None:
        remarks.append(
            Remark(
                "number-blank",
                N_("Số văn bản còn để trống."),
                {},
                (draft.symbol.span,) if draft.symbol else (),
            )
        )
    if date_line and draft.date is None:
        spans = (draft.date_partial.span,) if draft.date_partial else ()
        remarks.append(Remark("date-blank", N_("Ngày ký còn để trống hoặc ghi thiếu."), {}, spans))
    if number_line is None and not date_line:
        remarks.append(
            Remark(
                "no-header", N_("Không thấy số, địa danh và ngày ký ở đầu văn bản. Hãy nhập từ bản giấy."), {}
            )
        )
    return remarks


def _launch(draft: PlanDraft) -> list[Remark]:
    if draft.launches_campaign:
        return []
    return [
        Remark(
            "launches-no-campaign",
            N_(
                "Văn bản này không phát động phong trào nào. Có thể dùng làm văn bản bổ sung cho một phong trào đã có."
            ),
            {},
        )
    ]


def remarked(
    draft: PlanDraft, *, year: str | None, folds: "dict[int, str]", number_line: Span | None, date_line: bool
) -> PlanDraft:
    """The draft with everything a person should look at."""
    remarks = [
        *_blanks(draft, number_line=number_line, date_line=date_line),
        *_overlaps(draft.phases),
        *_numbering(draft.phases),
        *_template_year(draft, year),
        *_later_base(draft, folds),
        *_rivals(draft.deadlines),
        *_too_early(draft),
        *_launch(draft),
    ]
    return replace(draft, remarks=tuple(remarks))
