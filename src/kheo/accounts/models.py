"""People who sign in. A name, a way to reach them at the office, and nothing else about them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Accounts by username."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """One person. The full name is kept as written and never split."""

    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    name_sort = models.CharField(max_length=400, editable=False)
    office_phone = models.CharField(_("điện thoại cơ quan"), max_length=40, blank=True)
    work_email = models.EmailField(_("thư điện tử công việc"), blank=True)
    mail_reminders = models.BooleanField(
        _("nhận thư nhắc việc"), default=False, help_text="chosen by the person alone"
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="accounts_user_username_any_case"),
            models.CheckConstraint(
                name="accounts_user_mail_has_an_address",
                condition=models.Q(mail_reminders=False) | ~models.Q(work_email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used: see each module's permissions.py."""
        return False
