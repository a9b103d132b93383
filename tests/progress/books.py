"""A received registration with its book of contributions, written by the services."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from kheo.accounts.roles import Role
from kheo.progress.contribution_kinds import Channel, Direction, Purpose, Scope, Shown, Way, What
from kheo.progress.services import contributions, deciding_together
from kheo.progress.services.contributions import EntryFacts
from kheo.progress.services.noting import Pen
from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

DAY = date(2026, 1, 30)


def world_with_book(purpose: Purpose = Purpose.WORKS) -> SimpleNamespace:
    place = commune()
    running = running_campaign(place)
    contact = user(place.hamlets[0], full_name="Lường Thị Mẫu")
    registration = accepted(running, place.hamlets[0], contact, title="Đường bê tông xóm 1")
    drive = contributions.open_drive(
        registration, purpose=purpose, matter="Bê tông hóa đường xóm, dài 300 m", by=contact, at=NOON
    )
    return SimpleNamespace(
        place=place,
        running=running,
        round=running.round,
        officer=running.officer,
        contact=contact,
        neighbour=user(place.hamlets[1]),
        viewer=user(place.committee, Role.VIEWER),
        registration=registration,
        drive=drive,
    )


def pen(world: SimpleNamespace, **given: object) -> Pen:
    return Pen(**({"by": world.contact, "at": NOON, "token": uuid4()} | given))


def entry(world: SimpleNamespace, what: What, amount: int, *, by_pen: Pen | None = None, **facts: object):
    typed = {"direction": Direction.RECEIVED, "what": what, "on": DAY, "amount": amount} | facts
    return contributions.note_entry(world.drive.pk, EntryFacts(**typed), by_pen or pen(world))


def spending(world: SimpleNamespace, amount: int, **facts: object):
    kind = {"direction": Direction.SPENT, "spent_for": "mua cát, đá"}
    if world.drive.purpose == Purpose.HARDSHIP:
        kind = {"direction": Direction.SPENT, "people": 2}
    return entry(world, What.MONEY, amount, **(kind | facts))


def goods(
    world: SimpleNamespace, amount: int, *, value: int = 8_500_000, name: str = "xi măng", **facts: object
):
    typed = {"goods": name, "unit": "bao", "value": value, "valued_by": "theo giá bán tại xã"}
    return entry(world, What.GOODS, amount, **(typed | facts))


def decision(world: SimpleNamespace, *, total: int = 80, agreeing: int | None = 61, **given: object):
    opened = {"way": Way.MEETING, "scope": Scope.SETTLEMENT, "place": "Xóm 1", "opened_on": date(2026, 1, 20)}
    by_pen = given.pop("by_pen", None) or pen(world)
    row = deciding_together.open_decision(world.drive.pk, total=total, pen=by_pen, **(opened | given))
    if agreeing is None:
        return row
    return deciding_together.record_result(
        world.drive.pk,
        row.pk,
        decided_on=date(2026, 1, 20),
        present=max(agreeing, 70),
        agreeing=agreeing,
        pen=pen(world),
    )


def shown(world: SimpleNamespace, what: Shown, channel: Channel = Channel.POSTING, **given: object):
    facts = {
        "place": "Nhà văn hóa xóm 1",
        "since": date(2026, 1, 22),
        "until": None,
        "pen": pen(world),
    } | given
    return deciding_together.publish(world.drive.pk, what=what, channel=channel, **facts)
