"""“Cần để ý” on the campaign's page: who is late, of whom nothing was heard, what is at risk; each with a way to remind
just these units.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import upper_first
from kheo.portal.links import link
from kheo.progress import public as progress
from kheo.progress.public import Owing, Said
from kheo.units import public as units

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Care:
    """One group. `lines`: the first units with what each should do, and the page that reminds this unit alone; `more`
    lines are not named.
    """

    title: str
    units: int
    lines: Sequence[tuple[Said, str]]
    list_url: str
    list_words: str
    remind_url: str

    more: int


def care_of(
    round_: CampaignRound,
    on: date,
    *,
    read: progress.Read | None = None,
    known: Mapping[int, str] | None = None,
) -> list[Care]:
    """The three groups, empty ones too; a constant number of queries. What the page has read already is not asked
    again: `read` of the round, `known` of names of units.
    """
    found = progress.attention(round_, on, read)
    names = dict(known or {})
    every = {one.unit_id for one in (*found.late, *found.silent, *found.at_risk)}
    if unknown := every - names.keys():
        names |= units.names(unknown, on)

    def named(owed: Sequence[Owing]) -> list[Said]:
        return progress.said_of(owed, names, on)

    desk, table = link("progress:reminders", round_.pk), link("progress:round", round_.pk)
    slow = _("Xem các mô hình chậm")
    return [
        _group(_("Quá hạn"), found.late, named, remind=f"{desk}?loc=qua-han"),
        _group(
            upper_first(progress.silent_words()),
            found.silent,
            named,
            remind=f"{desk}?loc=im-lang",
            rows=(f"{table}?loc=im-lang", _("Xem các mô hình")),
        ),
        _group(
            _("Có nguy cơ"),
            found.at_risk,
            named,
            remind=f"{desk}?loc=nguy-co",
            rows=(f"{table}?loc=nguy-co", slow),
        ),
    ]


Named = Callable[[Sequence[Owing]], list[Said]]


def _group(
    title: str, owed: Sequence[Owing], named: Named, *, remind: str, rows: tuple[str, str] | None = None
) -> Care:
    """`rows`: the list of what is meant, with its words; without it the page of reminders is that list."""
    shown = named(owed[:_NAMED])
    list_url, list_words = rows or (remind, _("Xem danh sách"))
    return Care(
        title=title,
        units=len({one.unit_id for one in owed}),
        lines=[(one, f"{remind}&don-vi={one.owing.unit_id}") for one in shown],
        list_url=list_url,
        list_words=list_words,
        remind_url=remind,
        more=len(owed) - len(shown),
    )
