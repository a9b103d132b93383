"""What the pages of this module share."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.accounts.public import User
from kheo.core.errors import InvalidInput, Refusal
from kheo.councils.models import AgendaItem
from kheo.councils.states import Mode
from kheo.kernel.web import kept_forms
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm

LOOKS = {
    "preparing": "draft",
    "called": "submitted",
    "meeting": "open",
    "cancelled": "withdrawn",
    "voting": "open",
    "counted": "received",
    "decided": "done",
    "postponed": "withdrawn",
}


VOTES = (Mode.PAPER, Mode.HANDS, Mode.NAMED, Mode.SCREEN)


def about(row: AgendaItem) -> dict[str, Any]:
    """What every page about a matter shows."""
    return {"council": row.session.council, "session": row.session, "item": row}


def person(request: HttpRequest) -> User:
    """The signed-in person: no view of this module is open to strangers."""
    return cast("User", request.user)


def posted(request: HttpRequest) -> Any:
    """What the form was filled with: now, or before the sign-in expired; None for an empty one."""
    return request.POST if request.method == "POST" else kept_forms.take(request)


def done(request: HttpRequest, form: PlainForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do it where the form was sent and holds; a refusal is said in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except InvalidInput as refusal:
        form.refuse(refusal)
    except Refusal as refusal:
        form.add_error(None, sentence_of(refusal))
    else:
        return True
    return False


def form_page(
    request: HttpRequest,
    form: PlainForm,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    context: dict[str, Any],
    to: Callable[[], tuple[Any, ...]],
    said: str,
) -> HttpResponseBase:
    """A page with one form: empty, filled again with what is wrong (422), or done and on to the next page."""
    if done(request, form, act):
        messages.success(request, said)
        return redirect(*to())
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **context}, status=status)


def acted(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """A button's act: its success or its refusal is told on the page it came from."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, said)
