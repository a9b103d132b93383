"""Passwords that are made for somebody and shown once."""

import secrets

# Letters that are not mistaken for one another when read aloud or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4


def one_time_password() -> str:
    """A random password in four groups of four (79 bits), easy to read over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
