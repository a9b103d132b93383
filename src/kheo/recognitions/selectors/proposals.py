"""Reading proposals: each with what speaks for it, what is missing and what to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals import public as appraisals
from kheo.appraisals.public import Outcome, Verdict
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import format_number, short_date, upper_first
from kheo.progress import public as progress
from kheo.progress.public import Followed
from kheo.recognitions import permissions
from kheo.recognitions.frozen import Case
from kheo.recognitions.models import BodyMeeting, Proposal
from kheo.recognitions.permissions import Rights
from kheo.recognitions.states import ProposalState
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units

_WITH = (
    "registration__lead",
    "registration__sector",
    "exemplar__subject",
    "exemplar__registration",
    "item__review",
    "meeting",
)
LOOKS = {
    ProposalState.STAGED: "waiting",
    ProposalState.RETURNED: "returned",
    ProposalState.PASSED: "accepted",
    ProposalState.NOT_PASSED: "refused",
    ProposalState.ENACTED: "recognised",
    ProposalState.TAKEN_BACK: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `ok` None: to be known, decides nothing. `todo` says what to do where it is missing."""

    words: str
    ok: bool | None = None
    todo: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal as a row or a head says it."""

    row: Proposal
    name: str
    about: str
    unit: str
    votes: str
    checks: Sequence[Check]

    @property
    def look(self) -> str:
        return LOOKS[ProposalState(self.row.state)]

    @property
    def word(self) -> str:
        return str(ProposalState(self.row.state).label)

    @property
    def missing(self) -> int:
        """How many things are missing."""
        return sum(one.ok is False for one in self.checks)

    @property
    def key(self) -> str:
        """How the agenda of a council names it."""
        return key_of(self.row.pk)


def key_of(pk: int) -> str:
    """How the agenda of a council names a proposal."""
    return f"proposal:{pk}"


def proposals_of(round_: CampaignRound, rights: Rights) -> QuerySet[Proposal]:
    """Those of the round that the person may read, oldest first."""
    rows = Proposal.objects.filter(rights.narrow(), round=round_)
    return rows.select_related(*_WITH).order_by("staged_at", "pk")


def proposal_for(user: User, pk: int, on: date) -> Proposal:
    """One proposal. Raises NotFound where it is not for these eyes."""
    rows = Proposal.objects.select_related(
        *_WITH, "round__campaign__managing_unit", "staged_by", "decided_by", "unit"
    )
    found = rows.filter(pk=pk).first()
    if found is not None:
        rights = permissions.rights(user, found.round.campaign, on)
        if rights.read_all or found.unit_id in rights.own:
            return found
    raise NotFound(
        N_("Không có đề nghị này, hoặc tài khoản này không được xem. Hãy mở lại từ trang công nhận."),
        code="proposal-not-found",
    )


def name_of(row: Proposal) -> str:
    """The initiative's title, or who is the example."""
    if row.registration is not None:
        return row.registration.title
    return row.exemplar.subject.name if row.exemplar else ""


def row_of(row: Proposal) -> Line:
    """A row of the list, with its unit's name as the query brought it (`unit_name`) and nothing looked at."""
    return Line(row, name_of(row), "", row.unit_name, _votes(row), ())  # type: ignore[attr-defined]


def _votes(row: Proposal) -> str:
    facts = {"votes": row.item.votes_for, "present": row.item.review.present}
    return _("%(votes)s/%(present)s người có mặt tán thành") % facts


def lines_of(rows: Sequence[Proposal], on: date) -> list[Line]:
    """The rows with everything looked at: a constant number of queries."""
    about = [row.registration_id for row in rows if row.registration_id]
    known, judged = progress.followed(about), appraisals.outcomes_of(about)
    names = units.names({row.unit_id for row in rows}, on)
    return [_line(row, known, judged, names) for row in rows]


def _line(
    row: Proposal, known: Mapping[int, Followed], judged: Mapping[int, Outcome], names: Mapping[int, str]
) -> Line:
    review = row.item.review
    votes = _votes(row)
    if row.registration is not None:
        about = registrations.led_by(row.registration)
        pk = row.registration.pk
        checks = registration_checks(row.registration, known.get(pk, Followed()), judged.get(pk))
    else:
        about = row.exemplar.deed if row.exemplar else ""
        checks = _exemplar_checks(row)
    agreed = Check(
        _("Bình xét ngày %(day)s: %(votes)s; đã nhận bản ký.")
        % {"day": short_date(review.held_on), "votes": votes},
        ok=True,
    )
    return Line(row, name_of(row), about, names.get(row.unit_id, ""), votes, [agreed, *checks])


def registration_checks(row: Registration, known: Followed, outcome: Outcome | None) -> list[Check]:
    """What a received registration shows before it is proposed."""
    found = [
        Check(_("Đăng ký được tiếp nhận, gửi muộn."))
        if row.is_late
        else Check(_("Đăng ký được tiếp nhận, gửi đúng hạn."), ok=True)
    ]
    if outcome is not None:
        found.append(_appraisal_check(outcome))
    found.append(_report_check(known))
    if known.published is not None:
        found.append(
            Check(_("Các khoản Nhân dân đóng góp đã công khai."), ok=True)
            if known.published
            else Check(
                _("Chưa công khai các khoản Nhân dân đóng góp."),
                ok=False,
                todo=_("Đơn vị công khai rồi ghi ở tab Đóng góp của mô hình."),
            )
        )
    if known.open_difficulties:
        count = format_number(known.open_difficulties)
        found.append(Check(_("Còn %(count)s khó khăn, vướng mắc đang mở.") % {"count": count}))
    return found


def _appraisal_check(outcome: Outcome) -> Check:
    """What the appraisal came to, with its reasons where it was not for it."""
    words = _("Thẩm định ngày %(day)s: %(words)s.") % {
        "day": short_date(outcome.concluded_on),
        "words": outcome.words.rstrip("."),
    }
    passed = outcome.verdict == Verdict.PASSED
    waited = [one.rstrip(".") for one in outcome.conditional]
    reasons = [_("Còn chờ: %(gates)s.") % {"gates": "; ".join(waited)}] if waited else []
    reasons += [] if passed else outcome.explanation
    return Check(words, ok=passed and not outcome.conditional, todo=" ".join(reasons), url=outcome.url)


def _report_check(known: Followed) -> Check:
    if not known.reports or known.last_on is None:
        return Check(
            _("Chưa có báo cáo tiến độ nào."),
            ok=False,
            todo=_("Đơn vị gửi báo cáo tiến độ ở tab Tiến độ của mô hình."),
        )
    percent = "" if known.percent is None else f", {known.percent}%"
    words = _("Đã gửi %(count)s báo cáo; kỳ đến ngày %(day)s: %(standing)s%(percent)s.") % {
        "count": format_number(known.reports),
        "day": short_date(known.last_on),
        "standing": known.standing.lower(),
        "percent": percent,
    }
    return Check(words, ok=True)


def _exemplar_checks(row: Proposal) -> list[Check]:
    linked = row.exemplar.registration if row.exemplar else None
    if linked is None:
        return [Check(_("Ghi nhận không qua đăng ký mô hình."))]
    return [Check(_("Gắn với mô hình “%(title)s”.") % {"title": linked.title})]


def taken(
    registration_ids: Collection[int], exemplar_ids: Collection[int]
) -> dict[tuple[str, int], Proposal]:
    """(“m” or “d”, id) → the proposal that stands for it, of any state but taken back: at most two queries."""
    found: dict[tuple[str, int], Proposal] = {}
    rows = Proposal.objects.exclude(state=ProposalState.TAKEN_BACK)
    for kind, field, ids in (("m", "registration_id", registration_ids), ("d", "exemplar_id", exemplar_ids)):
        for row in rows.filter(**{f"{field}__in": ids}) if ids else ():
            found[kind, getattr(row, field)] = row
    return found


def passed_in(round_: CampaignRound) -> list[Proposal]:
    """What waits for the decision, initiatives first, in Vietnamese order of units and titles."""
    rows = Proposal.objects.filter(round=round_, state=ProposalState.PASSED).select_related(*_WITH)
    return list(rows.order_by("exemplar_id", "registration__title_sort", "pk"))


def cases_of(rows: Sequence[Proposal], on: date) -> list[Case]:
    """The proposals as a decision lists them: initiatives first."""
    names = units.names({row.unit_id for row in rows}, on)
    found = [case_of(row.registration, row.exemplar, names.get(row.unit_id, "")) for row in rows]
    return sorted(found, key=lambda one: one.is_exemplar)


def case_of(registration: Registration | None, exemplar: object, unit: str) -> Case:
    """One of them."""
    if registration is not None:
        sector = upper_first(registration.sector.name) if registration.sector else ""
        return Case(registration.title, registrations.led_by(registration), unit, sector=sector)
    subject = exemplar.subject  # type: ignore[attr-defined]
    name = f"{subject.name} ({subject.office})" if subject.office else subject.name
    return Case(name, " ".join(exemplar.deed.split()), unit, kind=subject.kind)  # type: ignore[attr-defined]


def passed_words(rows: Sequence[Proposal]) -> list[str]:
    """The meetings that passed them, each once, as a paper cites them."""
    found: dict[str, None] = {}
    for row in rows:
        if row.meeting is not None:
            found[meeting_words(row.meeting)] = None
        elif row.council_words:
            found[row.council_words.split(": ", 1)[0]] = None
    return list(found)


def meeting_words(meeting: BodyMeeting) -> str:
    """“Biên bản họp số 05/BB-UBND ngày 02/11/2026”, “Biên bản họp Hội đồng số …”."""
    whose = " Hội đồng" if meeting.of_council else ""
    return f"Biên bản họp{whose} số {meeting.number} ngày {short_date(meeting.held_on)}"
