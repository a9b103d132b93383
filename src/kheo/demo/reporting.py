"""What the units reported of last year's initiatives: June before two hamlets became one, November after."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from kheo.accounts.public import User
from kheo.demo.days import Days, at
from kheo.demo.drawing import scene
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress import public as progress
from kheo.progress.public import About, Chosen, Consent
from kheo.registrations.public import Registration

_PERIODS = {"half": "h1", "year": "year"}
_OFFICER = "canbo.dongtrang"


def reports(cast: Cast, days: Days, registrations: Mapping[str, Registration], part: str) -> None:
    """Reports of one part of the year (“half”, “year”), with the photos that were sent beside them; nothing
    of a day that is still to come.
    """
    content = facts("reports")
    told = [(one[part]["on"], one["title"], one[part]) for one in content["report"] if part in one]
    for on, title, one in sorted(told, key=lambda line: line[:2]):
        moment = _moment(days, on)
        if moment < days.ago(0):
            _report(cast, registrations[title], _PERIODS[part], one, moment, last=days.ago(0))
    for photo in content["photo"]:
        moment = _moment(days, photo["on"])
        if moment < days.ago(0) and (moment.date() < days.merged) == (part == "half"):
            _photo(cast, registrations[photo["title"]], photo, moment)


def _report(
    cast: Cast, registration: Registration, period: str, told: Facts, moment: datetime, *, last: datetime
) -> None:
    registration.refresh_from_db()
    by, fate = _writer(cast, registration), told.get("fate", "received")
    keep: Facts = {
        "fields": _fields(told),
        "revision": 0,
        "registration": registration,
        "period": period,
        "by": by,
    }
    if fate == "draft":
        progress.save_report(uuid4(), at=moment, **keep)
        return
    report = progress.send_report(uuid4(), at=moment, **keep)
    decided = min(moment + timedelta(days=1, hours=2), last)
    if fate == "received":
        progress.receive_report(report, by=cast.people[_OFFICER], at=decided)
    elif fate == "returned":
        progress.return_report(report, reason=told["reason"], by=cast.people[_OFFICER], at=decided)


def _fields(told: Facts) -> dict[str, str]:
    names = ("standing", "results", "difficulties", "next_steps", "households")
    fields = {name: told[name] for name in names if name in told}
    return fields | {f"measure-{place}": value for place, value in enumerate(told["reached"], 1)}


def _photo(cast: Cast, registration: Registration, told: Facts, moment: datetime) -> None:
    registration.refresh_from_db()
    progress.add_evidence(
        registration,
        [Chosen(f"{told['scene']}.jpg", scene(told["scene"]))],
        About(caption=told["caption"], consent=Consent.NOBODY, wished_public=True),
        by=_writer(cast, registration),
        at=moment + timedelta(minutes=12),
    )


def _writer(cast: Cast, registration: Registration) -> User:
    return cast.contacts.get(registration.handled_by_unit_id, cast.people[_OFFICER])


def _moment(days: Days, on: str) -> datetime:
    day = date.fromisoformat(f"{days.before}-{on}")
    return at(day, 8 + day.day % 8, 5 * day.day % 60)
