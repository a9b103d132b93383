"""Period, phases and milestones."""

import re
from collections.abc import Iterator, Mapping

from kheo.core.paper.reading.fold import fold
from kheo.core.paper.reading.pieces import Piece, join, sentences
from kheo.core.plans._clauses import ACTION, kind_of_date, matters_of
from kheo.core.plans._dates import Mention, Range, last_day_of, mentions, ranges, year_span
from kheo.core.plans._header import found
from kheo.core.plans._structure import Node, sections
from kheo.core.plans._tables import is_numbering, outdated_columns
from kheo.core.plans._words import CEILING, PURPOSE, TIME
from kheo.core.plans._zones import Zones
from kheo.core.plans.draft import Certainty, DateForm, Deadline, Period, Phase, Span

_PHASE = re.compile(
    r"^(?P<name>(?:giai doan|dot|buoc|chang)\s+(?:thu\s+(?:nhat|hai|ba|tu|nam|\w+)|0?\d{1,2}|[ivx]{1,4}|20\d\d\s?-\s?20\d\d)\b)(?:\s*\([^)]*\))?"
)
_MOST = 40  # a paper of more stages is a table of something else
_STAGED = re.compile(r"giai doan 20|dot 20")
_LABELLED = re.compile(r"^(?:trong )?(?:quy|thang) (?:[ivx]+|\d{1,2})(?: ?/ ?20\d\d| nam 20\d\d)? ?:")
_STEP = re.compile(r"^(?:tu )?(?:ngay |thang |dau |giua |cuoi )*\d")
_HELD = re.compile(
    r"(?:thuc hien|to chuc|phat dong|trien khai|dien ra|thi dua|keo dai|thoi gian)[^.;]{0,60}\btu\b"
)
_NOT_PERIOD = re.compile(r"dang ky|nop|gui|bao cao|tham dinh|ho so|so ket|tong ket|dai hoi|nhiem ky")
_ONE_YEAR = re.compile(r"(?<!\d )(?<!\d, )(?<!\b[iv] )(?<![iv]{2} )(?:trong )?nam (?P<year>20\d\d)")
_PREFIXED = re.compile(
    r"truoc|cham nhat|muon nhat|het|han|khong qua|vao|trong|dip|du kien|khoang|xong|hoan thanh|den"
)
_CHAINED = re.compile(r"(?:\d|\bquy [iv]{1,3})(?: va|,) ?$")
_YEARLY = re.compile(r"\b(?:hang|moi) nam\b")


def _ends(found_range: Range) -> Period:
    start = found(found_range.start_words, found_range.start) if found_range.start else None
    end = found(found_range.end_words, found_range.end) if found_range.end else None
    return Period(start, end)


def _period_nodes(root: Node) -> Iterator[Node]:
    for section in sections(root, TIME):
        if not _NOT_PERIOD.search(section.head.folded):
            yield from section.walk()


def _phase_name(text: Piece) -> "re.Match[str] | None":
    return _PHASE.match(text.folded)


def phases_of(root: Node, year: str | None) -> tuple[Phase, ...]:
    """Points that begin with “Giai đoạn 1”, “Đợt I” and bear a range or an end."""
    hits: list[Phase] = []
    for node in root.walk():
        if any(PURPOSE.match(p.head.folded) for p in node.path()):
            continue
        texts = [c for c in node.cells if c] if node.is_row else [node.full]
        texts = [join(texts[i:]) for i in range(min(2, len(texts)))] if node.is_row else texts
        for text in texts:
            match = _phase_name(text)
            if not match:
                continue
            rest = text.cut(match.end("name"))
            if stage := year_span(text.cut(0, match.end("name"))):
                ends = _ends(stage)
                hits.append(Phase(found(text.group(match, "name")), ends.start, ends.end))
                break
            whole = join([rest, *(c.full for c in node.children[:2])]) if len(rest) < 12 else rest
            span = next(ranges(_with_from(whole), year), None)
            if span:
                ends = _ends(span)
                hits.append(Phase(found(text.group(match, "name")), ends.start, ends.end))
            elif (single := _ONE_YEAR.search(whole.folded[:40])) and not re.search(
                r"truoc|het", whole.folded[:20]
            ):
                words = whole.group(single, "year")
                hits.append(Phase(found(text.group(match, "name")), found(words), found(words)))
            break
    return tuple(hits[:_MOST]) if len(hits) >= 2 else _unnamed(root, year)


def _unnamed(root: Node, year: str | None) -> tuple[Phase, ...]:
    """Steps of a section on time that open with their range: “Từ 20/02 đến 10/3/2024: đăng ký”."""
    for section in sections(root, TIME):
        for parent in section.walk():
            steps = [hit for child in parent.children if (hit := _step(child, year))]
            if len(steps) >= 2:
                return tuple(steps[:_MOST])
    return ()


def _step(node: Node, year: str | None) -> Phase | None:
    text = node.full
    span = next(ranges(text, year), None) if _STEP.match(text.folded) else None
    if span is None or not (span.start and span.end) or span.at > 6:
        return None
    at = text.at.index(span.end_words.end - 1) + 1
    name = text.cut(at).strip(":;,. -–(") or text.cut(0, at)
    short = next((m.start() for m in re.finditer(r"[;.](?=\s|$)", name.text)), len(name))
    ends = _ends(span)
    return Phase(found(name.cut(0, min(short, 120)), certainty="likely"), ends.start, ends.end)


def _with_from(piece: Piece) -> Piece:
    """A range after “Giai đoạn 1 (2026-2028)” or “: 01/01 - 30/6/2025” opens the text."""
    return piece.strip(":(. –-")


def _is_phase(text: Piece, phases: tuple[Phase, ...]) -> bool:
    """Whether a point tells of a stage: its dates are no ends of the whole."""
    return bool(_PHASE.match(text.folded)) or any(
        phase.start and text.at[:1] <= (phase.start.span.start,) < text.at[-1:] for phase in phases
    )


def period_of(zones: Zones, root: Node, year: str | None, phases: tuple[Phase, ...]) -> Period:
    """How long the campaign lasts: from a section on time, else a sentence, else the title."""
    named = year_span(join(zones.title))
    several = named is not None and named.start != named.end
    for node in _period_nodes(root):
        if _is_phase(node.full, phases) or _NOT_PERIOD.search(node.full.folded[:60]):
            continue
        if node.is_row and not TIME.match(node.full.folded):
            continue  # a row of a timetable is a step, not the whole
        if period := _stated(node.full, year, several=several):
            return period
    for paragraph in zones.prose:
        for sentence in sentences(paragraph.piece):
            if (
                _HELD.search(sentence.folded)
                and not _NOT_PERIOD.search(sentence.folded)
                and (held := next(ranges(sentence, year), None))
            ):
                return _ends(held)
    return _from_title(zones)


def _stated(text: Piece, year: str | None, *, several: bool) -> Period | None:
    """The period that a point on time states. Of a plan of several years, one year is only a part."""
    for span in ranges(text, year):
        if _held_here(text, span):
            return _ends(span)
    if stage := year_span(text):
        return _ends(stage)
    single = None if several else _ONE_YEAR.search(text.folded)
    if single and len(text.text.split()) <= 14:
        words = text.group(single, "year")
        return Period(found(words), found(words), found(text.group(single)))
    return None


def _held_here(text: Piece, span: Range) -> bool:
    return not re.search(r"\(\s*$", text.folded[max(0, span.at - 3) : span.at + 1])


def _from_title(zones: Zones) -> Period:
    title = join(zones.title)
    if stage := year_span(title):
        return _ends(stage)
    for piece in [title, *(p.piece for p in zones.preamble), *(p.piece for p in zones.body[:2])]:
        if match := re.search(r"nam (20\d\d)", piece.folded):
            return Period(label=found(piece.group(match), certainty="likely"))
    return Period()


def _counts(mention: Mention, sentence: Piece, *, timed: bool) -> bool:
    """Whether a date in a sentence is a milestone."""
    if mention.form == "year" or mention.bound in {"tu", "ke tu", "sau"}:
        return False
    if mention.form != "exact" and CEILING.search(sentence.folded):
        return False
    if mention.form in {"recurring", "relative"}:
        return bool(ACTION.search(sentence.folded)) and (
            mention.form == "recurring"
            or bool(_PREFIXED.search(sentence.folded[max(0, mention.start - 25) : mention.end]))
        )
    prefixed = bool(mention.bound)
    chained = bool(_CHAINED.search(sentence.folded[: mention.start]))
    opens = mention.start <= 4
    return (prefixed or chained or opens or timed or mention.form == "exact") and bool(
        ACTION.search(sentence.folded)
    )


def deadlines_of(
    zones: Zones, root: Node, year: str | None, period: Period, phases: tuple[Phase, ...]
) -> tuple[Deadline, ...]:
    """Milestones in the order of the text; ends of period and phases are none."""
    taken = [f.span for f in (period.start, period.end) if f]
    taken += [f.span for phase in phases for f in (phase.start, phase.end) if f]
    taken += [phase.name.span for phase in phases if _STAGED.match(fold(phase.name.words))]
    hits: list[Deadline] = []
    texts = [
        (s, False)
        for p in zones.preamble
        for s in sentences(p.piece)
        if not s.folded.startswith(("can cu", "thuc hien", "theo"))
    ]
    outdated = outdated_columns(root)
    for node in root.walk():
        if any(PURPOSE.match(p.head.folded) for p in node.path()):
            continue
        timed = any(TIME.search(p.head.folded) for p in node.path())
        texts.extend((s, timed) for s in _sentences_of(node, outdated))
    for sentence, timed in texts:
        hits.extend(_in_sentence(sentence, year, taken, timed=timed))
    return _unique(hits)


def _sentences_of(node: Node, outdated: Mapping[int, int]) -> list[Piece]:
    """The sentences of a point; a table row is one, without its number and without what was before."""
    if not node.is_row:
        return sentences(node.full)
    old = outdated.get(node.full.start) if node.full else None
    cells = [cell for at, cell in enumerate(node.cells) if cell and at != old]
    if len(cells) > 1 and is_numbering(cells[0]):
        cells = cells[1:]
    return [join(cells)] if cells else []


def _in_sentence(sentence: Piece, year: str | None, taken: list[Span], *, timed: bool) -> Iterator[Deadline]:
    dates = _milestones(sentence, year, taken, timed=timed)
    for mention, what in zip(dates, matters_of(sentence, dates), strict=True):
        words = mention.words
        yearly = not mention.has_year and mention.form == "exact" and bool(_YEARLY.search(sentence.folded))
        form: DateForm = "recurring" if yearly else mention.form
        value, certainty = _value(mention, year)
        if yearly:
            value, certainty = f"{words.text} hằng năm", "likely"
        yield Deadline(
            date=found(words, value, certainty),
            what=what,
            form=form,
            boundary=mention.boundary,
            last_day=last_day_of(mention.iso, words.folded, mention.boundary)
            if form in {"exact", "month"} or "quy" in words.folded
            else None,
            kind=kind_of_date(sentence.folded, mention.start, mention.end),
        )


def _milestones(sentence: Piece, year: str | None, taken: list[Span], *, timed: bool) -> list[Mention]:
    """The dates of a sentence by which something falls due."""
    found_here = list(mentions(sentence, year))
    labelled = bool(_LABELLED.match(sentence.folded)) and any(m.form == "exact" for m in found_here)
    return [
        mention
        for mention in found_here
        if not (labelled and mention.start <= 4)
        and not any(span.start < mention.words.end and mention.words.start < span.end for span in taken)
        and _counts(mention, sentence, timed=timed)
    ]


def _value(mention: Mention, year: str | None) -> tuple[str, Certainty]:
    """ISO where the paper states a day; else its words, with the paper's year where they name none."""
    if mention.form == "exact" and mention.iso:
        return mention.iso, "sure" if mention.has_year else "likely"
    words = mention.words.text
    if mention.form == "month":
        return words if mention.has_year or not year else f"{words}/{year}", "likely"
    if mention.form == "soft":
        if mention.has_year or not year:
            return words, "likely"
        return (f"{words} {year}" if mention.words.folded.endswith("nam") else f"{words} năm {year}"), "ask"
    return words, "ask"


def _unique(hits: list[Deadline]) -> tuple[Deadline, ...]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for hit in hits:
        key = (hit.date.value, hit.what.value)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return tuple(kept)
