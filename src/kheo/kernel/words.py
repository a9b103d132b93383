"""Measures in words, for pages and for what services tell."""

from django.utils.translation import ngettext


def duration_words(minutes: int) -> str:
    """“2 ngày”, “1 giờ 30 phút”: a length of time given in minutes."""
    hours, left = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [
        ngettext("%(count)d ngày", "%(count)d ngày", days) % {"count": days} if days else "",
        ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d phút", "%(count)d phút", left) % {"count": left} if left else "",
    ]
    return " ".join(part for part in parts if part)
