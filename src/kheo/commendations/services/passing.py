"""Appraised dossiers pass, or not: before a council in Khéo, by its minutes on paper, or straight to who decides."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Dossier
from kheo.commendations.selectors.agendas import KIND, agendas_of, key_of, pk_of
from kheo.commendations.selectors.dossiers import lines_of
from kheo.commendations.selectors.law import money_of, name_on
from kheo.commendations.services.common import locked, locked_many, move, tell_unit
from kheo.commendations.services.judging import require_unstopped
from kheo.commendations.states import WORKFLOW, DossierState
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.vietnamese import long_date, short_date
from kheo.councils import public as councils
from kheo.councils.public import CouncilSession, Result
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed, past_day

_COUNCIL = "Hội đồng Thi đua - Khen thưởng"


@transaction.atomic
def bring(
    round_: CampaignRound,
    session: CouncilSession | None,
    dossiers: Sequence[Dossier],
    *,
    by: User,
    at: datetime,
) -> int:
    """Put appraised dossiers on the agenda, all or none.

    Raises NotAllowed (also where the person does not run the council), InvalidInput for none, TransitionNotAllowed,
    Refusal while one is posted, Conflict for one that stands on an agenda.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    if session is None:
        raise InvalidInput(N_("Hãy chọn phiên họp."), code="session", field="session")
    if not dossiers:
        raise InvalidInput(N_("Hãy chọn ít nhất một hồ sơ."), code="nothing-chosen", field="chosen")
    rows = [locked(one) for one in dossiers]
    for one in rows:
        WORKFLOW.target("pass", current=DossierState(one.state))
    _require_posted(rows, at)
    for one in rows:
        award = name_on(one.award, one.received_on or day_of(at))
        councils.open_item(
            session,
            kind=KIND,
            key=key_of(one.pk),
            title=f"{award}: {one.subject.name}. {one.achievement}"[:300],
            explanation=one.summary,
            nominees=_nominees(one),
            by=by,
            at=at,
        )
    return len(rows)


def _nominees(row: Dossier) -> list[councils.Nominee]:
    """Whom the matter is about: the subject, and who sent the registration behind it."""
    found = [councils.Nominee(row.subject.name)]
    registration = row.recognition.registration if row.recognition else None
    sender = registration.submitted_by if registration else None
    return [*found, councils.Nominee(sender.full_name, sender.pk)] if sender else found


def on_decided(result: Result, *, by: User, at: datetime) -> None:
    """A session was closed: what it decided is the dossier's result, also where it looks at it a second time.

    Raises TransitionNotAllowed for what has been decided on: the session cannot undo a decision.
    """
    if result.passed is None:
        return
    row = locked(Dossier(pk=pk_of(result.key)))
    if row.state in {DossierState.PASSED, DossierState.NOT_PASSED}:
        move(row, "reopen", by=by, at=at)
    words = (
        f"Biên bản họp của {result.council} ngày {short_date(result.on)}: "
        f"{result.votes_for}/{result.denominator} tán thành ({result.rule_words})"
    )
    row.of_council = True
    _decide(
        row,
        passed=result.passed,
        words=words,
        on=result.on,
        reason=result.conclusion or words,
        by=by,
        at=at,
    )


def _decide(row: Dossier, *, passed: bool, words: str, on: date, reason: str, by: User, at: datetime) -> None:
    row.passed_by, row.passed_on = words[:500], on
    if passed:
        move(row, "pass", by=by, at=at, words=words)
        return
    move(row, "refuse", by=by, at=at, reason=reason[:1000], words=words)
    tell_unit(row, f"Hồ sơ khen thưởng không được thông qua: {row.subject.name}", body=reason, by=by, at=at)


@transaction.atomic
def decide_by_minutes(
    round_: CampaignRound,
    *,
    number: str,
    held_on: date | None,
    passed: Collection[int],
    not_passed: Mapping[int, str],
    by: User,
    at: datetime,
) -> int:
    """What a council's meeting on paper said; `not_passed` with the reason.

    Raises NotAllowed; InvalidInput (`field` number, held_on, or “reason-12”); TransitionNotAllowed; Refusal on an
    agenda or while it is posted.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    said = needed(number, "number", 60, N_("Hãy ghi số, ký hiệu biên bản họp."))
    day = past_day(held_on, "held_on", row, at)
    rows = locked_many({*passed, *not_passed}, row.pk)
    if not rows:
        raise InvalidInput(
            N_("Hãy chọn kết quả cho ít nhất một hồ sơ."), code="nothing-decided", field="number"
        )
    _require_off_agendas(rows)
    _require_posted([one for one in rows if one.pk not in not_passed], at)
    for one in rows:
        reason = ""
        if one.pk in not_passed:
            reason = needed(
                not_passed[one.pk], f"reason-{one.pk}", 1000, N_("Hãy ghi vì sao không được thông qua.")
            )
        rule = money_of(one.award, day)
        words = f"Biên bản số {said} {long_date(day)} của {rule.met_by if rule else _COUNCIL}"
        _decide(one, passed=not reason, words=words, on=day, reason=reason, by=by, at=at)
    return len(rows)


@transaction.atomic
def pass_without_council(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """Straight to who decides, where the rule of the day asks no council.

    Raises NotAllowed, Refusal where it asks one, TransitionNotAllowed.
    """
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    WORKFLOW.target("pass", current=DossierState(row.state))
    [line] = lines_of([row], day_of(at))
    if line.asked.council:
        raise Refusal(
            N_("Quy định áp dụng cho hồ sơ này phải xét tại hội đồng. Hãy đưa vào phiên họp."),
            code="council-asked",
        )
    _require_off_agendas([row])
    _require_posted([row], at)
    _decide(row, passed=True, words="Theo ý kiến thẩm định", on=day_of(at), reason="", by=by, at=at)
    return row


def _require_off_agendas(rows: Sequence[Dossier]) -> None:
    standing = next(iter(agendas_of([one.pk for one in rows]).values()), None)
    if standing is not None:
        raise Refusal(
            N_("Có hồ sơ nằm trong chương trình “%(session)s”. Hãy bỏ khỏi chương trình phiên họp trước."),
            code="on-agenda",
            session=standing.session_title,
        )


def _require_posted(rows: Sequence[Dossier], at: datetime) -> None:
    """Raise Refusal for one that a local rule wants posted, and that is not, or whose days are not over."""
    for line in lines_of(rows, day_of(at)):
        if not line.asked.posting_days:
            continue
        posting = line.row.posting
        if posting is None or posting.until >= day_of(at):
            raise Refusal(
                N_(
                    "Địa phương quy định công khai %(days)d ngày làm việc trước khi xét; %(name)s chưa đủ thời gian."
                ),
                code="not-posted",
                days=line.asked.posting_days,
                name=line.row.subject.name,
            )
    require_unstopped(rows, at)


@transaction.atomic
def reopen(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """A result that was entered wrongly, before anything was decided: it waits again.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput; Refusal for what a council decided in Khéo.
    """
    row = locked(dossier)
    recognitions.require_manager(by, row.round.campaign, day_of(at))
    if row.of_council:
        raise Refusal(
            N_("Hội đồng đã quyết định trường hợp này; chỉ một phiên họp khác mới thay đổi được."),
            code="decided-by-council",
        )
    said = needed(reason, "reason", 1000, N_("Hãy ghi vì sao xem xét lại."))
    WORKFLOW.target("reopen", current=DossierState(row.state))
    row.passed_by, row.passed_on = "", None
    move(row, "reopen", by=by, at=at, why=said)
    return row
