"""Every person tries every verb of an inspection in every state; only these go through."""

from datetime import date

import pytest

from kheo.appraisals.models import Remedy
from kheo.appraisals.services import choosing, inspection_filing, inspections, remedies, visits
from kheo.appraisals.services.choosing import Stop
from tests.appraisals.inspecting import (
    LATER,
    concluded,
    drawing,
    inspection_facts,
    prepared,
    running,
    sheet,
    signed,
    written,
)
from tests.appraisals.test_everybody import PEOPLE
from tests.factories.attempts import goes_through

PEN = {"head", "appraiser"}
RUN = {"officer"}
OWN = {"contact", "officer"}
ALLOWED = {
    "preparing": dict.fromkeys(("change", "draw", "choose", "lay out", "begin", "drop", "file"), RUN),
    "running": {"write": PEN, "miss": PEN | RUN, "lay out": RUN, "drop": RUN, "file": RUN},
    "written": {"write": PEN, "answer": OWN, "sign": PEN, "lay out": RUN, "file": RUN, "file minutes": RUN},
    "signed": {"lay out": RUN, "file": RUN, "file minutes": RUN},
    "done": {"mend": OWN, "replace": RUN, "file": RUN, "file minutes": RUN},
    "answered": {"accept": {"head"}, "return": {"head"}, "replace": RUN, "file": RUN, "file minutes": RUN},
}
ALWAYS = {"make": RUN}


def answered(world):
    concluded(world)
    remedies.answer(world.remedy, words="Đã thay.", by=world.contact, at=LATER)


MAKERS = {
    "preparing": prepared,
    "running": running,
    "written": written,
    "signed": signed,
    "done": concluded,
    "answered": answered,
}


def attempts(world, person):
    row, visit, keep = world.inspection, world.visit, {"by": person, "at": LATER}
    owed = Remedy.objects.filter(visit=visit).first() or Remedy(pk=0)
    stops = {visit.pk: Stop(date(2026, 6, 16)), world.other_visit.pk: Stop(date(2026, 6, 16))}
    found = {
        "make": lambda: inspections.make(world.round, inspection_facts(world), **keep),
        "change": lambda: inspections.change(row, inspection_facts(world), **keep),
        "draw": lambda: choosing.draw_sample(row, drawing(by_risk=0), **keep),
        "choose": lambda: choosing.choose(row, [world.row.pk], **keep),
        "lay out": lambda: choosing.lay_out(row, stops, **keep),
        "begin": lambda: inspections.begin(row, **keep),
        "drop": lambda: inspections.drop(row, reason="mưa", **keep),
        "write": lambda: visits.write(visit, sheet(world), **keep),
        "answer": lambda: visits.answer(visit, opinion="Nhất trí.", **keep),
        "sign": lambda: visits.sign(visit, signed_on=date(2026, 6, 16), unit_signer="A", **keep),
        "miss": lambda: visits.miss(visit, reason="ngập", **keep),
        "conclude": lambda: inspections.conclude(row, findings="Tốt.", typed="thông báo", **keep),
        "replace": lambda: inspections.make(world.round, inspection_facts(world), replaces=row, **keep),
        "file": lambda: inspection_filing.file_paper(row, "quyet-dinh", **keep),
        "mend": lambda: remedies.answer(owed, words="Đã thay.", **keep),
        "accept": lambda: remedies.accept(owed, **keep),
        "return": lambda: remedies.send_back(owed, reason="Còn.", **keep),
    }
    if visit.begun_at:
        found["file minutes"] = lambda: inspection_filing.file_minutes(visit, **keep)
    if not Remedy.objects.filter(visit=visit).exists():
        for verb in ("mend", "accept", "return"):
            del found[verb]
    return found


@pytest.mark.parametrize("state", list(ALLOWED))
def test_only_these_people_do_these_things_in_this_state(world, state):
    MAKERS[state](world)
    if state == "preparing":
        world.inspection.visits.filter(registration=world.neighbour).delete()

    found = {}
    for name in PEOPLE:
        for verb, attempt in attempts(world, getattr(world, name)).items():
            if goes_through(attempt):
                found.setdefault(verb, set()).add(name)

    assert found == ALLOWED[state] | ALWAYS


def test_conclude_is_for_the_officer_alone_once_every_place_is_over(world):
    signed(world)
    visits.miss(world.other_visit, reason="ngập", by=world.head, at=LATER)

    able = {name for name in PEOPLE if goes_through(attempts(world, getattr(world, name))["conclude"])}

    assert able == RUN
