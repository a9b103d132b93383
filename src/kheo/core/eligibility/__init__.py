"""Guards of commendation as pure predicates over facts (see README.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.law.awards import Sort
from kheo.core.law.guards import Effect, Guard, guards, lapsed_guards
from kheo.core.law.provisions import Occasion
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese.dates import short_date


class Verdict(StrEnum):
    """What a guard answers; the value is the word shown."""

    PASSES = N_("đủ")
    FAILS = N_("không đủ")
    UNKNOWN = N_("chưa rõ")


@dataclass(frozen=True, slots=True)
class Span:
    """The time of an achievement, both days counted."""

    first: date
    last: date

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Earlier:
    """An award that the subject has, or that another dossier asks for it (`decided_on` None: not decided yet).

    `achievements` are keys of what it was given for; `span` the time it counts.
    """

    award: str
    name: str
    sort: Sort
    occasion: Occasion
    decided_on: date | None
    number: str = ""
    achievements: frozenset[str] = frozenset()
    span: Span | None = None

    @property
    def words(self) -> Phrase:
        """“Giấy khen, Quyết định số 12/QĐ-UBND”."""
        if self.decided_on is None:
            return Phrase(N_("%(name)s, đang đề nghị"), {"name": self.name})
        return Phrase(N_("%(name)s, Quyết định số %(number)s"), {"name": self.name, "number": self.number})


@dataclass(frozen=True, slots=True)
class Batch:
    """What is decided together: how many cases, how many persons, how many of these lead; limits where a place sets them."""

    cases: int
    persons: int
    leaders: int
    most: int | None = None
    leaders_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The decision that ended the recognition on which a case rests, and its reason."""

    number: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one case. `clear`: the answer of the competent bodies on discipline, inspection, complaints
    (None: no answer yet); `rated_good` likewise; `relied_on`: earlier results that the dossier counts on;
    `ended`: what it is given for is recognised no longer.
    """

    on: date
    award: str
    sort: Sort
    occasion: Occasion
    achievements: frozenset[str] = frozenset()
    span: Span | None = None
    earlier: tuple[Earlier, ...] = ()
    relied_on: tuple[Earlier, ...] = ()
    ended: Ended | None = None
    clear: bool | None = None
    rating_asked: bool = False
    rated_good: bool | None = None
    batch: Batch | None = None

    @property
    def is_merit(self) -> bool:
        """Công trạng: the year's work, no single campaign or deed."""
        return self.occasion is Occasion.ANNUAL


@dataclass(frozen=True, slots=True)
class Answer:
    """What one guard says of a case, and why."""

    guard: Guard
    verdict: Verdict
    words: Phrase = field(default_factory=lambda: Phrase(""))

    @property
    def stops(self) -> bool:
        """Whether nothing is decided while it stands so."""
        return self.guard.effect is Effect.BLOCK and self.verdict is not Verdict.PASSES

    @property
    def by_hand(self) -> bool:
        """Whether a person may answer what the records cannot."""
        return self.verdict is Verdict.UNKNOWN and self.guard.settled_by_hand

    @property
    def overridable(self) -> bool:
        """Whether the text lets somebody pass it although it fails."""
        return self.stops and bool(self.guard.override_by)


def rule_day(received_on: date | None, on: date) -> date:
    """By which day's law a dossier is judged: the day on which it was received for appraisal; not received yet, `on`."""
    return received_on or on


def judged(facts: Facts) -> tuple[Answer, ...]:
    """Every guard of the day that can be answered, in the order of the table; then those that ended without a
    successor, which stop nothing.
    """
    every = (*guards(facts.on), *lapsed_guards(facts.on))
    return tuple(Answer(one, *_PREDICATES[one.key](facts)) for one in every if one.key in _PREDICATES)


_Answered = tuple[Verdict, Phrase]


def _passes(words: str = N_("Không vướng."), **params: object) -> _Answered:
    return Verdict.PASSES, Phrase(words, params)


def _fails(words: str, **params: object) -> _Answered:
    return Verdict.FAILS, Phrase(words, params)


def _unknown(words: str, **params: object) -> _Answered:
    return Verdict.UNKNOWN, Phrase(words, params)


def _one_achievement(facts: Facts) -> _Answered:
    for one in facts.earlier:
        if facts.achievements & one.achievements:
            return _fails(N_("Thành tích này đã dùng cho %(award)s."), award=one.words)
    for one in facts.earlier:
        known = facts.achievements and one.achievements
        together = facts.span is None or one.span is None or facts.span.overlaps(one.span)
        if not known and together:
            return _unknown(
                N_("Cùng thời gian có %(award)s: hãy xem có phải cùng một thành tích không."), award=one.words
            )
    return _passes(N_("Chưa được khen về thành tích này."))


def _recognition_stands(facts: Facts) -> _Answered:
    if facts.ended is None:
        return _passes(N_("Không bị thôi công nhận."))
    return _fails(
        N_("Đã thôi công nhận theo Quyết định số %(number)s ngày %(day)s, lý do: %(reason)s."),
        number=facts.ended.number,
        day=short_date(facts.ended.on),
        reason=facts.ended.reason.rstrip(". "),
    )


def _not_for_merit(facts: Facts) -> _Answered:
    if not facts.is_merit:
        return _passes(N_("Không phải khen thưởng công trạng."))
    for one in facts.relied_on:
        if one.occasion in {Occasion.CAMPAIGN, Occasion.SUDDEN}:
            return _fails(
                N_("Dựa vào %(award)s là kết quả khen chuyên đề hoặc đột xuất. Hãy bỏ khỏi căn cứ."),
                award=one.words,
            )
    for one in facts.earlier:
        if one.occasion is not Occasion.ANNUAL and facts.achievements & one.achievements:
            return _fails(
                N_("Thành tích này đã được khen chuyên đề hoặc đột xuất: %(award)s."), award=one.words
            )
    return _passes(N_("Không dùng kết quả khen chuyên đề, đột xuất."))


def _nothing_pending(facts: Facts) -> _Answered:
    if facts.clear is None:
        return _unknown(
            N_("Chưa có trả lời của cơ quan có thẩm quyền về kỷ luật, thanh tra, kiểm tra, đơn thư.")
        )
    return _passes(N_("Đủ điều kiện.")) if facts.clear else _fails(N_("Chưa đủ điều kiện; chờ kết luận."))


def _since_last(facts: Facts) -> _Answered:
    decided = [one for one in facts.earlier if one.decided_on and one.occasion is facts.occasion]
    if not decided or facts.occasion is Occasion.SUDDEN:
        return _passes(N_("Không có lần khen trước cùng loại."))
    last = max(decided, key=_counted_to)
    until = _counted_to(last)
    if facts.span is None:
        return _unknown(
            N_("Hồ sơ chưa ghi thời gian lập thành tích; lần khen trước tính đến %(day)s."),
            day=short_date(until),
        )
    if facts.span.first <= until:
        return _fails(
            N_("Thành tích tính từ %(first)s, mà %(award)s đã tính đến %(day)s. Hãy tính từ sau ngày đó."),
            first=short_date(facts.span.first),
            award=last.words,
            day=short_date(until),
        )
    return _passes(N_("Tính từ sau lần khen trước (%(day)s)."), day=short_date(until))


def _counted_to(one: Earlier) -> date:
    """What its decision says, else its day."""
    return one.span.last if one.span else one.decided_on or date.min


def _one_title(facts: Facts) -> _Answered:
    if facts.sort is not Sort.TITLE:
        return _passes(N_("Không phải danh hiệu."))
    for one in facts.earlier:
        if one.sort is Sort.TITLE and facts.achievements & one.achievements:
            return _fails(N_("Sáng kiến, mô hình này đã dùng để xét %(award)s."), award=one.words)
    return _passes(N_("Chưa dùng để xét danh hiệu nào."))


def _highest_prize(facts: Facts) -> _Answered:
    for one in facts.earlier:
        near = facts.span is not None and one.span is not None and facts.span.overlaps(one.span)
        if facts.sort is Sort.TITLE and one.sort is Sort.TITLE and near:
            return _fails(
                N_("Cùng thời gian có %(award)s: nhiều danh hiệu thì chỉ nhận mức thưởng cao nhất."),
                award=one.words,
            )
    return _passes(N_("Không có danh hiệu khác cùng thời gian."))


def _rating(facts: Facts) -> _Answered:
    if not facts.rating_asked:
        return _passes(N_("Địa phương không quy định."))
    if facts.rated_good is None:
        return _unknown(N_("Hồ sơ chưa ghi xếp loại năm."))
    return (
        _passes(N_("Xếp loại từ hoàn thành tốt nhiệm vụ."))
        if facts.rated_good
        else _fails(N_("Xếp loại năm dưới mức hoàn thành tốt nhiệm vụ."))
    )


def _quota(facts: Facts) -> _Answered:
    batch = facts.batch
    if batch is None or batch.most is None:
        return _passes(N_("Địa phương không ấn định số lượng."))
    said = _passes if batch.cases <= batch.most else _fails
    return said(N_("Có %(cases)d trường hợp, mức cao nhất %(most)d."), cases=batch.cases, most=batch.most)


def _leaders(facts: Facts) -> _Answered:
    batch = facts.batch
    if batch is None or batch.leaders_percent is None:
        return _passes(N_("Địa phương không ấn định tỷ lệ."))
    said = _passes if batch.leaders * 100 <= batch.persons * batch.leaders_percent else _fails
    return said(
        N_("%(leaders)d trong %(persons)d cá nhân là người lãnh đạo, quản lý; mức cao nhất %(percent)d%%."),
        leaders=batch.leaders,
        persons=batch.persons,
        percent=batch.leaders_percent,
    )


_PREDICATES: Mapping[str, Callable[[Facts], _Answered]] = {
    "one-achievement-one-award": _one_achievement,
    "recognition-stands": _recognition_stands,
    "thematic-not-for-merit": _not_for_merit,
    "no-pending-matter": _nothing_pending,
    "counted-from-last-decision": _since_last,
    "one-initiative-one-title": _one_title,
    "highest-prize-only": _highest_prize,
    "rating-good": _rating,
    "within-quota": _quota,
    "leaders-share": _leaders,
}
