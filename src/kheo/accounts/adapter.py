"""How django-allauth is used: sign-in by name and password, nobody signs up by himself, every act on the trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from kheo.accounts import services
from kheo.accounts.models import User
from kheo.kernel.clock import now


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign the person in and write it into the trail."""
        super().login(request, user)
        assert isinstance(user, User)
        services.note_sign_in(user, at=now())

    def logout(self, request: HttpRequest) -> None:
        """Sign the person out and write it into the trail."""
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            services.note_sign_out(user, at=now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong name or password, or an account that is locked for a while."""
        services.note_failure(str(credentials.get("username") or ""), at=now())
