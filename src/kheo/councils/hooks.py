"""Doors for later modules: kinds of matters that a council decides for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.accounts.public import User

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Result:
    """What a session decided about a matter. `passed` None: discussed and concluded, not voted on."""

    kind: str
    key: str
    item_id: int
    session_id: int
    council: str
    on: date
    mode: str
    rule_words: str
    total: int
    present: int
    votes_for: int | None
    votes_against: int | None
    votes_none: int | None
    invalid: int | None
    denominator: int | None
    needed: int | None
    passed: bool | None
    conclusion: str
    minutes_url: str


class Listener(Protocol):
    """Called in the closing transaction for every decided matter of its kind; what it raises undoes the closing."""

    def __call__(self, result: Result, *, by: User, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of matter: its words, the vote rule that it asks for, where its page is, who wants to know."""

    code: str
    words: str | Promise
    matter: str = "general"
    link_of: Callable[[str], str] | None = None
    on_decided: Listener | None = None


_kinds: dict[str, ItemKind] = {PLAIN: ItemKind(PLAIN, _("Thảo luận, kết luận"))}


def register_item_kind(
    kind: str,
    *,
    words: str | Promise,
    matter: str = "general",
    link_of: Callable[[str], str] | None = None,
    on_decided: Listener | None = None,
) -> None:
    """Make a kind of matter known. To be called in AppConfig.ready; the last word counts."""
    _kinds[kind] = ItemKind(kind, words, matter, link_of, on_decided)


def kind_of(code: str) -> ItemKind:
    """The kind; a code nobody registered any more is shown plain."""
    return _kinds.get(code, _kinds[PLAIN])
