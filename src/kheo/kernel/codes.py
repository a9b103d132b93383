"""Codes that open something to whoever holds the paper on which they are printed."""

import re
import secrets

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread: no 0, O, 1, I
_GROUPS, _IN_GROUP = 3, 4
_BETWEEN = re.compile(r"[\s\-–—.]+")


def new_code() -> str:
    """“K7QM-2XPD-9RTA”: 60 bits of chance, so that trying codes finds nothing and no limit of tries is needed."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def as_printed(typed: str) -> str:
    """The code as it is printed, however it was typed: small letters, spaces, no hyphens."""
    letters = _BETWEEN.sub("", typed).upper()
    if len(letters) != _GROUPS * _IN_GROUP:
        return typed.strip().upper()
    return "-".join(letters[start : start + _IN_GROUP] for start in range(0, len(letters), _IN_GROUP))
