"""Pages of decisions: drafts and the final act, one made outside, one that was decided, its papers, its revocation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Enacted
from kheo.commendations.models import Commendation, CommendationDecision, Dossier
from kheo.commendations.papers.decisions import decision_paper
from kheo.commendations.selectors import decisions as selectors
from kheo.commendations.selectors.blanks import blanks_at
from kheo.commendations.selectors.changes import changes_of
from kheo.commendations.selectors.law import is_counted, issuer_of, name_on
from kheo.commendations.selectors.prizes import WrittenMoney
from kheo.commendations.selectors.returning import due_of
from kheo.commendations.services import deciding, revoking
from kheo.commendations.services.outside import Outside, enter_outside
from kheo.commendations.states import AwardState, DecisionKind
from kheo.commendations.web.certificates import more_parts
from kheo.commendations.web.common import initial_facts, paper_file, person
from kheo.commendations.web.forms import EnactForm, MoneyForm, OutsideForm
from kheo.commendations.web.reading import rows_of
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.recognitions import public as recognitions
from kheo.units import public as units
from kheo.units.public import Unit


@page("GET", "POST", access=SIGNED_IN)
def enact(request: HttpRequest, round_id: int, award: str, occasion: str) -> HttpResponseBase:
    """Draft to be signed; then number, date, and the word."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    deciding.require_own(round_, award, on)
    issuer = deciding.require_issuer_for(round_, award, on)
    rows = deciding.passed_for(round_, award, occasion)
    money = _money_form(request, award, rows, on)
    form = EnactForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        word=deciding.WORD,
        own_numbers=documents.series_for(issuer, Document.Kind.DECISION, on) is not None,
        initial=initial_facts(round_, issuer, on),
    )
    if request.method == "POST" and form.is_valid() and _is_told(money):
        try:
            decision = deciding.enact(
                round_,
                award=award,
                occasion=occasion,
                facts=form.facts(),
                typed=form.cleaned_data["typed"],
                by=who,
                at=at,
                money=_written(money),
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ban hành Quyết định số %(number)s.") % {"number": decision})
            return redirect("commendations:decision", decision.pk)
    made = _would_say(round_, rows, issuer, on, money) if rows else None
    notes = documents.notes_on(decision_paper(issuer, made, on=on), who, on) if made else []
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "award": award,
        "occasion": occasion,
        "name": name_on(award, on),
        "made": made,
        "form": form,
        "money": money,
        "changes": changes_of(rows, on),
        "notes": notes,
    }
    return render(
        request, "commendations/enact.html", context, status=422 if request.method == "POST" else 200
    )


def _money_form(request: HttpRequest, award: str, rows: Sequence[Dossier], on: date) -> MoneyForm | None:
    """The sums of the address, where the issuer writes them: they stand in the draft, then in the decision."""
    if is_counted(award, on) or not rows:
        return None
    kinds = [one.subject.kind for one in rows]
    return MoneyForm(request.GET if "source" in request.GET else None, kinds=kinds)


def _is_told(money: MoneyForm | None) -> bool:
    """Whether nothing about the money stands in the way."""
    return money is None or not money.is_bound or money.is_valid()


def _written(money: MoneyForm | None) -> WrittenMoney | None:
    return money.money() if money is not None and money.is_bound and money.is_valid() else None


def _would_say(
    round_: CampaignRound, rows: Sequence[Dossier], issuer: Unit, on: date, money: MoneyForm | None
) -> Enacted:
    """The decision before it is signed."""
    return deciding.drafted(round_, rows, issuer, _usual(round_, issuer, on), on=on, money=_written(money))


def _usual(round_: Any, issuer: Any, on: Any) -> PaperFacts:
    """The paper before it is signed: without number and day."""
    offered = initial_facts(round_, issuer, on)
    return PaperFacts("", offered["symbol"], None, offered["position"], offered["signer"])


@page("GET", access=SIGNED_IN)
def draft_file(request: HttpRequest, round_id: int, award: str, occasion: str, form: str) -> HttpResponseBase:
    """The decision without number and date, for signature."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    deciding.require_own(round_, award, on)
    issuer = deciding.require_issuer_for(round_, award, on)
    rows = deciding.passed_for(round_, award, occasion)
    if not rows:
        raise NotFound(N_("Chưa có hồ sơ nào được thông qua nên chưa có dự thảo."), code="nothing-passed")
    made = _would_say(round_, rows, issuer, on, _money_form(request, award, rows, on))
    paper = decision_paper(issuer, made, on=on)
    name = f"du-thao-quyet-dinh-khen-thuong-{round_.year}.{form}"
    return paper_file(paper, issuer, Document.Kind.DECISION, name, at=at)


@page("GET", "POST", access=SIGNED_IN)
def outside(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """A decision that was made without Khéo."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    issuer = issuer_of(round_, on) or round_.campaign.managing_unit
    form = OutsideForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        on=on,
        initial=initial_facts(round_, issuer, on),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            said = Outside(
                award=typed["award"],
                occasion=typed["occasion"],
                facts=form.facts(),
                rows=rows_of(typed["rows"], round_, on),
                issuer=typed["issuer"],
            )
            decision = enter_outside(round_, said=said, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi Quyết định số %(number)s.") % {"number": decision})
            return redirect("commendations:decision", decision.pk)
    context = {"round": round_, "campaign": round_.campaign, "form": form}
    return render(
        request, "commendations/outside.html", context, status=422 if request.method == "POST" else 200
    )


@page("GET", access=SIGNED_IN)
def decision(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One decision: its list with prizes, its papers, its certificates."""
    on, who = today(), person(request)
    row = selectors.decision_for(who, pk, on)
    awards = selectors.awards_of(row)
    names = units.names({one.unit_id for one in awards}, on)
    manages = recognitions.can_manage(who, row.round.campaign, on)
    context = {
        "row": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "made": Enacted.from_json(row.content),
        "awards": [(one, names.get(one.unit_id, "")) for one in awards],
        "revokes": [(one, names.get(one.unit_id, ""), due_of(one)) for one in _revoked(row)],
        "is_revocation": row.kind == DecisionKind.REVOKE,
        "manages": manages,
        "guest": selectors.is_guest(who, row, on),
        "can_revoke": manages
        and row.document_id is not None
        and any(one.state == AwardState.VALID for one in awards),
        "parts": more_parts(len(selectors.shown_to(who, row, on))),
        "has_valid": any(one.state == AwardState.VALID for one in awards),
        "reads_register": row.document_id is not None and documents.can_read(who, row.unit_id, on),
        "blanks": blanks_at(row.unit_id) if manages else [],
    }
    return render(request, "commendations/decision.html", context)


def _revoked(row: CommendationDecision) -> list[Any]:
    return list(row.revoked.select_related("decision", "revoked_by").order_by("ordinal"))


@page("GET", access=SIGNED_IN)
def decision_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The decision as enacted. One made outside has no text of ours."""
    row = selectors.decision_for(person(request), pk, today())
    if row.made_outside or row.document is None:
        raise NotFound(
            N_("Quyết định này làm ngoài Khéo nên ở đây chỉ có số, ngày và danh sách."), code="made-outside"
        )
    name = f"quyet-dinh-{documents.plain_name(str(row))}.{form}"
    if form == "docx" and row.document.file is not None:
        return documents.attachment(documents.read(row.document.file), name)
    paper = decision_paper(row.unit, Enacted.from_json(row.content), on=row.issued_on)
    return documents.attachment(documents.write(paper, form, at=row.enacted_at), name)


@page("GET", "POST", access=SIGNED_IN)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hủy bỏ awards of a decision: the draft to be signed (`du-thao` among what is posted: the file, nothing is written),
    then what was signed.
    """
    at, who = now(), person(request)
    on = day_of(at)
    row = selectors.decision_for(who, pk, on)
    recognitions.require_manager(who, row.round.campaign, on)
    awards = [one for one in selectors.awards_of(row) if one.state == AwardState.VALID]
    wanted = request.POST.get("du-thao", "")
    offered = initial_facts(row.round, row.unit, on)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = EnactForm(
        None if wanted else posted,
        word=revoking.WORD,
        own_numbers=documents.series_for(row.unit, Document.Kind.DECISION, on) is not None,
        initial=offered | {name: request.POST[name] for name in (*offered, "number") if name in request.POST},
    )
    chosen = set(request.POST.getlist("chosen"))
    reasons = {one.pk: request.POST.get(f"reason-{one.pk}", "") for one in awards if str(one.pk) in chosen}
    fault = ("", "")
    if wanted in {"docx", "pdf"}:
        try:
            return _revocation_draft(row, reasons, wanted, at=at)
        except InvalidInput as refusal:
            fault = (refusal.field, sentence_of(refusal))
    elif request.method == "POST" and form.is_valid():
        try:
            act = revoking.revoke(
                row, reasons=reasons, facts=form.facts(), typed=form.cleaned_data["typed"], by=who, at=at
            )
        except InvalidInput as refusal:
            fault = (refusal.field, sentence_of(refusal))
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ban hành Quyết định số %(number)s.") % {"number": act})
            return redirect("commendations:decision", act.pk)
    context = {
        "row": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "form": form,
        "draft_fault": fault[1] if wanted and not fault[0].startswith("reason") else "",
        "lines": [_line(one, request, chosen=str(one.pk) in chosen, fault=fault) for one in awards],
    }
    return render(
        request, "commendations/revoke.html", context, status=422 if request.method == "POST" else 200
    )


def _line(
    award: Commendation, request: HttpRequest, *, chosen: bool, fault: tuple[str, str]
) -> dict[str, Any]:
    """An award on the page of revoking, with what was said of it."""
    name = f"reason-{award.pk}"
    return {
        "award": award,
        "chosen": chosen,
        "reason": request.POST.get(name, ""),
        "fault": fault[1] if fault[0] == name else "",
    }


def _revocation_draft(
    row: CommendationDecision, reasons: Mapping[int, str], form: str, *, at: datetime
) -> HttpResponseBase:
    """The revocation without number and day, for signature. Raises InvalidInput as the decision itself would."""
    on, said = day_of(at), revoking.require_said(reasons)
    made = revoking.drafted(row, said, _usual(row.round, row.unit, on), on=on)
    name = f"du-thao-quyet-dinh-huy-bo-{row.round.year}.{form}"
    return paper_file(decision_paper(row.unit, made, on=on), row.unit, Document.Kind.DECISION, name, at=at)


@page("POST", access=SIGNED_IN)
def returned(request: HttpRequest, pk: int, award_id: int) -> HttpResponseBase:
    """Certificate and money came back."""
    at, who = now(), person(request)
    row = selectors.decision_for(who, pk, day_of(at))
    award = row.revoked.filter(pk=award_id).first()
    if award is None:
        raise NotFound(N_("Không có trường hợp này trong quyết định."), code="no-award")
    revoking.note_returned(award, on=day_of(at), by=who, at=at)
    messages.success(request, _("Đã ghi thu hồi."))
    return redirect("commendations:decision", pk)
