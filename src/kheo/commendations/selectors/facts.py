"""What the records say of dossiers, as the guards of core/eligibility ask it: a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Commendation, Dossier, Waiver
from kheo.commendations.selectors.law import award_on, name_on, number_of, occasion_of, provision
from kheo.commendations.selectors.standing import standing_of
from kheo.commendations.states import OVER, AwardState, DossierState, Rating
from kheo.core.eligibility import Answer, Batch, Earlier, Ended, Facts, Span, judged, rule_day
from kheo.core.law.awards import Sort, national_awards
from kheo.recognitions.public import Recognition, RecognitionState
from kheo.units.public import Subject

_GOOD = (Rating.EXCELLENT, Rating.GOOD)
_COUNTED = (DossierState.RECEIVED, DossierState.APPRAISED, DossierState.PASSED)


@dataclass(frozen=True, slots=True)
class Judged:
    """One guard's answer with what a person made of it. `settled`: it no longer stops."""

    answer: Answer
    waiver: Waiver | None = None

    @property
    def stops(self) -> bool:
        """Whether nothing is decided while it stands so."""
        if self.waiver is None:
            return self.answer.stops
        return self.answer.stops and not (
            self.answer.overridable if self.waiver.overrides else self.answer.by_hand
        )

    @property
    def words(self) -> str:
        """The sentence in the reader's language."""
        return self.answer.words.text(_)

    @property
    def verdict(self) -> str:
        return _(self.answer.verdict.value)


def keys_of(dossier: Dossier) -> frozenset[str]:
    """What the dossier is given for: an example keeps its key whether recognised or not."""
    if dossier.exemplar_id:
        return frozenset({f"e:{dossier.exemplar_id}"})
    if dossier.recognition is not None:
        row = dossier.recognition
        return frozenset({f"e:{row.exemplar_id}" if row.exemplar_id else f"r:{row.registration_id}"})
    return frozenset()


def judged_of(dossiers: Sequence[Dossier], on: date) -> dict[int, list[Judged]]:
    """Dossier → every guard of its day answered. Dossiers come with recognition, subject and standing."""
    earlier, others, ended = _earlier(dossiers), _others(dossiers), _ended(dossiers)
    waived: dict[tuple[int, str], Waiver] = {
        (one.dossier_id, one.guard): one
        for one in Waiver.objects.filter(dossier__in=dossiers).select_related("made_by")
    }
    batches = {
        round_.pk: _batches(round_) for round_ in {one.round_id: one.round for one in dossiers}.values()
    }
    found = {}
    for one in dossiers:
        own = {one.receipt_code, one.origin_code} - {""}
        known = [*earlier[one.subject_id], *others[one.subject_id]]
        mine = [it for pk, codes, it in known if pk != one.pk and not own & codes]
        facts = _facts(one, mine, batches[one.round_id], on)
        facts = replace(facts, ended=next((ended[it] for it in keys_of(one) if it in ended), None))
        found[one.pk] = [Judged(answer, waived.get((one.pk, answer.guard.key))) for answer in judged(facts)]
    return found


def _facts(one: Dossier, earlier: Sequence[Earlier], batches: Mapping[str, Batch], on: date) -> Facts:
    day = rule_day(one.received_on, on)
    occasion = occasion_of(one.occasion)
    rated = provision("rating", one.round, one.award, occasion, day)
    counted = batches.get(one.award, Batch(1, 0, 0))
    standing = standing_of(one, on)
    return Facts(
        on=day,
        award=one.award,
        sort=award_on(one.award, day).sort,
        occasion=occasion,
        achievements=keys_of(one),
        span=Span(one.span_first, one.span_last),
        earlier=tuple(earlier),
        clear=standing.clear if standing else None,
        rating_asked=bool(rated and rated["good"]),
        rated_good=one.rating in _GOOD if one.rating else None,
        batch=Batch(
            counted.cases,
            counted.persons,
            counted.leaders,
            number_of(("most", "cases"), one.round, one.award, occasion, day),
            number_of(("leaders", "percent"), one.round, one.award, occasion, day),
        ),
    )


def _ended(dossiers: Collection[Dossier]) -> dict[str, Ended]:
    """Key of what a dossier is given for → the decision that ended its recognition: one query."""
    exemplars = {one.exemplar_id for one in dossiers} | {
        one.recognition.exemplar_id for one in dossiers if one.recognition
    }
    rows = Recognition.objects.filter(
        Q(pk__in={one.recognition_id for one in dossiers} - {None}) | Q(exemplar_id__in=exemplars - {None}),
        state=RecognitionState.ENDED,
    )
    found = {}
    for row in rows.select_related("ended_by"):
        key = f"e:{row.exemplar_id}" if row.exemplar_id else f"r:{row.registration_id}"
        if row.ended_by is not None:
            found[key] = Ended(str(row.ended_by), row.ended_by.issued_on, row.end_reason)
    return found


_Known = tuple[int, set[str], Earlier]
"""The dossier it belongs to (0: none), the codes of that dossier here and below, what the guards ask of it."""


def _codes(row: Dossier | None) -> set[str]:
    """A dossier that was sent up and the one that the level above took in are one case."""
    return {row.receipt_code, row.origin_code} - {""} if row else set()


def _earlier(dossiers: Collection[Dossier]) -> dict[int, list[_Known]]:
    """Subject → the awards it holds: one query."""
    rows = Commendation.objects.filter(
        subject_id__in={one.subject_id for one in dossiers}, state=AwardState.VALID
    ).exclude(dossier__in=dossiers)
    found: dict[int, list[_Known]] = defaultdict(list)
    for row in rows.select_related("decision", "dossier"):
        span = Span(row.span_first, row.span_last) if row.span_first and row.span_last else None
        found[row.subject_id].append(
            (
                row.dossier_id or 0,
                _codes(row.dossier),
                Earlier(
                    award=row.award,
                    name=row.award_name,
                    sort=_sort_of(row.award, row.issued_on),
                    occasion=occasion_of(row.occasion),
                    decided_on=row.issued_on,
                    number=str(row.decision),
                    achievements=frozenset(row.achievements),
                    span=span,
                ),
            )
        )
    return found


def _sort_of(key: str, on: date) -> Sort:
    rows = {one.key: one.sort for one in national_awards().awards(on)}
    return rows.get(key, Sort.FORM)


def _others(dossiers: Collection[Dossier]) -> dict[int, list[_Known]]:
    """Subject → dossiers that are on their way for it: one query."""
    rows = Dossier.objects.filter(subject_id__in={one.subject_id for one in dossiers}).exclude(
        state__in=[*OVER, DossierState.DRAFT]
    )
    found: dict[int, list[_Known]] = defaultdict(list)
    for row in rows.select_related("recognition"):
        day = row.received_on or row.span_last
        found[row.subject_id].append(
            (
                row.pk,
                _codes(row),
                Earlier(
                    award=row.award,
                    name=name_on(row.award, day),
                    sort=_sort_of(row.award, day),
                    occasion=occasion_of(row.occasion),
                    decided_on=None,
                    achievements=keys_of(row),
                    span=Span(row.span_first, row.span_last),
                ),
            )
        )
    return found


def _batches(round_: CampaignRound) -> dict[str, Batch]:
    """Award → how many stand to be decided together in the round: one query."""
    rows = Dossier.objects.filter(round=round_, state__in=_COUNTED).values_list(
        "award", "subject__kind", "leads"
    )
    counts: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for award, kind, leads in rows:
        counts[award].append((kind, leads))
    return {
        award: Batch(
            cases=len(cases),
            persons=sum(kind == Subject.Kind.INDIVIDUAL for kind, _leads in cases),
            leaders=sum(kind == Subject.Kind.INDIVIDUAL and leads for kind, leads in cases),
        )
        for award, cases in counts.items()
    }
