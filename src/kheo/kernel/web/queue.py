"""A desk where things wait one behind the other: how many are done, which comes next, the way back to the list.

queue = waiting(rows, "sent_at", row, done=…, all_=…, say=…, url=…, list_url=…)
return onward(request, _("Đã nhận báo cáo."), queue, here=…)      # after the verb
{% include "kheo/_queue.html" %}                                  # on the page of one that waits
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _

_SHORT = 80


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits at one desk, seen from one of its things. `next_words` and `next_url` are "" where no other waits."""

    done: int
    all: int
    list_url: str
    next_words: str = ""
    next_url: str = ""

    @property
    def place(self) -> str:
        """Of which one it is the turn: “13/45”."""
        return f"{min(self.done + 1, self.all)}/{self.all}"


def waiting(
    rows: "QuerySet[Any, Any]",
    moment: str,
    row: Model,
    *,
    done: int,
    all_: int,
    list_url: str,
    say: Callable[[Any], str],
    url: Callable[[Any], str],
) -> Queue:
    """The desk on which `rows` wait in the order of `moment`, seen from `row`: one query."""
    found = following(rows, moment, row)
    if found is None:
        return Queue(done, all_, list_url)
    return Queue(done, all_, list_url, Truncator(say(found)).chars(_SHORT), url(found))


def following(rows: "QuerySet[Any, Any]", moment: str, row: Model) -> Any:
    """Which of the rows stands behind `row` in the order of `moment`; behind the last one the first comes again."""
    value = getattr(row, moment)
    behind = Q(**{f"{moment}__gt": value}) | Q(**{moment: value, "pk__gt": row.pk}) if value else Q(pk__gt=0)
    turn = Case(When(behind, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.exclude(pk=row.pk).order_by(turn, F(moment).asc(nulls_last=True), "pk").first()


def onward(request: HttpRequest, said: str, queue: Queue, *, here: str) -> HttpResponseBase:
    """Say what was done and open what waits next; where nothing waits any more, the page `here`."""
    if queue.next_url:
        words = _("%(said)s Việc tiếp theo: %(next)s (%(place)s).")
        messages.success(request, words % {"said": said, "next": queue.next_words, "place": queue.place})
        return redirect(queue.next_url)
    words = _("%(said)s Không còn việc nào chờ ở mục này (%(done)d/%(all)d).")
    messages.success(request, words % {"said": said, "done": queue.done, "all": queue.all})
    return redirect(here)
