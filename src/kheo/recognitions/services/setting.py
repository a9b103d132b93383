"""Who recognises in a round: data of the campaign, set by its officer, proposed from what the plan says."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.recognitions.models import RecognisingBody
from kheo.recognitions.papers.bodies import OF_KIND
from kheo.recognitions.services.common import lock_round, manager, needed, require_issuer, short_enough
from kheo.units.public import Unit, UnitKind

_LEAST, _MOST = 50, 99


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the officer says of the recognising body."""

    unit: Unit
    submitter: Unit
    position: str
    signer: str
    needs_council: bool
    least_percent: int | None
    source: str = ""


@transaction.atomic
def set_body(round_: CampaignRound, *, facts: BodyFacts, by: User, at: datetime) -> RecognisingBody:
    """Say who recognises, who signs, and whether a council is asked. What was enacted keeps its own body.

    Raises NotAllowed, InvalidInput (`field` unit, position, least_percent or source).
    """
    locked = lock_round(round_)
    manager(by, locked, at)
    unit = require_issuer(facts.unit, locked, day_of(at))
    kind = OF_KIND.get(UnitKind(unit.kind))
    if kind is None:
        raise InvalidInput(
            N_(
                "Cơ quan này không ra quyết định công nhận. Hãy chọn Đảng ủy, Ban Chỉ đạo, Ủy ban nhân dân hoặc Mặt trận."
            ),
            code="body-kind",
            field="unit",
        )
    least = facts.least_percent
    if least is None or not _LEAST <= least <= _MOST:
        raise InvalidInput(
            N_("Tỷ lệ tán thành khi bình xét là số từ %(least)d đến %(most)d."),
            code="least-percent",
            field="least_percent",
            least=_LEAST,
            most=_MOST,
        )
    values = {
        "kind": kind,
        "unit": unit,
        "submitter": facts.submitter,
        "position": needed(facts.position, "position", 120, N_("Hãy ghi chức vụ người ký.")).upper(),
        "signer": short_enough(clean_line(facts.signer), "signer", 200),
        "needs_council": facts.needs_council,
        "least_percent": least,
        "source": short_enough(clean_line(facts.source), "source", 1000),
        "set_at": at,
        "set_by": by,
    }
    row, _made = RecognisingBody.objects.update_or_create(round=locked, defaults=values)
    audit.record(
        "recognitions:body:set",
        locked,
        by=by,
        at=at,
        unit_id=unit.pk,
        kind=kind,
        needs_council=facts.needs_council,
        least_percent=least,
    )
    return row
