"""Writing accounts. Who may open, reset or close one is decided in `units`, which knows the administrators;
these verbs are called from there or by the person himself.
"""

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from kheo.accounts.models import User
from kheo.accounts.passwords import one_time_password
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import clean_line, person_sort_key

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,149}")
_OWN_DETAILS = ("full_name", "office_phone", "work_email", "mail_reminders")
_PHONE = re.compile(r"[0-9+(). -]{0,40}")


@transaction.atomic
def make_account(
    *,
    username: str,
    full_name: str,
    office_phone: str = "",
    password: str = "",
    by: User | str,
    at: datetime,
) -> tuple[User, str]:
    """Make an account; gives it and its password, which is stored nowhere in readable form.

    Without `password` a one-time password is made that must be changed at the first sign-in; with it
    (the first administrator chose it himself) the password must pass the same rules as any other.
    Raises InvalidInput for a bad or taken username, a missing name or a weak password.
    """
    username = _username(username)
    user = User(username=username, must_change_password=not password)
    _describe(user, full_name, office_phone)
    if password:
        _check_password(password, user)
    shown = password or one_time_password()
    user.set_password(shown)
    user.save(force_insert=True)
    audit.record("accounts:account:open", user, by=by, at=at, username=username)
    return user, shown


@transaction.atomic
def renew_password(user: User, *, by: User | str, at: datetime) -> str:
    """Replace the password by a one-time one, given back once; open sessions of the account end."""
    row = _locked(user)
    shown = one_time_password()
    row.set_password(shown)
    row.must_change_password = True
    row.save(update_fields=["password", "must_change_password"])
    audit.record("accounts:password:reset", row, by=by, at=at)
    return shown


@transaction.atomic
def shut_account(user: User, *, by: User | str, at: datetime) -> None:
    """The person can no longer sign in, and is out at the next request; what he did stays his.

    Raises Conflict for an account that is closed already.
    """
    row = _locked(user)
    if not row.is_active:
        raise Conflict(N_("Tài khoản này đã đóng từ trước. Hãy tải lại trang."), code="account-closed")
    row.is_active = False
    row.save(update_fields=["is_active"])
    audit.record("accounts:account:close", row, by=by, at=at)


@transaction.atomic
def change_own_details(
    user: User,
    *,
    full_name: str,
    office_phone: str,
    at: datetime,
    work_email: str = "",
    mail_reminders: bool = False,
) -> User:
    """The person corrects his own name, office telephone and work address, and says whether mail may come.

    Raises InvalidInput (`field`). The trail names which of them changed, never the address.
    """
    row = _locked(user)
    before = {name: getattr(row, name) for name in _OWN_DETAILS}
    _describe(row, full_name, office_phone)
    row.work_email, row.mail_reminders = _address(work_email), mail_reminders
    if mail_reminders and not row.work_email:
        raise InvalidInput(
            N_(
                "Muốn nhận thư nhắc việc thì phải ghi địa chỉ thư. Hãy ghi địa chỉ, hoặc bỏ dấu ở mục nhận thư."
            ),
            code="mail-without-address",
            field="work_email",
        )
    row.save(update_fields=["name_sort", *_OWN_DETAILS])
    changed = [name for name, value in before.items() if getattr(row, name) != value]
    audit.record("accounts:account:change", row, by=row, at=at, changed=changed)
    return row


@transaction.atomic
def change_own_password(user: User, *, password: str, at: datetime) -> User:
    """The person sets a new password; the caller has checked the old one. Raises InvalidInput."""
    row = _locked(user)
    _check_password(password, row)
    row.set_password(password)
    row.must_change_password = False
    row.save(update_fields=["password", "must_change_password"])
    audit.record("accounts:password:change", row, by=row, at=at)
    return row


@transaction.atomic
def note_sign_in(user: User, *, at: datetime) -> None:
    """Write into the trail that the person signed in."""
    audit.record("accounts:session:sign-in", _locked(user), by=user, at=at)


@transaction.atomic
def note_sign_out(user: User, *, at: datetime) -> None:
    """Write into the trail that the person signed out."""
    audit.record("accounts:session:sign-out", _locked(user), by=user, at=at)


@transaction.atomic
def note_failure(username: str, *, at: datetime) -> None:
    """Write into the trail that signing in failed.

    The name is kept only where it is an account's: in the name box of a hurried person stands, now and
    then, his password.
    """
    user = User.objects.select_for_update().filter(username__iexact=username.strip()).first()
    audit.record("accounts:session:failure", user, by="system", at=at)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _username(username: str) -> str:
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise InvalidInput(
            N_(
                "Tên đăng nhập gồm ít nhất 3 chữ cái không dấu, chữ số, dấu chấm hoặc gạch ngang, ví dụ: “lan.xom3”. Hãy ghi lại."
            ),
            code="username-form",
            field="username",
        )
    if User.objects.filter(username__iexact=username).exists():
        raise InvalidInput(
            N_(
                "Tên đăng nhập “%(name)s” đã có người dùng. Hãy chọn tên khác, hoặc giao thêm vai trò cho tài khoản đã có."
            ),
            code="username-taken",
            field="username",
            name=username,
        )
    return username


def _describe(user: User, full_name: str, office_phone: str) -> None:
    full_name, office_phone = clean_line(full_name), clean_line(office_phone)
    if not full_name or len(full_name) > 200:
        raise InvalidInput(
            N_("Hãy ghi họ và tên đầy đủ (không quá 200 ký tự)."), code="full-name-missing", field="full_name"
        )
    if not _PHONE.fullmatch(office_phone):
        raise InvalidInput(
            N_("Số điện thoại cơ quan chỉ gồm chữ số, dấu cách và các dấu + ( ) . -. Hãy ghi lại."),
            code="phone-form",
            field="office_phone",
        )
    user.full_name, user.office_phone = full_name, office_phone
    user.name_sort = person_sort_key(full_name)[:400]


def _address(typed: str) -> str:
    address = clean_line(typed)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise InvalidInput(
            N_("Địa chỉ thư chưa đúng dạng, ví dụ: vanphong@xa.gov.vn. Hãy ghi lại."),
            code="mail-form",
            field="work_email",
        ) from None
    return address


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), code="password-weak", field="password") from None
