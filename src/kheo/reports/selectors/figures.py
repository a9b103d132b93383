"""Every figure of a campaign on a day, each with the address of its list: a constant number of queries."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.commendations import public as commendations
from kheo.commendations.public import Given
from kheo.core.vietnamese import format_number, sort_key
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.progress.public import PublicityKind, Purpose
from kheo.recognitions import public as recognitions
from kheo.registrations.public import Kind
from kheo.reports.content import Breakdown, Content, Figure, Heading, Line, Number
from kheo.reports.measures import COLUMNS, MEASURES
from kheo.reports.selectors.counting import Cube, cases, cube
from kheo.reports.selectors.scopes import Scope
from kheo.units import public as units
from kheo.units.public import Subject

_KINDS = {
    PublicityKind.NEWS: ("tin", "tin"),
    PublicityKind.ARTICLE: ("bài viết", "bài"),
    PublicityKind.BROADCAST: ("buổi phát thanh", "buổi"),
    PublicityKind.MEETING: ("hội nghị tuyên truyền", "buổi"),
}


def content_of(scope: Scope, at: datetime, *, with_cases: bool = False) -> Content:
    """Everything counted, as of this moment. `with_cases`: with every registration behind the figures, to be frozen."""
    on = day_of(at)
    last = [one.pk for one in scope.before]
    now, before = cube(scope.ids), cube(last) if last else None
    commended, earlier = commendations.given_in(scope.ids), commendations.given_in(last) if last else None
    figures = [
        *_registered(scope, now, before, at),
        *_recognised(scope),
        *_commended(scope, commended, earlier),
        *_given(scope),
        *_difficulties(scope, at),
        *_told(scope),
    ]
    return Content(
        on=on,
        years=tuple(one.year for one in scope.rounds),
        before_years=tuple(one.year for one in scope.before),
        figures=tuple(figures),
        breakdowns=_breakdowns(scope, now, before, at),
        columns=tuple((one.key, str(one.column)) for one in COLUMNS),
        more=_forms(commended),
        cases=cases(scope.ids, on) if with_cases else (),
    )


def address_of(scope: Scope, measure: str) -> str:
    """The list behind a figure of registrations."""
    address = reverse("reports:figure", args=[scope.round.pk, measure])
    return f"{address}?giai-doan=1" if len(scope.rounds) > 1 else address


def _registered(scope: Scope, now: Cube, before: Cube | None, at: datetime) -> list[Figure]:
    """Registrations by measure, and how many units have sent what they owe."""
    owed = [(one.pk, line) for one in scope.rounds for line in campaigns.owed(one, day_of(at))]
    minimum = sum(line.minimum for _pk, line in owed) or None
    sent = now.by(lambda group: (group.round_id, group.unit_id))
    done = sum(sent.get((pk, line.unit_id), {}).get("registered", 0) >= line.minimum for pk, line in owed)
    group = _("Đăng ký, thực hiện")
    found = [
        Figure(
            one.key,
            str(one.name),
            one.token,
            _("mô hình"),
            now.totals.get(one.key, 0),
            group,
            before=before.totals.get(one.key, 0) if before else None,
            target=minimum if one.key == "registered" else None,
            address=address_of(scope, one.key),
        )
        for one in MEASURES
    ]
    if owed:
        found.append(
            Figure(
                "units-done",
                _("Đơn vị đăng ký đủ số mô hình được giao"),
                "đơn vị đăng ký đủ",
                _("đơn vị"),
                done,
                group,
                target=len(owed),
                address=reverse("registrations:unit_lists", args=[scope.round.pk]) + "?du=1",
            )
        )
    return found


def _recognised(scope: Scope) -> list[Figure]:
    counted = recognitions.counted(scope.ids)
    group = _("Công nhận, biểu dương")
    address = reverse("recognitions:round", args=[scope.round.pk])
    examples = reverse("recognitions:exemplars", args=[scope.round.pk])
    rows = [
        (
            "exemplars",
            _("Điển hình được công nhận"),
            "điển hình được công nhận",
            sum(counted.exemplars.values()),
            f"{address}#da-cong-nhan",
        ),
        ("noted", _("Gương điển hình đã ghi nhận"), "gương điển hình", counted.noted, examples),
        ("ended", _("Thôi công nhận"), "thôi công nhận", counted.ended, f"{address}#da-cong-nhan"),
    ]
    unit = _("trường hợp")
    return [
        Figure(key, name, token, unit, value, group, address=url) for key, name, token, value, url in rows
    ]


def _commended(scope: Scope, now: Given, before: Given | None) -> list[Figure]:
    """Awards by kind of subject, and the money."""
    group = _("Khen thưởng")
    rounds = urlencode({"dot": scope.ids}, doseq=True)
    address = f"{reverse('commendations:history')}?{rounds}"
    everything = Figure(
        "commended",
        _("Được khen thưởng"),
        "khen thưởng",
        _("trường hợp"),
        sum(now.by_kind.values()),
        group,
        before=sum(before.by_kind.values()) if before else None,
        address=address,
    )
    by_kind = [
        Figure(
            f"commended-{kind.value}",
            _("Được khen thưởng: %(kind)s") % {"kind": str(kind.label).lower()},
            f"khen thưởng {str(kind.label).lower()}",
            _("trường hợp"),
            now.by_kind.get(kind.value, 0),
            group,
            before=before.by_kind.get(kind.value, 0) if before else None,
            address=f"{address}&chu-the={kind.value}",
        )
        for kind in Subject.Kind
    ]
    money = Figure(
        "prizes",
        _("Tiền thưởng"),
        "tiền thưởng",
        _("đồng"),
        now.money,
        group,
        before=before.money if before else None,
        address=address,
    )
    return [everything, *by_kind, money]


def _forms(now: Given) -> tuple[Heading, ...]:
    """Each form with who was given it."""
    kinds = {kind.value: str(kind.label).lower() for kind in Subject.Kind}
    lines = tuple(
        (
            form,
            ", ".join(f"{kinds.get(kind, kind)} {format_number(number)}" for kind, number in counts.items()),
        )
        for form, counts in now.by_form.items()
    )
    return (Heading(_("Hình thức khen thưởng"), lines),) if lines else ()


def _given(scope: Scope) -> list[Figure]:
    totals = progress.given_in(*scope.ids)
    address = reverse("progress:contributions_of_round", args=[scope.round.pk])
    works, hardship = totals[Purpose.WORKS][1], totals[Purpose.HARDSHIP][1]
    group, dong = _("Nhân dân đóng góp"), _("đồng")
    rows: list[tuple[str, str, str, str, Number]] = [
        ("money", _("Tiền Nhân dân đóng góp làm việc chung"), "tiền đóng góp", dong, works.received),
        ("spent", _("Đã chi"), "tiền đã chi", dong, works.spent),
        ("land", _("Đất hiến"), "đất hiến", _("m²"), works.land),
        ("labour", _("Ngày công"), "ngày công", _("ngày công"), works.labour),
        ("goods", _("Hiện vật quy tiền"), "hiện vật", dong, works.goods_value),
        ("hardship", _("Tiền giúp người gặp khó khăn"), "tiền giúp đỡ", dong, hardship.received),
        ("hardship-goods", _("Hiện vật giúp đỡ quy tiền"), "hiện vật giúp đỡ", dong, hardship.goods_value),
        ("households", _("Hộ hưởng lợi"), "hộ hưởng lợi", _("hộ"), progress.households_of(scope.ids)),
    ]
    reports = reverse("progress:reports", args=[scope.round.pk])
    return [
        Figure(
            key, name, token, unit, _whole(value), group, address=reports if key == "households" else address
        )
        for key, name, token, unit, value in rows
    ]


def _difficulties(scope: Scope, at: datetime) -> list[Figure]:
    several = progress.tallies(scope.ids, day_of(at)).values()
    group, unit = _("Khó khăn, vướng mắc"), _("việc")
    address = f"{reverse('progress:difficulties')}?dot={scope.round.pk}"
    rows = [
        ("raised", _("Đã nêu"), "khó khăn đã nêu", "raised", "da-neu"),
        ("answered", _("Đã trả lời"), "khó khăn đã trả lời", "replied", "da-tra-loi"),
        ("closed", _("Đã giải quyết xong"), "khó khăn đã giải quyết", "closed", "closed"),
        ("open", _("Đang mở"), "khó khăn đang mở", "unsolved", ""),
        ("overdue", _("Quá hạn trả lời"), "khó khăn quá hạn", "overdue", "qua-han"),
    ]
    return [
        Figure(
            key,
            name,
            token,
            unit,
            sum(getattr(one, attribute) for one in several),
            group,
            address=f"{address}&trang-thai={state}" if state else address,
        )
        for key, name, token, attribute, state in rows
    ]


def _told(scope: Scope) -> list[Figure]:
    by_round = progress.publicity_counts(scope.ids)
    group = _("Tuyên truyền, nhắc việc")
    address = reverse("progress:publicity", args=[scope.round.pk])
    found = [
        Figure(
            kind.value,
            _("Tuyên truyền: %(kind)s") % {"kind": kind.label},
            token,
            unit,
            sum(counts.get(kind.value, 0) for counts in by_round.values()),
            group,
            address=f"{address}?loai={kind.value}",
        )
        for kind, (token, unit) in _KINDS.items()
    ]
    reminders = reverse("progress:reminders", args=[scope.round.pk])
    times = progress.reminded(scope.ids)
    found.append(
        Figure("reminded", _("Lượt nhắc đơn vị"), "lượt nhắc", _("lượt"), times, group, address=reminders)
    )
    return found


def _breakdowns(scope: Scope, now: Cube, before: Cube | None, at: datetime) -> tuple[Breakdown, ...]:
    none = _("chưa ghi")
    kinds = {kind.value: str(kind.label) for kind in Kind}
    subjects = {kind.value: str(kind.label) for kind in Subject.Kind}
    years = {one.pk: str(one.year) for one in scope.rounds}
    unit_ids = {group.unit_id for group in now.groups}
    names = {str(pk): name for pk, name in units.names(unit_ids, day_of(at)).items()}

    def told(key: str, title: str, token: str, of: str, words: Mapping[str, str]) -> Breakdown:
        here = now.by(lambda group: str(getattr(group, of)))
        there = before.by(lambda group: str(getattr(group, of))) if before else {}
        every = [str(one) for one in {**here, **there}] if of != "unit_id" else [str(one) for one in here]
        lines = [
            Line(
                value, words.get(value, value) or none, dict(here.get(value, {})), dict(there.get(value, {}))
            )
            for value in every
        ]
        return Breakdown(key, title, token, tuple(sorted(lines, key=lambda line: sort_key(line.label))))

    found = [
        told("sector", _("Theo lĩnh vực"), "theo lĩnh vực", "sector", {}),
        told("kind", _("Theo loại"), "theo loại", "kind", kinds),
        told("subject", _("Theo người chủ trì"), "theo người chủ trì", "subject", subjects),
        told("unit", _("Theo đơn vị"), "theo đơn vị", "unit_id", names),
    ]
    if len(scope.rounds) > 1:
        by_year = now.by(lambda group: group.round_id)
        lines = [Line(years[one.pk], years[one.pk], dict(by_year.get(one.pk, {}))) for one in scope.rounds]
        found.append(Breakdown("year", _("Theo năm"), "theo năm", tuple(lines)))
    return tuple(found)


def _whole(value: Number) -> Number:
    """Whole numbers without a tail of zeros."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
