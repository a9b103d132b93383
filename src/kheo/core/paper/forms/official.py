"""Numbered papers of every kind an office issues: plan, decision, submission, report, letter, notice, guidance.

Facts in, a paper out; which kinds a body has and how they look is the profile's matter. Sentences come without
the paper's end mark; numbers of headings and items are counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.letters import LIKE_ABOVE, Issuing
from kheo.core.paper.kinds import (
    DECISION,
    GUIDANCE,
    LETTER,
    NOTICE,
    PLAN,
    REPORT,
    SUBMISSION,
    PaperKind,
    symbol_of,
)
from kheo.core.paper.model import (
    Appendix,
    Block,
    Heading,
    Item,
    Level,
    OfficialHead,
    Orientation,
    Paper,
    Paragraph,
    Table,
)
from kheo.core.paper.outline import numbered


@dataclass(frozen=True, slots=True)
class Section:
    """“II. NỘI DUNG” and what stands under it. The title is printed in capitals."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what: “Phòng Văn hóa - Xã hội: tham mưu …”."""

    who: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extras:
    """What any kind may have besides its own matter."""

    bases: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()


NO_EXTRAS = Extras()


def plan(
    *,
    issuing: Issuing,
    subject: str,
    opening: str,
    purposes: Sequence[str],
    requirements: Sequence[str],
    sections: Sequence[Section],
    tasks: Sequence[Task],
    closing: str,
    extras: Extras = NO_EXTRAS,
) -> Paper:
    """Kế hoạch: purposes and requirements first, then the sections, who does what last."""
    aims = Section(
        "Mục đích, yêu cầu",
        (
            Heading(Level.CLAUSE, "", "Mục đích"),
            *_dashes(purposes),
            Heading(Level.CLAUSE, "", "Yêu cầu"),
            *_dashes(requirements),
        ),
    )
    body = [Paragraph(opening), *_sections((aims, *sections, _shares(tasks))), Paragraph(closing)]
    return _paper(issuing, PLAN, subject, body, extras)


def decision(
    *,
    issuing: Issuing,
    subject: str,
    decider: str,
    articles: Sequence[str],
    extras: Extras,
    proposer: str = "",
) -> Paper:
    """Quyết định. `decider` is the body or office that decides, in capitals; `proposer` “Trưởng phòng …”.

    The Party names the decider in the words that decide; State and Front set it above the bases.
    """
    party = issuing.profile.body_kind == "PARTY"
    asked = (f"{'Xét' if party else 'Theo'} đề nghị của {proposer}",) if proposer else ()
    last = f"Như Điều {len(articles)}"
    return Paper(
        profile=issuing.profile,
        head=_head(issuing, DECISION),
        kind=DECISION.name,
        subject=subject,
        decider="" if party else decider,
        bases=(*extras.bases, *asked),
        resolves=f"{decider} QUYẾT ĐỊNH" if party else "QUYẾT ĐỊNH:",
        body=numbered(Item(Level.ARTICLE, text) for text in articles),
        recipients=(last, *issuing.receivers(letter=False)),
        signature=issuing.signature,
        appendices=extras.appendices,
    )


def submission(
    *,
    issuing: Issuing,
    subject: str,
    to: Sequence[str],
    reasons: Sequence[str],
    proposals: Sequence[str],
    closing: str,
    extras: Extras = NO_EXTRAS,
) -> Paper:
    """Tờ trình: why, what is proposed, the request to decide."""
    sections = (
        Section("Sự cần thiết", tuple(Paragraph(reason) for reason in reasons)),
        Section("Nội dung trình", tuple(Item(Level.CLAUSE, proposal) for proposal in proposals)),
    )
    body = [*_sections(sections), Paragraph(closing)]
    return _paper(issuing, SUBMISSION, subject, body, extras, to=to)


def report(
    *,
    issuing: Issuing,
    subject: str,
    opening: str,
    sections: Sequence[Section],
    closing: str = "",
    to: Sequence[str] = (),
    extras: Extras = NO_EXTRAS,
) -> Paper:
    """Báo cáo: the sections in their order; `to` only where it goes to a superior."""
    ending = (Paragraph(closing),) if closing else ()
    body = [Paragraph(opening), *_sections(sections), *ending]
    return _paper(issuing, REPORT, subject, body, extras, to=to)


def letter(
    *,
    issuing: Issuing,
    subject: str,
    to: Sequence[str],
    blocks: Sequence[Block],
    extras: Extras = NO_EXTRAS,
) -> Paper:
    """Công văn: addressees and what is told or asked."""
    return _paper(issuing, LETTER, subject, blocks, extras, to=to)


def notice(*, issuing: Issuing, subject: str, blocks: Sequence[Block], extras: Extras = NO_EXTRAS) -> Paper:
    """Thông báo."""
    return _paper(issuing, NOTICE, subject, blocks, extras)


def guidance(
    *,
    issuing: Issuing,
    subject: str,
    opening: str,
    sections: Sequence[Section],
    closing: str,
    extras: Extras = NO_EXTRAS,
) -> Paper:
    """Hướng dẫn: what applies to whom, section by section."""
    body = [Paragraph(opening), *_sections(sections), Paragraph(closing)]
    return _paper(issuing, GUIDANCE, subject, body, extras)


def table_appendix(
    title: str, table: Table, *, reference: str = "", wide: bool = False, note: str = ""
) -> Appendix:
    """Phụ lục with one table; a wide one lies across the page."""
    said: tuple[Block, ...] = (Paragraph(note, indent=False),) if note else ()
    orientation = Orientation.LANDSCAPE if wide else Orientation.PORTRAIT
    return Appendix(title.upper(), (*said, table), reference, orientation)


def _paper(
    issuing: Issuing,
    kind: PaperKind,
    subject: str,
    body: Sequence[Block],
    extras: Extras,
    *,
    to: Sequence[str] = (),
) -> Paper:
    return Paper(
        profile=issuing.profile,
        head=_head(issuing, kind),
        kind=kind.name,
        subject=subject,
        addressees=tuple(to),
        bases=extras.bases,
        body=numbered(body),
        recipients=((LIKE_ABOVE,) if to else ()) + issuing.receivers(letter=False),
        signature=issuing.signature,
        appendices=extras.appendices,
    )


def _head(issuing: Issuing, kind: PaperKind) -> OfficialHead:
    """The issuer's head; refused where the body has no such kind."""
    symbol_of(kind, issuing.profile, "")
    return issuing.head


def _sections(sections: Sequence[Section]) -> list[Block]:
    blocks: list[Block] = []
    for section in sections:
        blocks += [Heading(Level.ROMAN, "", section.title.upper()), *section.blocks]
    return blocks


def _shares(tasks: Sequence[Task]) -> Section:
    blocks: list[Block] = []
    for task in tasks:
        if len(task.what) == 1:
            blocks.append(Item(Level.CLAUSE, f"{task.who}: {task.what[0]}"))
            continue
        blocks += [Heading(Level.CLAUSE, "", task.who), *_dashes(task.what)]
    return Section("Tổ chức thực hiện", tuple(blocks))


def _dashes(texts: Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item(Level.DASH, text) for text in texts)
