"""Keep how the columns of another body's software are matched: every change is a new version under the same name."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.columns import EMPTY, FIELDS, FIXED, MOST_ABOVE, MOST_COLUMNS, Layout
from kheo.commendations.models import ExportColumns
from kheo.core.errors import N_, InvalidInput
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed


@transaction.atomic
def keep_columns(
    round_: CampaignRound, *, name: str, layout: Layout, by: User, at: datetime
) -> ExportColumns:
    """A matching of the managing unit under its name; the same once more is no new version.

    Raises NotAllowed; InvalidInput (`field` name, or “field-3” of a column): columns-none, columns-field, columns-fixed.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    said = needed(name, "name", 120, N_("Hãy đặt tên: phần mềm nào, của tỉnh nào."))
    _require_matched(layout)
    unit = row.campaign.managing_unit
    last = ExportColumns.objects.filter(unit=unit, name=said).order_by("-number").first()
    if last is not None and Layout.from_json(last.layout) == layout:
        return last
    made = ExportColumns.objects.create(
        unit=unit,
        name=said,
        number=last.number + 1 if last else 1,
        layout=layout.as_json(),
        set_at=at,
        set_by=by,
    )
    audit.record(
        "commendations:columns:keep", made, by=by, at=at, unit_id=unit.pk, name=said, version=made.number
    )
    return made


def _require_matched(layout: Layout) -> None:
    if len(layout.columns) > MOST_COLUMNS or len(layout.above) > MOST_ABOVE:
        raise InvalidInput(
            N_("Bảng có quá nhiều cột. Hãy tải lại tệp mẫu."), code="columns-none", field="name"
        )
    for place, column in enumerate(layout.columns):
        if column.field not in {EMPTY, FIXED, *FIELDS}:
            raise InvalidInput(
                N_("Cột “%(title)s”: hãy chọn nội dung trong danh sách."),
                code="columns-field",
                field=f"field-{place}",
                title=column.title,
            )
        if column.field == FIXED and not column.words:
            raise InvalidInput(
                N_("Cột “%(title)s”: hãy ghi chữ cố định điền vào mọi dòng."),
                code="columns-fixed",
                field=f"field-{place}",
                title=column.title,
            )
    if not any(column.field not in {EMPTY, FIXED} for column in layout.columns):
        raise InvalidInput(
            N_("Chưa có cột nào lấy dữ liệu của Khéo. Hãy chọn nội dung cho ít nhất một cột."),
            code="columns-none",
            field="name",
        )
