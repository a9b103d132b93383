"""Two inspections of last year: in June with a draw, in autumn unannounced; what was to mend, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from kheo.accounts.public import User
from kheo.appraisals import public as appraisals
from kheo.appraisals.public import Drawing, Inspection, InspectionFacts, Person, Remedy, Visit, VisitSheet
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress import public as progress
from kheo.progress.public import Measured
from kheo.registrations.public import Registration

_TYPED = "thông báo"
_LARGE = 10_000_000
_OTHERS = (Person("Lù Văn Tấn", "Chủ tịch Hội Nông dân xã"), Person("Vừ Thị Sông", "Phó Bí thư Đoàn xã"))


def june(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """Three days in June: four places by lot; signed, closed, two things to mend told."""
    first = date(days.before, 6, 15)
    row = _made(cast, kept, facts("inspections")["june"], (first, first + timedelta(days=2)), "periodic")
    _drawn(cast, row, facts("inspections")["june"], at(first - timedelta(days=5), 14))
    _go_round(cast, row)
    _close(cast, row, facts("inspections")["june"], at(first + timedelta(days=4), 9))


def autumn(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """Unannounced: the two places with the strongest signs, on one day; what June asked for is answered meanwhile."""
    _mended(cast, days)
    on = min(date(days.before, 10, 13), days.today - timedelta(days=20))
    row = _made(cast, kept, facts("inspections")["autumn"], (on, on), "unannounced")
    _drawn(cast, row, facts("inspections")["autumn"], at(on, 7))
    _go_round(cast, row)
    _close(cast, row, facts("inspections")["autumn"], at(on + timedelta(days=2), 9))


def _drawn(cast: Cast, row: Inspection, told: Facts, moment: datetime) -> None:
    """Places by lot and by their signs; then the team sets out."""
    weights = appraisals.proposed_weights() | {"large": _LARGE}
    drawing = Drawing(told["by_risk"], told["at_random"], told["seed"], weights)
    appraisals.draw_sample(row, drawing, by=_officer(cast), at=moment)
    appraisals.begin_inspection(row, by=_officer(cast), at=moment + timedelta(minutes=30))


def _officer(cast: Cast) -> User:
    return cast.people["canbo.dongtrang"]


def _person(cast: Cast, name: str, post: str) -> Person:
    return Person(cast.people[name].full_name, post, cast.people[name])


def _made(
    cast: Cast, kept: Mapping[str, Registration], told: Facts, days: tuple[date, date], kind: str
) -> Inspection:
    first, last = days
    round_ = next(iter(kept.values())).round
    said = InspectionFacts(
        name=told["name"],
        subject=told["subject"],
        kind=kind,
        set_up_by="decision",
        period_from=date(round_.year, 1, 1),
        period_to=first - timedelta(days=1),
        starts_on=first,
        ends_on=last,
        head=_person(cast, "mattran.dongtrang", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        secretary=_person(cast, "thamdinh.dongtrang", "Chuyên viên Ban Xây dựng Đảng"),
        members=_OTHERS,
    )
    return appraisals.make_inspection(round_, said, by=_officer(cast), at=at(first - timedelta(days=6), 9))


def _go_round(cast: Cast, row: Inspection) -> None:
    """Every place: the sheet, the unit's opinion, both signatures."""
    secretary = cast.people["thamdinh.dongtrang"]
    visits = list(row.visits.select_related("registration").order_by("on", "position"))
    claimed = progress.measured_of([one.registration for one in visits], row.ends_on)
    for place, (visit, told) in enumerate(zip(visits, facts("inspections")["place"], strict=False)):
        moment = at(visit.on or row.starts_on, 8 + 2 * (place % 4), 15)
        sheet = _sheet(_speaker_of(cast, visit, told), told, claimed[visit.registration_id], moment)
        appraisals.write_visit(visit, sheet, by=secretary, at=moment + timedelta(minutes=50))
        speaker = cast.contacts.get(visit.registration.handled_by_unit_id, _officer(cast))
        appraisals.answer_visit(visit, opinion=told["opinion"], by=speaker, at=moment + timedelta(minutes=70))
        appraisals.sign_visit(
            visit,
            signed_on=visit.on,
            unit_signer=_speaker_of(cast, visit, told).partition(",")[0],
            by=secretary,
            at=moment + timedelta(minutes=90),
        )


def _speaker_of(cast: Cast, visit: Visit, told: Facts) -> str:
    """The unit's contact; where it has no account, whoever the content names."""
    contact = cast.contacts.get(visit.registration.handled_by_unit_id)
    return f"{contact.full_name}, đầu mối của đơn vị" if contact else str(told["speaker"])


def _sheet(speaker: str, told: Facts, claimed: Sequence[Measured], moment: datetime) -> VisitSheet:
    share = Decimal(told["seen"])
    seen = {}
    for number, one in enumerate(claimed):
        value = one.value.actual if one.value and one.value.actual is not None else Decimal(0)
        count = (value * share).to_integral_value() if not number else value
        is_step = one.indicator.kind == "step"
        differs = count != value
        seen[one.indicator.pk] = appraisals.Seen(
            count=None if is_step else count,
            done=bool(one.value and one.value.is_done) if is_step else None,
            remark=told.get("note", "") if differs else "",
        )
    to_mend = [appraisals.ToMend(told["mend"], moment.date() + timedelta(days=30))] if "mend" in told else []
    return VisitSheet(
        seen_at=moment,
        received_by=speaker,
        seen=seen,
        remark=told["remark"],
        to_mend=to_mend,
    )


def _close(cast: Cast, row: Inspection, told: Facts, moment: datetime) -> None:
    appraisals.conclude_inspection(row, findings=told["findings"], typed=_TYPED, by=_officer(cast), at=moment)


def _mended(cast: Cast, days: Days) -> None:
    """Of June: the first accepted, the second waits for the head's word, what is left is late."""
    rows = list(
        Remedy.objects.select_related("visit__registration").order_by("visit__on", "visit__position", "pk")
    )
    moment = at(date(days.before, 7, 6), 10)
    for number, (row, told) in enumerate(zip(rows, facts("inspections")["answer"], strict=False)):
        unit = row.visit.registration.handled_by_unit_id
        writer = cast.contacts.get(unit, _officer(cast))
        appraisals.answer_remedy(row, words=told["words"], by=writer, at=moment)
        if not number:
            head = cast.people["mattran.dongtrang"]
            appraisals.accept_remedy(row, by=head, at=moment + timedelta(days=1))
