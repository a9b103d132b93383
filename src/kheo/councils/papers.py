"""Contexts of a session's papers: invitation, list to sign, ballots, count, minutes."""

from datetime import datetime

from django.utils.translation import override

from kheo.core.errors import N_, NotFound
from kheo.core.law import votes
from kheo.core.law.votes import VoteRule
from kheo.core.paper.forms import Issuing
from kheo.core.paper.forms.councils import (
    Matter,
    MemberLine,
    Sitting,
    VoteLine,
    attendance_sheet,
    ballots,
    council_minutes,
    tally_minutes,
)
from kheo.core.paper.forms.meetings import Meeting, invitation
from kheo.core.paper.forms.official import letter
from kheo.core.paper.forms.words import clock_words
from kheo.core.paper.kinds import INVITATION, LETTER, MINUTES, PaperKind, symbol_of
from kheo.core.paper.model import Authority, Block, Item, Level, OfficialHead, Paper, Paragraph, Signature
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Attendance, CouncilSession, Seat, TallyEntry
from kheo.councils.selectors.councils import attendance_of, items_of, seats_of
from kheo.councils.selectors.rules import kept_rule, quorum_words, rule_of, rule_words
from kheo.councils.states import ItemState, Mode, Presence, SeatRole
from kheo.documents import public as documents
from kheo.kernel.clock import VIETNAM, day_of
from kheo.units import public as units


def session_paper(session: CouncilSession, name: str) -> Paper:
    """“giay-moi”, “danh-sach-du-hop” or “bien-ban”. Raises NotFound for another name. Papers are in Vietnamese."""
    makers = {"giay-moi": _invitation, "danh-sach-du-hop": _attendance_sheet, "bien-ban": _minutes}
    if name not in makers:
        raise NotFound(N_("Không có văn bản này của phiên họp."), code="no-such-paper")
    with override("vi"):
        return makers[name](session)


def item_paper(item: AgendaItem, name: str) -> Paper:
    """“phieu-bieu-quyet” or “bien-ban-kiem-phieu”. Raises NotFound for another, or before there is one."""
    makers = {"phieu-bieu-quyet": _ballots, "bien-ban-kiem-phieu": _tally}
    if name not in makers or item.mode != Mode.PAPER:
        raise NotFound(N_("Không có văn bản này của nội dung họp."), code="no-such-paper")
    with override("vi"):
        return makers[name](item)


def _issuing(session: CouncilSession, kind: PaperKind, *, to: tuple[str, ...] = ()) -> Issuing:
    """Head and foot under the council's name; the number is written when it is given."""
    council, on = session.council, day_of(session.begins_at)
    unit = council.unit
    profile = documents.profile_of(unit, on)
    name = session.council_name or council.name
    # An invitation goes out before the meeting: its day stays open. Minutes bear the day of the meeting.
    dated = kind is MINUTES
    head = OfficialHead(
        issuer=name.upper(),
        symbol=symbol_of(kind, profile, council.symbol or unit.symbol),
        place=documents.place_of(unit, on),
        superior=units.name_of(unit, on).upper(),
        on=on if dated else None,
        month=on.month,
        year=on.year,
    )
    chair = seats_of(council, on).filter(role=SeatRole.CHAIR).first()
    signature = Signature("CHỦ TỊCH", chair.name if chair else "", authority=(Authority("TM", "HỘI ĐỒNG"),))
    return Issuing(profile=profile, head=head, name=name, signature=signature, recipients=to)


def _invitation(session: CouncilSession) -> Paper:
    """Giấy mời; a Party body invites by công văn."""
    on = day_of(session.begins_at)
    profile = documents.profile_of(session.council.unit, on)
    begins = session.begins_at.astimezone(VIETNAM)
    agenda = tuple(item.title for item in items_of(session))
    chair = seats_of(session.council, on).filter(role=SeatRole.CHAIR).first()
    led_by = f"{chair.name}, {chair.office}" if chair else ""
    if profile.body_kind == "PARTY":
        blocks: list[Block] = [
            Paragraph(f"{session.council.name} trân trọng kính mời đồng chí dự họp: {session.title}."),
            Paragraph(f"Thời gian: {clock_words(begins)}."),
            Paragraph(f"Địa điểm: {session.place}."),
            *([Paragraph(f"Chủ trì: {led_by}.")] if led_by else []),
            Paragraph("Nội dung:", keep_with_next=True),
            *(Item(Level.DASH, words) for words in agenda),
            Paragraph("Rất mong các đồng chí tới dự đúng giờ"),
        ]
        return letter(
            issuing=_issuing(session, LETTER),
            subject=f"mời dự họp {session.council.name}",
            to=("Các thành viên Hội đồng",),
            blocks=blocks,
        )
    title = session.title[:1].lower() + session.title[1:]
    meeting = Meeting(name=title, place=session.place, begins=begins, chair=led_by, agenda=agenda)
    guests = f"các thành viên {session.council.name}"
    return invitation(issuing=_issuing(session, INVITATION), guests=guests, meeting=meeting)


def _line(row: Attendance | Seat, remark: str = "") -> MemberLine:
    return MemberLine(row.name, row.office, str(SeatRole(row.role).label), remark)


def sitting_of(session: CouncilSession) -> Sitting:
    """Everything the papers tell of a session."""
    rows, on = attendance_of(session), day_of(session.begins_at)
    rule = rule_of(session.council, "general", on)
    there = tuple(_line(row, _moved(row)) for row in rows if row.took_part)
    away = {
        kind: tuple(_line(row, row.reason) for row in rows if row.presence == kind and not row.took_part)
        for kind in (Presence.WRITTEN, Presence.ABSENT)
    }
    leader = permissions.presiding(rows)
    secretary = next((row for row in rows if row.role == SeatRole.SECRETARY and row.took_part), None)
    standing = votes.quorum(rule, total=len(rows), present=sum(row.at_opening for row in rows))
    word = "đủ" if standing.met else "không đủ"
    quorum = (
        f"Căn cứ {rule.citation or 'lệ thường'}: {quorum_words(rule)}, tức ít nhất {standing.needed}/{standing.total}; "
        f"có mặt khi khai mạc {standing.present}/{standing.total}, {word} số dự họp."
    )
    return Sitting(
        council=session.council_name or session.council.name,
        title=session.title,
        place=session.place,
        begins=session.begins_at.astimezone(VIETNAM),
        ends=_ended(session),
        chair=_line(leader) if leader else None,
        secretary=_line(secretary) if secretary else None,
        present=there,
        written=away[Presence.WRITTEN],
        absent=away[Presence.ABSENT],
        quorum=quorum,
        matters=tuple(_matter(item) for item in items_of(session)),
    )


def _moved(row: Attendance) -> str:
    """When somebody came late or left early, by the matters of the agenda; "" where there the whole time."""
    came, left = row.came_after, row.left_after
    if came is not None and left is not None and left < came:
        return f"vắng từ sau nội dung {left} đến hết nội dung {came}"
    words = [f"đến muộn, sau nội dung {came}"] if came is not None else []
    if left is not None:
        words.append(f"về sớm, sau nội dung {left}" + (f": {row.reason}" if row.reason else ""))
    return "; ".join(words)


def _ended(session: CouncilSession) -> datetime | None:
    """When the meeting ended, where it was closed on its own day; else the minutes leave room to write it."""
    if session.ended_at is None or day_of(session.ended_at) != day_of(session.begins_at):
        return None
    return session.ended_at.astimezone(VIETNAM)


def _matter(item: AgendaItem) -> Matter:
    rule = kept_rule(item)
    return Matter(
        title=item.title,
        explanation=item.explanation,
        opinions=_lines(item.discussion),
        recused=tuple(f"{one.attendance.name} ({one.reason})" for one in item.recusals.all()),
        few=item.quorum_reason,
        vote=_vote(item, rule) if rule and item.passed is not None else None,
        dissent=_lines(item.dissent),
        conclusion=_lines(item.conclusion),
        postponed=item.state == ItemState.POSTPONED,
    )


def _vote(item: AgendaItem, rule: VoteRule) -> VoteLine:
    return VoteLine(
        mode=str(Mode(item.mode).label),
        votes_for=item.votes_for or 0,
        votes_against=item.votes_against or 0,
        votes_none=item.votes_none or 0,
        votes_invalid=item.votes_invalid or 0,
        unused=item.unused,
        present=item.present or 0,
        denominator=item.denominator or 0,
        needed=item.needed or 0,
        rule=rule_words(rule),
        basis=rule.citation,
        passed=bool(item.passed),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("-+• ").strip() for line in text.splitlines() if line.strip())


def _attendance_sheet(session: CouncilSession) -> Paper:
    on = day_of(session.begins_at)
    rows: list[Attendance] | list[Seat] = attendance_of(session) or list(seats_of(session.council, on))
    return attendance_sheet(
        profile=documents.profile_of(session.council.unit, on),
        sitting=sitting_of(session),
        members=[_line(row) for row in rows],
    )


def _minutes(session: CouncilSession) -> Paper:
    if session.began_at is None:
        raise NotFound(N_("Phiên họp chưa bắt đầu nên chưa có biên bản."), code="no-minutes-yet")
    told = ("Các thành viên Hội đồng",)
    return council_minutes(issuing=_issuing(session, MINUTES, to=told), sitting=sitting_of(session))


def _ballots(item: AgendaItem) -> Paper:
    return ballots(
        profile=documents.profile_of(item.session.council.unit, day_of(item.session.begins_at)),
        sitting=sitting_of(item.session),
        matter=item.title,
        copies=item.voters or 0,
    )


def _tally(item: AgendaItem) -> Paper:
    entries = list(
        TallyEntry.objects.filter(item=item, attempt=item.attempt)
        .select_related("entered_by")
        .order_by("entered_by__name_sort", "entered_by_id")
    )
    if item.passed is None or len(entries) != 2:
        raise NotFound(
            N_("Chưa có kết quả kiểm phiếu trùng nhau của hai người nên chưa có biên bản."),
            code="no-tally-yet",
        )
    names = (entries[0].entered_by.full_name, entries[1].entered_by.full_name)
    return tally_minutes(
        issuing=_issuing(item.session, MINUTES),
        sitting=sitting_of(item.session),
        matter=_matter(item),
        issued=entries[0].issued,
        collected=entries[0].collected,
        tellers=names,
    )
