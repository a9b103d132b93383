"""Everybody tries everything: what goes through, with nothing of it kept."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from kheo.core.errors import KheoError


def goes_through(attempt: Callable[[], object]) -> bool:
    """Whether it is done; either way nothing of it stays. Whatever is no refusal in words comes out as it is."""
    with transaction.atomic():
        before = transaction.savepoint()
        try:
            attempt()
        except (KheoError, ObjectDoesNotExist):
            return False
        finally:
            transaction.savepoint_rollback(before)
    return True


def who_may(attempts: Mapping[str, Mapping[str, Callable[[], object]]]) -> dict[str, set[str]]:
    """Verb → those who got it done, of each person's attempts; a verb that nobody got done is not there."""
    found: dict[str, set[str]] = {}
    for person, verbs in attempts.items():
        for verb, attempt in verbs.items():
            if goes_through(attempt):
                found.setdefault(verb, set()).add(person)
    return found
