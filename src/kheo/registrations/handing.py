"""What is open in the hands of somebody who leaves: his units' registrations, what lies at his desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignState
from kheo.core.vietnamese import short_date
from kheo.kernel.clock import day_of
from kheo.registrations.listing import unit_name
from kheo.registrations.models import Registration
from kheo.registrations.states import State
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters


def left_behind(leaving: Leaving, at: datetime) -> Sequence[Matters]:
    """Drafts and returned ones of his units, what waits at his desk; a constant number of queries.

    A draft is for its own unit's eyes: it is told by its day, not by its title.
    """
    rows = _open(leaving)
    contact = Q(handled_by_unit_id__in=leaving.unit_ids(Role.UNIT_CONTACT))
    named = contact & Q(contact_name=leaving.giver.full_name, state=State.ACCEPTED)
    desk = Q(round__campaign_id__in=_managed(leaving).values("pk"))
    return [
        units.matters_of(
            "registrations:drafts",
            _("Bản đăng ký đang soạn, chưa gửi"),
            rows.filter(contact, state=State.DRAFT),
            _draft,
        ),
        units.matters_of(
            "registrations:returned",
            _("Đăng ký bị trả lại, chờ bổ sung"),
            rows.filter(contact, state=State.RETURNED),
            _returned,
        ),
        units.matters_of(
            "registrations:waiting",
            _("Đăng ký chờ tiếp nhận"),
            rows.filter(desk, state=State.SUBMITTED),
            _waiting,
        ),
        units.matters_of(
            "registrations:named",
            _("Mô hình ghi người bàn giao là người phụ trách"),
            rows.filter(named),
            _waiting,
            note=_("Tên ghi trong bản đăng ký đổi bằng đề nghị thay đổi của đơn vị."),
        ),
    ]


def _open(leaving: Leaving) -> "QuerySet[Registration]":
    rows = Registration.objects.exclude(round__campaign__state=CampaignState.CLOSED)
    rows = rows.annotate(unit_name=unit_name("handled_by_unit_id", leaving.on))
    return rows.select_related("round__campaign", "draft").order_by("round_id", "title_sort", "pk")


def _managed(leaving: Leaving) -> "QuerySet[Campaign]":
    desk = leaving.unit_ids(Role.COMMUNE_OFFICER), leaving.unit_ids(Role.PROVINCE_OFFICER)
    return Campaign.objects.filter(campaigns.managed_from(*desk, leaving.on))


def _draft(row: Registration) -> Matter:
    words = _("%(unit)s: bản lưu ngày %(day)s, năm %(year)d")
    draft = getattr(row, "draft", None)
    day = day_of(draft.saved_at if draft else row.created_at)
    return Matter(words % {"unit": _unit(row), "day": short_date(day), "year": row.round.year})


def _returned(row: Registration) -> Matter:
    limit = row.resubmit_until
    return Matter(_titled(row), day_of(limit - timedelta(seconds=1)) if limit else None)


def _waiting(row: Registration) -> Matter:
    return Matter(_titled(row))


def _titled(row: Registration) -> str:
    words = _("%(unit)s: “%(title)s”, năm %(year)d")
    return words % {"unit": _unit(row), "title": row.title, "year": row.round.year}


def _unit(row: Registration) -> str:
    return str(vars(row).get("unit_name") or "")
