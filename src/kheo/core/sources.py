"""How well a fact of law is known: every dated table in core carries one of these marks."""

from enum import StrEnum

from kheo.core.errors import N_


class Verified(StrEnum):
    """What stands behind a row; the value is the sentence shown beside “Căn cứ”."""

    READ = N_("đã đọc văn bản")
    """The text itself (or its official codification) was read."""
    SECONDARY = N_("qua nguồn thứ hai")
    """Known through a law portal, the press or another body's paper."""
    UNVERIFIED = N_("chưa xác minh")
    """General knowledge or a rule of thumb: to be checked before it decides anything."""
    UNANNOUNCED = N_("chưa có thông báo chính thức")
    """Computed, because no official announcement is in our table."""
