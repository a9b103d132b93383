"""Demo or real: marked once in the database, read on every page."""

from datetime import datetime

from django.db import DatabaseError

from kheo.core.errors import N_, Refusal
from kheo.kernel.models import Installation

_cache: dict[str, str] = {}


def kind() -> str | None:
    """“demo”, “real”, or None for a database that was never initialised."""
    if "kind" not in _cache:
        try:
            found = Installation.objects.filter(pk=1).values_list("kind", flat=True).first()
        except DatabaseError:
            return None
        if found is None:
            return None
        _cache["kind"] = found
    return _cache["kind"]


def is_demo() -> bool:
    """Whether every page must say that what it shows is fictional."""
    return kind() == Installation.Kind.DEMO


def mark(kind: str, *, at: datetime) -> None:
    """Mark an empty database as demo or real. Raises Refusal when it already bears a mark."""
    _, made = Installation.objects.get_or_create(pk=1, defaults={"kind": kind, "made_at": at})
    if not made:
        raise Refusal(
            N_("Cơ sở dữ liệu này đã được khởi tạo. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR)."),
            code="installation-exists",
        )
    forget()


def forget() -> None:
    """Drop what this process remembers (tests, restore)."""
    _cache.clear()
