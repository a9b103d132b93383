"""A review from its first wording to its issue. What an officer edits are words; figures come from the data, and what
is issued is filled from a frozen, numbered set of them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import override

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal
from kheo.core.vietnamese import clean, clean_line, fold
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of
from kheo.reports import permissions
from kheo.reports.content import Content, sha256_of
from kheo.reports.models import Review, Snapshot
from kheo.reports.papers.drafting import first_wording
from kheo.reports.papers.reports import filled, review_paper
from kheo.reports.selectors.background import background_of
from kheo.reports.selectors.figures import content_of
from kheo.reports.selectors.reviews import live_of, newest_of
from kheo.reports.selectors.scopes import scope_of
from kheo.reports.states import WORKFLOW, Part, ReviewKind, ReviewState

WORD = "BAN HÀNH"
ADDRESSEE = "addressee"
_LONGEST = 20_000


@transaction.atomic
def begin(round_: CampaignRound, *, kind: str, by: User, at: datetime) -> Review:
    """Draft a review from what is counted now. One draft of a kind is open at a time.

    Raises NotAllowed, Refusal before the launch, InvalidInput for no such kind, Conflict where one is being written
    (`review` in its params).
    """
    rows = CampaignRound.objects.select_for_update(of=("self",)).select_related("campaign__managing_unit")
    row = rows.get(pk=round_.pk)
    permissions.require_writer(by, row.campaign, day_of(at))
    if row.campaign.state == CampaignState.PREPARING:
        raise Refusal(
            N_("Phong trào chưa phát động nên chưa có gì để báo cáo."), code="campaign-not-launched"
        )
    if kind not in ReviewKind.values:
        raise InvalidInput(N_("Hãy chọn loại báo cáo."), code="review-kind", field="kind")
    standing = Review.objects.filter(round=row, kind=kind, state=ReviewState.DRAFTING).first()
    if standing is not None:
        raise Conflict(
            N_("Đang có một bản cùng loại đang soạn. Hãy soạn tiếp bản đó."),
            code="review-open",
            review=standing,
        )
    scope = scope_of(row, kind)
    with override("vi"):
        wording = first_wording(kind, content_of(scope, at), background_of(scope, day_of(at)))
    review = Review.objects.create(
        round=row,
        kind=kind,
        unit=row.campaign.managing_unit,
        addressee=row.campaign.sends_up_to,
        draft_id=uuid4(),
        wording=wording,
        saved_at=at,
        saved_by=by,
        begun_at=at,
        begun_by=by,
    )
    audit.record("reports:review:begin", review, by=by, at=at, unit_id=review.unit_id, first=True, kind=kind)
    return review


@transaction.atomic
def save_words(review: Review, *, fields: Mapping[str, str], revision: int, by: User, at: datetime) -> Review:
    """Keep the words. `revision` is the one the page was made from; the same words twice change nothing.

    Raises NotAllowed, TransitionNotAllowed once issued, Conflict (draft-older, with `review` the newer one), InvalidInput
    (`field` the part) for a text that is too long. Placeholders are judged when the paper is filled, so that half a word
    can be kept.
    """
    row = _locked(review, by, at)
    WORKFLOW.target("write", current=ReviewState(row.state))
    wording, addressee = known_fields(fields)
    if (wording, addressee) == (row.wording, row.addressee):
        return row
    if row.revision != revision:
        raise Conflict(
            N_("Có bản mới hơn đã được lưu ở nơi khác. Hãy xem hai bản cạnh nhau rồi chọn."),
            code="draft-older",
            review=row,
        )
    row.wording, row.addressee = wording, addressee
    row.saved_at, row.saved_by = at, by
    row.revision += 1
    row.save(update_fields=["wording", "addressee", "saved_at", "saved_by", "revision"])
    return row


def known_fields(fields: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The parts among posted fields, cleaned, and the addressee. Raises InvalidInput for a text too long."""
    wording = {}
    for part in Part:
        words = clean(fields.get(part.value, "")).strip()
        if len(words) > _LONGEST:
            raise InvalidInput(
                N_("Mục này dài %(length)d ký tự, quá %(most)d. Hãy viết gọn lại."),
                code="part-long",
                field=part.value,
                length=len(words),
                most=_LONGEST,
            )
        if words:
            wording[part.value] = words
    return wording, clean_line(fields.get(ADDRESSEE, ""))[:300]


@transaction.atomic
def freeze(review: Review, *, by: User, at: datetime) -> Snapshot:
    """“Chốt số liệu”: everything counted now, with every registration behind it, numbered and hashed; never changed.

    Frozen again, a further number stands beside it. Raises NotAllowed, TransitionNotAllowed.
    """
    row = _locked(review, by, at)
    WORKFLOW.target("freeze", current=ReviewState(row.state))
    content = live_of(row, at, with_cases=True).as_json()
    before = newest_of(row)
    snapshot = Snapshot.objects.create(
        review=row,
        number=before.number + 1 if before else 1,
        on=day_of(at),
        content=content,
        sha256=sha256_of(content),
        taken_at=at,
        taken_by=by,
    )
    audit.record(
        "reports:review:freeze",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        number=snapshot.number,
        sha256=snapshot.sha256,
    )
    return snapshot


@transaction.atomic
def issue(review: Review, *, facts: PaperFacts, typed: str, by: User, at: datetime) -> Review:
    """Enter the signed report with its number and day; its figures are the ones frozen last.

    An empty number asks Khéo for the next of the unit's register, where it numbers reports. Raises NotAllowed,
    TransitionNotAllowed, Refusal without frozen figures, InvalidInput (`field` number, symbol, issued_on, position,
    signer, typed, or the part with a placeholder that is none).
    """
    row = _locked(review, by, at)
    target = WORKFLOW.target("issue", current=ReviewState(row.state))
    frozen = newest_of(row)
    if frozen is None:
        raise Refusal(
            N_("Chưa chốt số liệu nên chưa ban hành được. Hãy bấm “Chốt số liệu” trước."), code="not-frozen"
        )
    on = _require(facts, typed, frozen, at)
    content = Content.from_json(frozen.content)
    words = filled(row.wording, content)
    facts = _numbered(row, content, words, facts, on=on, by=by, at=at)
    row.content = {
        "words": words,
        "addressee": row.addressee,
        "snapshot": frozen.number,
        "figures": content.brief().as_json(),
        "facts": {
            "number": facts.number,
            "symbol": facts.symbol,
            "issued_on": on.isoformat(),
            "position": facts.position,
            "signer": facts.signer,
        },
    }
    row.document = _filed(row, content, words, facts, frozen, on=on, by=by, at=at)
    row.state, row.issued_on, row.issued_at, row.issued_by = target, on, at, by
    row.save()
    audit.record(
        "reports:review:issue",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        number=facts.number,
        snapshot=frozen.number,
        sha256=frozen.sha256,
    )
    return row


@transaction.atomic
def drop(review: Review, *, reason: str, by: User, at: datetime) -> Review:
    """Put a draft away that will not be issued; it stays to be read. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = _locked(review, by, at)
    target = WORKFLOW.target("drop", current=ReviewState(row.state))
    said = clean_line(reason)[:300]
    if not said:
        raise InvalidInput(N_("Hãy ghi lý do bỏ bản này."), code="reason-missing", field="reason")
    row.state, row.drop_reason = target, said
    row.save(update_fields=["state", "drop_reason"])
    audit.record("reports:review:drop", row, by=by, at=at, unit_id=row.unit_id, reason=said)
    return row


def _locked(review: Review, by: User, at: datetime) -> Review:
    """The review, locked, for whoever writes it. Raises NotAllowed."""
    rows = Review.objects.select_for_update(of=("self",))
    row = rows.select_related("round__campaign__managing_unit", "unit").get(pk=review.pk)
    permissions.require_writer(by, row.round.campaign, day_of(at))
    return row


def _require(facts: PaperFacts, typed: str, frozen: Snapshot, at: datetime) -> date:
    """The day of the paper; symbol, position and signer are there. Raises InvalidInput at the field."""
    if fold(clean_line(typed)) != fold(WORD):
        raise InvalidInput(
            N_("Hãy gõ đúng chữ “%(word)s” để xác nhận: việc này không sửa lại được."),
            code="word-not-typed",
            field="typed",
            word=WORD,
        )
    missing = {
        "symbol": N_("Hãy ghi ký hiệu của báo cáo."),
        "position": N_("Hãy ghi chức vụ người ký."),
        "signer": N_("Hãy ghi họ tên người ký."),
    }
    for name, sentence in missing.items():
        if not clean_line(getattr(facts, name)):
            raise InvalidInput(sentence, code=f"{name}-missing", field=name)
    on = facts.issued_on
    if on is None or on > day_of(at):
        raise InvalidInput(
            N_("Ngày ký còn để trống hoặc ở sau hôm nay. Hãy ghi ngày đã ký."), code="day", field="issued_on"
        )
    if on < frozen.on:
        raise InvalidInput(
            N_("Ngày ký đứng trước ngày chốt số liệu. Hãy xem lại ngày, hoặc chốt lại số liệu."),
            code="issued-before-figures",
            field="issued_on",
        )
    return on


def _numbered(
    row: Review,
    content: Content,
    words: Mapping[str, str],
    facts: PaperFacts,
    *,
    on: date,
    by: User,
    at: datetime,
) -> PaperFacts:
    """With the number typed, else with the next of the unit's register where Khéo gives it. Raises InvalidInput."""
    if clean_line(facts.number):
        return facts
    if documents.series_for(row.unit, Document.Kind.REPORT, on) is None:
        raise InvalidInput(N_("Hãy ghi số của báo cáo đã ký."), code="number-missing", field="number")
    subject = review_paper(row, content, words, facts, on=on).subject
    kept = documents.reserve(row.unit, kind=Document.Kind.REPORT, subject=subject, by=by, at=at)
    return PaperFacts(
        documents.number_alone(kept), kept.symbol, facts.issued_on, facts.position, facts.signer
    )


def _filed(
    row: Review,
    content: Content,
    words: Mapping[str, str],
    facts: PaperFacts,
    frozen: Snapshot,
    *,
    on: date,
    by: User,
    at: datetime,
) -> Document:
    """In the register of the unit, made of the frozen figures."""
    paper = review_paper(row, content, words, facts, on=on, frozen=frozen_words(frozen))
    what = f"số liệu chốt lần {frozen.number} ngày {frozen.on:%d/%m/%Y}"
    source = f"reports.Review:{row.pk}"
    data: dict[str, Any] = {"snapshot": frozen.sha256, "words": dict(words)}
    return documents.file_paper(
        kind=Document.Kind.REPORT,
        unit=row.unit,
        subject=paper.subject,
        by=by,
        at=at,
        number=facts.number,
        symbol=facts.symbol,
        issued_on=on,
        upload=documents.Upload(
            documents.docx_of(paper, row.unit, Document.Kind.REPORT, at=at),
            f"bao-cao-{row.kind}-{row.round.year}.docx",
            provenance=documents.Provenance(what, source, data),
        ),
        details=documents.Details(
            signer=facts.signer, signer_position=facts.position, recipients="\n".join(paper.recipients)
        ),
    )


def frozen_words(snapshot: Snapshot) -> str:
    """“lần 2, mã kiểm tra 1a2b3c4d5e6f”."""
    return f"lần {snapshot.number}, mã kiểm tra {snapshot.sha256[:12]}"
