"""Pages of “Bình xét của đơn vị”."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound, UnreadableFile
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.paging import page_of
from kheo.recognitions import permissions
from kheo.recognitions.models import ReviewItem, UnitReview
from kheo.recognitions.papers.reviews import review_paper
from kheo.recognitions.selectors import proposals
from kheo.recognitions.selectors import reviews as selectors
from kheo.recognitions.selectors.rounds import body_of, opened, writes_somewhere, writing_unit, writing_units
from kheo.recognitions.services import proposing
from kheo.recognitions.services import reviewing as services
from kheo.recognitions.states import ProposalState, ReviewState
from kheo.recognitions.web.forms import ReviewForm, SignedCopyForm
from kheo.recognitions.web.people import person
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50


@page("GET", access=SIGNED_IN)
def review_list(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Every review that the person may read."""
    on, who = today(), person(request)
    round_, rights = opened(who, round_id, on)
    rows = selectors.reviews_of(round_, rights).annotate(unit_name=units.name_through("unit_id", on))
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "page_obj": shown,
        "writes": writes_somewhere(who, rights, on),
    }
    return render(request, "recognitions/reviews.html", context)


@page("GET", access=SIGNED_IN)
def choose_unit(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """For which of his units the person holds a review; who writes for one alone goes straight to its form."""
    on, who = today(), person(request)
    round_, rights = opened(who, round_id, on)
    own = writing_units(who, round_, on)
    asked = request.GET.get("don-vi", "") or (str(own[0].pk) if len(own) == 1 else "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        return redirect("recognitions:hold_review", round_id, int(asked))
    context = {"round": round_, "campaign": round_.campaign, "rights": rights, "own": own}
    return render(request, "recognitions/review_unit.html", context)


@page("GET", "POST", access=SIGNED_IN)
def hold(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """Record a meeting of the unit."""
    on = today()
    round_, _rights = opened(person(request), round_id, on)
    unit = writing_unit(person(request), round_, unit_id, on)
    return _form_page(request, round_, unit, None)


@page("GET", "POST", access=SIGNED_IN)
def mend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Mend a meeting whose signed minutes are not in."""
    on = today()
    row = selectors.review_for(person(request), pk, on)
    if row.state != ReviewState.OPEN:
        messages.info(request, _("Biên bản đã ký nên không sửa được."))
        return redirect("recognitions:review", pk)
    unit = writing_unit(person(request), row.round, row.unit_id, on)
    return _form_page(request, row.round, unit, row)


def _form_page(
    request: HttpRequest, round_: CampaignRound, unit: Unit, review: UnitReview | None
) -> HttpResponseBase:
    at = now()
    candidates = selectors.candidates(round_, unit.pk)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = ReviewForm(posted, candidates=candidates, initial=_initial(review, at))
    if request.method == "POST" and form.is_valid():
        meeting = services.Meeting(**{name: form.cleaned_data[name] for name in form.base_fields})
        try:
            row = services.hold(
                round_,
                unit=unit,
                meeting=meeting,
                votes=form.votes(),
                by=person(request),
                at=at,
                review=review,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi. Hãy in biên bản, lấy chữ ký, rồi ghi đã nhận bản ký."))
            return redirect("recognitions:review", row.pk)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "unit": unit,
        "review": review,
        "form": form,
        "candidates": candidates,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/review_form.html", context, status=status)


def _initial(review: UnitReview | None, at: Any) -> dict[str, Any]:
    if review is None:
        return {"held_on": day_of(at)}
    names = ("held_on", "place", "chair", "secretary", "entitled", "present", "opinions")
    found: dict[str, Any] = {name: getattr(review, name) for name in names}
    for item in review.items.all():
        key = f"m{item.registration_id}" if item.registration_id else f"d{item.exemplar_id}"
        found |= {f"for-{key}": item.votes_for, f"against-{key}": item.votes_against}
    return found


@page("GET", access=SIGNED_IN)
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One review: its counts, its minutes to print and sign, what it proposes."""
    row = selectors.review_for(person(request), pk, today())
    return render(request, "recognitions/review.html", _context(request, row))


def _context(request: HttpRequest, row: UnitReview, form: SignedCopyForm | None = None) -> dict[str, Any]:
    on, who = today(), person(request)
    body = body_of(row.round)
    least = body.least_percent if body else proposing.DEFAULT_PERCENT
    items = list(row.items.all())
    taken = proposals.taken(
        [one.registration_id for one in items if one.registration_id],
        [one.exemplar_id for one in items if one.exemplar_id],
    )
    writes = permissions.writes_for(who, row.round, row.unit_id, on)
    signed = row.state == ReviewState.SIGNED
    lines = [_line(one, row, least, taken, may=writes and signed) for one in items]
    return {
        "row": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit": units.name_of(row.unit, on),
        "least": least,
        "lines": lines,
        "to_propose": sum(line["may_propose"] for line in lines),
        "writes": writes,
        "signed": signed,
        "notes": documents.notes_on(review_paper(row, items, least_percent=least, on=on), who, on)
        if not signed
        else None,
        "form": form or (SignedCopyForm(initial={"received_on": on}) if writes and not signed else None),
    }


def _line(
    item: ReviewItem, row: UnitReview, least: int, taken: dict[tuple[str, int], Any], *, may: bool
) -> dict[str, Any]:
    key = ("m", item.registration_id) if item.registration_id else ("d", item.exemplar_id or 0)
    proposal = taken.get(key)
    carried = selectors.carried(item, row.present, least)
    again = proposal is None or proposal.state == ProposalState.RETURNED
    return {
        "item": item,
        "name": selectors.name_of(item),
        "none": row.present - item.votes_for - item.votes_against,
        "carried": carried,
        "proposal": proposal,
        "look": proposals.LOOKS[proposal.state] if proposal else "",
        "may_propose": may and carried and again,
    }


@page("GET", access=SIGNED_IN)
def minutes_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Biên bản, with the list to be signed."""
    at = now()
    on = day_of(at)
    row = selectors.review_for(person(request), pk, on)
    body = body_of(row.round)
    least = body.least_percent if body else proposing.DEFAULT_PERCENT
    paper = review_paper(row, list(row.items.all()), least_percent=least, on=on)
    name = documents.plain_name("bien ban binh xet", units.name_of(row.unit, on))
    return documents.attachment(documents.write(paper, form, at=row.noted_at), f"{name}.{form}")


@page("POST", access=SIGNED_IN)
def signed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """“Đã nhận bản ký”."""
    at, who = now(), person(request)
    row = selectors.review_for(who, pk, day_of(at))
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        scan = form.cleaned_data["scan"]
        try:
            services.note_signed(
                row,
                received_on=form.cleaned_data["received_on"],
                by=who,
                at=at,
                scan=scan.read() if scan else None,
                scan_name=scan.name if scan else "",
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        except UnreadableFile as refusal:
            form.add_error("scan", sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi nhận bản ký. Giờ có thể đề nghị công nhận."))
            return redirect("recognitions:review", pk)
    return render(request, "recognitions/review.html", _context(request, row, form), status=422)


@page("POST", access=SIGNED_IN)
def propose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stage the chosen cases, or every one that was carried."""
    at, who = now(), person(request)
    row = selectors.review_for(who, pk, day_of(at))
    wanted = set(request.POST.getlist("item"))
    items = [one for one in row.items.all() if str(one.pk) in wanted]
    if not items:
        raise NotFound(N_("Hãy chọn ít nhất một trường hợp để đề nghị."), code="nothing-to-propose")
    proposing.propose_many(items, by=who, at=at)
    messages.success(
        request,
        _("Đã đề nghị công nhận %(count)d trường hợp. Cán bộ phụ trách sẽ xem xét.") % {"count": len(items)},
    )
    return redirect("recognitions:review", pk)
