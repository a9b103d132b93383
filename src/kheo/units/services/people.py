"""Who answers for a unit: accounts and roles, given by the administrator of that unit's tree."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kheo.accounts import public as accounts
from kheo.accounts.public import Role, User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.units import permissions
from kheo.units.models import Membership, Unit
from kheo.units.scope import active_administrators
from kheo.units.selectors import alive
from kheo.units.services.common import SYSTEM, require_administrator


@transaction.atomic
def open_account(
    *,
    username: str,
    full_name: str,
    office_phone: str,
    unit: Unit,
    role: Role,
    by: User | str,
    at: datetime,
    title: str = "",
    password: str = "",
) -> tuple[User, str]:
    """Open an account with a first role; gives the person and a one-time password to be shown once.

    Raises NotAllowed outside the administrator's tree, InvalidInput for a name that is taken or missing.
    """
    require_administrator(by, unit, at)
    user, shown = accounts.make_account(
        username=username, full_name=full_name, office_phone=office_phone, password=password, by=by, at=at
    )
    give_role(user, unit=unit, role=role, on=day_of(at), by=by, at=at, title=title)
    return user, shown


@transaction.atomic
def reset_password(user: User, *, by: User | str, at: datetime) -> str:
    """Give the person a one-time password, to be shown once.

    Only for people all of whose roles lie in the administrator's own tree: whoever resets a password
    could sign in with it.
    """
    _require_charge_of(user, by, at)
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise Conflict(N_("Tài khoản này đã đóng, không cấp mật khẩu được."), code="account-closed")
    return accounts.renew_password(user, by=by, at=at)


@transaction.atomic
def close_account(user: User, *, by: User | str, at: datetime) -> None:
    """End all the person's roles today and close the account. Same rule as for the password."""
    _require_charge_of(user, by, at)
    for row in Membership.objects.filter(user=user, valid_to__isnull=True).order_by("pk"):
        end_role(row, on=day_of(at), by=by, at=at)
    accounts.shut_account(user, by=by, at=at)


@transaction.atomic
def give_role(
    user: User, *, unit: Unit, role: Role, on: date, by: User | str, at: datetime, title: str = ""
) -> Membership:
    """Give a person a role in a unit from a day on; giving it twice gives the one there is.

    Raises InvalidInput for a unit that does not exist that day, a closed account, or the province
    officer's role in a unit below the province.
    """
    require_administrator(by, unit, at)
    row = User.objects.select_for_update().get(pk=user.pk)
    _require_fitting(row, unit, role, on)
    held = Membership.objects.filter(user=row, unit=unit, role=role, valid_to__isnull=True).first()
    if held and held.valid_from <= on:
        return held
    if held:
        held.valid_from = on
        held.save(update_fields=["valid_from"])
    else:
        held = Membership.objects.create(
            user=row, unit=unit, role=role, valid_from=on, title=clean_line(title)[:120]
        )
    audit.record("units:membership:give", row, by=by, at=at, unit_id=unit.pk, role=role, on=on)
    return held


@transaction.atomic
def end_role(membership: Membership, *, on: date, by: User | str, at: datetime) -> None:
    """The person no longer holds the role from the day on. Raises Refusal for the last administrator."""
    row = Membership.objects.select_for_update().select_related("unit", "user").get(pk=membership.pk)
    require_administrator(by, row.unit, at)
    if row.valid_to is not None:
        raise Conflict(N_("Vai trò này đã kết thúc từ trước. Hãy tải lại trang."), code="role-already-ended")
    _require_another_administrator(row, at)
    if row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    audit.record("units:membership:end", row.user, by=by, at=at, unit_id=row.unit_id, role=row.role, on=on)


def _require_fitting(user: User, unit: Unit, role: Role, on: date) -> None:
    if not user.is_active:
        raise InvalidInput(
            N_("Tài khoản này đã đóng. Hãy mở tài khoản mới."), code="account-closed", field="username"
        )
    if not alive(unit, on):
        raise InvalidInput(
            N_("Đơn vị này chưa có hoặc đã kết thúc vào ngày đã chọn. Hãy chọn ngày khác."),
            code="unit-not-there",
            field="on",
        )
    if role == Role.PROVINCE_OFFICER and unit.area_code != unit.province_code:
        raise InvalidInput(
            N_("Vai trò cán bộ cấp tỉnh chỉ giao ở cơ quan cấp tỉnh. Hãy chọn vai trò khác."),
            code="role-for-province",
            field="role",
        )


def _require_another_administrator(row: Membership, at: datetime) -> None:
    """A tree must keep somebody who can arrange it."""
    if row.role != Role.ADMINISTRATOR:
        return
    others: Iterable[Membership] = active_administrators(row.unit, day_of(at)).exclude(pk=row.pk)
    if alive(row.unit, day_of(at)) and not any(others):
        raise Conflict(
            N_(
                "Đây là người quản trị cuối cùng của đơn vị này. Hãy giao vai trò quản trị cho người khác trước, rồi mới kết thúc vai trò này."
            ),
            code="last-administrator",
        )


def _require_charge_of(user: User, by: User | str, at: datetime) -> None:
    if by == SYSTEM:
        return
    if not (isinstance(by, User) and permissions.has_charge_of(by, user, day_of(at))):
        raise NotAllowed(
            N_(
                "Người này còn vai trò ở đơn vị ngoài phần quản trị của tài khoản này. Hãy nhờ người quản trị của đơn vị đó."
            ),
            code="not-in-charge-of-person",
        )
