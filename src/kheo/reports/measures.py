"""What is counted of registrations. A measure is one condition: the count, the list behind it and the frozen figure
all ask it, so that a number always opens exactly what it counts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.progress import public as progress
from kheo.recognitions import public as recognitions
from kheo.registrations.public import SENT, Kind, State


@dataclass(frozen=True, slots=True)
class Measure:
    """`condition` stands over rows of registrations. `column`: stands in tables, with its short head."""

    key: str
    name: str | Promise
    token: str
    condition: Callable[[], Q]
    column: str | Promise = ""


_ACCEPTED = Q(state=State.ACCEPTED)

MEASURES = (
    Measure("registered", _("Mô hình đã đăng ký"), "đăng ký", lambda: Q(state__in=SENT), _("Đăng ký")),
    Measure("accepted", _("Mô hình đã tiếp nhận"), "tiếp nhận", lambda: _ACCEPTED, _("Tiếp nhận")),
    Measure("new", _("Mô hình mới"), "mô hình mới", lambda: _ACCEPTED & Q(kind=Kind.NEW), _("Mới")),
    Measure(
        "continued",
        _("Mô hình tiếp tục thực hiện"),
        "tiếp tục",
        lambda: _ACCEPTED & Q(kind=Kind.CONTINUED),
        _("Tiếp tục"),
    ),
    Measure(
        "carried-out",
        _("Mô hình đã triển khai"),
        "triển khai",
        lambda: _ACCEPTED & Q(progress.carried_out()),
        _("Triển khai"),
    ),
    Measure(
        "recognised",
        _("Mô hình được công nhận"),
        "công nhận",
        lambda: _ACCEPTED & Q(recognitions.is_recognised()),
        _("Công nhận"),
    ),
    Measure(
        "copied",
        _("Mô hình học theo nơi khác (nhân rộng)"),
        "nhân rộng",
        lambda: _ACCEPTED & Q(progress.is_copy()),
    ),
    Measure(
        "stopped", _("Mô hình dừng, không làm tiếp"), "dừng", lambda: _ACCEPTED & Q(progress.has_ended())
    ),
    Measure("withdrawn", _("Đăng ký đã rút"), "đã rút", lambda: Q(state=State.WITHDRAWN)),
)
BY_KEY = {one.key: one for one in MEASURES}
COLUMNS = tuple(one for one in MEASURES if one.column)


def counted_states() -> Iterable[str]:
    """States of registrations that any measure counts."""
    return (*SENT, State.WITHDRAWN)
