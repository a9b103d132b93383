"""Who may sit in a team, who sits in one, and a proposal of who judges what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kheo.accounts.public import Role, User
from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment
from kheo.appraisals.rights import ties_of
from kheo.campaigns.public import CampaignRound
from kheo.units import public as units

_MAY_SIT = (Role.APPRAISER, Role.COUNCIL_MEMBER, Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.SIGNER)

_SHORT_OFFICE = 4  # “Phó Chủ tịch”, “Công chức Văn hóa”: so many words name an office and not yet where


def may_sit(user: User, on: date) -> bool:
    """Whether the person holds a role of those who judge."""
    return bool(units.held(user, on, _MAY_SIT))


def who_may_sit(round_: CampaignRound, on: date) -> list[User]:
    """People with a role of judging or running in the units of the place, by given name."""
    return [user for user, _post in posts_of_who_may_sit(round_, on)]


def posts_of_who_may_sit(round_: CampaignRound, on: date) -> list[tuple[User, str]]:
    """The same, each with the office held and where, “Chủ tịch, Ủy ban Mặt trận …”; "" where no office was written
    down. Two queries.
    """
    unit = round_.campaign.managing_unit
    inside = [one.pk for one in units.of_commune(unit.area_code, on)] if unit.area_code else [unit.pk]
    rows = [row for row in units.people([*inside, unit.pk], on) if row.role in _MAY_SIT]
    names = units.names({row.unit_id for row in rows}, on)
    found: dict[int, tuple[User, str]] = {}
    for row in rows:
        if row.user_id not in found or not found[row.user_id][1]:
            found[row.user_id] = (row.user, _post(row.title, names.get(row.unit_id, "")))
    return sorted(found.values(), key=lambda one: (one[0].name_sort, one[0].pk))


def _post(title: str, unit: str) -> str:
    """“Chức vụ, đơn vị công tác”; an office that names a place itself (“Chủ tịch Hội Phụ nữ xã”) is left as it is."""
    if not title or len(title.split()) > _SHORT_OFFICE:
        return title
    return f"{title}, {unit}" if unit else title


def team_of(row: AppraisalRound) -> list[User]:
    """The team, the head first."""
    people = [one.user for one in row.members.all()]
    return sorted(people, key=lambda one: (one.pk != row.head_id, one.name_sort, one.pk))


_SLACK = 2  # so much more work than the least loaded one has may still go to who knows the field or the place


@dataclass
class _Work:
    """What one of the team has to judge, as the proposal goes on."""

    load: int = 0
    sectors: set[int] = field(default_factory=set)
    units: set[int] = field(default_factory=set)

    def take(self, sector: int | None, unit: int) -> None:
        self.load += 1
        self.sectors |= {sector} if sector else set()
        self.units.add(unit)


def proposal(row: AppraisalRound, files: Sequence[Appraisal], on: date, *, asked: bool) -> dict[str, Any]:
    """For the page of assigning: every file with the team's boxes, ticked where assigned or, where `asked`, proposed:
    each file to so many people as the round needs, nobody who is blocked. Who judges its field or its place already
    comes first as long as he has little more to do than others; else who has the least. Four queries.
    """
    team = team_of(row)
    for file in files:
        file.registration.round = row.round
    ties = ties_of(team, [one.registration for one in files], on, belonging_blocks=row.belonging_blocks)
    have, work = _work_of(row, team)
    before = {person: one.load for person, one in work.items()}
    judges = [one for one in team if one.pk != row.head_id] or team
    lines = []
    for file in files:
        given = {one.pk for one in team if (file.pk, one.pk) in have}
        free = [
            one for one in judges if not ties[file.registration_id, one.pk].blocked and one.pk not in given
        ]
        noted = {one.pk for one in free if ties[file.registration_id, one.pk].noted}
        missing = max(0, row.least_sheets - len(given)) if asked else 0
        chosen = _choose(file, free, work, noted, missing)
        boxes = [
            {
                "person": one,
                "ticked": one.pk in given or one.pk in chosen,
                "fixed": one.pk in given,
                "ties": ties[file.registration_id, one.pk],
                "why": chosen.get(one.pk, ""),
            }
            for one in team
        ]
        lines.append((file, boxes))
    loads = [(one, before[one.pk], work[one.pk].load - before[one.pk]) for one in team]
    return {"lines": lines, "loads": loads, "proposed": asked}


def _work_of(row: AppraisalRound, team: Sequence[User]) -> tuple[set[tuple[int, int]], dict[int, _Work]]:
    """(Appraisal, person) pairs given in the round, and what each of the team has by them: one query."""
    rows = Assignment.objects.filter(appraisal__appraisal_round=row).values_list(
        "appraisal_id",
        "appraiser_id",
        "appraisal__registration__sector_id",
        "appraisal__registration__handled_by_unit_id",
    )
    have, work = set(), {one.pk: _Work() for one in team}
    for appraisal, person, sector, unit in rows:
        have.add((appraisal, person))
        if person in work:
            work[person].take(sector, unit)
    return have, work


def _choose(
    file: Appraisal, free: Sequence[User], work: dict[int, _Work], noted: set[int], count: int
) -> dict[int, str]:
    """Person → why, for so many of those who are free."""
    sector, unit = file.registration.sector_id, file.registration.handled_by_unit_id
    chosen: dict[int, str] = {}
    for _turn in range(min(count, len(free))):
        left = [one for one in free if one.pk not in chosen]
        least = min(work[one.pk].load for one in left)

        def order(one: User, least: int = least) -> tuple[bool, bool, bool, bool, int, int]:
            mine = work[one.pk]
            much = mine.load > least + _SLACK
            # Somebody of the unit itself comes last, though nothing forbids it.
            return (
                much,
                one.pk in noted,
                sector not in mine.sectors,
                unit not in mine.units,
                mine.load,
                one.pk,
            )

        best = min(left, key=order)
        chosen[best.pk] = _why(work[best.pk], sector, unit)
        work[best.pk].take(sector, unit)
    return chosen


def _why(mine: _Work, sector: int | None, unit: int) -> str:
    words = [_("đang được giao %(count)d mô hình") % {"count": mine.load}]
    if sector in mine.sectors:
        words.append(_("đang chấm cùng lĩnh vực"))
    if unit in mine.units:
        words.append(_("đang chấm cùng địa bàn"))
    return ", ".join(words)
