"""Numbered papers of commendation: submission with its list, opinions, posting, decision, revocation."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.letters import Issuing, attached_to
from kheo.core.paper.forms.official import Extras, Section, decision, letter, notice, report, submission
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import (
    Align,
    Appendix,
    Block,
    Column,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from kheo.core.vietnamese.letters import upper_first
from kheo.core.vietnamese.numbers import format_number, number_in_words

_ENFORCED = (
    "Các cơ quan, đơn vị có liên quan và các tập thể, hộ gia đình, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết "
    "định này"
)
NUMBER = Column("TT", 6, Align.CENTER)
KINDS = (("collective", "tập thể"), ("household", "hộ gia đình"), ("individual", "cá nhân"))
"""In the order of a list and of a ceremony (Nghị định 152/2025, Điều 29)."""


@dataclass(frozen=True, slots=True)
class Commended:
    """One case of a list. `kind` collective, household, individual; `prize` in đồng, None where not known."""

    name: str
    kind: str
    about: str
    unit: str
    achievement: str
    prize: int | None = None
    note: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """What is given. `name` “Giấy khen của Chủ tịch …”; a title is recognised, a form is given."""

    name: str
    is_title: bool = False

    @property
    def act(self) -> str:
        """“Tặng Giấy khen …”, “Công nhận danh hiệu “…””."""
        return f"Công nhận danh hiệu “{self.name}”" if self.is_title else f"Tặng {self.name}"


def in_order(cases: Sequence[Commended]) -> list[Commended]:
    """Collectives, households, persons; each group as it came."""
    place = {kind: at for at, (kind, _words) in enumerate(KINDS)}
    return sorted(cases, key=lambda one: place.get(one.kind, len(place)))


def kinds_of(cases: Sequence[Commended]) -> str:
    """“các tập thể, cá nhân”: the kinds there are, not counted; a single one by its name."""
    if len(cases) == 1:
        return cases[0].name
    return f"các {', '.join(words for kind, words in KINDS if any(one.kind == kind for one in cases))}"


def broken_at_giver(words: str) -> str:
    """A title in two lines where it would be broken anywhere else: before “của Chủ tịch …”."""
    return words.replace(" của Chủ tịch ", "\ncủa Chủ tịch ", 1)


def whom(cases: Sequence[Commended]) -> str:
    """“03 tập thể, 01 hộ gia đình và 05 cá nhân”."""
    counts = [(sum(one.kind == kind for one in cases), words) for kind, words in KINDS]
    parts = [f"{counted(count)} {words}" for count, words in counts if count]
    return " và ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def money(dong: int) -> str:
    """“1.520.000 đồng (một triệu năm trăm hai mươi nghìn đồng)”."""
    return f"{format_number(dong)} đồng ({number_in_words(dong)} đồng)"


def commendation_submission(
    *,
    issuing: Issuing,
    award: Award,
    to: str,
    reasons: Sequence[str],
    occasion: str,
    cases: Sequence[Commended],
    opinions: Sequence[str] = (),
) -> Paper:
    """Tờ trình (văn bản đề nghị) with its list: grounds; what for; opinions asked; the request (khoản 11 Điều 33)."""
    proposals = [f"{award.act} cho {whom(cases)} {occasion} (có danh sách kèm theo).", *opinions]
    return submission(
        issuing=issuing,
        subject=broken_at_giver(f"Đề nghị {award.act[0].lower()}{award.act[1:]} cho {whom(cases)}"),
        to=(to,),
        reasons=reasons,
        proposals=proposals,
        closing=f"{issuing.name} kính trình {to} xem xét, quyết định",
        extras=Extras(appendices=(_list("Tờ trình", issuing, award, cases, "đề nghị"),)),
    )


def appraisal_report(
    *, issuing: Issuing, award: Award, to: str, opening: str, findings: Sequence[tuple[Commended, str]]
) -> Paper:
    """Báo cáo thẩm định: right subject, conditions, standards, dossier, procedure; the opinion on each case."""
    columns = (
        NUMBER,
        Column("Tập thể, hộ gia đình, cá nhân", 30),
        Column("Đơn vị đề nghị", 22),
        Column("Ý kiến thẩm định", 48),
    )
    rows = tuple(Row((str(place), one.name, one.unit, said)) for place, (one, said) in enumerate(findings, 1))
    cases = [one for one, _said in findings]
    sections = (
        Section("Kết quả thẩm định", (Table(columns, rows, name="Thẩm định"),)),
        Section(
            "Đề nghị",
            (Paragraph(f"Trình {to} xem xét {award.act[0].lower()}{award.act[1:]} cho {whom(cases)}."),),
        ),
    )
    return report(
        issuing=issuing,
        subject=f"Thẩm định hồ sơ đề nghị {award.act[0].lower()}{award.act[1:]}",
        opening=opening,
        sections=sections,
        to=(to,),
    )


def consult_letter(*, issuing: Issuing, to: str, case: Commended, award: Award, answer_by: str) -> Paper:
    """Công văn lấy ý kiến, hiệp y; it asks for “đủ” or “chưa đủ điều kiện”, not for anybody's file."""
    blocks: list[Block] = [
        Paragraph(
            f"{issuing.name} đang thẩm định hồ sơ đề nghị {award.act[0].lower()}{award.act[1:]} đối với {case.name}, "
            f"{case.unit}. Thành tích: {case.achievement}."
        ),
        Paragraph(
            f"Đề nghị {to} cho ý kiến bằng văn bản: đồng ý hay không đồng ý khen thưởng; đủ hay chưa đủ điều kiện theo "
            f"khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP. Văn bản trả lời xin gửi {answer_by}."
        ),
        Paragraph("Rất mong nhận được sự phối hợp"),
    ]
    return letter(issuing=issuing, subject="lấy ý kiến về việc khen thưởng", to=(to,), blocks=blocks)


def posting_notice(
    *, issuing: Issuing, award: Award, cases: Sequence[Commended], until: str, place: str
) -> Paper:
    """Thông báo công khai: names, units, achievements; where to say what one thinks, and until when."""
    return notice(
        issuing=issuing,
        subject=f"Công khai danh sách đề nghị {award.act[0].lower()}{award.act[1:]}",
        blocks=(
            Paragraph(
                f"{issuing.name} công khai danh sách {whom(cases)} được đề nghị khen thưởng (có danh sách kèm theo), niêm yết "
                f"tại {place} đến hết {until}."
            ),
            Paragraph(f"Ý kiến xin gửi về {issuing.name} trong thời gian trên"),
        ),
        extras=Extras(appendices=(_list("Thông báo", issuing, award, cases, "đề nghị"),)),
    )


def commendation_decision(
    *,
    issuing: Issuing,
    decider: str,
    bases: Sequence[str],
    proposer: str,
    award: Award,
    occasion: str,
    cases: Sequence[Commended],
    prize_words: Sequence[str],
    fund: str,
) -> Paper:
    """Quyết định khen thưởng with its list. `prize_words`: one line a kind of subject; none where the law says no prize."""
    articles = [f"{award.act} cho {whom(cases)} {occasion} (có danh sách kèm theo)."]
    total = sum(one.prize or 0 for one in cases)
    if prize_words and total:
        articles.append(
            f"Tiền thưởng kèm theo: {'; '.join(prize_words)}. Tổng số tiền thưởng là {money(total)}, chi từ {fund}."
        )
    articles.append(_ENFORCED)
    return decision(
        issuing=issuing,
        subject="Về việc khen thưởng",
        decider=decider,
        articles=articles,
        extras=Extras(tuple(bases), (_list("Quyết định", issuing, award, cases, "được", paid=bool(total)),)),
        proposer=proposer,
    )


def revocation_decision(
    *,
    issuing: Issuing,
    decider: str,
    bases: Sequence[str],
    proposer: str,
    award: Award,
    old: str,
    cases: Sequence[Commended],
    days: int,
) -> Paper:
    """Quyết định hủy bỏ: which decision, for whom, why (`note` of each case), what comes back and by when."""
    articles = (
        f"Hủy bỏ việc {award.act[0].lower()}{award.act[1:]} tại {old} đối với {whom(cases)} (có danh sách và lý do kèm theo).",
        (
            f"Các tập thể, hộ gia đình, cá nhân có tên tại Điều 1 nộp lại hiện vật khen thưởng và tiền thưởng đã nhận trong thời "
            f"hạn {counted(days)} ngày làm việc kể từ ngày nhận được Quyết định này."
        ),
        _ENFORCED,
    )
    appendix = _list("Quyết định", issuing, award, cases, "bị hủy bỏ", last="Lý do")
    return decision(
        issuing=issuing,
        subject=f"Về việc hủy bỏ {award.act[0].lower()}{award.act[1:]}",
        decider=decider,
        articles=articles,
        extras=Extras(tuple(bases), (appendix,)),
        proposer=proposer,
    )


def _list(
    kind: str,
    issuing: Issuing,
    award: Award,
    cases: Sequence[Commended],
    what: str,
    *,
    paid: bool = False,
    last: str = "",
) -> Appendix:
    """Danh sách: collectives, households, persons under headings of their own, numbered through."""
    columns = [
        NUMBER,
        Column("Họ và tên, tên đơn vị", 26),
        Column("Chức vụ, địa chỉ", 26),
        Column("Thành tích", 34),
    ]
    columns += [Column("Tiền thưởng (đồng)", 14, Align.RIGHT)] if paid else []
    columns += [Column(last, 22)] if last else []
    ordered, rows = in_order(cases), []
    for key, words in KINDS:
        group = [(place, one) for place, one in enumerate(ordered, 1) if one.kind == key]
        if not group:
            continue
        rows.append(Row(("", f"{upper_first(words)}: {counted(len(group))}"), RowKind.GROUP))
        for place, one in group:
            about = ", ".join(filter(None, (one.about, one.unit)))
            cells = [str(place), one.name, about, one.achievement]
            cells += [format_number(one.prize) if one.prize else ""] if paid else []
            cells += [one.note] if last else []
            rows.append(Row(tuple(cells)))
    total = sum(one.prize or 0 for one in cases)
    if paid and total:
        rows.append(Row(("", "Tổng cộng", "", "", format_number(total)), RowKind.TOTAL))
    title = " ".join(
        filter(None, (f"Danh sách {whom(cases)}", what, f"{award.act[0].lower()}{award.act[1:]}"))
    )
    return Appendix(
        broken_at_giver(title).upper(),
        (Table(tuple(columns), tuple(rows), name="Danh sách"),),
        attached_to(kind, issuing),
        Orientation.LANDSCAPE,
    )
