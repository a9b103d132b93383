"""Handing roles over: they end for one person and begin for another, on one day, in one step."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from kheo.accounts.public import Role, User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed
from kheo.kernel.clock import day_of
from kheo.units.models import Membership
from kheo.units.selectors import name_of
from kheo.units.selectors.handing import FURTHEST_AHEAD, roles_to_hand, works_near

APPOINTED = frozenset([Role.SIGNER, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR])
"""Roles that somebody holds by a decision: no handover without naming it."""


@transaction.atomic
def hand_over_roles(
    giver: User, taker: User, *, role_ids: Collection[int], on: date, by: User, at: datetime, basis: str = ""
) -> Sequence[Membership]:
    """The giver's roles end on the day and begin for the taker; what the giver held, as it was.

    Of somebody whose roles have ended already the taker is given those. Raises NotAllowed for whoever is neither
    the giver nor his administrator, Conflict where a role is no longer there to be given, InvalidInput
    (`field` taker, on, roles or basis).
    """
    two = User.objects.select_for_update().filter(pk__in=[giver.pk, taker.pk]).order_by("pk")
    people = {row.pk: row for row in two}
    list(Membership.objects.select_for_update().filter(user=giver).order_by("pk"))
    today = day_of(at)
    _require_day(on, today)
    offered = {row.pk: row for row in roles_to_hand(people[giver.pk], by, on, today)}
    if by.pk != giver.pk and not offered:
        raise NotAllowed(
            N_("Chỉ chính người đó hoặc người quản trị của đơn vị mới bàn giao được."), code="not-the-giver"
        )
    _require_some(role_ids, set(offered))
    chosen = [offered[pk] for pk in sorted(role_ids)]
    _require_taker(people[taker.pk], people[giver.pk], chosen, on)
    _require_basis(chosen, basis)
    for row in chosen:
        _begin(row, people[taker.pk], on=on, by=by, at=at)
    for row in chosen:
        _end(row, on=on, by=by, at=at)
    return chosen


def _require_day(on: date, today: date) -> None:
    if not today <= on <= today + FURTHEST_AHEAD:
        raise InvalidInput(
            N_("Ngày bàn giao phải từ hôm nay đến %(days)d ngày nữa. Hãy chọn ngày khác."),
            code="day-of-handover",
            field="on",
            days=FURTHEST_AHEAD // timedelta(days=1),
        )


def _require_some(role_ids: Collection[int], offered: set[int]) -> None:
    if not role_ids:
        raise InvalidInput(
            N_("Hãy chọn ít nhất một vai trò để bàn giao."), code="no-role-chosen", field="roles"
        )
    if not set(role_ids) <= offered:
        raise Conflict(
            N_(
                "Vai trò này vừa được bàn giao hoặc kết thúc nên lần bàn giao này chưa được ghi. Hãy mở lại trang để xem."
            ),
            code="role-gone",
        )


def _require_taker(taker: User, giver: User, roles: Sequence[Membership], on: date) -> None:
    if taker.pk == giver.pk:
        raise InvalidInput(
            N_("Không bàn giao cho chính mình được. Hãy chọn người khác."), code="same-person", field="taker"
        )
    if not taker.is_active:
        raise InvalidInput(
            N_("Tài khoản của người nhận đã đóng. Hãy chọn người khác."), code="account-closed", field="taker"
        )
    for row in roles:
        if not works_near(taker, row.unit):
            raise InvalidInput(
                N_(
                    "Người nhận chưa có tài khoản làm việc ở địa bàn của “%(unit)s”. Hãy nhờ người quản trị mở tài khoản ở đó trước."
                ),
                code="taker-from-elsewhere",
                field="taker",
                unit=name_of(row.unit, on),
            )


def _require_basis(roles: Sequence[Membership], basis: str) -> None:
    appointed = [row for row in roles if row.role in APPOINTED]
    if appointed and not basis:
        raise InvalidInput(
            N_(
                "Vai trò “%(role)s” do quyết định của cơ quan giao. Hãy ghi số, ngày của quyết định vào ô căn cứ, hoặc bỏ chọn vai trò này."
            ),
            code="basis-missing",
            field="basis",
            role=appointed[0].get_role_display(),
        )


def _begin(row: Membership, taker: User, *, on: date, by: User, at: datetime) -> None:
    """What the taker holds already he keeps; what begins or ends otherwise is fitted to the day."""
    until = row.valid_to if row.valid_to and row.valid_to > on else None
    held = (
        Membership.objects.filter(user=taker, unit_id=row.unit_id, role=row.role)
        .exclude(valid_to__lte=on)
        .order_by(F("valid_to").asc(nulls_first=True), "valid_from")
        .first()
    )
    if held is None:
        Membership.objects.create(
            user=taker, unit_id=row.unit_id, role=row.role, title=row.title, valid_from=on, valid_to=until
        )
    else:
        held.valid_from = min(held.valid_from, on)
        if until is None:
            held.valid_to = None
        held.save(update_fields=["valid_from", "valid_to"])
    audit.record("units:membership:give", taker, by=by, at=at, unit_id=row.unit_id, role=row.role, on=on)


def _end(row: Membership, *, on: date, by: User, at: datetime) -> None:
    if row.valid_to is not None and row.valid_to <= on:
        return
    if row.valid_from >= on:
        Membership.objects.filter(pk=row.pk).delete()
    else:
        Membership.objects.filter(pk=row.pk).update(valid_to=on)
    audit.record("units:membership:end", row.user, by=by, at=at, unit_id=row.unit_id, role=row.role, on=on)
