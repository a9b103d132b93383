"""Building rubrics: begun from something, edited part by part, put in force as a version, told to every unit."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Rubric, RubricVersion
from kheo.appraisals.rubric_parts import (
    above,
    facts_of,
    free_code,
    key_of,
    place_of,
    require_seen,
    without,
    words_of,
)
from kheo.appraisals.states import RubricState
from kheo.audit import public as audit
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.scoring import data_of, problems_of, require_no_household_giving, rubric_of
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices

Data = dict[str, Any]
_MOST_PARTS = 200


@transaction.atomic
def begin(
    round_: CampaignRound, *, data: Mapping[str, Any], origin: str, by: User, at: datetime
) -> RubricVersion:
    """A new rubric as a draft, its content begun from `data`; `origin` says in words from what."""
    permissions.require_run(by, round_.campaign, day_of(at))
    rubric = Rubric.objects.create(round=round_, origin=clean_line(origin)[:300], made_at=at, made_by=by)
    version = _draft(rubric, 1, data_of(rubric_of(data)), by=by, at=at)
    audit.record("appraisals:rubric:begin", rubric, by=by, at=at, first=True, origin=rubric.origin)
    return version


def _draft(rubric: Rubric, number: int, content: Data, *, by: User, at: datetime) -> RubricVersion:
    return RubricVersion.objects.create(
        rubric=rubric,
        number=number,
        content=content,
        name=content["name"][:300] or "…",
        source=content["source"][:500],
        made_at=at,
        made_by=by,
    )


@transaction.atomic
def amend(version: RubricVersion, *, by: User, at: datetime) -> RubricVersion:
    """The next version as a draft, begun from the one in force; the draft that is open already, where one is."""
    rubric = (
        Rubric.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .get(pk=version.rubric_id)
    )
    permissions.require_run(by, rubric.round.campaign, day_of(at))
    open_ = rubric.versions.filter(state=RubricState.DRAFT).first()
    if open_ is not None:
        return open_
    standing = rubric.versions.order_by("-number")[0]
    last: int = rubric.versions.aggregate(last=Max("number"))["last"]
    made = _draft(rubric, last + 1, deepcopy(standing.content), by=by, at=at)
    audit.record("appraisals:rubric:amend", rubric, by=by, at=at, version=made.number)
    return made


def _editable(version: RubricVersion, by: User, at: datetime) -> RubricVersion:
    row = (
        RubricVersion.objects.select_for_update(of=("self",))
        .select_related("rubric__round__campaign")
        .filter(pk=version.pk)
        .first()
    )
    if row is None:
        raise Conflict(
            N_("Bản nháp này vừa được bỏ. Hãy mở lại từ trang thẩm định."), code="rubric-discarded"
        )
    permissions.require_run(by, row.rubric.round.campaign, day_of(at))
    if row.state != RubricState.DRAFT:
        raise TransitionNotAllowed(
            N_("Bản này đang áp dụng nên không sửa thẳng được. Hãy bấm “Sửa thành bản mới”."),
            code="rubric-in-force",
        )
    return row


@transaction.atomic
def set_facts(
    version: RubricVersion, *, facts: Mapping[str, Any], by: User, at: datetime, seen: str = ""
) -> RubricVersion:
    """Name, source, whom it is for, caps. `seen` is the `mark_of` the facts when the page was opened.

    Raises InvalidInput (`field` name, total, bonus_cap, malus_cap), Conflict.
    """
    row = _editable(version, by, at)
    require_seen(facts_of(row.content), seen)
    if not clean_line(str(facts.get("name") or "")):
        raise InvalidInput(N_("Hãy đặt tên cho bộ tiêu chí."), code="rubric-name", field="name")
    return _save(row, row.content | dict(facts), "facts", by=by, at=at)


@transaction.atomic
def put_part(
    version: RubricVersion,
    *,
    kind: str,
    key: str | None,
    part: Mapping[str, Any],
    by: User,
    at: datetime,
    seen: str = "",
) -> RubricVersion:
    """Write one group, criterion, gate, level, downgrade or tie; `key` None adds it at the end.

    `seen` is the part's `mark_of` when the page was opened. Raises Conflict where it is gone or no longer like
    that, InvalidInput at its field, also for what judges households by their gifts.
    """
    row = _editable(version, by, at)
    content = deepcopy(row.content)
    parts: list[Data] = content.setdefault(kind, [])
    for field in ("text", "evidence", "guidance"):
        require_no_household_giving(str(part.get(field) or ""), field=field)
    place = None if key is None else place_of(content, kind, key, seen)
    if kind == "ties":
        _require_new_rung(parts, place, part)
    if place is None:
        if len(parts) >= _MOST_PARTS:
            raise Refusal(N_("Đã có quá nhiều mục. Hãy gộp bớt trước khi thêm."), code="rubric-too-many")
        parts.append({"code": free_code(content, kind)} | dict(part))
    else:
        parts[place] |= dict(part)
    return _save(row, content, kind, by=by, at=at)


def _require_new_rung(parts: list[Data], place: int | None, part: Mapping[str, Any]) -> None:
    if any(key_of("ties", one) == key_of("ties", part) for at, one in enumerate(parts) if at != place):
        raise InvalidInput(
            N_("Dòng này đã có trong “Khi bằng điểm”. Hãy chọn dòng khác."), code="tie-twice", field="what"
        )


@transaction.atomic
def drop_part(
    version: RubricVersion, *, kind: str, key: str, by: User, at: datetime, seen: str = ""
) -> RubricVersion:
    """Take one part out, with what hung on it. Raises Conflict where it is gone or was changed since `seen`."""
    row = _editable(version, by, at)
    place = place_of(row.content, kind, key, seen)
    return _save(row, without(row.content, kind, place), kind, by=by, at=at)


@transaction.atomic
def move_part(
    version: RubricVersion, *, kind: str, key: str, by: User, at: datetime, seen: str = ""
) -> RubricVersion:
    """Put one part above the one that is shown before it.

    Raises Conflict where it is gone, was changed since `seen` or stands first already.
    """
    row = _editable(version, by, at)
    content = deepcopy(row.content)
    place = place_of(content, kind, key, seen)
    before = above(content, kind, place)
    if before is None:
        raise Conflict(
            N_("“%(name)s” đã đứng đầu bảng của nó."), code="part-first", name=words_of(content[kind][place])
        )
    parts = content[kind]
    parts[before], parts[place] = parts[place], parts[before]
    return _save(row, content, kind, by=by, at=at)


@transaction.atomic
def discard(version: RubricVersion, *, by: User, at: datetime, seen: str = "") -> RubricVersion | None:
    """Throw a draft away for good; what stands in force is not touched.

    The version that stands, None where the rubric had no other. `seen` is the `mark_of` the content when the
    page was opened. Raises Conflict where somebody changed it since, TransitionNotAllowed once it is in force.
    """
    row = _editable(version, by, at)
    require_seen(row.content, seen)
    rubric = row.rubric
    audit.record("appraisals:rubric:discard", rubric, by=by, at=at, version=row.number, name=row.name)
    row.delete()
    standing = rubric.versions.order_by("-number").first()
    if standing is None:
        rubric.delete()
    return standing


def _save(row: RubricVersion, content: Data, what: str, *, by: User, at: datetime) -> RubricVersion:
    row.content = data_of(rubric_of(content))
    row.name, row.source = row.content["name"][:300], row.content["source"][:500]
    row.save(update_fields=["content", "name", "source"])
    audit.record("appraisals:rubric:edit", row.rubric, by=by, at=at, version=row.number, what=what)
    return row


@transaction.atomic
def put_in_force(
    version: RubricVersion, *, change: str = "", by: User, at: datetime, seen: str = ""
) -> RubricVersion:
    """The draft stands from now on; the version before ends. After the launch every unit is told.

    `seen` is the `mark_of` the content when the page was opened. Raises Conflict where somebody changed it
    since, Refusal with the first contradiction, InvalidInput (`field` change) where a later version does not
    say what changed.
    """
    row = _editable(version, by, at)
    require_seen(row.content, seen)
    found = problems_of(rubric_of(row.content))
    if found:
        raise Refusal(
            N_("%(said)s Hãy sửa rồi áp dụng lại."),
            code="rubric-contradicts",
            said=found[0].words.text(gettext),
        )
    before = row.rubric.versions.filter(state=RubricState.IN_FORCE).first()
    row.change = clean_line(change)[:500]
    if before is not None and not row.change:
        raise InvalidInput(
            N_("Hãy ghi thay đổi điểm nào, vì sao: câu này được báo cho mọi đơn vị."),
            code="change-missing",
            field="change",
        )
    if before is not None:
        before.state, before.ended_at = RubricState.SUPERSEDED, at
        before.save(update_fields=["state", "ended_at"])
    row.state, row.applied_at, row.applied_by = RubricState.IN_FORCE, at, by
    row.save(update_fields=["state", "applied_at", "applied_by", "change"])
    audit.record("appraisals:rubric:apply", row.rubric, by=by, at=at, version=row.number, change=row.change)
    _tell(row, by=by, at=at, is_first=before is None)
    return row


def _tell(row: RubricVersion, *, by: User, at: datetime, is_first: bool) -> None:
    round_ = row.rubric.round
    if round_.campaign.state != CampaignState.RUNNING:
        return
    said = f"Bộ tiêu chí: {row.name}" if is_first else f"Sửa bộ tiêu chí: {row.name}. {row.change}"
    notices.tell(
        round_,
        unit_ids=sorted(campaigns.registering_ids(round_.campaign)),
        title=said[:200],
        by=by,
        at=at,
        link=f"/tham-dinh/bo-tieu-chi/{row.pk}/",
    )
