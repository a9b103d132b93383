"""The form of a report as it opens: filled with what is known already, so that only changes are written."""

from collections.abc import Sequence

from kheo.core.vietnamese import format_number
from kheo.progress.models import ProgressReport
from kheo.progress.report_fields import Fields, cell_name
from kheo.progress.selectors.reports import Measured
from kheo.registrations.public import Indicator


def first_fields(
    lines: Sequence[Measured], before: ProgressReport | None, open_difficulties: Sequence[str]
) -> Fields:
    """What the last report said of figures and standing, and the difficulties that are still open."""
    found: Fields = {}
    for line in lines:
        if line.value is None:
            continue
        name = cell_name(line.indicator.kind, line.indicator.position)
        if line.indicator.kind == Indicator.Kind.STEP:
            found[name] = "1" if line.value.is_done else ""
        elif line.value.actual is not None:
            found[name] = format_number(line.value.actual)
    if before is not None:
        found["standing"] = before.standing
        if before.households is not None:
            found["households"] = str(before.households)
    if open_difficulties:
        found["difficulties"] = "\n".join(f"- {one}" for one in open_difficulties)
    return {name: value for name, value in found.items() if value}
