"""Steering boards (Ban Chỉ đạo): who sits in them and which units each follows."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.units.models import SteeringSeat, Unit, UnitKind
from kheo.units.services.common import needed_name, require_administrator


@transaction.atomic
def give_seat(
    board: Unit,
    *,
    holder_name: str,
    office: str,
    follows: Iterable[Unit],
    on: date,
    by: User | str,
    at: datetime,
    user: User | None = None,
) -> SteeringSeat:
    """Seat a person in the board from a day on, with the units that this person follows.

    Raises InvalidInput for a unit that is no board, a missing name or office, a unit of another commune.
    """
    board = _locked_board(board, by, at)
    seat = SteeringSeat.objects.create(
        board=board,
        holder_name=needed_name(holder_name, field="holder_name"),
        office=needed_name(office, field="office"),
        user=user,
        valid_from=on,
    )
    followed = _of_same_commune(board, follows)
    seat.follows.set(followed)
    audit.record(
        "units:seat:give",
        board,
        by=by,
        at=at,
        unit_id=board.pk,
        seat=seat.pk,
        office=seat.office,
        follows=sorted(unit.pk for unit in followed),
        on=on,
    )
    return seat


@transaction.atomic
def change_seat(
    seat: SteeringSeat, *, office: str, follows: Iterable[Unit], by: User | str, at: datetime
) -> SteeringSeat:
    """Change the office held in the board and the units followed; both before and after are on the trail."""
    board = _locked_board(seat.board, by, at)
    row = SteeringSeat.objects.select_for_update().get(pk=seat.pk)
    before = {"office": row.office, "follows": sorted(row.follows.values_list("pk", flat=True))}
    row.office = needed_name(office, field="office")
    row.save(update_fields=["office"])
    followed = _of_same_commune(board, follows)
    row.follows.set(followed)
    after = {"office": row.office, "follows": sorted(unit.pk for unit in followed)}
    audit.record(
        "units:seat:change", board, by=by, at=at, unit_id=board.pk, seat=row.pk, before=before, after=after
    )
    return row


@transaction.atomic
def end_seat(seat: SteeringSeat, *, on: date, by: User | str, at: datetime) -> None:
    """The person no longer sits in the board from the day on."""
    board = _locked_board(seat.board, by, at)
    row = SteeringSeat.objects.select_for_update().get(pk=seat.pk)
    if row.valid_to is not None:
        raise Conflict(
            N_("Thành viên này đã thôi tham gia từ trước. Hãy tải lại trang."), code="seat-already-ended"
        )
    if row.valid_from >= on:
        row.follows.clear()
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    audit.record("units:seat:end", board, by=by, at=at, unit_id=board.pk, seat=seat.pk, on=on)


def _locked_board(board: Unit, by: User | str, at: datetime) -> Unit:
    board = Unit.objects.select_for_update().get(pk=board.pk)
    require_administrator(by, board, at)
    if board.kind != UnitKind.STEERING_BOARD:
        raise InvalidInput(
            N_("Chỉ Ban Chỉ đạo mới có danh sách thành viên theo dõi đơn vị."), code="no-board", field="board"
        )
    return board


def _of_same_commune(board: Unit, units: Iterable[Unit]) -> list[Unit]:
    units = list(units)
    if any(unit.area_code != board.area_code for unit in units):
        raise InvalidInput(
            N_("Có đơn vị không thuộc địa bàn của Ban Chỉ đạo. Hãy chọn lại."),
            code="unit-of-other-area",
            field="follows",
        )
    return units
