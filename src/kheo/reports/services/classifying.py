"""What the statistical form on movements asks of a campaign, said by its officers."""

from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import Campaign
from kheo.core.errors import N_, InvalidInput
from kheo.kernel.clock import day_of
from kheo.reports import permissions
from kheo.reports.models import MovementClass
from kheo.reports.states import MovementMethod, MovementScope


@transaction.atomic
def classify(
    campaign: Campaign,
    *,
    scope: str,
    method: str,
    first_on: date | None,
    last_on: date | None,
    by: User,
    at: datetime,
) -> MovementClass:
    """Say how far the movement reaches, how it is run, and its first and last day (both, or neither).

    Raises NotAllowed, InvalidInput (`field` scope, method, last_on).
    """
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    permissions.require_writer(by, row, day_of(at))
    _require(scope, method, first_on, last_on)
    made, _new = MovementClass.objects.update_or_create(
        campaign=row,
        defaults={
            "scope": scope,
            "method": method,
            "first_on": first_on,
            "last_on": last_on,
            "set_at": at,
            "set_by": by,
        },
    )
    audit.record(
        "reports:movement:classify",
        made,
        by=by,
        at=at,
        unit_id=row.managing_unit_id,
        campaign=row.pk,
        scope=scope,
        method=method,
        first_on=first_on,
        last_on=last_on,
    )
    return made


def _require(scope: str, method: str, first_on: date | None, last_on: date | None) -> None:
    if scope not in MovementScope.values:
        raise InvalidInput(N_("Hãy chọn phạm vi của phong trào."), code="movement-scope", field="scope")
    if method not in MovementMethod.values:
        raise InvalidInput(
            N_("Hãy chọn phương thức tổ chức phong trào."), code="movement-method", field="method"
        )
    if (first_on is None) != (last_on is None) or (first_on and last_on and last_on < first_on):
        raise InvalidInput(
            N_(
                "Hãy ghi cả ngày đầu và ngày cuối, ngày cuối không trước ngày đầu; hoặc để trống cả hai để lấy theo kế hoạch."
            ),
            code="movement-days",
            field="last_on",
        )
