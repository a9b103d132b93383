"""The clause that belongs to a date: what falls due on it and of what kind that is."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kheo.core.paper.reading.pieces import Piece
from kheo.core.plans._dates import Mention
from kheo.core.plans._header import found
from kheo.core.plans._tasks import actor_of
from kheo.core.plans.draft import DeadlineKind, Found

ACTION = re.compile(
    r"dang ky|gui|nop|bao cao|tham dinh|so ket|tong ket|hoan thanh|kiem tra|to chuc|xet|cong nhan|ra mat|danh gia|trien khai|xay dung|ban hanh|lua chon|bieu duong|khen thuong|binh xet|hop|phat dong|cham diem|trinh|thong bao|khao sat|hoi nghi|giam sat|ket thuc|tiep nhan|lap danh sach|tong hop|dong ho so"
)
_KINDS: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    (
        "appraisal",
        re.compile(
            r"tham dinh|cham diem|kiem tra|khao sat|phuc tra|xet cong nhan|danh gia, cong nhan|giam sat"
        ),
    ),
    ("registration", re.compile(r"dang ky|lua chon mo hinh|danh sach mo hinh|bieu dang ky|ban dang ky")),
    ("review", re.compile(r"so ket|tong ket|bieu duong|khen thuong|binh xet|hoi nghi")),
    ("report", re.compile(r"bao cao|gui ket qua")),
)
# Whoever has gathered the registrations announces the list: nobody registers by that day.
_ANNOUNCED = re.compile(
    r"(?:thong bao|cong bo|niem yet|ban hanh)[^,;.:]{0,30}?(?:danh muc|danh sach)"
    r"(?: (?:cac )?mo hinh)?(?: \"?dan van kheo\"?)?(?: (?:da |duoc )?dang ky)?"
)
_STOP = re.compile(r"[;,](?=\s)|(?<=\s)va(?=\s)")
_TRAILING = re.compile(r"(?:[.;,\s]|(?<=\s)va$)*$")
_LABEL = re.compile(r"^[^:;,]{3,60}:\s*")
_OPENING = re.compile(r"(?:\b(?:tu|vao|trong|den|het|ngay|thang|luc|chieu|sang)\b|[\d\s/.,-])*")


def kind_of_date(sentence: str, start: int, end: int) -> DeadlineKind:
    """What falls due: the matter named nearest before the date in its clause, else after it, else earlier in the sentence."""
    clause = sentence.rfind(";", 0, start) + 1
    stop = sentence.find(";", end)
    stop = len(sentence) if stop < 0 else stop
    if before := _matters(sentence, clause, start):
        return max(before)[1]
    for first, last in ((end, stop), (0, clause)):
        if after := _matters(sentence, first, last):
            return min(after)[1]
    return "other"


def _matters(sentence: str, start: int, end: int) -> list[tuple[int, DeadlineKind]]:
    """Where each matter is named; the words of an announcement name none but themselves."""
    announced = [match.span() for match in _ANNOUNCED.finditer(sentence, start, end)]
    hits: list[tuple[int, DeadlineKind]] = [(first, "other") for first, _last in announced]
    for kind, pattern in _KINDS:
        named = [match.start() for match in pattern.finditer(sentence, start, end)]
        hits += [(at, kind) for at in named if not any(first <= at < last for first, last in announced)]
    return hits


def matters_of(sentence: Piece, dates: Sequence[Mention]) -> list[Found[str]]:
    """For each date of a sentence what falls due on it.

    One date has the whole sentence. Of several each has its clause, under the actor that leads the sentence;
    a clause that names no action stands under the sentence's label, or the sentence stays whole.
    """
    if not dates:
        return []
    whole = found(sentence.strip(".; "), certainty="likely")
    cuts = [0, *(_cut_between(sentence, one, other) for one, other in pairwise(dates)), len(sentence)]
    actor = _leading(sentence) if len(dates) > 1 else None
    hits: list[Found[str]] = []
    for number in range(len(dates)):
        first = max(cut for cut in cuts[: number + 1] if cut is not None)
        last = next(cut for cut in cuts[number + 1 :] if cut is not None)
        clause = sentence.cut(first, last)
        clause = clause.cut(0, _TRAILING.search(clause.folded).start())  # type: ignore[union-attr]
        hits.append(_under(actor, clause) if first or last < len(sentence) else whole)
        if not ACTION.search(clause.folded):
            hits[-1] = _labelled(sentence, clause) or whole
    return hits


def _labelled(sentence: Piece, clause: Piece) -> Found[str] | None:
    """“Báo cáo: 6 tháng …; cả năm …”: a clause without a deed of its own under the label that names it."""
    label = _LABEL.match(sentence.folded)
    if not (label and ACTION.search(label.group()) and sentence.at[label.end()] <= clause.start):
        return None
    name = sentence.cut(0, label.end()).strip(": ").text
    return found(clause, f"{name}: {clause.text}", "likely")


def _leading(sentence: Piece) -> Piece | None:
    """The actor at the head of a sentence, or behind the label that opens it (“Chế độ báo cáo: các xóm …”)."""
    label = _LABEL.match(sentence.folded)
    actor = actor_of(sentence) or (actor_of(sentence.cut(label.end())) if label else None)
    return actor.cut(0, (actor.text + ":").index(":")) if actor else None


def _under(actor: Piece | None, clause: Piece) -> Found[str]:
    """The clause, with the sentence's actor in front where it has none of its own."""
    if actor is None or actor.start >= clause.start or actor_of(clause):
        return found(clause, certainty="likely")
    return found(clause, f"{actor.text}: {clause.text}", "likely")


def _cut_between(sentence: Piece, one: Mention, other: Mention) -> int | None:
    """Where the clause of the later of two dates begins; None where both stand in one clause."""
    between = sentence.folded[one.end : other.start]
    if not re.search(r"[a-z]", between.replace(" va ", " ")):
        return None
    stops = [match for match in _STOP.finditer(between) if match.group() != "va" or _joins(between, match)]
    if strong := [match for match in stops if match.group() == ";"]:
        stops = strong
    if not stops:
        return None
    opens = _OPENING.fullmatch(between[stops[-1].end() :])
    return one.end + (stops[-1] if opens else stops[0]).end()


def _joins(between: str, match: "re.Match[str]") -> bool:
    """Whether an “và” stands right behind the one date or right before the other: else it joins two things."""
    return not re.search(r"\w", between[: match.start()]) or not re.search(r"\w", between[match.end() :])
