"""What becomes of units: choose, see on the next page what it does and to whom, type the word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import Refusal
from kheo.core.vietnamese import fold
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import page
from kheo.units import hooks, permissions, services
from kheo.units.hooks import OpenWork
from kheo.units.models import Unit
from kheo.units.selectors import ancestors, children, forest, living_ids, people
from kheo.units.web.common import (
    chosen_area,
    person,
    posted_or_kept,
    put_at_field,
    show_form,
    unit_to_arrange,
)
from kheo.units.web.fields import tree_choices, units_of
from kheo.units.web.forms import DecidedForm, DissolveForm, MergeForm, SplitForm

Choices = list[tuple[str, str]]
Done = tuple[Unit, str]


@dataclass(frozen=True, slots=True)
class _Review:
    """What the page before the word shows, beside the names of what ends; `below`: where its units go."""

    question: str
    word: str
    button: str
    heirs: list[str]
    below: str
    what_happens: list[str] = field(default_factory=list)
    offered: Choices = field(default_factory=list)
    default: str = ""
    kinds_differ: bool = False


@page("GET", "POST", access=permissions.is_administrator)
def merge(request: HttpRequest) -> HttpResponseBase:
    """Several units become one."""
    area, places = chosen_area(request)
    data, kept = posted_or_kept(request)
    ticked = [request.GET["don-vi"]] if request.GET.get("don-vi", "").isdecimal() else []
    form = MergeForm(data, roots=forest(area, today()), today=today(), initial={"olds": ticked})
    if form.is_bound and form.is_valid():
        olds, into = form.cleaned_data["olds"], form.cleaned_data["into"]

        def do(_chosen: Mapping[str, str]) -> Done:
            services.merge(
                olds,
                into=into,
                on=form.cleaned_data["on"],
                decision=form.decision,
                by=person(request),
                at=now(),
                kinds_confirmed=True,  # `_reviewed` asks first
            )
            return into, _("Đã sáp nhập %(count)d đơn vị. Lịch sử của chúng giữ nguyên.") % {
                "count": len(olds)
            }

        named = {"count": len(olds), "name": into.name}
        review = _Review(
            question=_("Sáp nhập %(count)d đơn vị vào “%(name)s”?") % named,
            word=_("SÁP NHẬP"),
            button=_("Sáp nhập"),
            heirs=[_("%(name)s (đang có)") % named],
            below=_("chuyển sang “%(name)s”") % named,
            what_happens=[_("Đăng ký đang mở do “%(name)s” làm tiếp.") % named],
            kinds_differ=services.kinds_differ(olds, into),
        )
        answer = _reviewed(request, form, olds, review, do)
        if answer is not None:
            return answer
    return show_form(
        request,
        form,
        kept=kept,
        area=area,
        title=_("Sáp nhập đơn vị – %(place)s") % {"place": places.get(area, "")},
        button=_("Xem lại trước khi sáp nhập"),
        next_step=_("Trang sau liệt kê tên các đơn vị; chưa có gì thay đổi cho đến khi xác nhận."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def split(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit becomes several, or gives a part away."""
    unit = unit_to_arrange(request, pk)
    data, kept = posted_or_kept(request)
    form = SplitForm(data, today=today())
    if form.is_bound and form.is_valid():
        values = form.cleaned_data

        def do(chosen: Mapping[str, str]) -> Done:
            parts = services.split(
                unit,
                names=values["names"],
                remains=values["remains"],
                on=values["on"],
                decision=form.decision,
                by=person(request),
                at=now(),
                chosen={key: int(place) for key, place in chosen.items() if place},
            )
            done = _("Đã chia tách “%(name)s” thành %(count)d đơn vị. Lịch sử giữ nguyên.")
            if values["remains"]:
                done = _("Đã tách %(count)d đơn vị ra từ “%(name)s”.")
            landed = unit if values["remains"] else parts[0]
            return landed, done % {"name": _name(unit), "count": len(parts)}

        answer = _reviewed(request, form, [unit], _split_review(unit, form), do)
        if answer is not None:
            return answer
    return show_form(
        request,
        form,
        kept=kept,
        unit=unit,
        title=_("Chia tách “%(name)s”") % {"name": _name(unit)},
        button=_("Xem lại trước khi chia tách"),
        next_step=_("Trang sau cho chọn đơn vị làm tiếp từng đăng ký; chưa có gì thay đổi."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def dissolve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A unit ends and nothing becomes of it."""
    unit = unit_to_arrange(request, pk)
    roots = forest(unit.area_code, today())
    above = ancestors(unit, today())
    data, kept = posted_or_kept(request)
    form = DissolveForm(data, roots=roots, today=today(), initial={"into": above[-1].pk if above else ""})
    if form.is_bound and form.is_valid():
        values, known = form.cleaned_data, units_of(roots)
        named = {"name": _name(unit), "into": _name(values["into"])}

        def do(chosen: Mapping[str, str]) -> Done:
            services.dissolve(
                unit,
                into=values["into"],
                on=values["on"],
                decision=form.decision,
                by=person(request),
                at=now(),
                chosen={key: known[int(pk)] for key, pk in chosen.items() if pk},
            )
            return unit, _("“%(name)s” đã kết thúc. Lịch sử của đơn vị giữ nguyên.") % named

        review = _Review(
            question=_("Giải thể, kết thúc “%(name)s”?") % named,
            word=_("GIẢI THỂ"),
            button=_("Giải thể, kết thúc"),
            heirs=[_("%(into)s (giữ hồ sơ)") % named],
            below=_("chuyển lên đơn vị cấp trên"),
            what_happens=[
                _("Số mô hình phải đăng ký của “%(name)s” không tính cho đơn vị nào nữa.") % named,
            ],
            offered=tree_choices(roots),
            default=str(values["into"].pk),
        )
        answer = _reviewed(request, form, [unit], review, do)
        if answer is not None:
            return answer
    return show_form(
        request,
        form,
        kept=kept,
        unit=unit,
        title=_("Giải thể, kết thúc “%(name)s”") % {"name": _name(unit)},
        button=_("Xem lại trước khi giải thể"),
        next_step=_("Trang sau nói rõ những gì chuyển đi đâu; chưa có gì thay đổi."),
    )


def _split_review(unit: Unit, form: SplitForm) -> _Review:
    values = form.cleaned_data
    parts = services.parts_named(unit, values["names"], values["on"])
    marked = {True: _("%(name)s (đang có)"), False: _("%(name)s (lập mới)")}
    named = {"name": _name(unit), "first": parts[0][0] if parts else "", "count": len(parts)}
    offered = [(str(place), name) for place, (name, _known) in enumerate(parts)]
    if values["remains"]:
        return _Review(
            question=_("Tách %(count)d đơn vị ra từ “%(name)s”?") % named,
            word=_("CHIA TÁCH"),
            button=_("Chia tách"),
            heirs=[marked[known is not None] % {"name": name} for name, known in parts],
            below=_("ở lại “%(name)s”") % named,
            what_happens=[
                _("“%(name)s” vẫn còn và giữ lịch sử của mình.") % named,
                _("Đơn vị tách ra được đăng ký ở những phong trào mà “%(name)s” đang đăng ký.") % named,
            ],
            offered=[("", _("Ở lại %(name)s") % named), *offered],
        )
    return _Review(
        question=_("Chia “%(name)s” thành %(count)d đơn vị?") % named,
        word=_("CHIA TÁCH"),
        button=_("Chia tách"),
        heirs=[marked[known is not None] % {"name": name} for name, known in parts],
        below=_("chuyển sang “%(first)s”, sau đó chuyển tiếp được từng đơn vị") % named,
        what_happens=[
            _("Các đơn vị nhận đều đăng ký tiếp ở những phong trào mà “%(name)s” đang đăng ký.") % named,
        ],
        offered=offered,
        default="0",
    )


def _reviewed(
    request: HttpRequest,
    form: DecidedForm,
    olds: list[Unit],
    review: _Review,
    do: Callable[[Mapping[str, str]], Done],
) -> HttpResponseBase | None:
    """Do it once the word is typed; before that the page that says what it does. None: back to the form."""
    if request.method != "POST" or "again" in request.POST:
        return None
    work = hooks.open_work([unit.pk for unit in olds])
    chosen = _chosen(request, work, review)
    said = fold(request.POST.get("word", "")) == fold(review.word) and (
        not review.kinds_differ or "kinds" in request.POST
    )
    try:
        with transaction.atomic():
            # Before the word it is only rehearsed: whoever types it learns no refusal afterwards.
            landed, sentence = do(chosen)
            if not said:
                transaction.set_rollback(True)
    except Refusal as refusal:
        put_at_field(form, refusal)
        return None
    if said:
        messages.success(request, sentence)
        _warn_of_people(request, [unit.pk for unit in olds])
        return redirect("units:detail", landed.pk)
    return _ask_word(request, form, olds, review, work=work, chosen=chosen)


def _chosen(request: HttpRequest, work: list[OpenWork], review: _Review) -> dict[str, str]:
    """Piece of work → who was chosen for it; what was not offered counts as not chosen."""
    offered = {value for value, _label in review.offered}
    if not offered:
        return {}
    posted = {one.key: request.POST.get(f"work-{one.key}", review.default) for one in work}
    return {key: value if value in offered else review.default for key, value in posted.items()}


def _ask_word(
    request: HttpRequest,
    form: DecidedForm,
    olds: list[Unit],
    review: _Review,
    *,
    work: list[OpenWork],
    chosen: Mapping[str, str],
) -> HttpResponseBase:
    """The page that names what would end, move and go on; a word already typed was the wrong one."""
    wrong = "word" in request.POST
    context = {
        "form": form,
        "olds": olds,
        "review": review,
        "on": form.cleaned_data["on"],
        "decision": form.decision,
        "children": [child for old in olds for child in children(old, today())],
        "people": people([old.pk for old in olds], today()),
        "work": [(one, chosen.get(one.key, "")) for one in work],
        "wrong_word": wrong and fold(request.POST["word"]) != fold(review.word),
        "typed": request.POST.get("word", ""),
        "kinds_missing": wrong and review.kinds_differ and "kinds" not in request.POST,
        "kinds_ticked": "kinds" in request.POST,
    }
    status = 422 if context["wrong_word"] or context["kinds_missing"] else 200
    return render(request, "units/succession_confirm.html", context, status=status)


def _warn_of_people(request: HttpRequest, unit_ids: list[int]) -> None:
    """Whoever answered for a unit that ended has no role in its successor yet: say whom it concerns."""
    ended = set(unit_ids) - set(living_ids(unit_ids, today()))
    names = sorted({row.user.full_name for row in people(ended, today())})
    if names:
        messages.warning(
            request,
            _(
                "Những người này phụ trách đơn vị cũ và chưa có vai trò ở đơn vị mới: %(names)s. Hãy giao vai trò nếu họ tiếp tục."
            )
            % {"names": ", ".join(names)},
        )


def _name(unit: Unit) -> str:
    return str(unit.name)  # type: ignore[attr-defined]
