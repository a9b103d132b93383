"""What a certificate's check code stands for: each module that prints certificates answers for its own.

register_certificates(lookup)      # in `AppConfig.ready`
kheo.kernel.codes.new_code()       # for a certificate about to be made
checked(code)                      # for the page /kiem-tra/ and `kheo certificate verify`
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kheo.kernel.codes import as_printed


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody is told of a certificate, and nothing else.

    `form` says what the paper is (“Giấy chứng nhận: công nhận …”), `decision` its number and symbol, `state` whether it
    holds, in words.
    """

    name: str
    form: str
    decision: str
    issued_on: date
    issuer: str
    valid: bool
    state: str


Lookup = Callable[[str], Checked | None]
_lookups: list[Lookup] = []


def register_certificates(lookup: Lookup) -> None:
    """A module answers for the codes that it has printed: one query, None for a code that is not its own."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def checked(code: str) -> Checked | None:
    """What the code stands for; None for one that no certificate bears."""
    wanted = as_printed(code)
    return next((found for found in (lookup(wanted) for lookup in _lookups) if found is not None), None)
