"""Reading what the people gave: totals, what the law asks of them, rows with their corrections."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.core.law import contributions as law
from kheo.core.vietnamese import fold
from kheo.progress.contribution_kinds import Direction, Purpose, What
from kheo.progress.models import (
    Drive,
    HouseholdDecision,
    LedgerEntry,
    NamedGiver,
    Publication,
    SupervisionBoard,
)
from kheo.progress.models.contributions import Noted
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration

N = TypeVar("N", bound=Noted)
_NOTHING = Decimal(0)


@dataclass(slots=True)
class Goods:
    """One kind of goods: received, spent, left, valued."""

    name: str
    unit: str
    received: Decimal = _NOTHING
    spent: Decimal = _NOTHING
    value: int = 0

    @property
    def left(self) -> Decimal:
        """What is still there."""
        return self.received - self.spent


@dataclass(slots=True)
class Totals:
    """What one drive, or a whole round, has received, spent and left."""

    received: Decimal = _NOTHING
    spent: Decimal = _NOTHING
    land: Decimal = _NOTHING
    land_pending: Decimal = _NOTHING
    land_pending_count: int = 0
    labour: Decimal = _NOTHING
    people: int = 0
    goods: dict[tuple[str, str], Goods] = field(default_factory=dict)
    first_received_on: date | None = None
    last_entry_on: date | None = None
    handed_over: bool = False

    @property
    def left(self) -> Decimal:
        """Money that is still there."""
        return self.received - self.spent

    @property
    def goods_value(self) -> int:
        """What the goods received are worth, by their valuation."""
        return sum(one.value for one in self.goods.values())

    @property
    def goods_lines(self) -> list[Goods]:
        """By name."""
        return sorted(self.goods.values(), key=lambda one: (fold(one.name), one.unit))

    @property
    def goods_left(self) -> list[Goods]:
        """Those of which something is still there."""
        return [one for one in self.goods_lines if one.left > 0]

    @property
    def has_left(self) -> bool:
        """Something received has not been spent or handed over."""
        return self.left > 0 or bool(self.goods_left)

    @property
    def overdrawn(self) -> str:
        """The name of what was spent beyond what was received; "" where nothing was."""
        if self.left < 0:
            return str(What.MONEY.label).lower()
        return next((one.name for one in self.goods.values() if one.left < 0), "")


def drive_for(user: User, pk: int, on: date) -> Drive:
    """A drive of a registration that the person may read. Raises NotFound."""
    readable = registrations.visible(user, on)
    found = (
        Drive.objects.filter(pk=pk, registration__in=readable.values("pk"))
        .select_related("registration__round__campaign__managing_unit", "registration__handled_by_unit")
        .first()
    )
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    """The one sentence for what does not exist and for what is not for these eyes."""
    return NotFound(
        N_("Không có sổ đóng góp này, hoặc tài khoản này không được xem. Hãy mở lại từ trang của mô hình."),
        code="drive-not-found",
    )


def drives_of(registration_ids: Collection[int]) -> QuerySet[Drive]:
    """The drives of these registrations, works first."""
    return Drive.objects.filter(registration_id__in=registration_ids).order_by("registration_id", "-purpose")


def current(rows: QuerySet[N]) -> QuerySet[N]:
    """What holds: neither corrected nor void."""
    return rows.filter(corrected_by__isnull=True, is_void=False)


def totals_of(drive_ids: Collection[int], until: date | None = None) -> dict[int, Totals]:
    """Drive → its totals (of what lies up to that day, where given): one query, however many."""
    found: dict[int, Totals] = {pk: Totals() for pk in drive_ids}
    has_paper = Case(When(gift_signed_on__isnull=False, then=Value(1)), default=Value(0))
    entries = LedgerEntry.objects.filter(drive_id__in=list(found))
    rows = (
        current(entries if until is None else entries.filter(on__lte=until))
        .values("drive_id", "direction", "what", "goods", "unit", has_paper=has_paper)
        .annotate(
            amount_sum=Sum("amount"),
            value_sum=Sum("value"),
            people_sum=Sum("people"),
            first=Min("on"),
            last=Max("on"),
            count=Count("pk"),
        )
        .order_by("drive_id", "goods", "unit")
    )
    for row in rows:
        _add(found[row["drive_id"]], dict(row))
    return found


def _add(totals: Totals, row: dict[str, Any]) -> None:
    amount, received = row["amount_sum"], row["direction"] == Direction.RECEIVED
    match row["what"]:
        case What.MONEY if received:
            totals.received += amount
        case What.MONEY:
            totals.spent += amount
        case What.LABOUR:
            totals.labour += amount
        case What.LAND if row["has_paper"]:
            totals.land += amount
        case What.LAND:
            totals.land_pending += amount
            totals.land_pending_count += row["count"]
        case What.GOODS:
            _add_goods(totals, row, received=received)
    totals.people += row["people_sum"] or 0
    totals.handed_over |= not received
    if received:
        totals.first_received_on = min(totals.first_received_on or row["first"], row["first"])
    totals.last_entry_on = max(totals.last_entry_on or row["last"], row["last"])


def _add_goods(totals: Totals, row: dict[str, Any], *, received: bool) -> None:
    key = (fold(row["goods"]), fold(row["unit"]))
    goods = totals.goods.setdefault(key, Goods(row["goods"], row["unit"]))
    if received:
        goods.received += row["amount_sum"]
        goods.value += row["value_sum"] or 0
    else:
        goods.spent += row["amount_sum"]


def sum_of(several: Iterable[Totals]) -> Totals:
    """One line for many: goods by their valuation alone."""
    whole = Totals()
    for one in several:
        whole.received += one.received
        whole.spent += one.spent
        whole.land += one.land
        whole.labour += one.labour
        whole.people += one.people
        if one.goods_value:
            whole.goods.setdefault(("", ""), Goods("", "")).value += one.goods_value
    return whole


def whole_of(*round_ids: int) -> dict[Purpose, tuple[int, Totals]]:
    """Purpose → how many books the rounds have and what they come to, goods by their valuation alone: one query,
    however many books.
    """
    holds = Q(entries__corrected_by__isnull=True, entries__is_void=False)
    received = holds & Q(entries__direction=Direction.RECEIVED)

    def amount(what: What, of: Q) -> Sum:
        return Sum("entries__amount", filter=of & Q(entries__what=what), default=_NOTHING)

    rows = (
        _of_rounds(round_ids)
        .values("purpose")
        .annotate(
            books=Count("pk", distinct=True),
            received=amount(What.MONEY, received),
            spent=amount(What.MONEY, holds & Q(entries__direction=Direction.SPENT)),
            land=amount(What.LAND, received & Q(entries__gift_signed_on__isnull=False)),
            labour=amount(What.LABOUR, received),
            people=Sum("entries__people", filter=holds, default=0),
            value=Sum("entries__value", filter=received, default=0),
        )
        .order_by()
    )
    found = {purpose: (0, Totals()) for purpose in Purpose}
    for row in rows:
        totals = Totals(
            row["received"], row["spent"], row["land"], labour=row["labour"], people=row["people"]
        )
        if row["value"]:
            totals.goods["", ""] = Goods("", "", value=row["value"])
        found[Purpose(row["purpose"])] = (row["books"], totals)
    return found


def board_members(drive_ids: Collection[int]) -> dict[int, int | None]:
    """Drive → of how many its supervision board is, where it has one: one query."""
    rows = Drive.objects.filter(pk__in=drive_ids)
    return dict(rows.annotate(members=_board()).values_list("pk", "members"))


def _board() -> Subquery:
    rows = current(SupervisionBoard.objects.filter(drive=OuterRef("pk")))
    return Subquery(rows.order_by("-set_up_on", "-pk").values("members")[:1])


def given_of(
    drives: Collection[Drive], totals: Mapping[int, Totals], boards: Mapping[int, int | None]
) -> dict[int, law.Given]:
    """Drive → what the law is asked about: two queries, however many. `boards`: see `board_members`."""
    ids = [drive.pk for drive in drives]
    votes = _grouped(current(HouseholdDecision.objects.filter(drive_id__in=ids)).order_by("opened_on", "pk"))
    shown = _grouped(current(Publication.objects.filter(drive_id__in=ids)).order_by("since", "pk"))
    return {
        drive.pk: law.Given(
            purpose=law.Purpose(drive.purpose),
            votes=tuple(vote_of(one) for one in votes.get(drive.pk, ())),
            publications=tuple(
                law.Publication(law.Shown(one.what), law.Channel(one.channel), one.since, one.until)
                for one in shown.get(drive.pk, ())
            ),
            board_members=boards.get(drive.pk),
            first_received_on=totals[drive.pk].first_received_on,
            last_entry_on=totals[drive.pk].last_entry_on,
            land_without_paper=totals[drive.pk].land_pending_count,
            handed_over=totals[drive.pk].handed_over,
            has_left=totals[drive.pk].has_left,
        )
        for drive in drives
    }


def vote_of(row: HouseholdDecision) -> law.Vote:
    """A decision as the law looks at it."""
    return law.Vote(
        place=row.place,
        total=row.total,
        opened_on=row.opened_on,
        agreeing=row.agreeing,
        decided_on=row.decided_on,
        scope=law.Scope(row.scope),
    )


def _grouped(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.drive_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Book:
    """All rows of one drive, each with what corrects it."""

    entries: list[LedgerEntry]
    decisions: list[HouseholdDecision]
    boards: list[SupervisionBoard]
    publications: list[Publication]
    givers: list[NamedGiver]


def book_of(drive: Drive) -> Book:
    """What the drive's own page lists, in the order of the days; five queries."""
    return Book(
        entries=_with_corrections(LedgerEntry.objects.filter(drive=drive).order_by("on", "pk")),
        decisions=_with_corrections(
            HouseholdDecision.objects.filter(drive=drive).order_by("opened_on", "pk")
        ),
        boards=_with_corrections(SupervisionBoard.objects.filter(drive=drive).order_by("set_up_on", "pk")),
        publications=_with_corrections(Publication.objects.filter(drive=drive).order_by("since", "pk")),
        givers=list(givers_of(drive)),
    )


def givers_of(drive: Drive) -> QuerySet[NamedGiver]:
    """Who asked to be named, by given name: never by what was given."""
    return NamedGiver.objects.filter(drive=drive).order_by("name_sort", "pk")


def _with_corrections(rows: QuerySet[N]) -> list[N]:
    """Rows that hold or held, not the void rows that only take another's place away."""
    return list(rows.filter(is_void=False).select_related("corrected_by", "made_by"))


@dataclass(frozen=True, slots=True)
class Line:
    """One drive in the officer's table."""

    drive: Drive
    registration: Registration
    unit: str
    totals: Totals
    missing: int


def _of_rounds(round_ids: Collection[int]) -> QuerySet[Drive]:
    return Drive.objects.filter(
        registration__round_id__in=round_ids, registration__state=registrations.State.ACCEPTED
    )


def with_drives(round_id: int, on: date) -> QuerySet[Drive]:
    """The round's drives by title, each with what `lines_of` says of it besides."""
    return (
        _of_rounds([round_id])
        .select_related("registration")
        .annotate(
            unit_name=registrations.unit_name("registration__handled_by_unit_id", on), board_members=_board()
        )
        .order_by(F("registration__title_sort"), "registration_id", "-purpose")
    )


def lines_of(drives: Collection[Drive], on: date) -> list[Line]:
    """The table's lines of drives read by `with_drives`: three queries, however many."""
    totals = totals_of([drive.pk for drive in drives])
    given = given_of(drives, totals, {drive.pk: vars(drive)["board_members"] for drive in drives})
    return [
        Line(
            drive=drive,
            registration=drive.registration,
            unit=vars(drive)["unit_name"] or "",
            totals=totals[drive.pk],
            missing=law.missing(given[drive.pk], on),
        )
        for drive in drives
    ]


def is_works(drive: Drive) -> bool:
    """Whether the drive is for a common work, which the households decide."""
    return drive.purpose == Purpose.WORKS
