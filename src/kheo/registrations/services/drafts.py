"""Drafts: kept from the first keystroke, under an id made by the browser, with a revision."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.kernel.clock import day_of
from kheo.registrations import permissions
from kheo.registrations.deadlines import require_running
from kheo.registrations.fields import Fields, known_fields
from kheo.registrations.models import Amendment, Draft, Initiative, Registration
from kheo.registrations.selectors import not_found
from kheo.registrations.services.content import continued_from
from kheo.registrations.states import WORKFLOW, Kind, State
from kheo.units import public as units
from kheo.units.public import Unit

MOST_DRAFTS = 200


@transaction.atomic
def save_draft(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    round_: CampaignRound,
    unit: Unit,
    by: User,
    at: datetime,
) -> Draft:
    """Keep the posted fields. The first time this makes initiative, registration and draft.

    `revision` is the one that the page was made from (0 for a new form). The same fields sent twice
    change nothing. Raises Conflict (draft-older, with `draft` the newer one; draft-already-sent),
    NotAllowed, InvalidInput where the whole is too large.
    """
    taken = known_fields(fields)
    draft = locked_draft(draft_id, revision=revision)
    if draft is None:
        draft, made = begin(draft_id, fields=taken, round_=round_, unit=unit, by=by, at=at)
        if made:
            return draft
    require_open(draft, by=by, at=at)
    if not already_kept(draft, revision=revision, fields=taken):
        _keep(draft, taken, by=by, at=at)
    return draft


def locked_draft(draft_id: UUID, *, revision: int = 1) -> Draft | None:
    """The draft and its registration, locked, as they now stand.

    A page that knows of no revision yet is most often the first: a small question comes before the wide one.
    """
    if revision == 0 and not Draft.objects.filter(pk=draft_id).exists():
        return None
    return (
        Draft.objects.select_for_update(of=("self", "registration"))
        .select_related("registration__round__campaign", "registration__initiative")
        .filter(pk=draft_id)
        .first()
    )


def require_open(draft: Draft, *, by: User, at: datetime) -> bool:
    """Whether the unit itself writes. Raises NotAllowed, or Conflict once it was sent."""
    own = permissions.require_writer(by, draft.registration, day_of(at))
    if not WORKFLOW.allows("submit", current=State(draft.registration.state)):
        raise Conflict(
            N_("Đăng ký này đã gửi nên không lưu nháp được nữa. Hãy mở bản đã gửi để xem."),
            code="draft-already-sent",
            registration=draft.registration_id,
        )
    return own


def already_kept(draft: Draft | Amendment, *, revision: int, fields: Fields) -> bool:
    """True when these very fields are kept already. Raises Conflict when the page is out of date."""
    if draft.fields == fields:
        return True
    if draft.revision != revision:
        raise Conflict(
            N_("Có bản mới hơn đã được lưu ở nơi khác. Hãy xem hai bản cạnh nhau rồi chọn."),
            code="draft-older",
            draft=draft,
        )
    return False


def begin(
    draft_id: UUID, *, fields: Fields, round_: CampaignRound, unit: Unit, by: User, at: datetime
) -> tuple[Draft, bool]:
    """Make the draft, or find that another request with the same id has just made it (False)."""
    own = permissions.acts_for(by, round_.campaign, unit.pk, day_of(at))
    require_running(round_)
    require_place(round_, unit, at)
    _require_few_drafts(round_, unit)
    try:
        with transaction.atomic():
            draft = create(
                draft_id, fields=fields, round_=round_, unit=unit, by=by, at=at, entered_for_unit=not own
            )
    except IntegrityError:
        return made_elsewhere(draft_id), False
    return draft, True


def made_elsewhere(draft_id: UUID) -> Draft:
    """What another request made while this one was about to. Raises Conflict where it had another id."""
    draft = locked_draft(draft_id)
    if draft is None:
        raise Conflict(
            N_("Mô hình này vừa được đưa vào đợt đăng ký ở nơi khác. Hãy tải lại trang."),
            code="initiative-taken",
        )
    return draft


def create(
    draft_id: UUID,
    *,
    fields: Fields,
    round_: CampaignRound,
    unit: Unit,
    by: User,
    at: datetime,
    entered_for_unit: bool,
) -> Draft:
    """The three rows of a new draft, with the event that says so. The caller has asked whether `by` may."""
    earlier = continued_from(_wanted(fields), round_=round_, unit_id=unit.pk)
    registration = new_registration(round_, unit, by=by, at=at, entered_for_unit=entered_for_unit)
    registration.initiative = earlier.initiative if earlier else new_initiative(round_, unit)
    registration.kind = _kind(fields)
    registration.save(force_insert=True)
    draft = Draft.objects.create(
        id=draft_id, registration=registration, fields=fields, saved_at=at, saved_by=by
    )
    audit.record("registrations:registration:begin", registration, by=by, at=at, unit_id=unit.pk, first=True)
    return draft


def new_registration(
    round_: CampaignRound, unit: Unit, *, by: User, at: datetime, entered_for_unit: bool
) -> Registration:
    """A registration that is not saved yet and has no initiative yet."""
    return Registration(
        round=round_,
        unit=unit,
        handled_by_unit=unit,
        province_code=unit.province_code,
        entered_for_unit=entered_for_unit,
        created_at=at,
        created_by=by,
    )


def new_initiative(round_: CampaignRound, unit: Unit, first_year: int | None = None) -> Initiative:
    """An initiative of its own; `first_year` where it was registered before, on paper."""
    return Initiative.objects.create(
        unit=unit, province_code=unit.province_code, first_year=first_year or round_.year
    )


def bind_initiative(registration: Registration, earlier: Registration | None) -> None:
    """Tie the registration to the initiative it continues, or to one of its own.

    An initiative left without any registration goes: it never was more than this draft.
    """
    old = registration.initiative
    alone = not old.registrations.exclude(pk=registration.pk).exists()
    if earlier is not None:
        registration.initiative = earlier.initiative
    elif not alone:
        registration.initiative = new_initiative(registration.round, registration.unit)
    if registration.initiative_id == old.pk:
        return
    registration.save(update_fields=["initiative"])
    if alone and not Initiative.objects.filter(merged_into=old).exists():
        old.delete()


@transaction.atomic
def discard(draft_id: UUID, *, by: User, at: datetime) -> None:
    """Throw away a draft that was never sent, with its registration and, if new, its initiative.

    Raises NotFound, NotAllowed, TransitionNotAllowed once it was sent (then it is withdrawn).
    """
    draft = locked_draft(draft_id)
    if draft is None:
        raise not_found()
    registration = draft.registration
    permissions.require_writer(by, registration, day_of(at))
    if registration.state != State.DRAFT:
        raise TransitionNotAllowed(
            N_("Đăng ký này đã gửi nên không xóa được. Nếu không làm nữa, hãy rút đăng ký và ghi lý do."),
            code="discard-sent",
        )
    audit.record(
        "registrations:registration:discard",
        registration,
        by=by,
        at=at,
        unit_id=registration.handled_by_unit_id,
        title=draft.fields.get("title", ""),
    )
    initiative = registration.initiative
    registration.delete()
    if not initiative.registrations.exists():
        initiative.delete()


def _keep(draft: Draft, fields: Fields, *, by: User, at: datetime) -> None:
    registration = draft.registration
    if _wanted(fields) != _wanted(draft.fields):
        earlier = continued_from(
            _wanted(fields),
            round_=registration.round,
            unit_id=registration.handled_by_unit_id,
            besides=registration.pk,
        )
        bind_initiative(registration, earlier)
    if draft.saved_by_id != by.pk:
        audit.record(
            "registrations:registration:continue-draft",
            registration,
            by=by,
            at=at,
            unit_id=registration.handled_by_unit_id,
        )
    draft.fields, draft.saved_at, draft.saved_by = fields, at, by
    draft.revision += 1
    draft.save(update_fields=["fields", "saved_at", "saved_by", "revision"])


def _wanted(fields: Mapping[str, str]) -> str:
    """The earlier registration that the form says it continues."""
    return fields.get("continues", "") if fields.get("kind") == Kind.CONTINUED else ""


def _kind(fields: Mapping[str, str]) -> str:
    kind = fields.get("kind", "")
    return kind if kind in Kind.values else Kind.NEW


def require_place(round_: CampaignRound, unit: Unit, at: datetime) -> str:
    """The unit's name. Raises NotAllowed for a unit that does not take part or exists no longer."""
    name = units.living_name(unit, day_of(at))
    if name is None:
        raise NotAllowed(
            N_("Đơn vị này đã sáp nhập hoặc kết thúc. Hãy đăng ký ở đơn vị kế tiếp."), code="unit-ended"
        )
    if not permissions.takes_part(round_.campaign, unit.pk):
        raise NotAllowed(
            N_(
                "Đơn vị này chưa có, hoặc không còn, trong thành phần tham gia phong trào. Hãy đề nghị cán bộ phụ trách thêm đơn vị."
            ),
            code="unit-not-taking-part",
        )
    return name


def _require_few_drafts(round_: CampaignRound, unit: Unit) -> None:
    """Raise InvalidInput for a flood."""
    drafts = Registration.objects.filter(round=round_, handled_by_unit=unit, state=State.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise InvalidInput(
            N_("Đơn vị đang có %(count)d bản nháp chưa gửi. Hãy xóa bớt bản không dùng rồi soạn tiếp."),
            code="too-many-drafts",
            count=MOST_DRAFTS,
        )
