"""Sending a file: always as an attachment, never sniffed, under its Vietnamese name."""

from urllib.parse import quote

from django.http import HttpResponse

from kheo.core.vietnamese import fold

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


def attachment(data: bytes, name: str, media_type: str = "") -> HttpResponse:
    """A response that saves `data` as `name` (UTF-8, with a plain-letter name for old browsers)."""
    suffix = name.rpartition(".")[2].lower()
    response = HttpResponse(
        data, content_type=media_type or MEDIA_TYPES.get(suffix, "application/octet-stream")
    )
    stem = fold(name.rpartition(".")[0] or name).replace(" ", "-") or "tep"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{stem}.{suffix}\"; filename*=UTF-8''{quote(name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
