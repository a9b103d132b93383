"""Loading the demo into an empty database, whole or not at all."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.core.errors import N_, Conflict
from kheo.demo import (
    appraising,
    changing,
    commending,
    following,
    giving,
    handing,
    inspecting,
    recognising,
    reporting,
    reviewing,
    ruling,
    sitting,
    story,
)
from kheo.demo.days import Days
from kheo.demo.plan_files import visitors_files
from kheo.demo.tree import PASSWORD, facts, found_everything, merge_hamlets
from kheo.kernel import installation
from kheo.kernel.clock import day_of
from kheo.units import public as units
from kheo.units.public import Unit


@transaction.atomic
def load(*, at: datetime) -> None:
    """Mark the database as demo and fill it. Raises Refusal where it was initialised, Conflict where it holds
    units already.
    """
    if Unit.objects.exists():
        raise Conflict(
            N_("Cơ sở dữ liệu này đã có đơn vị. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR)."),
            code="units-exist",
        )
    installation.mark("demo", at=at)
    days = Days(day_of(at))
    units.load_areas(on=days.today, at=at)
    cast = found_everything(days)
    ruling.local_rules(cast, days)
    earlier = story.last_year(cast, days)
    reporting.reports(cast, days, earlier, "half")
    inspecting.june(cast, days, earlier)
    appraising.half(cast, days, earlier)
    reviewing.middle(cast, days, earlier)
    merge_hamlets(cast, days)
    giving.contributions(cast, days, earlier)
    following.last_year(cast, days, earlier)
    recognising.last_year(cast, days, earlier)
    reporting.reports(cast, days, earlier, "year")
    inspecting.autumn(cast, days, earlier)
    appraising.year(cast, days, earlier)
    commending.last_year(cast, days, next(iter(earlier.values())).round)
    reviewing.whole_year(cast, days, earlier)
    story.close_last_year(cast, days, next(iter(earlier.values())).round.campaign)
    round_ = story.this_year(cast, days, earlier)
    recognising.this_year(cast, days, round_)
    commending.this_year(cast, days, round_)
    following.this_year(cast, days, round_)
    changing.changes(cast, days, round_)
    story.ward(cast, days)
    sitting.council(cast, days)
    handing.retired(cast, days)


def write_plans(folder: Path, *, at: datetime) -> list[Path]:
    """Write the plans that a visitor may drop in, with dates that fit the day."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in visitors_files(Days(day_of(at))).items():
        (folder / name).write_bytes(data)
        written.append(folder / name)
    return written


def account_lines() -> Iterable[str]:
    """The table of accounts for the terminal: who it is and what to try."""
    told = [one for one in facts("units")["account"] if "try" in one]
    wide = max(len(one["username"]) for one in told)
    yield _("Tài khoản dùng thử (mật khẩu chung: %(password)s)") % {"password": PASSWORD}
    for one in told:
        role = Role(one["role"]).label
        yield f"  {one['username']:<{wide}}  {role}, {one['unit']}: {one['try']}"
