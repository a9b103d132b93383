"""Who asks."""

from typing import cast

from django.http import HttpRequest

from kheo.accounts.public import User


def person(request: HttpRequest) -> User:
    """The signed-in person: no page of this module is open to strangers."""
    return cast("User", request.user)
