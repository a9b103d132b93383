"""The ledger of totals: a drive is opened, what came and went is written, a giver asks to be named."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.vietnamese import clean_line, person_sort_key
from kheo.kernel.clock import day_of
from kheo.progress.contribution_kinds import Direction, Purpose, What
from kheo.progress.models import Drive, LedgerEntry, NamedGiver
from kheo.progress.selectors.contributions import not_found, totals_of
from kheo.progress.services.noting import (
    Pen,
    between,
    locked,
    needed,
    note,
    past_day,
    require_writer,
    tell_unit,
)
from kheo.registrations.public import Registration

_MOST = {
    What.MONEY: (100_000_000_000, N_("Số tiền")),
    What.LAND: (1_000_000, N_("Diện tích đất (m²)")),
    What.LABOUR: (100_000, N_("Số ngày công")),
    What.GOODS: (1_000_000, N_("Số lượng")),
}
_MOST_PEOPLE = 100_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What was typed of one entry."""

    direction: Direction
    what: What
    on: date | None
    amount: int | Decimal | None
    goods: str = ""
    unit: str = ""
    value: int | None = None
    valued_by: str = ""
    spent_for: str = ""
    people: int | None = None
    gift_signed_on: date | None = None


@transaction.atomic
def open_drive(registration: Registration, *, purpose: Purpose, matter: str, by: User, at: datetime) -> Drive:
    """Begin a book of contributions for a received registration; asked twice it is one.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput without the matter of a common work.
    """
    row = _registration(registration.pk)
    own = require_writer(row, by, day_of(at))
    words = ""
    if purpose == Purpose.WORKS:
        sentence = N_("Hãy ghi đóng góp để làm việc gì, ví dụ “Bê tông hóa đường xóm, dài 300 m”.")
        words = needed(matter, "matter", sentence, longest=300)
    drive, made = Drive.objects.get_or_create(
        registration=row, purpose=purpose, defaults={"matter": words, "opened_at": at, "opened_by": by}
    )
    if made:
        audit.record(
            "progress:drive:open", drive, by=by, at=at, unit_id=row.handled_by_unit_id, purpose=purpose
        )
        if not own:
            tell_unit(drive, by=by, at=at)
    return drive


@transaction.atomic
def note_entry(drive_id: int, facts: EntryFacts, pen: Pen) -> LedgerEntry:
    """Write what was received or spent on a day, as a total.

    Raises InvalidInput for a number, a day or words that cannot be, and where more would be spent than was
    received; NotAllowed, NotFound, Conflict where the corrected row was corrected already.
    """
    drive = locked(drive_id)
    values = {} if pen.is_void else _checked(facts, drive, pen)
    row = note(LedgerEntry, drive, values, pen, verb="void-entry" if pen.is_void else "note-entry")
    if overdrawn := totals_of([drive.pk])[drive.pk].overdrawn:
        raise InvalidInput(
            N_(
                "Số chi vượt số đã nhận (%(what)s). Hãy ghi khoản đã nhận trước, hoặc kiểm tra lại số vừa nhập."
            ),
            code="spent-beyond-received",
            field="amount",
            what=overdrawn,
        )
    return row


def _checked(facts: EntryFacts, drive: Drive, pen: Pen) -> dict[str, Any]:
    """The columns of an entry; only those that its kind has are kept."""
    most, words = _MOST[facts.what]
    received = facts.direction == Direction.RECEIVED
    if not received and facts.what not in {What.MONEY, What.GOODS}:
        raise InvalidInput(
            N_("Chỉ tiền và hiện vật mới có khoản chi; đất hiến và ngày công thì ghi một lần khi nhận."),
            code="not-spendable",
            field="what",
        )
    values: dict[str, Any] = {
        "direction": facts.direction,
        "what": facts.what,
        "on": past_day(facts.on, "on", drive, pen.today),
        "amount": between(facts.amount, "amount", most=most, what=words),
    }
    if facts.what == What.GOODS:
        values |= _goods(facts, received=received)
    if facts.what == What.LAND and facts.gift_signed_on:
        values["gift_signed_on"] = past_day(facts.gift_signed_on, "gift_signed_on", drive, pen.today)
    return values if received else values | _spending(facts, drive)


def _goods(facts: EntryFacts, *, received: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "goods": needed(facts.goods, "goods", N_("Hãy ghi tên hiện vật, ví dụ “xi măng”."), longest=100),
        "unit": needed(facts.unit, "unit", N_("Hãy ghi đơn vị tính, ví dụ “bao”, “kg”."), longest=30),
    }
    if received:
        most, _words = _MOST[What.MONEY]
        values["value"] = int(between(facts.value, "value", most=most, what=N_("Trị giá (đồng)")))
        sentence = N_(
            "Hãy ghi định giá theo cách nào, ví dụ “theo giá bán tại xã, Ban công tác Mặt trận chứng kiến”."
        )
        values["valued_by"] = needed(facts.valued_by, "valued_by", sentence, longest=200)
    return values


def _spending(facts: EntryFacts, drive: Drive) -> dict[str, Any]:
    """A common work says what for; help for people says only how many received it."""
    if drive.purpose == Purpose.HARDSHIP:
        number = between(facts.people, "people", most=_MOST_PEOPLE, what=N_("Số người nhận"))
        return {"people": int(number)}
    sentence = N_("Hãy ghi chi vào việc gì, ví dụ “mua 12 m³ cát”.")
    return {"spent_for": needed(facts.spent_for, "spent_for", sentence, longest=300)}


@transaction.atomic
def name_giver(
    drive_id: int, *, name: str, wished_on: date | None, token: UUID, by: User, at: datetime
) -> NamedGiver:
    """A giver asked in writing to be named. The name is the giver's own word: no amount stands beside it."""
    drive = locked(drive_id)
    require_writer(drive.registration, by, day_of(at))
    if earlier := NamedGiver.objects.filter(token=token, drive=drive).first():
        return earlier
    shown = clean_line(name)[:_LONGEST_NAME]
    if not shown:
        raise InvalidInput(N_("Hãy ghi tên đúng như người góp muốn nêu."), code="name-missing", field="name")
    giver = NamedGiver.objects.create(
        drive=drive,
        token=token,
        name=shown,
        name_sort=person_sort_key(shown)[:600],
        wished_on=past_day(wished_on, "wished_on", drive, day_of(at)),
        noted_at=at,
        noted_by=by,
    )
    # The trail is for ever, the wish is not: it tells that a name was put here, not which.
    audit.record(
        "progress:drive:name-giver",
        drive,
        by=by,
        at=at,
        unit_id=drive.registration.handled_by_unit_id,
        row=giver.pk,
    )
    return giver


@transaction.atomic
def forget_giver(drive_id: int, giver_id: int, *, by: User, at: datetime) -> None:
    """The giver no longer wishes to be named: the name goes. Raises NotFound, NotAllowed."""
    drive = locked(drive_id)
    require_writer(drive.registration, by, day_of(at))
    giver = NamedGiver.objects.filter(drive=drive, pk=giver_id).first()
    if giver is None:
        raise NotFound(N_("Tên này không còn trong sổ. Hãy mở lại trang đóng góp."), code="giver-not-found")
    audit.record(
        "progress:drive:forget-giver",
        drive,
        by=by,
        at=at,
        unit_id=drive.registration.handled_by_unit_id,
        row=giver.pk,
    )
    giver.delete()


def _registration(pk: int) -> Registration:
    """The registration, locked: two forms that open the same book queue here."""
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise not_found()
    return found
