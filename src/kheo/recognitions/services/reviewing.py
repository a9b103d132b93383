"""Bình xét: the unit's own meeting, recorded with counts; final once its signed minutes are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, TransitionNotAllowed
from kheo.core.vietnamese import clean, clean_line, format_number
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of
from kheo.recognitions import permissions
from kheo.recognitions.models import ReviewItem, UnitReview
from kheo.recognitions.selectors.reviews import Candidate, candidates
from kheo.recognitions.services.common import needed, past_day, require_launched, short_enough
from kheo.recognitions.states import ReviewState
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit

_MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the minutes say: counts, never who voted how."""

    held_on: date | None
    place: str
    chair: str
    secretary: str
    entitled: int | None
    present: int | None
    opinions: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """For and against one case; who remains of those present said nothing."""

    votes_for: int | None
    votes_against: int | None = 0


@transaction.atomic
def hold(
    round_: CampaignRound,
    *,
    unit: Unit,
    meeting: Meeting,
    votes: Mapping[str, Votes],
    by: User,
    at: datetime,
    review: UnitReview | None = None,
) -> UnitReview:
    """Record a meeting, or mend one whose signed minutes are not in yet (`review`).

    `votes`: key of a candidate (see selectors.reviews) → its counts. Raises NotAllowed, TransitionNotAllowed for
    signed minutes, InvalidInput at its field (of a vote: “for-m12”).
    """
    require_launched(round_)
    own = permissions.require_writer(by, round_, unit.pk, day_of(at))
    row = UnitReview(round=round_, unit=unit, entered_for_unit=not own) if review is None else _open(review)
    row.held_on = past_day(meeting.held_on, "held_on", round_, at)
    row.place = needed(meeting.place, "place", 300, N_("Hãy ghi nơi họp."))
    row.chair = needed(meeting.chair, "chair", 200, N_("Hãy ghi họ tên, chức vụ người chủ trì."))
    row.secretary = needed(meeting.secretary, "secretary", 200, N_("Hãy ghi họ tên người ghi biên bản."))
    row.entitled, row.present = _people(meeting)
    row.opinions = short_enough(clean(meeting.opinions).strip(), "opinions", 4000)
    row.noted_at, row.noted_by = at, by
    voted = _voted(round_, unit, votes, row.present)
    first = row.pk is None
    row.save()
    row.items.all().delete()
    ReviewItem.objects.bulk_create(
        ReviewItem(
            review=row,
            position=place,
            registration=one.registration,
            exemplar=one.exemplar,
            votes_for=votes_for,
            votes_against=against,
        )
        for place, (one, votes_for, against) in enumerate(voted, 1)
    )
    audit.record(
        "recognitions:review:hold",
        row,
        by=by,
        at=at,
        unit_id=unit.pk,
        first=first,
        held_on=row.held_on,
        present=row.present,
        entitled=row.entitled,
        cases=len(voted),
    )
    return row


def _open(review: UnitReview) -> UnitReview:
    row = UnitReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if row.state != ReviewState.OPEN:
        raise TransitionNotAllowed(
            N_("Biên bản bình xét đã ký nên không sửa được. Cần bình xét lại thì ghi một cuộc họp mới."),
            code="review-signed",
        )
    return row


def _people(meeting: Meeting) -> tuple[int, int]:
    entitled, present = meeting.entitled, meeting.present
    if entitled is None or not 0 < entitled <= _MOST_PEOPLE:
        raise InvalidInput(
            N_("Hãy ghi số người được dự họp, từ 1 trở lên."), code="entitled", field="entitled"
        )
    if present is None or not 0 < present <= entitled:
        raise InvalidInput(
            N_("Số người có mặt là số từ 1 đến %(entitled)s (số người được dự họp)."),
            code="present",
            field="present",
            entitled=format_number(entitled),
        )
    return entitled, present


def _voted(
    round_: CampaignRound, unit: Unit, votes: Mapping[str, Votes], present: int
) -> list[tuple[Candidate, int, int]]:
    found = []
    for one in candidates(round_, unit.pk):
        counted = votes.get(one.key)
        if counted is None or counted.votes_for is None:
            continue
        against = counted.votes_against or 0
        if counted.votes_for < 0 or against < 0 or counted.votes_for + against > present:
            raise InvalidInput(
                N_(
                    "“%(name)s”: %(votes_for)s tán thành và %(against)s không tán thành, cộng lại quá %(present)s người có mặt. Hãy xem lại."
                ),
                code="votes-beyond-present",
                field=f"for-{one.key}",
                name=one.name[:80],
                votes_for=counted.votes_for,
                against=against,
                present=present,
            )
        found.append((one, counted.votes_for, against))
    if not found:
        raise InvalidInput(
            N_("Hãy ghi số người tán thành của ít nhất một mô hình hoặc điển hình đã đưa ra bình xét."),
            code="nothing-voted",
        )
    return found


@transaction.atomic
def note_signed(
    review: UnitReview,
    *,
    received_on: date | None,
    by: User,
    at: datetime,
    scan: bytes | None = None,
    scan_name: str = "",
) -> UnitReview:
    """The minutes and the list of those present came in signed; from here on they stand.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput for a day to come or before the meeting, UnreadableFile.
    """
    row = (
        UnitReview.objects.select_for_update(of=("self",))
        .select_related("round__campaign__managing_unit", "unit")
        .get(pk=review.pk)
    )
    permissions.require_writer(by, row.round, row.unit_id, day_of(at))
    if row.state != ReviewState.OPEN:
        raise TransitionNotAllowed(N_("Bản ký đã được ghi nhận trước đó."), code="review-signed")
    if received_on is None or received_on > day_of(at) or received_on < row.held_on:
        raise InvalidInput(
            N_("Ngày nhận bản ký nằm từ ngày họp đến hôm nay. Hãy xem lại."),
            code="signed-day",
            field="received_on",
        )
    row.scan = _filed(row, scan, scan_name, by=by, at=at) if scan is not None else None
    row.state, row.signed_on, row.signed_noted_by = ReviewState.SIGNED, received_on, by
    row.save(update_fields=["state", "signed_on", "signed_noted_by", "scan"])
    audit.record(
        "recognitions:review:sign",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        received_on=received_on,
        scan=row.scan_id is not None,
    )
    return row


def _filed(row: UnitReview, data: bytes, name: str, *, by: User, at: datetime) -> Document:
    media_type = registrations.require_scan(data)
    unit_name = units.name_of(row.unit, row.held_on)
    return documents.file_paper(
        kind=Document.Kind.SIGNED_COPY,
        unit=row.unit,
        subject=f"Biên bản bình xét ngày {row.held_on:%d/%m/%Y} của {unit_name} (bản ký)",
        by=by,
        at=at,
        file=documents.store(data, media_type=media_type, at=at),
        file_name=clean_line(name)[-200:],
    )
