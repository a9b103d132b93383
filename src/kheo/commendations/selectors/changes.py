"""Dossiers received before the law changed and not decided yet: what the appraiser and the signer weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.commendations.models import Dossier
from kheo.commendations.states import OVER
from kheo.core.law.transitions import Transition, transitions


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the law, and which of the dossiers were received before it."""

    transition: Transition
    names: tuple[str, ...]

    @property
    def known(self) -> str:
        """How well its text is known, in the reader's language."""
        return _(self.transition.verified.value)


def changes_of(dossiers: Sequence[Dossier], on: date) -> list[Change]:
    """Every change that falls between a dossier's reception and the day, for those that wait for a decision."""
    found: dict[Transition, list[str]] = {}
    for row in dossiers:
        if row.state in OVER:
            continue
        for one in transitions(row.received_on, on):
            found.setdefault(one, []).append(row.subject.name)
    return [Change(one, tuple(names)) for one, names in found.items()]
