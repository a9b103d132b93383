"""What other modules may use of accounts."""

from kheo.accounts.models import User
from kheo.accounts.roles import EXPLAINED, Role
from kheo.accounts.services import change_own_details, make_account, renew_password, shut_account

__all__ = [
    "EXPLAINED",
    "Role",
    "User",
    "change_own_details",
    "make_account",
    "renew_password",
    "shut_account",
]
