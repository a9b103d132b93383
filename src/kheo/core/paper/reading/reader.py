"""`read_paper`: a file of any official paper → its text, its parts with places, the paper as data, its setting."""

import re
from dataclasses import dataclass

from kheo.core.errors import N_
from kheo.core.paper.gate import open_paper
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.model import Paper
from kheo.core.paper.reading.annexes import read_annexes
from kheo.core.paper.reading.assembling import paper_of
from kheo.core.paper.reading.body import read_body
from kheo.core.paper.reading.flow import lines_in, maybe, paragraphs_in, part
from kheo.core.paper.reading.foot import read_foot
from kheo.core.paper.reading.head import read_head
from kheo.core.paper.reading.issuers import joint_bodies
from kheo.core.paper.reading.layout import Layout
from kheo.core.paper.reading.layouts import layout_of
from kheo.core.paper.reading.lines import within
from kheo.core.paper.reading.parts import PaperParts
from kheo.core.paper.source import Notice, SourceText

_FILED = re.compile(
    r"(?<![A-Za-z\d])(?:(?:KH|Q[DĐ]|TTR|BC|BB|TB|HD|GM|CV|CT|NQ)[ ._-]*(?:so[ ._-]*)?0*(\d{1,5})(?!\d)"
    r"|0*(\d{1,5})[ ._-]*(?:KH|Q[DĐ]|TTR|BC|BB|TB|HD|GM|CV|CT|NQ)(?![A-Za-z]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """All that one reading of a file gives. `layout` is None for formats without one."""

    source: SourceText
    parts: PaperParts
    paper: Paper
    layout: Layout | None
    notices: tuple[Notice, ...]


def read_paper(data: bytes, name: str, limits: Limits = STANDARD) -> ReadPaper:
    """Read a file. Raises UnreadableFile or ClassifiedPaper, no other exception, whatever the bytes."""
    source = open_paper(data, name, limits)
    parts = read_parts(source)
    layout = layout_of(data, source, limits)
    notices = (*source.warnings, *_number_in_name(parts, name))
    return ReadPaper(source, parts, paper_of(parts, source, layout), layout, notices)


def _number_in_name(parts: PaperParts, name: str) -> tuple[Notice, ...]:
    """A paper whose number is blank may have been filed under it: a person must say so."""
    match = _FILED.search(name)
    if parts.number is not None or match is None:
        return ()
    sentence = N_(
        "Văn bản để trống số, nhưng tên tệp có số %(number)s. Hãy đối chiếu với bản đã ban hành rồi nhập số."
    )
    return (Notice(sentence, code="number-in-file-name", params={"number": match[1] or match[2]}),)


def read_parts(source: SourceText) -> PaperParts:
    """What stands where. Words are as printed; what is not found stays empty."""
    lines = within(lines_in(source))
    head = read_head(source, lines)
    foot = read_foot(lines, head.start)
    body = read_body(paragraphs_in(source, lines[head.start : foot.stop]))
    bodies = head.bodies
    issuers = joint_bodies(bodies[-1]) if bodies else []
    return PaperParts(
        body_kind=head.body_kind,
        motto=tuple(map(part, head.motto)),
        superior=maybe(bodies[-2]) if len(bodies) > 1 else None,
        issuer=maybe(issuers[0]) if issuers else None,
        joint=tuple(map(part, issuers[1:])),
        star=head.star,
        number_line=maybe(head.number_line),
        number=maybe(head.number),
        symbol=maybe(head.symbol),
        date_line=maybe(head.date_line),
        place=maybe(head.place),
        on=head.on,
        kind=maybe(head.kind),
        subject=maybe(head.subject),
        subject_mark=head.subject_mark,
        letter_subject=maybe(head.letter_subject),
        marks=tuple(map(part, head.marks)),
        decider=body.decider,
        resolves=body.resolves,
        addressee_label=body.addressee_label,
        addressees=tuple(body.addressees),
        bases=tuple(body.bases),
        body=tuple(body.parts),
        tables=source.tables,
        end_mark=body.end_mark,
        recipients_label=foot.label,
        recipients=tuple(foot.recipients),
        signatures=tuple(foot.signatures),
        drafter=foot.drafter,
        contact=foot.contact,
        appendices=read_annexes(source, lines[foot.annex :]),
    )
