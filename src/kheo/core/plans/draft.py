"""What a reader found in the text of an official paper: values, their places, how sure it is.

Everything here is data. `Found` is one value with its place; a record (a phase, a deadline, an initiative)
is made of such values. Nothing is corrected on the way: what disagrees inside the paper is a `Remark`.
"""

from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date as day
from typing import Generic, Literal, TypeVar

T_co = TypeVar("T_co", covariant=True)

Certainty = Literal["sure", "likely", "ask"]
DateForm = Literal["exact", "month", "year", "soft", "recurring", "relative"]
Boundary = Literal["before", "through", "on"]
DeadlineKind = Literal["registration", "appraisal", "review", "report", "other"]
ModelKind = Literal["collective", "individual"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text, half-open, with the page it starts on (1 where pages are unknown)."""

    start: int
    end: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """One value, where it stands, and how sure the reader is.

    `words` is the stretch of the text as printed (white space collapsed); `value` is what was made of it:
    the same words for a name, an ISO day for a date. `certainty` "ask" means a person must decide.
    """

    value: T_co
    span: Span
    words: str
    certainty: Certainty = "sure"


@dataclass(frozen=True, slots=True)
class Period:
    """How long the campaign lasts. Ends are ISO and may be partial: “2026”, “2026-04”, “2026-04-15”.

    `label` keeps the words where the paper names a year or a stage but no ends.
    """

    start: Found[str] | None = None
    end: Found[str] | None = None
    label: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the campaign under the name the paper gives it (“Giai đoạn II”)."""

    name: Found[str]
    start: Found[str] | None
    end: Found[str] | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A milestone.

    `date.value` is an ISO day where the paper states one (the day as printed), else the paper's words with
    the year where it states one. `boundary`: "before" excludes the printed day, "through" includes it.
    `last_day` is the last day on which one is still in time, where it can be computed.
    """

    date: Found[str]
    what: Found[str]
    form: DateForm
    boundary: Boundary
    last_day: day | None
    kind: DeadlineKind


@dataclass(frozen=True, slots=True)
class Participants:
    """Who is called upon to take part; `leaving` are those whom a later paper takes out."""

    collective: tuple[Found[str], ...] = ()
    individual: tuple[Found[str], ...] = ()
    leaving: tuple[Found[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """How many initiatives are owed. `who` is the kind of unit (“mỗi xóm”), `count` the least number."""

    who: Found[str]
    count: Found[int]
    text: Found[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurable amount: 2,5 (value as printed) m (unit) of “chiều ngang” (what)."""

    value: Found[str]
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class Model:
    """An initiative that the paper itself names.

    `owner` is the name of the person or unit it names for it, `owner_described` the same with the post.
    """

    kind: ModelKind
    text: Found[str]
    owner: Found[str] | None = None
    figures: tuple[Figure, ...] = ()
    owner_described: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who does what. `who` is None where the sentence has no subject.

    `what` is as much as a card holds; `source` is all that the paper says of it.
    """

    who: Found[str] | None
    what: Found[str]
    source: Found[str]


@dataclass(frozen=True, slots=True)
class Signer:
    """Several signing lines are joined by “; ” in `authority` and `title`."""

    name: Found[str] | None = None
    title: Found[str] | None = None
    authority: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A form or annex after the signature."""

    title: Found[str]
    columns: tuple[Found[str], ...] = ()
    groups: tuple[Found[str], ...] = ()
    place: Found[str] | None = None
    date_partial: Found[str] | None = None
    is_registration_form: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person must look at. `sentence` is a msgid with named placeholders from `params`."""

    code: str
    sentence: str
    params: dict[str, object] = attribute(default_factory=dict)
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.sentence % self.params if self.params else self.sentence


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A paper as read. A value that was not found is None or an empty tuple, never a guess.

    `launches_campaign` says whether the paper starts a movement (with registration, participants or a
    period); a later guidance or notice has it False and its criteria, quotas and dates are read all the same.
    """

    doc_type: Found[str] | None = None
    number: Found[str] | None = None
    symbol: Found[str] | None = None
    place: Found[str] | None = None
    date: Found[day] | None = None
    date_partial: Found[str] | None = None
    issuer: Found[str] | None = None
    title: Found[str] | None = None
    legal_bases: tuple[Found[str], ...] = ()
    answers: Found[str] | None = None
    period: Period = attribute(default_factory=Period)
    phases: tuple[Phase, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    participants: Participants = attribute(default_factory=Participants)
    fields: tuple[Found[str], ...] = ()
    contents: tuple[Found[str], ...] = ()
    criteria_collective: tuple[Found[str], ...] = ()
    criteria_individual: tuple[Found[str], ...] = ()
    gates: tuple[Found[str], ...] = ()
    award_limits: tuple[Found[str], ...] = ()
    quotas: tuple[Quota, ...] = ()
    models: tuple[Model, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    recipients: tuple[Found[str], ...] = ()
    signer: Signer = attribute(default_factory=Signer)
    cited: tuple[Found[str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    send_to: Found[str] | None = None
    launches_campaign: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def registration_form(self) -> Attachment | None:
        """The attached form that units fill in to register, if the paper brings one."""
        return next((a for a in self.attachments if a.is_registration_form), None)

    @property
    def registration_deadline(self) -> Deadline | None:
        """The first deadline by which initiatives are to be registered."""
        return next((d for d in self.deadlines if d.kind == "registration"), None)
