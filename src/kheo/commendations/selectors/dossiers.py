"""Reading dossiers: what can be proposed, each with its checklist, guards and days left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Dossier, Opinion
from kheo.commendations.selectors.facts import Judged, judged_of
from kheo.commendations.selectors.law import Asked, asked_of, decides, due_on, is_own, name_on, occasion_of
from kheo.commendations.states import OVER, DossierState, OpinionKind
from kheo.core.eligibility import rule_day
from kheo.core.errors import N_, NotFound
from kheo.core.timetable.workdays import working_days_left
from kheo.core.vietnamese import fold
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import Exemplar, Recognition, RecognitionState, Rights
from kheo.units import public as units
from kheo.units.public import Subject

_WITH = (
    "subject",
    "unit",
    "round__campaign__managing_unit",
    "recognition__decision",
    "exemplar",
    "item__review",
    "standing",
    "posting",
)
LOOKS = {
    DossierState.DRAFT: "draft",
    DossierState.SUBMITTED: "submitted",
    DossierState.RETURNED: "returned",
    DossierState.RECEIVED: "waiting",
    DossierState.APPRAISED: "accepted",
    DossierState.UNFIT: "refused",
    DossierState.PASSED: "accepted",
    DossierState.NOT_PASSED: "refused",
    DossierState.FORWARDED: "sent",
    DossierState.DECIDED: "recognised",
    DossierState.WITHDRAWN: "withdrawn",
}
_MADE_HERE = ("van ban de nghi", "to trinh", "danh sach")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who may be proposed: of a recognised initiative, or a good example. `key` “r5”, “e3”."""

    key: str
    name: str
    subject: Subject
    unit_id: int
    about: str
    recognition: Recognition | None = None
    exemplar: Exemplar | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the dossier that the rule asks, and where it stands. `there` None: it comes later."""

    name: str
    there: bool | None
    where: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A dossier as a list to choose from says it."""

    row: Dossier
    award: str
    unit: str
    own: bool

    @property
    def look(self) -> str:
        return LOOKS[DossierState(self.row.state)]

    @property
    def word(self) -> str:
        return str(DossierState(self.row.state).label)


@dataclass(frozen=True, slots=True)
class Line(Brief):
    """The same with everything that the law asks. `judged` is empty in a list: the dossier's page asks the guards."""

    asked: Asked
    parts: Sequence[Part]
    judged: Sequence[Judged]
    due: date | None
    days_left: int | None

    @property
    def missing(self) -> int:
        """How many parts are missing."""
        return sum(one.there is False for one in self.parts)

    @property
    def stopped(self) -> int:
        """How many guards stop it."""
        return sum(one.stops for one in self.judged)

    @property
    def late(self) -> bool:
        return self.days_left == 0


def sources(round_: CampaignRound, unit_id: int) -> list[Source]:
    """Whom the unit may propose, what is known of them with them: two queries. What was recognised and is no
    longer is not among them.
    """
    rows = Recognition.objects.filter(round=round_, unit_id=unit_id, state=RecognitionState.VALID)
    rows = rows.select_related("registration__lead", "exemplar__subject", "decision").order_by("pk")
    found, taken = [], set()
    for row in rows:
        subject = (
            row.registration.lead if row.registration else row.exemplar.subject if row.exemplar else None
        )
        taken.add(row.exemplar_id)
        if subject is not None:
            about = _("được công nhận: %(name)s") % {"name": row.name}
            found.append(Source(f"r{row.pk}", subject.name, subject, unit_id, about, recognition=row))
    noted = Exemplar.objects.filter(round=round_, unit_id=unit_id, struck_at__isnull=True)
    noted = noted.exclude(recognitions__state=RecognitionState.ENDED)
    return found + [
        Source(f"e{one.pk}", one.subject.name, one.subject, unit_id, one.deed, exemplar=one)
        for one in noted.select_related("subject").order_by("pk")
        if one.pk not in taken
    ]


def source_of(round_: CampaignRound, unit_id: int, key: str) -> Source | None:
    """One of them; None where the key names none."""
    return next((one for one in sources(round_, unit_id) if one.key == key), None)


def dossiers_of(round_: CampaignRound, rights: Rights, on: date) -> QuerySet[Dossier]:
    """Those of the round that the person may read, with their units' names; a unit's draft is its own alone."""
    rows = _readable(round_, rights).select_related(*_WITH)
    return rows.annotate(unit_name=units.name_through("unit_id", on)).order_by(
        "award", "subject__kind", "subject__name_sort", "pk"
    )


def _readable(round_: CampaignRound, rights: Rights) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(rights.narrow(), round=round_)
    return rows if rights.manage else rows.exclude(~Q(unit_id__in=rights.own), state=DossierState.DRAFT)


def counts(round_: CampaignRound, rights: Rights) -> dict[tuple[str, str, str], int]:
    """(state, award, occasion) → how many: one query."""
    rows = _readable(round_, rights).values_list("state", "award", "occasion")
    found = rows.annotate(n=Count("pk")).order_by("state", "award", "occasion")
    return {(state, award, occasion): number for state, award, occasion, number in found}


def dossier_for(user: User, pk: int, on: date) -> Dossier:
    """One dossier. Raises NotFound where it is not for these eyes."""
    found = Dossier.objects.select_related(*_WITH, "made_by").filter(pk=pk).first()
    if found is not None:
        rights = recognitions.rights(user, found.round.campaign, on)
        if rights.reads(found.unit_id) or decides(user, found.round, found.award, on):
            return found
    raise NotFound(
        N_("Không có hồ sơ này, hoặc tài khoản này không được xem. Hãy mở lại từ trang khen thưởng."),
        code="dossier-not-found",
    )


def waiting(round_: CampaignRound, state: str) -> list[Dossier]:
    """Every dossier of the round in that state, in the order of a list."""
    return list(_in_state(round_, state))


def _in_state(round_: CampaignRound, state: str) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(round=round_, state=state).select_related(*_WITH)
    return rows.order_by("subject__kind", "subject__name_sort", "pk")


def lines_of(rows: Sequence[Dossier], on: date) -> list[Line]:
    """The rows with everything looked at: a constant number of queries."""
    names = units.names({one.unit_id for one in rows}, on)
    judged = judged_of(rows, on) if rows else {}
    return [_line(one, names.get(one.unit_id, ""), judged[one.pk], on) for one in rows]


def listed(rows: Iterable[Dossier], on: date) -> list[Line]:
    """Rows of `dossiers_of` for a list: what is missing and by when; the rules of the place are one query."""
    return [_line(one, one.unit_name, (), on) for one in rows]  # type: ignore[attr-defined]


def to_choose(round_: CampaignRound, state: str, on: date) -> list[Brief]:
    """Every dossier of the round in that state, to choose from: one query."""
    rows = _in_state(round_, state).annotate(unit_name=units.name_through("unit_id", on))
    return [_brief(one, one.unit_name, on) for one in rows]


def _brief(one: Dossier, unit: str, on: date) -> Brief:
    day = rule_day(one.received_on, on)
    return Brief(one, name_on(one.award, day), unit, is_own(one.round, one.award, day))


def _line(one: Dossier, unit: str, judged: Sequence[Judged], on: date) -> Line:
    day, brief = rule_day(one.received_on, on), _brief(one, unit, on)
    asked = asked_of(one.round, one.award, occasion_of(one.occasion), day)
    due = due_on(one.received_on, asked.time_days) if one.received_on and one.state not in OVER else None
    return Line(
        row=brief.row,
        award=brief.award,
        unit=brief.unit,
        own=brief.own,
        asked=asked,
        parts=parts_of(one, asked),
        judged=judged,
        due=due,
        days_left=working_days_left(on, due) if due else None,
    )


def parts_of(row: Dossier, asked: Asked) -> list[Part]:
    """Each part that the law of its day asks of it, and where it stands."""
    return [_part(name, row) for name in asked.parts]


def _part(name: str, one: Dossier) -> Part:
    """A part that Khéo makes or holds, else one that came on paper: of what came in a bundle also the sender's minutes."""
    said = fold(name)
    if any(words in said for words in _MADE_HERE):
        where = _("có trong gói của nơi gửi") if one.bundle_id else _("Khéo lập, in ở trang này")
        return Part(name, one.state != DossierState.DRAFT, where)
    if "tom tat" in said:
        return Part(name, bool(one.summary), _("phần tóm tắt của hồ sơ"))
    if "bao cao" in said:
        return Part(name, bool(one.report), _("phần báo cáo của hồ sơ"))
    if "bien ban" in said and "hoi dong" not in said and one.bundle_id is None:
        return Part(name, one.item is not None, _("biên bản bình xét đã ký của đơn vị"))
    if "bien ban" in said and one.bundle_id is None:
        return Part(name, bool(one.passed_by) or None, _("có sau khi hội đồng họp"))
    return Part(name, name in one.handed_in, _("bản giấy, cán bộ đánh dấu khi nhận"))


def opinions_of(dossier: Dossier) -> list[Opinion]:
    """What was asked and answered, in its order."""
    return list(dossier.opinions.select_related("noted_by").order_by("asked_on", "pk"))


def unanswered(dossier: Dossier) -> Opinion | None:
    """Who was consulted and has not answered, the first due."""
    rows = dossier.opinions.filter(kind=OpinionKind.CONSULT, answered_on__isnull=True)
    return rows.order_by("answer_by", "pk").first()


def newest_item(source: Source) -> recognitions.ReviewItem | None:
    """What the unit's newest signed bình xét said of it, where it was for it."""
    about = source.exemplar or (source.recognition.exemplar if source.recognition else None)
    registration = source.recognition.registration if source.recognition else None
    found = recognitions.newest_signed_items(
        registration_ids=[registration.pk] if registration else [],
        exemplar_ids=[about.pk] if about else [],
    )
    item = next(iter(found.values()), None)
    if item is None or not recognitions.carried(item, item.review.present, 50):
        return None
    return item


def together(dossier: Dossier) -> list[Dossier]:
    """What the unit proposes in one tờ trình with it: the same award and occasion, on its way."""
    rows = Dossier.objects.filter(
        round=dossier.round_id, unit=dossier.unit_id, award=dossier.award, occasion=dossier.occasion
    ).exclude(state__in=[DossierState.UNFIT, DossierState.NOT_PASSED, DossierState.WITHDRAWN])
    return list(rows.select_related(*_WITH).order_by("subject__kind", "subject__name_sort", "pk"))
