"""Asked once per read: while a page is only being read, the same question gets the same answer.

Outside a GET (services, commands, tests of services) nothing is remembered, so that a write is
always followed by a fresh answer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("kheo_answers", default=None)


@contextmanager
def one_read() -> Iterator[None]:
    """Remember answers until the end of this read."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once_per_read(ask: Callable[P, T]) -> Callable[P, T]:
    """Decorate a selector of hashable arguments whose answer nobody changes afterwards."""

    @wraps(ask)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask.__module__, ask.__qualname__, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        answer: T = answers[key]
        return answer

    return remembered
