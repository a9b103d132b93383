"""What a bundle of the level below would bring: whose it is, each case with its fate, what is missing under our checklist."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.bundles import Bundle, BundleCase
from kheo.commendations.models import BundlePaper, Dossier, IncomingBundle
from kheo.commendations.selectors.dossiers import Part, parts_of
from kheo.commendations.selectors.law import SUBJECTS, Asked, asked_of, award_on, is_own, occasion_of
from kheo.commendations.states import OVER, DossierState, Rating
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.vietnamese import fold
from kheo.recognitions import public as recognitions
from kheo.units import public as units
from kheo.units.public import Subject, Unit

_GONE = (DossierState.UNFIT, DossierState.NOT_PASSED, DossierState.WITHDRAWN)


class Fate(StrEnum):
    """What becomes of a case when the bundle is taken in."""

    NEW = "new"
    AGAIN = "again"
    HERE = "here"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One case: its fate with the words for it; the dossier that is here already; each part that this body asks."""

    case: BundleCase
    fate: Fate
    words: str
    award: str
    subject: str
    own: bool
    place: Unit
    office: str
    dossier: Dossier | None = None
    parts: Sequence[Part] = ()

    @property
    def missing(self) -> list[Part]:
        """What has still to come."""
        return [one for one in self.parts if one.there is False]

    @property
    def look(self) -> str:
        return {Fate.NEW: "done", Fate.AGAIN: "done", Fate.HERE: "past"}.get(self.fate, "missing")


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """Every case of a bundle in its order."""

    cases: Sequence[PlannedCase]

    @property
    def entered(self) -> list[PlannedCase]:
        """Those that would come in."""
        return [one for one in self.cases if one.fate in {Fate.NEW, Fate.AGAIN}]

    @property
    def blocked(self) -> list[PlannedCase]:
        return [one for one in self.cases if one.fate is Fate.BLOCKED]

    @property
    def mark(self) -> str:
        """A hash over what was shown: nothing else may come of it."""
        told = [
            (one.case.code, one.fate, one.dossier.pk if one.dossier else 0, one.words) for one in self.cases
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    def count(self, kind: str) -> int:
        """How many of a kind of subject would come in."""
        return sum(one.case.subject == kind for one in self.entered)


def sender_of(found: Bundle, round_: CampaignRound, on: date) -> Unit:
    """The unit here that sent it. Raises InvalidInput (`field` file): bundle-own, bundle-elsewhere, bundle-sender."""
    managing, body = round_.campaign.managing_unit, found.sender
    provincial = managing.area_code in {"", managing.province_code}
    if body.province_code != managing.province_code or not (
        provincial or body.area_code == managing.area_code
    ):
        raise InvalidInput(
            N_(
                "Gói này của %(sender)s, không thuộc địa bàn của %(here)s nên không nhận. Hãy chuyển gói về đúng nơi nhận."
            ),
            code="bundle-elsewhere",
            field="file",
            sender=body.name,
            here=units.name_of(managing, on),
        )
    rows = units.of_commune(body.area_code, on).filter(kind=body.kind, province_code=body.province_code)
    found_here = [one for one in rows if fold(one.name) == fold(body.name)]  # type: ignore[attr-defined]
    if not found_here:
        raise InvalidInput(
            N_(
                "Trong cây đơn vị ở đây chưa có %(sender)s (mã địa bàn %(area)s) nên chưa biết gói của ai. Hãy thêm đơn vị, hoặc sửa tên cho trùng, rồi nhận lại."
            ),
            code="bundle-sender",
            field="file",
            sender=body.name,
            area=body.area_code or "–",
        )
    if found_here[0].pk == managing.pk:
        raise InvalidInput(
            N_(
                "Đây là gói do chính %(sender)s lập để gửi lên. Hãy gửi tệp này cho cấp trên; ở đây chỉ nhận gói của cấp dưới."
            ),
            code="bundle-own",
            field="file",
            sender=body.name,
        )
    return found_here[0]


def plan_of(found: Bundle, incoming: IncomingBundle, on: date) -> BundlePlan:
    """What taking it in would do: a constant number of queries. Raises InvalidInput (bundle-law) for what no law here knows."""
    round_, sender = incoming.round, incoming.unit
    rows = Dossier.objects.filter(round=round_).select_related("subject", "unit")
    here = {
        one.origin_code: one
        for one in rows.filter(origin_code__in=[it.code for it in found.cases]).order_by("pk")
    }
    taken = {
        (one.subject.kind, one.subject.name_folded, one.award): one
        for one in rows.exclude(state__in=_GONE).filter(
            subject__name_folded__in=[fold(it.name)[:200] for it in found.cases],
            subject__unit__area_code=sender.area_code,
        )
    }
    areas = {one.unit.area_code for one in found.cases}
    places = {
        (one.area_code, fold(one.name)): one  # type: ignore[attr-defined]
        for area in sorted(areas)
        for one in units.of_commune(area, on)
        if area == sender.area_code
    }
    asked = {
        wanted: asked_of(round_, wanted[0], occasion_of(wanted[1]), on)
        for wanted in {(one.award, one.occasion) for one in found.cases if _known_award(one, on)}
    }
    desk = _Desk(incoming, units.name_of(sender, on), here, taken, places, asked, on)
    return BundlePlan([_planned(case, desk) for case in found.cases])


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known here: dossiers by the sender's code, dossiers by who and what for, units by place and name, what the law asks."""

    incoming: IncomingBundle
    sender: str
    here: Mapping[str, Dossier]
    taken: Mapping[tuple[str, str, str], Dossier]
    places: Mapping[tuple[str, str], Unit]
    asked: Mapping[tuple[str, str], Asked]
    on: date


def _planned(case: BundleCase, desk: _Desk) -> PlannedCase:
    award = _known_award(case, desk.on)
    known = desk.here.get(case.code)
    standing = desk.taken.get((case.subject, fold(case.name)[:200], case.award))
    fate, words = _fate(case, known, standing)
    place, office = _place_of(case, desk)
    return PlannedCase(
        case=case,
        fate=fate,
        words=words,
        award=award,
        subject=str(Subject.Kind(case.subject).label),
        own=is_own(desk.incoming.round, case.award, desk.on),
        place=place,
        office=office,
        dossier=known or standing if fate is Fate.BLOCKED else known,
        parts=_parts(case, desk),
    )


def _place_of(case: BundleCase, desk: _Desk) -> tuple[Unit, str]:
    """Where the subject belongs: its own unit where that stands here, else the sender, the unit told with the name."""
    place = desk.places.get((case.unit.area_code, fold(case.unit.name)))
    if place is not None:
        return place, case.office
    told = "" if fold(case.unit.name) in {fold(case.name), fold(desk.sender)} else case.unit.name
    return desk.incoming.unit, case.office or told


def _parts(case: BundleCase, desk: _Desk) -> list[Part]:
    row = Dossier(
        round=desk.incoming.round,
        unit=desk.incoming.unit,
        award=case.award,
        occasion=case.occasion,
        summary=case.summary,
        report=case.report,
        state=DossierState.RECEIVED,
        received_on=desk.on,
        bundle=desk.incoming,
    )
    return parts_of(row, desk.asked[case.award, case.occasion])


def _fate(case: BundleCase, known: Dossier | None, standing: Dossier | None) -> tuple[Fate, str]:
    if known is not None and known.state not in _GONE:
        state = str(DossierState(known.state).label).lower()
        if known.state == DossierState.RETURNED:
            return Fate.AGAIN, _("đã trả lại trước đây; nay nhận bản đã bổ sung")
        if known.origin_mark == case.mark or known.state in OVER:
            return Fate.HERE, _("đã có ở đây: %(state)s") % {"state": state}
        return Fate.BLOCKED, _(
            "đã có ở đây (%(state)s) nhưng nội dung gửi lần này khác. Hãy trả lại hồ sơ đó, nêu lý do, rồi nhận bản mới"
        ) % {"state": state}
    if known is not None and known.origin_mark == case.mark:
        return Fate.HERE, _("đã xét ở đây: %(state)s") % {
            "state": str(DossierState(known.state).label).lower()
        }
    if standing is not None:
        return Fate.BLOCKED, _(
            "ở đây đã có hồ sơ khác của người, đơn vị này cho cùng hình thức. Hãy xem lại hồ sơ đó trước"
        )
    return Fate.NEW, _("hồ sơ mới, sẽ tiếp nhận")


def _known_award(case: BundleCase, on: date) -> str:
    """Its name by the law of the day. Raises InvalidInput where the law here knows no such case."""
    try:
        award = award_on(case.award, on)
        occasion_of(case.occasion)
        fits = SUBJECTS[Subject.Kind(case.subject)] in award.subjects
    except (NotFound, InvalidInput, ValueError) as error:
        raise _unlawful(case) from error
    if not fits or case.rating not in {"", *Rating.values}:
        raise _unlawful(case)
    return award.name


def _unlawful(case: BundleCase) -> InvalidInput:
    return InvalidInput(
        N_(
            "Hồ sơ của %(name)s ghi hình thức “%(award)s” hoặc loại đối tượng mà quy định áp dụng hôm nay không có. Không nhận gì; hãy đề nghị nơi gửi xem lại."
        ),
        code="bundle-law",
        field="file",
        name=case.name,
        award=case.award,
    )


def bundles_of(round_: CampaignRound) -> list[IncomingBundle]:
    """What was read in the round, the newest first."""
    rows = IncomingBundle.objects.filter(round=round_).select_related("unit", "created_by", "taken_by")
    return list(rows.order_by("-pk")[:50])


def bundle_for(user: User, pk: int, on: date) -> IncomingBundle:
    """One of them, for whoever runs the campaign. Raises NotFound, NotAllowed."""
    rows = IncomingBundle.objects.select_related("unit", "file", "taken_by", "created_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(N_("Gói này không còn. Hãy tải lại tệp."), code="bundle-not-found")
    found.round = recognitions.managed(user, found.round_id, on)
    return found


def dossiers_in(bundle: IncomingBundle) -> list[Dossier]:
    """What came in it and was not sent again since."""
    rows = bundle.dossiers.select_related("subject", "round__campaign__managing_unit")
    return list(rows.order_by("subject__kind", "subject__name_sort", "pk"))


def papers_with(dossier: Dossier) -> list[BundlePaper]:
    """The papers that came with a dossier in its last bundle: its own, then those of the whole."""
    if dossier.bundle_id is None:
        return []
    rows = BundlePaper.objects.filter(bundle=dossier.bundle_id).select_related("file").order_by("name")
    mine = [one for one in rows if one.dossier_id in {None, dossier.pk}]
    return sorted(mine, key=lambda one: one.dossier_id is None)
