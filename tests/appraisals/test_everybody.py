"""Every person tries every verb at every desk; only these go through."""

import pytest

from kheo.appraisals.services import judging, ranking, reconsidering, returning, rounds, rubrics
from kheo.appraisals.services.team import change_team
from tests.appraisals.judging import CONTENT, SEPTEMBER, assigned, facts, marks, self_scored, sheet_of
from tests.appraisals.test_reconsidering import others_are_concluded
from tests.factories.attempts import who_may

PEOPLE = ("contact", "other", "officer", "appraiser", "second", "head", "leader", "stranger")
LATE = SEPTEMBER.replace(day=28)
RUN = {"officer", "head"}
BACK = {"officer", "head", "leader"}
ASK = {"contact", "officer"}
ALWAYS = {"open": {"officer"}, "rubric": {"officer"}}
GIVE = {"assign": RUN, "unassign": RUN, "recuse": {"appraiser", "head"}, "gate": RUN}
TEAM = {"team": RUN}
ALLOWED = {
    "unit": ALWAYS | GIVE | TEAM | {"self": ASK, "take over": {"officer"}, "call off": {"officer"}},
    "team": ALWAYS
    | GIVE
    | TEAM
    | {"sheet": {"appraiser"}, "agree": {"appraiser"}, "conclude": {"head"}, "to unit": BACK},
    "done": ALWAYS
    | TEAM
    | {"to unit": BACK, "to team": BACK, "rank": RUN, "ask": ASK, "answer": RUN, "assign": RUN},
    "over": ALWAYS | TEAM | {"to unit": BACK, "to team": BACK, "rank": RUN, "close": RUN, "assign": RUN},
    "closed": ALWAYS | {"rank": RUN},
}


def attempts(world, person, at):
    row, keep = world.appraisal, {"by": person, "at": at}
    sheet = sheet_of(world, world.appraiser)
    return {
        "self": lambda: judging.send_self(row, marks=marks(), hung={}, **keep),
        "take over": lambda: judging.take_over(row, **keep),
        "gate": lambda: judging.answer_gate(row, code="g2", answer="met", source="TB 1", **keep),
        "sheet": lambda: judging.send_sheet(sheet, marks=marks(), **keep),
        "conclude": lambda: judging.conclude(
            row, marks=marks(), verdict="passed", signed_by_all=True, **keep
        ),
        "to unit": lambda: returning.send_back(row, to="unit", reason="bổ sung", **keep),
        "to team": lambda: returning.send_back(row, to="team", reason="xem lại", **keep),
        "rank": lambda: ranking.make_ranking(world.appraisal_round, **keep),
        "ask": lambda: reconsidering.ask(row, criterion="c1", why="Thiếu một ảnh.", **keep),
        "answer": lambda: reconsidering.answer(
            row.reconsiderations.get(), changed=True, words="Đã xem.", **keep
        ),
        "unassign": lambda: rounds.unassign(sheet_of(world, world.second), **keep),
        "recuse": lambda: judging.recuse(sheet, reason="bận", **keep),
        "agree": lambda: judging.send_sheet(sheet, marks={}, agrees=True, **keep),
        "call off": lambda: rounds.call_off(world.appraisal_round, reason="nhầm", **keep),
        "close": lambda: rounds.close_round(world.appraisal_round, **keep),
        "open": lambda: rounds.open_round(world.round, facts(world, self_score_until=None), **keep),
        "rubric": lambda: rubrics.begin(world.round, data=CONTENT, origin="thử", **keep),
        "team": lambda: change_team(
            world.appraisal_round,
            head=world.second,
            team=[world.appraiser, world.head, world.leader],
            paper="QĐ 2",
            **keep,
        ),
        "assign": lambda: rounds.assign(world.appraisal_round, [(row.pk, world.second.pk)], **keep),
    }


def brought_to(world, stage):
    """The appraisal at this stage; the moment at which everybody tries."""
    assigned(world, world.appraiser, world.second)
    if stage == "unit":
        return LATE
    self_scored(world)
    if stage == "team":
        return LATE
    judging.conclude(
        world.appraisal, marks=marks(), verdict="passed", signed_by_all=True, by=world.head, at=SEPTEMBER
    )
    if stage == "done":
        keep = {"by": world.contact, "at": LATE}
        reconsidering.ask(world.appraisal, criterion="c2", why="Thiếu một ảnh.", **keep)
        return LATE
    others_are_concluded(world)
    if stage == "closed":
        rounds.close_round(world.appraisal_round, by=world.officer, at=LATE.replace(day=29))
    return LATE.replace(day=29)


@pytest.mark.parametrize("stage", ["unit", "team", "done", "over", "closed"])
def test_only_these_people_do_these_things_at_this_stage(judged, stage):
    at = brought_to(judged, stage)

    found = who_may({name: attempts(judged, getattr(judged, name), at) for name in PEOPLE})

    assert found == {verb: people for verb, people in ALLOWED[stage].items() if people}
