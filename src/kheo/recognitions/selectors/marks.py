"""What others are told of recognitions: the mark of an initiative, who is recognised, what counts in a round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kheo.recognitions.models import Exemplar, Recognition
from kheo.recognitions.states import RecognitionState
from kheo.registrations.public import Initiative, Mark

_SELF = Coalesce("merged_into_id", "pk")


def _recognised(state: RecognitionState) -> Exists:
    """Whether the initiative, or one merged with it, has a recognition in this state."""
    same = Coalesce(F("initiative__merged_into_id"), F("initiative_id"))
    rows = Recognition.objects.filter(state=state).annotate(same=same)
    return Exists(rows.filter(same=OuterRef("same")))


def _initiatives(initiative_ids: Collection[int]) -> QuerySet[Initiative]:
    return Initiative.objects.filter(pk__in=initiative_ids).annotate(same=_SELF)


def marks(initiative_ids: Collection[int], on: date) -> dict[int, Mark]:
    """Initiative → “Đã công nhận”, or that it was: one query."""
    rows = _initiatives(initiative_ids).annotate(
        valid=_recognised(RecognitionState.VALID), ended=_recognised(RecognitionState.ENDED)
    )
    found = {}
    for pk, valid, ended in rows.values_list("pk", "valid", "ended"):
        if valid:
            found[pk] = Mark("recognised", _("Đã công nhận"))
        elif ended:
            found[pk] = Mark("withdrawn", _("Thôi công nhận"))
    return found


def recognised_initiatives(initiative_ids: Collection[int]) -> set[int]:
    """Which of these are recognised now: one query."""
    rows = _initiatives(initiative_ids).annotate(valid=_recognised(RecognitionState.VALID))
    return set(rows.filter(valid=True).values_list("pk", flat=True))


def units_with_recognised(unit_ids: Collection[int]) -> dict[int, int]:
    """Unit → how many recognised initiatives it has now: one query."""
    rows = Recognition.objects.filter(
        unit_id__in=unit_ids, state=RecognitionState.VALID, initiative__isnull=False
    )
    return dict(rows.values_list("unit_id").annotate(n=Count("pk")).order_by())


def is_recognised() -> Exists:
    """Whether a registration is recognised in its own round, and still is."""
    return Exists(Recognition.objects.filter(registration=OuterRef("pk"), state=RecognitionState.VALID))


@dataclass(frozen=True, slots=True)
class Counted:
    """What was decided in rounds. `exemplars`: kind of subject → how many are recognised; `noted`: good examples
    that were noted; `ended`: recognitions that no longer hold.
    """

    exemplars: dict[str, int]
    noted: int
    ended: int


def counted(round_ids: Collection[int]) -> Counted:
    """Exemplars and ended recognitions of these rounds: two queries. Initiatives are counted by `is_recognised`."""
    rows = Recognition.objects.filter(round_id__in=round_ids)
    exemplars: dict[str, int] = {}
    ended = 0
    groups = rows.values_list("state", "subject_kind", "exemplar_id").annotate(n=Count("pk")).order_by()
    for state, kind, exemplar, number in groups:
        if state == RecognitionState.ENDED:
            ended += number
        elif exemplar is not None:
            exemplars[kind] = exemplars.get(kind, 0) + number
    noted = Exemplar.objects.filter(round_id__in=round_ids, struck_at__isnull=True).count()
    return Counted(exemplars, noted, ended)
