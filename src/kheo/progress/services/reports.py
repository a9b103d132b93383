"""A unit's report on one initiative: drafts kept, sent once, what was sent kept as versions."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignState
from kheo.core.errors import N_, Conflict, Refusal, TransitionNotAllowed
from kheo.kernel.clock import day_of
from kheo.progress import permissions
from kheo.progress.models import IndicatorValue, ProgressReport, ReportDraft, ReportVersion
from kheo.progress.report_content import Content, read_content
from kheo.progress.report_fields import Fields, known_fields
from kheo.progress.selectors.periods import RoundPeriod, period_for, reporting_of
from kheo.progress.selectors.reports import not_found
from kheo.progress.services.telling import about, tell_unit
from kheo.progress.states import REPORT_WORKFLOW, ReportState
from kheo.registrations.public import Indicator, Registration, State


@transaction.atomic
def save_draft(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    registration: Registration,
    period: str,
    by: User,
    at: datetime,
) -> ReportDraft:
    """Keep the posted fields. The first time this makes the report of the period and its draft.

    `revision` is the one that the page was made from (0 for a new form). The same fields sent twice change
    nothing. Raises Conflict (draft-older, with `draft` the newer one; report-already-sent), NotAllowed,
    Refusal where nothing can be reported, InvalidInput where the whole is too large.
    """
    taken = known_fields(fields)
    draft = _locked(draft_id)
    if draft is None:
        draft = _begin(draft_id, taken, registration, period, by=by, at=at)
        if draft.pk == draft_id:
            return draft
    require_open(draft, by=by, at=at)
    if not _already_kept(draft, revision=revision, fields=taken):
        _keep(draft, taken, by=by, at=at)
    return draft


@transaction.atomic
def send(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    registration: Registration,
    period: str,
    by: User,
    at: datetime,
) -> ProgressReport:
    """Send what the form holds. Late is told, not refused; the same id with the same fields is one report.

    Raises InvalidInput (report-incomplete, faults in its params), Conflict when the page is out of date or
    other content was sent already, Refusal where nothing can be reported, NotAllowed.
    """
    taken = known_fields(fields)
    draft = _locked(draft_id) or _begin(draft_id, taken, registration, period, by=by, at=at)
    report = draft.report
    own = permissions.require_report_writer(by, report, day_of(at))
    before = ReportState(report.state)
    if not REPORT_WORKFLOW.allows("send", current=before):
        return _the_same(draft, taken)
    require_reportable(report.registration)
    _already_kept(draft, revision=revision, fields=taken)
    indicators = list(report.registration.indicators.order_by("kind", "position"))
    content = read_content(taken, indicators)
    _fill(report, content, own=own, by=by, at=at)
    _keep(draft, taken, by=by, at=at)
    _write_values(report, content)
    number = _keep_version(report, content, by=by, at=at)
    unit_id = report.registration.handled_by_unit_id
    audit.record(
        "progress:report:send",
        report,
        by=by,
        at=at,
        unit_id=unit_id,
        period=report.period,
        version=number,
        before=before,
        late=report.is_late,
        for_unit=not own,
    )
    if not own:
        tell_unit(report, f"Cán bộ đã gửi thay đơn vị {about(report)}", by=by, at=at)
    return report


@transaction.atomic
def discard(draft_id: UUID, *, by: User, at: datetime) -> Registration:
    """Throw away a report that was never sent. Raises NotFound, NotAllowed, TransitionNotAllowed."""
    draft = _locked(draft_id)
    if draft is None:
        raise not_found()
    report = draft.report
    permissions.require_report_writer(by, report, day_of(at))
    if report.state != ReportState.DRAFT:
        raise TransitionNotAllowed(
            N_("Báo cáo này đã gửi nên không xóa được. Nếu cần sửa, hãy đề nghị cán bộ trả lại."),
            code="discard-sent",
        )
    registration = report.registration
    audit.record("progress:report:discard", report, by=by, at=at, unit_id=registration.handled_by_unit_id)
    report.delete()
    return registration


def require_reportable(registration: Registration) -> None:
    """Raise Refusal unless the registration is received and its campaign runs."""
    if registration.state != State.ACCEPTED:
        raise Refusal(
            N_("Mô hình này chưa được tiếp nhận nên chưa báo cáo tiến độ được."), code="not-received"
        )
    if registration.round.campaign.state == CampaignState.CLOSED:
        raise Refusal(
            N_("Phong trào này đã kết thúc nên không nhận báo cáo nữa. Báo cáo đã gửi vẫn xem được."),
            code="campaign-closed",
        )


def require_period(registration: Registration, key: str, at: datetime) -> RoundPeriod:
    """The period to report on. Raises NotFound, or Refusal before it has begun and where it is skipped."""
    found = period_for(registration.round, key)
    if found.skipped is not None:
        raise Refusal(
            N_("Kỳ này không phải báo cáo: %(reason)s."), code="period-skipped", reason=found.skipped.reason
        )
    if not found.period.has_begun(day_of(at)):
        raise Refusal(N_("Kỳ báo cáo này chưa bắt đầu nên chưa có gì để báo cáo."), code="period-not-begun")
    return found


def require_open(draft: ReportDraft, *, by: User, at: datetime) -> None:
    """Raise NotAllowed, or Conflict once the report was sent."""
    permissions.require_report_writer(by, draft.report, day_of(at))
    if not REPORT_WORKFLOW.allows("send", current=ReportState(draft.report.state)):
        raise Conflict(
            N_("Báo cáo này đã gửi nên không lưu nháp được nữa. Hãy mở bản đã gửi để xem."),
            code="report-already-sent",
            draft=draft,
        )


def _locked(draft_id: UUID) -> ReportDraft | None:
    return (
        ReportDraft.objects.select_for_update(of=("self", "report"))
        .select_related("report__registration__round__campaign")
        .filter(pk=draft_id)
        .first()
    )


def _begin(
    draft_id: UUID, fields: Fields, registration: Registration, key: str, *, by: User, at: datetime
) -> ReportDraft:
    """The report of the period with its draft; where another page was quicker, that one's draft."""
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .get(pk=registration.pk)
    )
    own = permissions.require_writer(by, row, day_of(at))
    require_reportable(row)
    chosen = require_period(row, key, at)
    standing = ReportDraft.objects.filter(report__registration=row, report__period=key).first()
    if standing is not None:
        found = _locked(standing.pk)
        if found is None:
            raise not_found()
        return found
    report = ProgressReport.objects.create(
        registration=row,
        period=key,
        period_from=chosen.period.first,
        period_to=chosen.period.last,
        due_on=chosen.period.due_on,
        entered_for_unit=not own,
        created_at=at,
        created_by=by,
    )
    draft = ReportDraft.objects.create(id=draft_id, report=report, fields=fields, saved_at=at, saved_by=by)
    audit.record(
        "progress:report:begin", report, by=by, at=at, unit_id=row.handled_by_unit_id, first=True, period=key
    )
    return draft


def _already_kept(draft: ReportDraft, *, revision: int, fields: Fields) -> bool:
    if draft.fields == fields:
        return True
    if draft.revision != revision:
        raise _older(draft)
    return False


def _older(draft: ReportDraft) -> Conflict:
    return Conflict(
        N_("Có bản mới hơn đã được lưu ở nơi khác. Hãy xem hai bản cạnh nhau rồi chọn."),
        code="draft-older",
        draft=draft,
    )


def _keep(draft: ReportDraft, fields: Fields, *, by: User, at: datetime) -> None:
    draft.fields, draft.saved_at, draft.saved_by = fields, at, by
    draft.revision += 1
    draft.save(update_fields=["fields", "saved_at", "saved_by", "revision"])


def _the_same(draft: ReportDraft, fields: Fields) -> ProgressReport:
    if draft.fields != fields:
        raise Conflict(
            N_("Báo cáo này đã được gửi trước đó với nội dung khác. Nội dung vừa nhập chưa được nhận."),
            code="already-sent-otherwise",
            draft=draft,
        )
    return draft.report


def _fill(report: ProgressReport, content: Content, *, own: bool, by: User, at: datetime) -> None:
    for column, value in content.columns.items():
        setattr(report, column, value)
    report.state = REPORT_WORKFLOW.target("send", current=ReportState(report.state))
    report.entered_for_unit = not own
    report.sent_at, report.sent_by = at, by
    report.first_sent_at = report.first_sent_at or at
    report.due_on = _due_on(report)
    report.is_late = day_of(report.first_sent_at) > report.due_on
    report.decided_at = report.decided_by = None
    report.save()


def _due_on(report: ProgressReport) -> date:
    """The period's due day as it now stands; a rhythm changed since leaves the day as it was."""
    chosen = reporting_of(report.registration.round).find(report.period)
    return chosen.period.due_on if chosen else report.due_on


def _write_values(report: ProgressReport, content: Content) -> None:
    report.values.all().delete()
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            report=report,
            indicator=one.indicator,
            kind=one.indicator.kind,
            position=one.indicator.position,
            name=one.indicator.name,
            target=one.indicator.target,
            unit=one.indicator.unit,
            actual=one.actual,
            is_done=one.is_done,
        )
        for one in content.reached
    )


def _keep_version(report: ProgressReport, content: Content, *, by: User, at: datetime) -> int:
    number = report.versions.count() + 1
    kept = {name: value for name, value in content.columns.items() if value not in {"", None}}
    kept["indicators"] = [_plain(one.indicator, one.actual, is_done=one.is_done) for one in content.reached]
    ReportVersion.objects.create(
        report=report, number=number, content=kept, sent_at=at, sent_by_name=by.full_name
    )
    return number


def _plain(indicator: Indicator, actual: object, *, is_done: bool) -> dict[str, str | bool]:
    return {
        "kind": indicator.kind,
        "name": indicator.name,
        "target": "" if indicator.target is None else str(indicator.target),
        "unit": indicator.unit,
        "actual": "" if actual is None else str(actual),
        "done": is_done,
    }
