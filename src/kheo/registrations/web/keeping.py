"""What forms with drafts share: which draft is posted, which revision, what was typed before a sign-in ended."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kheo.core.errors import N_, InvalidInput
from kheo.kernel.web import kept_forms

MORE_ROWS = 3
"""How many empty rows “Thêm dòng” adds."""


def kept(request: HttpRequest) -> dict[str, str] | None:
    """What was typed before the sign-in ended, once."""
    kept = kept_forms.take(request)
    if kept is None:
        return None
    messages.info(request, _("Đã lấy lại nội dung vừa nhập. Hãy xem lại rồi lưu hoặc gửi."))
    return kept.dict()  # type: ignore[return-value]


def whereabouts(posted: Mapping[str, str]) -> dict[str, str]:
    """Which draft, and which revision of it, the page that posts was about."""
    return {name: posted.get(name, "") for name in ("draft_id", "revision")}


def here_alone(request: HttpRequest) -> str:
    """This page's address for its form: without it a browser would post to the anchor it came by."""
    query = request.GET.copy()
    query.pop("them-dong", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def draft_id_of(fields: Mapping[str, str]) -> UUID:
    """The id made by the browser; without scripts, the one that came with the page."""
    try:
        return UUID(fields.get("draft_id") or fields.get("new_id", ""))
    except ValueError as error:
        raise InvalidInput(
            N_("Trang này mở chưa trọn vẹn nên chưa lưu được. Hãy tải lại trang."), code="draft-id-missing"
        ) from error


def whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
