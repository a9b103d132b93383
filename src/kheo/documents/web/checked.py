"""What the page shows of a judged paper: the text with its marks, the findings in groups, the repaired file."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.core.paper.lint import Finding, Severity
from kheo.core.paper.lint.files import Judged, mended
from kheo.documents.models import RuleSwitch
from kheo.kernel.web.downloads import MEDIA_TYPES
from kheo.kernel.web.segments import BlockView, Place, blocks_of

MOST_CARRIED = 3 * 1024 * 1024
"""Bytes of a repaired file that the page itself carries; a larger one is asked for again."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as it is shown. `was` and `right` are the words round the place before and after the repair."""

    number: int
    finding: Finding
    sentence: str
    words: str
    was: str = ""
    right: str = ""

    @property
    def anchor(self) -> str:
        return f"p-{self.number}" if self.finding.start is not None else ""


@dataclass(frozen=True, slots=True)
class Group:
    severity: Severity
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """Findings not shown because their rule is off."""

    switch: RuleSwitch
    count: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The page's matter. `carried` is the repaired file as an address, `again` says that it is too large for that."""

    name: str
    blocks: tuple[BlockView, ...]
    groups: tuple[Group, ...]
    count: int
    recognised: bool
    resting: tuple[Resting, ...]
    repairable: int
    carried: str
    repaired_name: str
    again: bool


def checked(data: bytes, name: str, judged: Judged, off: Mapping[str, RuleSwitch]) -> Checked:
    """Everything the page shows. `judged` holds all findings; those of rules in `off` are counted only."""
    heard = tuple(one for one in judged.findings if one.id not in off)
    heard_only = Judged(judged.read, heard)
    source = judged.read.source
    rows = [_row(number, one, source.text) for number, one in enumerate(heard, 1)]
    places = [
        Place(
            row.anchor,
            row.finding.start,
            row.finding.end,
            f"v-{row.number}",
            row.finding.severity is Severity.ERROR,
        )
        for row in rows
        if row.finding.start is not None and row.finding.end is not None
    ]
    blocks = blocks_of(source.text, [(b.start, b.end, b.page, b.kind) for b in source.blocks], places)
    groups = [
        Group(severity, _(severity.words), tuple(row for row in rows if row.finding.severity is severity))
        for severity in Severity
    ]
    right = mended(data, heard_only) if heard_only.repairable else b""
    carried = bool(right) and len(right) <= MOST_CARRIED
    return Checked(
        name=name,
        blocks=tuple(blocks),
        groups=tuple(group for group in groups if group.rows),
        count=len(heard),
        recognised=judged.recognised,
        resting=_resting(judged, off),
        repairable=heard_only.repairable,
        carried=_address(right, source.format) if carried else "",
        repaired_name=repaired_name(name, source.format),
        again=bool(right) and not carried,
    )


def repaired_name(name: str, form: str) -> str:
    """“ke-hoach.docx” → “ke-hoach-da-sua.docx”."""
    return f"{name.rpartition('.')[0] or name}-da-sua.{form}"


def _address(data: bytes, form: str) -> str:
    return f"data:{MEDIA_TYPES.get(form, 'text/plain')};base64,{b64encode(data).decode()}".replace(" ", "")


def _resting(judged: Judged, off: Mapping[str, RuleSwitch]) -> tuple[Resting, ...]:
    counts = [(switch, sum(one.id == rule for one in judged.findings)) for rule, switch in off.items()]
    return tuple(Resting(switch, count) for switch, count in counts if count)


def _row(number: int, one: Finding, text: str) -> Row:
    sentence = _(one.sentence) % one.params if one.params else _(one.sentence)
    if one.start is None or one.end is None:
        return Row(number, one, sentence, "")
    words = " ".join(text[one.start : one.end].split())[:80]
    if one.repair is None:
        return Row(number, one, sentence, words)
    start, end = one.start, one.end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    right = text[start : one.start] + one.repair + text[one.end : end]
    return Row(number, one, sentence, words, " ".join(text[start:end].split()), " ".join(right.split()))
