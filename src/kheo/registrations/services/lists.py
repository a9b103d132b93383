"""What comes in, and goes out, on paper: signed copies, the issued list, launch days."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, Refusal, UnreadableFile
from kheo.core.paper.gate import check_size
from kheo.core.paper.limits import STANDARD
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import clean_line, short_date
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations import desk, numbered_papers, permissions
from kheo.registrations.listing import Line, listed
from kheo.registrations.models import ListNotice, Registration, SignedCopy
from kheo.registrations.numbered_papers import IssuedList
from kheo.registrations.selectors import not_found
from kheo.registrations.states import State
from kheo.registrations.unsettled import Unsettled, unsettled
from kheo.units import public as units
from kheo.units.public import Unit

_SCANS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n", "image/png"))
_WINDOW = 1024
_YEARS_AROUND = 5


@transaction.atomic
def note_signed_copy(
    round_: CampaignRound,
    unit: Unit,
    *,
    received_on: date,
    by: User,
    at: datetime,
    scan: bytes | None = None,
    scan_name: str = "",
) -> SignedCopy:
    """“Đã nhận bản ký” of the unit; noting it again corrects the day, and the scan where one comes.

    Raises NotAllowed, InvalidInput for a day to come or a unit without a place here, UnreadableFile.
    """
    locked = _lock(round_)
    desk.require_filing(by, locked.campaign, day_of(at))
    if received_on > day_of(at):
        raise InvalidInput(
            N_("Ngày nhận chưa tới. Hãy ghi ngày đã thật sự nhận được bản ký."),
            code="received-in-future",
            field="received_on",
        )
    _require_unit_of(locked, unit)
    document = _file_scan(locked, unit, scan, scan_name, by=by, at=at) if scan is not None else None
    values: dict[str, Any] = {"received_on": received_on, "noted_at": at, "noted_by": by}
    values |= {"scan": document} if document else {}
    row, _made = SignedCopy.objects.update_or_create(round=locked, unit=unit, defaults=values)
    audit.record(
        "registrations:signed-copy:note",
        row,
        by=by,
        at=at,
        unit_id=unit.pk,
        received_on=received_on,
        scan=bool(document),
    )
    return row


@transaction.atomic
def take_back_signed_copy(copy: SignedCopy, *, by: User, at: datetime) -> None:
    """The tick was wrong: the unit's signed list has not come. The scan stays on file, the trail says it all."""
    row = (
        SignedCopy.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .filter(pk=copy.pk)
        .first()
    )
    if row is None:
        return
    desk.require_filing(by, row.round.campaign, day_of(at))
    audit.record(
        "registrations:signed-copy:take-back",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        received_on=row.received_on,
    )
    row.delete()


@transaction.atomic
def set_launch_day(registration: Registration, *, on: date | None, by: User, at: datetime) -> Registration:
    """“Ngày ra mắt” of a received initiative, by its unit or the officer; None takes the day away.

    Raises NotAllowed, Refusal before it was received, InvalidInput for a day outside the years around.
    """
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .filter(pk=registration.pk)
        .first()
    )
    if row is None:
        raise not_found()
    permissions.acts_for(by, row.round.campaign, row.handled_by_unit_id, day_of(at))
    if row.state != State.ACCEPTED:
        raise Refusal(
            N_("Chỉ mô hình đã được tiếp nhận mới ghi ngày ra mắt."), code="launch-day-not-accepted"
        )
    if on is not None and abs(on.year - row.round.year) > _YEARS_AROUND:
        raise InvalidInput(
            N_("Ngày ra mắt cách xa năm %(year)d. Hãy xem lại năm vừa ghi."),
            code="launch-day-far",
            field="launch_on",
            year=row.round.year,
        )
    before, row.launch_on = row.launch_on, on
    row.save(update_fields=["launch_on"])
    audit.record(
        "registrations:registration:set-launch-day",
        row,
        by=by,
        at=at,
        unit_id=row.handled_by_unit_id,
        before=before,
        after=on,
    )
    return row


@transaction.atomic
def issue_list(
    round_: CampaignRound,
    *,
    facts: PaperFacts,
    shown_to_leader_on: date,
    leader_name: str,
    by: User,
    at: datetime,
    unsettled_known: bool = False,
) -> ListNotice:
    """Issue “Thông báo danh mục mô hình”: a frozen version of what has been received, told to its units.

    Raises NotAllowed, InvalidInput where number, date, leader or any received registration is missing, or
    the leader is said to have seen it only after it was issued. Where some still wait, or were received
    after the leader saw the list, it is issued only by who says that he knows (`unsettled_known`).
    """
    locked = _lock(round_)
    permissions.require_receiver(by, locked.campaign, day_of(at))
    on = _require_numbered(facts)
    leader_name = _require_leader(leader_name, shown_to_leader_on, on)
    lines = listed(locked, day_of(at))
    if not lines:
        raise InvalidInput(
            N_("Chưa có đăng ký nào được tiếp nhận nên chưa ban hành danh mục được."), code="list-empty"
        )
    loose = unsettled(locked, shown_to_leader_on)
    if loose and not unsettled_known:
        raise _not_settled(loose)
    issued, version = _frozen(locked, facts, lines, on), _next_version(locked)
    row = ListNotice.objects.create(
        round=locked,
        version=version,
        shown_to_leader_on=shown_to_leader_on,
        leader_name=leader_name,
        number=facts.number,
        symbol=facts.symbol,
        issued_on=on,
        rows=issued.as_json(),
        document=_file_notice(locked, issued, version, on, by=by, at=at),
        issued_at=at,
        issued_by=by,
    )
    _record_issue(row, loose, by=by, at=at)
    campaigns.note_list_issued(locked, paper=f"Thông báo số {row}", issued_on=on, by=by, at=at)
    _tell_of_list(row, {line.registration.handled_by_unit_id for line in lines}, by=by, at=at)
    return row


def _next_version(round_: CampaignRound) -> int:
    return ListNotice.objects.filter(round=round_).count() + 1


def _frozen(round_: CampaignRound, facts: PaperFacts, lines: list[Line], on: date) -> IssuedList:
    name = units.name_of(round_.campaign.managing_unit, on)
    told = numbered_papers.units_told(lines, on)
    return IssuedList.freeze(facts, name, numbered_papers.plan_cited(round_, name), lines, told=told)


def _file_notice(
    round_: CampaignRound, issued: IssuedList, version: int, on: date, *, by: User, at: datetime
) -> Document:
    paper, unit = numbered_papers.notice(round_, issued, on=on), round_.campaign.managing_unit
    made = documents.docx_of(paper, unit, Document.Kind.NOTICE, at=at, lists=issued.for_template())
    what = f"danh mục {len(issued.rows)} mô hình đã tiếp nhận năm {round_.year}, lần {version}"
    return documents.file_paper(
        kind=Document.Kind.NOTICE,
        unit=unit,
        subject=paper.subject,
        by=by,
        at=at,
        number=issued.facts.number,
        symbol=issued.facts.symbol,
        issued_on=on,
        upload=documents.Upload(
            made,
            numbered_papers.notice_name(round_, version, "docx"),
            provenance=documents.Provenance(
                what, f"campaigns.CampaignRound:{round_.pk}:list-{version}", issued.as_json()
            ),
        ),
        details=_signed_by(paper),
        replaces=_superseded(round_),
    )


def _signed_by(paper: Paper) -> documents.Details:
    signer = paper.signature
    return documents.Details(
        signer=signer.name if signer else "",
        signer_position=signer.position if signer else "",
        recipients="\n".join(paper.recipients),
    )


def _superseded(round_: CampaignRound) -> Document | None:
    """The list before, where it still stands."""
    last = ListNotice.objects.filter(round=round_).select_related("document").order_by("-version").first()
    before = last.document if last else None
    stands = before is not None and before.state == documents.DocumentState.ISSUED
    return before if stands and not Document.objects.filter(replaces=before).exists() else None


def _not_settled(loose: Unsettled) -> InvalidInput:
    """The refusal that says how many; the page lists them and offers to go on all the same."""
    sentence = N_(
        "Còn %(waiting)d đăng ký chờ tiếp nhận và %(later)d đăng ký tiếp nhận sau ngày trình lãnh đạo. Hãy xem lại; nếu vẫn ban hành thì đánh dấu vào ô này."
    )
    if not loose.later:
        sentence = N_(
            "Còn %(waiting)d đăng ký chờ tiếp nhận nên chưa có trong danh mục. Hãy xem lại; nếu vẫn ban hành thì đánh dấu vào ô này."
        )
    elif not loose.waiting:
        sentence = N_(
            "Có %(later)d đăng ký tiếp nhận sau ngày trình lãnh đạo. Hãy trình lại; nếu vẫn ban hành thì đánh dấu vào ô này."
        )
    return InvalidInput(
        sentence,
        code="list-unsettled",
        field="unsettled_known",
        waiting=loose.waiting,
        later=len(loose.later),
    )


def _record_issue(row: ListNotice, loose: Unsettled, *, by: User, at: datetime) -> None:
    audit.record(
        "registrations:list-notice:issue",
        row,
        by=by,
        at=at,
        unit_id=row.round.campaign.managing_unit_id,
        number=str(row),
        version=row.version,
        shown_on=row.shown_to_leader_on,
        leader=row.leader_name,
        still_waiting=loose.waiting,
        received_later=[one.pk for one in loose.later],
    )


def _tell_of_list(row: ListNotice, unit_ids: set[int], *, by: User, at: datetime) -> None:
    for unit_id in sorted(unit_ids):
        notices.tell(
            row,
            unit_ids=[unit_id],
            title=f"Đã có Thông báo số {row} về danh mục mô hình “Dân vận khéo” năm {row.round.year}",
            by=by,
            at=at,
            body=f"Ban hành ngày {short_date(row.issued_on)}. Đơn vị ghi ngày ra mắt của từng mô hình khi đã ấn định.",
            link=f"/dang-ky/{row.round_id}/danh-sach/don-vi/{unit_id}/",
        )


def _lock(round_: CampaignRound) -> CampaignRound:
    rows = CampaignRound.objects.select_for_update(of=("self",)).select_related("campaign__managing_unit")
    return rows.get(pk=round_.pk)


def _require_unit_of(round_: CampaignRound, unit: Unit) -> None:
    """Raise InvalidInput for a unit that neither registers in the campaign nor has anything in the round."""
    takes_part = permissions.takes_part(round_.campaign, unit.pk)
    if not takes_part and not Registration.objects.filter(round=round_, handled_by_unit=unit).exists():
        raise InvalidInput(
            N_("Đơn vị này không tham gia phong trào. Hãy chọn lại từ danh sách."),
            code="unit-not-taking-part",
        )


def require_scan(data: bytes) -> str:
    """The media type of a scan. Raises UnreadableFile for anything but .pdf, .jpg and .png, or too large."""
    check_size(len(data), STANDARD)
    for beginning, media_type in _SCANS:
        if data.startswith(beginning) or (beginning == b"%PDF-" and beginning in data[:_WINDOW]):
            return media_type
    raise UnreadableFile(
        N_("Bản quét chỉ nhận tệp .pdf, .jpg hoặc .png. Hãy quét hoặc chụp lại rồi chọn đúng tệp."),
        code="scan-kind",
        field="scan",
    )


def _file_scan(
    round_: CampaignRound, unit: Unit, data: bytes, name: str, *, by: User, at: datetime
) -> Document:
    media_type = require_scan(data)
    return documents.file_paper(
        kind=Document.Kind.SIGNED_COPY,
        unit=unit,
        subject=f"Danh sách đăng ký mô hình “Dân vận khéo” năm {round_.year} (bản ký)",
        by=by,
        at=at,
        file=documents.store(data, media_type=media_type, at=at),
        file_name=clean_line(name)[-200:],
    )


def _require_numbered(facts: PaperFacts) -> date:
    if not facts.number or not facts.symbol:
        raise InvalidInput(
            N_("Hãy ghi số và ký hiệu của văn bản."),
            code="number-missing",
            field="number" if not facts.number else "symbol",
        )
    if facts.issued_on is None:
        raise InvalidInput(N_("Hãy ghi ngày ban hành."), code="day-missing", field="issued_on")
    return facts.issued_on


def _require_leader(name: str, shown_on: date, issued_on: date) -> str:
    name = clean_line(name)[:200]
    if not name:
        raise InvalidInput(
            N_("Hãy ghi tên lãnh đạo đã xem danh mục."), code="leader-missing", field="leader_name"
        )
    if shown_on > issued_on:
        raise InvalidInput(
            N_("Ngày trình lãnh đạo đứng sau ngày ban hành. Hãy xem lại hai ngày."),
            code="shown-after-issue",
            field="shown_to_leader_on",
        )
    return name
