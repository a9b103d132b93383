"""What every template knows about this installation."""

from django.http import HttpRequest

from kheo import __version__
from kheo.kernel import installation as marks


def installation(request: HttpRequest) -> dict[str, object]:
    """`demo`: the database is marked as demonstration; `version`: of Khéo."""
    return {"demo": marks.is_demo(), "version": __version__}
