"""A state machine as a table that a lawyer can read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from kheo.core.errors import N_, TransitionNotAllowed

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One verb: from which states, to which."""

    verb: str
    sources: tuple[S, ...]
    target: S


@dataclass(frozen=True)
class Workflow(Generic[S]):
    """All the verbs of one kind of record."""

    transitions: tuple[Transition[S], ...]
    _by_verb: dict[str, Transition[S]] = field(init=False, repr=False, compare=False)

    def __init__(self, transitions: Iterable[Transition[S]]) -> None:
        object.__setattr__(self, "transitions", tuple(transitions))
        object.__setattr__(self, "_by_verb", {t.verb: t for t in self.transitions})

    def allows(self, verb: str, *, current: S) -> bool:
        """Whether the verb is possible from the current state."""
        return current in self._by_verb[verb].sources

    def target(self, verb: str, *, current: S) -> S:
        """The state the verb leads to. Raises TransitionNotAllowed where it is not possible."""
        transition = self._by_verb[verb]
        if current not in transition.sources:
            raise TransitionNotAllowed(
                N_(
                    "Việc này không còn làm được vì trạng thái đã thay đổi. Hãy tải lại trang để xem trạng thái mới."
                ),
                code=f"transition-{verb}",
            )
        return transition.target
