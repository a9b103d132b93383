"""The law of a day for anybody; the rules of a place for those who work there."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law.awards import Standing, national_awards
from kheo.core.law.guards import guards, lapsed_guards
from kheo.core.law.provisions import Matter, Occasion, Provision, matter, matters, presets
from kheo.kernel.clock import now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import PUBLIC, SIGNED_IN, page
from kheo.rulebook import selectors, services
from kheo.rulebook.models import LocalRule
from kheo.rulebook.permissions import Place, kept_places, places_of
from kheo.rulebook.web.forms import AskForm, RuleForm
from kheo.units import public as units

_USUAL = "giay-khen"


@page("GET", access=PUBLIC)
def law(request: HttpRequest) -> HttpResponseBase:
    """What the law of a day says of an award; with the rules of the reader's own place where he has one."""
    usual = {"hinh_thuc": _USUAL, "dip": "campaign", "ngay": f"{today():%d/%m/%Y}"}
    form = AskForm(
        usual | {name: said for name, said in request.GET.items() if isinstance(said, str) and said}
    )
    form.is_valid()
    asked = form.cleaned_data
    on: date = asked.get("ngay") or today()
    occasion = Occasion[(asked.get("dip") or "any").upper()]
    places = _places(request, on)
    place = next((one for one in places if one.code == request.GET.get("noi")), places[0] if places else None)
    found = selectors.law_of(asked.get("hinh_thuc") or _USUAL, occasion, on, place)
    names = units.place_names({one.code for one in places}, today()) if places else {}
    context = {
        "form": form,
        "law": found,
        "on": on,
        "place": place,
        "place_name": names.get(place.code, "") if place else "",
        "places": [(one, names.get(one.code, one.code)) for one in places],
        "provisions": [_shown(about, rule, on) for about, rule in found.provisions],
        "standings": _standings(found, on),
        "guards": [
            (one, _(one.effect.value), _(one.known(on).value)) for one in (*guards(on), *lapsed_guards(on))
        ],
        "keeps": place is not None and place in kept_places(_person(request), today()),
    }
    return render(request, "rulebook/law.html", context)


def _places(request: HttpRequest, on: date) -> list[Place]:
    if not request.user.is_authenticated:
        return []
    return places_of(_person(request), min(on, today()))


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _standings(found: selectors.LawOfDay, on: date) -> list[tuple[str, Standing, str]]:
    """The texts behind the award's own facts, each once, with how well it is known that day."""
    texts: list[tuple[str, Standing]] = []
    if found.award:
        texts.append((_("Tên gọi, đối tượng, tiêu chuẩn"), found.award.law))
    if found.power:
        texts.append((_("Thẩm quyền quyết định"), found.power.law))
    if found.money and found.is_written:
        texts.append((_("Tiền thưởng"), found.money.law))
    if found.prizes:
        first = found.prizes[0]
        texts += [(_("Hệ số tiền thưởng"), first.coefficient.law), (_("Lương cơ sở"), first.base_pay.law)]
        texts += [(_("Làm tròn"), first.rounding.law)] if first.rounding else []
    return [(title, one, _(one.known(on).value)) for title, one in texts]


def _shown(about: Matter, rule: Provision, on: date) -> dict[str, Any]:
    return {
        "matter": about,
        "lines": _lines(rule),
        "whose": _(rule.level.value),
        "law": rule.law,
        "known": _(rule.law.known(on).value),
    }


_SAID = {
    "copies": N_("Số bộ: %(count)s"),
    "working_days": N_("%(count)s ngày làm việc"),
    "days": N_("Ít nhất %(count)s ngày"),
    "cases": N_("Nhiều nhất %(count)s trường hợp"),
    "percent": N_("Nhiều nhất %(count)s%%"),
    "before": N_("Trước %(day)s"),
}


def _lines(rule: Provision) -> list[str]:
    """The values of a rule as an official reads them."""
    found: list[str] = []
    for name, value in rule.values.items():
        if name == "parts" and isinstance(value, tuple):
            found += [str(one) for one in value]
        elif name in {"asked", "good"}:
            found.append(_("Có") if value else _("Không bắt buộc"))
        elif name == "working_days" and value == 0:
            found.append(_("Không bắt buộc"))
        elif name in _SAID:
            found.append(_(_SAID[name]) % {"count": value, "day": value})
        else:
            found.append(str(value))
    return found


@page("GET", access=SIGNED_IN)
def local(request: HttpRequest, code: str) -> HttpResponseBase:
    """The rules of a place, with what was struck out and who entered what."""
    place = _place(request, code)
    awards = {one.key: one.name for one in national_awards().awards(today())}
    rows = [
        {
            "row": row,
            "title": matters()[row.matter].title,
            "award": awards.get(row.award, ""),
            "occasion": _(Occasion[row.occasion.upper()].value),
            "lines": _lines(selectors.as_provision(row)),
            "known": _(selectors.as_provision(row).law.verified.value),
            "is_own": row.area_code == place.area_code,
        }
        for row in selectors.rules_at(place)
    ]
    keeps = place in kept_places(_person(request), today())
    context = {
        "place": place,
        "name": _name(place),
        "rows": rows,
        "keeps": keeps,
        "matters": [one for one in matters().values() if place.level in one.local] if keeps else [],
        "presets": [one for one in presets() if keeps and place == Place(one.province_code)],
    }
    return render(request, "rulebook/local.html", context)


@page("GET", "POST", access=SIGNED_IN)
def add(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    """Enter one rule of a place."""
    place, about = _place(request, code), matter(key)
    kept = kept_forms.take(request)
    form = RuleForm(request.POST or None, matter=about, initial=kept.dict() if kept else None)
    if request.method == "POST" and form.is_valid() and _added(request, place, about, form):
        messages.success(request, _("Đã ghi quy định. Trang tra cứu dùng từ ngày bắt đầu áp dụng."))
        return redirect("rulebook:local", code)
    context = {"form": form, "matter": about, "place": place, "name": _name(place)}
    return render(request, "rulebook/add.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, place: Place, about: Matter, form: RuleForm) -> bool:
    typed = form.cleaned_data
    said = services.Said(
        matter=about.key,
        values={name: typed[name] for name in about.fields},
        paper=typed["paper"],
        issuer=typed["issuer"],
        article=typed["article"],
        effective_from=typed["effective_from"],
        effective_to=typed["effective_to"],
        award=typed["award"],
        occasion=typed["occasion"],
        was_read=typed["was_read"],
        source=_("Do %(who)s ghi") % {"who": _person(request).full_name},
    )
    try:
        services.add_rule(place, said, by=_person(request), at=now())
    except InvalidInput as refusal:
        form.refuse(refusal)
        return False
    return True


@page("POST", access=SIGNED_IN)
def take(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    """Take a ready set of the province's rules over."""
    taken = services.take_preset(_place(request, code), key, by=_person(request), at=now())
    if taken:
        messages.success(request, _("Đã nạp %(count)d quy định.") % {"count": len(taken)})
    else:
        messages.info(request, _("Các quy định này đã có ở đây rồi."))
    return redirect("rulebook:local", code)


@page("POST", access=SIGNED_IN)
def strike(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Strike a wrong rule out."""
    row = LocalRule.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(N_("Không có quy định này. Hãy mở lại trang quy định."), code="rule-not-found")
    services.strike_rule(row, reason=request.POST.get("reason", ""), by=_person(request), at=now())
    messages.success(request, _("Đã gạch bỏ."))
    return redirect("rulebook:local", row.area_code or row.province_code)


def _place(request: HttpRequest, code: str) -> Place:
    """A place of the person's; NotFound for every other."""
    person = _person(request)
    for one in [*places_of(person, today()), *kept_places(person, today())]:
        if one.code == code:
            return one
    raise NotFound(
        N_("Không có địa phương này trong các nơi tài khoản làm việc. Hãy mở lại trang quy định."),
        code="place-not-found",
    )


def _name(place: Place) -> str:
    return units.place_names([place.code], today()).get(place.code, place.code)
