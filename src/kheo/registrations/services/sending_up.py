"""Sending the list up: one bundle to the body the plan names, and what was answered."""

from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import clean, clean_line
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import VIETNAM, day_of
from kheo.registrations import desk, numbered_papers, permissions
from kheo.registrations.listing import Line, listed
from kheo.registrations.models import UpwardBundle
from kheo.registrations.numbered_papers import IssuedList
from kheo.units import public as units

MOST_SHEETS = 500
_LONGEST_ANSWER = 4000


def send_up(
    round_: CampaignRound, *, facts: PaperFacts, sent_to: str, by: User, at: datetime
) -> UpwardBundle:
    """Make the bundle of everything received and record that it went out under this number and date.

    The files are made before the write begins, so that nobody waits for them; where the list changed
    meanwhile nothing is recorded. Raises NotAllowed, InvalidInput, Conflict.
    """
    on = day_of(at)
    permissions.require_receiver(by, round_.campaign, on)
    sent_to = clean_line(sent_to)[:300]
    sent_on = _require_facts(facts, sent_to)
    lines = listed(round_, on, sheets=True)
    _require_sendable(lines)
    name = units.name_of(round_.campaign.managing_unit, on)
    issued = IssuedList.freeze(facts, name, numbered_papers.plan_cited(round_, name), lines)
    data = numbered_papers.bundle(round_, issued, lines, to=sent_to, on=on, at=at.astimezone(VIETNAM))
    letter = numbered_papers.letter_up(round_, issued, to=sent_to, on=on)
    return _record(round_, data, lines, letter, facts=facts, sent_to=sent_to, sent_on=sent_on, by=by, at=at)


@transaction.atomic
def _record(
    round_: CampaignRound,
    data: bytes,
    lines: list[Line],
    letter: Paper,
    *,
    facts: PaperFacts,
    sent_to: str,
    sent_on: date,
    by: User,
    at: datetime,
) -> UpwardBundle:
    locked = (
        CampaignRound.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=round_.pk)
    )
    permissions.require_receiver(by, locked.campaign, day_of(at))
    if [_mark(line) for line in listed(locked, day_of(at))] != [_mark(line) for line in lines]:
        raise Conflict(
            N_("Danh sách vừa thay đổi trong lúc lập hồ sơ nên chưa gửi. Hãy xem lại rồi bấm lại."),
            code="list-changed",
        )
    version = UpwardBundle.objects.filter(round=locked).count() + 1
    row = UpwardBundle.objects.create(
        round=locked,
        version=version,
        sent_to=sent_to,
        number=facts.number,
        symbol=facts.symbol,
        sent_on=sent_on,
        file=documents.store(data, media_type="application/zip", at=at),
        file_name=f"ho-so-dang-ky-mo-hinh-{locked.year}-lan-{version}.zip",
        made_at=at,
        made_by=by,
    )
    _enter(row, letter, len(lines), by=by, at=at)
    audit.record(
        "registrations:bundle:send-up",
        row,
        by=by,
        at=at,
        unit_id=locked.campaign.managing_unit_id,
        number=str(row),
        to=sent_to,
        sent_on=sent_on,
        initiatives=len(lines),
    )
    return row


def _enter(row: UpwardBundle, letter: Paper, count: int, *, by: User, at: datetime) -> None:
    """The letter stands in the register of who sends it."""
    unit, signer = row.round.campaign.managing_unit, letter.signature
    made = documents.docx_of(letter, unit, Document.Kind.LETTER, at=at)
    what = f"hồ sơ gửi cấp trên lần {row.version}, {count} mô hình"
    provenance = documents.Provenance(what, f"registrations.UpwardBundle:{row.pk}", row.file.sha256)
    documents.file_paper(
        kind=Document.Kind.LETTER,
        unit=unit,
        subject=letter.subject,
        by=by,
        at=at,
        number=row.number,
        symbol=row.symbol,
        issued_on=row.sent_on,
        upload=documents.Upload(
            made, f"cong-van-gui-danh-sach-{row.round.year}-lan-{row.version}.docx", provenance=provenance
        ),
        details=documents.Details(
            signer=signer.name if signer else "",
            signer_position=signer.position if signer else "",
            recipients=row.sent_to,
        ),
    )


@transaction.atomic
def note_answer(
    bundle: UpwardBundle, *, answer: str, answered_on: date, by: User, at: datetime
) -> UpwardBundle:
    """What the upper body answered, and when; a later answer takes the place of an earlier one."""
    row = (
        UpwardBundle.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .get(pk=bundle.pk)
    )
    desk.require_filing(by, row.round.campaign, day_of(at))
    answer = clean(answer).strip()[:_LONGEST_ANSWER]
    if not answer:
        raise InvalidInput(
            N_("Hãy ghi nội dung trả lời: số, ký hiệu văn bản hoặc ý kiến."),
            code="answer-missing",
            field="answer",
        )
    if not row.sent_on <= answered_on <= day_of(at):
        raise InvalidInput(
            N_("Ngày trả lời phải từ ngày gửi đến hôm nay."), code="answer-day", field="answered_on"
        )
    before, row.answer, row.answered_on = row.answer, answer, answered_on
    row.save(update_fields=["answer", "answered_on"])
    audit.record(
        "registrations:bundle:answer",
        row,
        by=by,
        at=at,
        unit_id=row.round.campaign.managing_unit_id,
        before=before,
        answer=answer,
        on=answered_on,
    )
    return row


def _mark(line: Line) -> tuple[int, str, str, datetime | None]:
    row = line.registration
    return (row.pk, row.title, line.unit, row.submitted_at)


def _require_facts(facts: PaperFacts, sent_to: str) -> date:
    if not sent_to:
        raise InvalidInput(N_("Hãy ghi nơi nhận hồ sơ."), code="body-missing", field="sent_to")
    if not facts.number or not facts.symbol:
        raise InvalidInput(
            N_("Hãy ghi số và ký hiệu của công văn."),
            code="number-missing",
            field="number" if not facts.number else "symbol",
        )
    if facts.issued_on is None:
        raise InvalidInput(N_("Hãy ghi ngày gửi."), code="day-missing", field="issued_on")
    return facts.issued_on


def _require_sendable(lines: list[Line]) -> None:
    if not lines:
        raise InvalidInput(
            N_("Chưa có đăng ký nào được tiếp nhận nên chưa có gì để gửi lên."), code="list-empty"
        )
    if len(lines) > MOST_SHEETS:
        raise InvalidInput(
            N_("Hồ sơ có %(count)d bản đăng ký, nhiều hơn mức %(limit)d của một lần gửi."),
            code="bundle-too-large",
            count=len(lines),
            limit=MOST_SHEETS,
        )
