"""What the law on grassroots democracy asks of the people's contributions, and what of it is there.

Totals and dates only: nothing here knows a household, and nothing says what one of them would owe.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kheo.core.errors import N_, NotFound
from kheo.core.law import instrument
from kheo.core.sources import Verified
from kheo.core.timetable.deadline import short_date
from kheo.core.timetable.phrase import Phrase, Word
from kheo.core.timetable.workdays import add_working_days
from kheo.core.vietnamese.numbers import format_number


class Purpose(StrEnum):
    """What is given for."""

    WORKS = "works"
    HARDSHIP = "hardship"


class Scope(StrEnum):
    """Whose decision it is: one settlement's households, or all settlements of the commune."""

    SETTLEMENT = "settlement"
    COMMUNE = "commune"


class Shown(StrEnum):
    """What is made public."""

    DECISION = "decision"
    ACCOUNTS = "accounts"
    APPEAL = "appeal"
    REPORT = "report"


class Channel(StrEnum):
    """Where it is made public; OFFICES are those to whom the written decision is sent."""

    POSTING = "posting"
    WEBSITE = "website"
    LOUDSPEAKER = "loudspeaker"
    MEETING = "meeting"
    SOCIAL = "social"
    OFFICES = "offices"


class Standing(StrEnum):
    """How one thing asked for stands."""

    MET = "met"
    LATE = "late"  # done, but after its last day
    RUNNING = "running"  # under way, or its last day has not passed
    MISSING = "missing"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Figures:
    """One dated set of figures of the law, with where it stands."""

    values: Mapping[str, Any]
    citation: str
    verified: Verified
    source: str

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Vote:
    """A decision of the households: how many there are in all is fixed when it opens."""

    place: str
    total: int
    opened_on: date
    agreeing: int | None = None
    decided_on: date | None = None
    scope: Scope = Scope.SETTLEMENT


@dataclass(frozen=True, slots=True)
class Publication:
    """What was made public; `until` is its last day, None while it is still there."""

    what: Shown
    channel: Channel
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one drive, in totals."""

    purpose: Purpose = Purpose.WORKS
    votes: tuple[Vote, ...] = ()
    publications: tuple[Publication, ...] = ()
    board_members: int | None = None
    first_received_on: date | None = None
    last_entry_on: date | None = None
    land_without_paper: int = 0
    handed_over: bool = False
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: the sentence as it stands, until when, and by which article."""

    code: str
    title: Phrase
    standing: Standing
    words: Phrase
    due_on: date | None = None
    law: Figures | None = None


def figures(key: str, on: date) -> Figures:
    """The figures that hold that day. NotFound before there are any (contribution-law-unknown)."""
    for row in _table().get(key, ()):
        if row["effective_from"] <= on and (row.get("effective_to") is None or on < row["effective_to"]):
            return _figures(row)
    raise NotFound(
        N_("Chưa có quy định về đóng góp của Nhân dân áp dụng cho ngày %(on)s."),
        code="contribution-law-unknown",
        on=f"{on:%d/%m/%Y}",
    )


def needed(total: int, on: date, scope: Scope = Scope.SETTLEMENT) -> int:
    """How many of `total` must agree: at least two thirds of all, present or not."""
    law = figures(_DECISION[scope], on)
    numerator, denominator = int(law["numerator"]), int(law["denominator"])
    return -(-numerator * total // denominator)


def passes(vote: Vote) -> bool:
    """Whether the decision stands: enough of all of them, whoever was present."""
    return vote.agreeing is not None and vote.agreeing >= needed(vote.total, vote.opened_on, vote.scope)


def last_posting_day(since: date) -> date:
    """The earliest last day of a posting: the day on which it begins is not counted (Bộ luật Dân sự, Điều 147)."""
    return since + timedelta(days=figures("publication", since)["posting_days"])


def asked(given: Given, on: date) -> tuple[Asked, ...]:
    """What the law asks of this drive and how each stands on the day, in the order of doing."""
    return tuple(_of_works(given, on) if given.purpose is Purpose.WORKS else _of_hardship(given, on))


def missing(given: Given, on: date) -> int:
    """How many things asked for are not there, or came too late to be mended."""
    return sum(one.standing is Standing.MISSING for one in asked(given, on))


_DECISION = {Scope.SETTLEMENT: "household-decision", Scope.COMMUNE: "settlement-decision"}
_WHO = {
    Scope.SETTLEMENT: Word(N_("đại diện hộ gia đình")),
    Scope.COMMUNE: Word(N_("thôn, tổ dân phố")),
}


def _of_works(given: Given, on: date) -> Iterator[Asked]:
    yield from _decisions(given, on)
    for vote in _latest(given.votes):
        if passes(vote) and vote.decided_on:
            yield _record(given, vote, vote.decided_on, on)
            yield _published(given, vote, vote.decided_on, on)
    yield _posted(given, on)
    yield from _other_channels(given, on)
    if given.last_entry_on:
        yield _accounts(given, on)
    yield _board(given, on)
    if given.land_without_paper:
        yield _land(given)


def _of_hardship(given: Given, on: date) -> Iterator[Asked]:
    title = Phrase(N_("Lời kêu gọi"))
    appeals = _of(given, Shown.APPEAL)
    if appeals:
        words = Phrase(N_("Đã công bố ngày %(day)s."), {"day": short_date(min(one.since for one in appeals))})
        yield Asked("appeal", title, Standing.MET, words)
    else:
        yield Asked("appeal", title, Standing.MISSING, Phrase(N_("Chưa ghi đã kêu gọi ở đâu, ngày nào.")))
    if given.last_entry_on:
        yield _accounts(given, on)
    if given.first_received_on:
        yield _handed_over(given)
    if given.handed_over and not given.has_left:
        yield _reported(given)


def _handed_over(given: Given) -> Asked:
    title = Phrase(N_("Trao tận tay"))
    if given.has_left:
        words = Phrase(N_("Còn khoản đã nhận chưa trao. Ghi mỗi lần trao: ngày, số lượng, số người nhận."))
        return Asked("handed-over", title, Standing.RUNNING, words)
    return Asked("handed-over", title, Standing.MET, Phrase(N_("Đã trao hết khoản đã nhận.")))


def _reported(given: Given) -> Asked:
    title = Phrase(N_("Báo kết quả cho người góp"))
    if reports := _of(given, Shown.REPORT):
        day = short_date(min(one.since for one in reports))
        return Asked("report", title, Standing.MET, Phrase(N_("Đã công bố ngày %(day)s."), {"day": day}))
    return Asked("report", title, Standing.MISSING, Phrase(N_("Đã trao xong nhưng chưa báo kết quả.")))


def _decisions(given: Given, on: date) -> Iterator[Asked]:
    law = figures("household-decision", on)
    if not given.votes:
        words = Phrase(
            N_("Chưa có. Cần ít nhất %(part)s tổng số đại diện hộ gia đình tán thành, tính cả hộ vắng mặt."),
            {"part": f"{law['numerator']}/{law['denominator']}"},
        )
        yield Asked("decision", Phrase(N_("Quyết định của các hộ")), Standing.MISSING, words, law=law)
    for vote in _latest(given.votes):
        yield _decision(vote)
    decided = [vote.decided_on for vote in given.votes if passes(vote) and vote.decided_on]
    first = given.first_received_on
    if first and not (decided and min(decided) <= first):
        words = Phrase(
            N_("Có khoản nhận ngày %(day)s, khi các hộ chưa quyết định. Hãy đối chiếu và giải trình."),
            {"day": short_date(first)},
        )
        yield Asked(
            "received-early", Phrase(N_("Nhận sau khi đã quyết định")), Standing.MISSING, words, law=law
        )


def _latest(votes: tuple[Vote, ...]) -> list[Vote]:
    """The last one of each place: households may be asked again, by the same procedure (Điều 22)."""
    return list({vote.place: vote for vote in sorted(votes, key=lambda one: one.opened_on)}.values())


def _decision(vote: Vote) -> Asked:
    law = figures(_DECISION[vote.scope], vote.opened_on)
    title = Phrase(N_("Quyết định của %(place)s"), {"place": vote.place})
    facts = {
        "agreeing": format_number(vote.agreeing or 0),
        "total": format_number(vote.total),
        "needed": format_number(needed(vote.total, vote.opened_on, vote.scope)),
        "who": _WHO[vote.scope],
    }
    if vote.agreeing is None:
        words = Phrase(N_("Đang lấy ý kiến: cần %(needed)s/%(total)s %(who)s tán thành."), facts)
        return Asked("decision", title, Standing.RUNNING, words, law=law)
    if passes(vote):
        words = Phrase(N_("Tán thành %(agreeing)s/%(total)s %(who)s (cần %(needed)s)."), facts)
        return Asked("decision", title, Standing.MET, words, law=law)
    words = Phrase(
        N_("Tán thành %(agreeing)s/%(total)s %(who)s, chưa đủ %(needed)s: chưa được huy động."), facts
    )
    return Asked("decision", title, Standing.MISSING, words, law=law)


def _record(given: Given, vote: Vote, decided_on: date, on: date) -> Asked:
    law = figures("record", decided_on)
    title = Phrase(
        N_("Gửi văn bản quyết định của %(place)s cho Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc xã"),
        {"place": vote.place},
    )
    sent = [one.since for one in given.publications if one.channel is Channel.OFFICES]
    return _by_working_day("record", title, law, decided_on=decided_on, done=sent, on=on)


def _published(given: Given, vote: Vote, decided_on: date, on: date) -> Asked:
    law = figures("publication", decided_on)
    title = Phrase(N_("Công khai quyết định của %(place)s"), {"place": vote.place})
    shown = [one.since for one in _of(given, Shown.DECISION)]
    return _by_working_day("published", title, law, decided_on=decided_on, done=shown, on=on)


def _by_working_day(
    code: str, title: Phrase, law: Figures, *, decided_on: date, done: list[date], on: date
) -> Asked:
    """Done within so many working days of the decision."""
    due = add_working_days(decided_on, law["working_days"])
    after = [day for day in done if day >= decided_on]
    facts = {"due": short_date(due), "days": law["working_days"]}
    if not after:
        standing = Standing.RUNNING if on <= due else Standing.MISSING
        words = Phrase(N_("Chưa làm; chậm nhất %(days)s ngày làm việc, đến hết ngày %(due)s."), facts)
        return Asked(code, title, standing, words, due_on=due, law=law)
    facts["day"] = short_date(min(after))
    if min(after) <= due:
        return Asked(code, title, Standing.MET, Phrase(N_("Đã làm ngày %(day)s."), facts), law=law)
    words = Phrase(N_("Đã làm ngày %(day)s, muộn hơn hạn %(due)s."), facts)
    return Asked(code, title, Standing.LATE, words, law=law)


def _posted(given: Given, on: date) -> Asked:
    law = figures("publication", on)
    title = Phrase(N_("Niêm yết quyết định"))
    days = {"days": law["posting_days"]}
    posted = [one for one in _of(given, Shown.DECISION) if one.channel is Channel.POSTING]
    if not posted:
        words = Phrase(N_("Chưa niêm yết; cần ít nhất %(days)s ngày liên tục."), days)
        return Asked("posting", title, Standing.MISSING, words, law=law)
    longest = max(posted, key=lambda one: (one.until or on) - one.since)
    last = last_posting_day(longest.since)
    facts = days | {"since": short_date(longest.since), "last": short_date(last)}
    if (longest.until or on) >= last:
        words = Phrase(N_("Niêm yết từ ngày %(since)s, đủ %(days)s ngày liên tục."), facts)
        return Asked("posting", title, Standing.MET, words, law=law)
    if longest.until is None:
        words = Phrase(N_("Đang niêm yết từ ngày %(since)s; giữ ít nhất đến hết ngày %(last)s."), facts)
        return Asked("posting", title, Standing.RUNNING, words, due_on=last, law=law)
    words = Phrase(N_("Đã gỡ trước khi đủ %(days)s ngày liên tục. Hãy niêm yết lại."), facts)
    return Asked("posting", title, Standing.MISSING, words, law=law)


def _other_channels(given: Given, on: date) -> Iterator[Asked]:
    law = figures("publication", on)
    web = [one for one in _of(given, Shown.DECISION) if one.channel is Channel.WEBSITE]
    title = Phrase(N_("Trang thông tin điện tử của xã"))
    if web:
        words = Phrase(N_("Đã đăng ngày %(day)s."), {"day": short_date(min(one.since for one in web))})
        yield Asked("website", title, Standing.MET, words, law=law)
    else:
        words = Phrase(N_("Xã có trang thông tin điện tử thì đăng; chưa có thì không cần."))
        yield Asked("website", title, Standing.NOT_ASKED, words, law=law)
    if law["item"] not in law["loudspeaker_items"]:
        words = Phrase(N_("Không bắt buộc với khoản Nhân dân đóng góp; phát thêm thì càng tốt."))
        yield Asked("loudspeaker", Phrase(N_("Loa truyền thanh")), Standing.NOT_ASKED, words, law=law)


def _accounts(given: Given, on: date) -> Asked:
    law = figures("publication", on)
    title = Phrase(N_("Công khai số đã nhận, đã chi"))
    shown = [one.since for one in _of(given, Shown.ACCOUNTS)]
    last = given.last_entry_on
    if not shown:
        words = Phrase(N_("Chưa công khai lần nào."))
        return Asked("accounts", title, Standing.MISSING, words, law=law)
    facts = {"day": short_date(max(shown))}
    if last and max(shown) < last:
        words = Phrase(N_("Lần gần nhất ngày %(day)s; từ đó đã có khoản mới, hãy công khai bản mới."), facts)
        return Asked("accounts", title, Standing.MISSING, words, law=law)
    return Asked("accounts", title, Standing.MET, Phrase(N_("Lần gần nhất ngày %(day)s."), facts), law=law)


def _board(given: Given, on: date) -> Asked:
    law = figures("supervision-board", on)
    title = Phrase(N_("Ban Giám sát đầu tư của cộng đồng"))
    facts = {"least": law["members"], "members": given.board_members}
    if given.board_members is None:
        words = Phrase(
            N_("Chưa ghi; Ủy ban Mặt trận Tổ quốc xã thành lập, ít nhất %(least)s thành viên."), facts
        )
        return Asked("board", title, Standing.MISSING, words, law=law)
    if given.board_members < law["members"]:
        words = Phrase(N_("Có %(members)s thành viên, cần ít nhất %(least)s."), facts)
        return Asked("board", title, Standing.MISSING, words, law=law)
    return Asked("board", title, Standing.MET, Phrase(N_("Có %(members)s thành viên."), facts), law=law)


def _land(given: Given) -> Asked:
    words = Phrase(
        N_("%(count)s khoản hiến đất chưa có văn bản tự nguyện đủ chữ ký nên chưa tính vào số đã nhận."),
        {"count": given.land_without_paper},
    )
    return Asked("land", Phrase(N_("Văn bản tự nguyện hiến đất")), Standing.MISSING, words)


def _of(given: Given, what: Shown) -> list[Publication]:
    """What was shown to everybody; sending to the offices is not showing."""
    return [one for one in given.publications if one.what is what and one.channel is not Channel.OFFICES]


_ABOUT = frozenset(["article", "instrument", "effective_from", "effective_to", "verified", "source"])


def _figures(row: Mapping[str, Any]) -> Figures:
    law = instrument(row["instrument"])
    return Figures(
        values=MappingProxyType({name: value for name, value in row.items() if name not in _ABOUT}),
        citation=f"{row['article']} {law.name}",
        verified=Verified[row["verified"]],
        source=row["source"],
    )


@cache
def _table() -> Mapping[str, list[dict[str, Any]]]:
    text = files(__package__).joinpath("contributions.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
