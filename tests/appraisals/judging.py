"""A commune in the middle of an appraisal, made by the services."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from kheo.accounts.roles import Role
from kheo.appraisals.models import Appraisal, Assignment
from kheo.appraisals.services import judging, rounds, rubrics
from kheo.core.scoring import Mark
from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

SEPTEMBER = datetime(2026, 9, 21, 3, 0, tzinfo=UTC)

CONTENT = {
    "name": "Bộ tiêu chí thử",
    "source": "Hướng dẫn thử",
    "subjects": ["collective"],
    "bonus_cap": 5,
    "groups": [{"code": "n1", "name": "Cách làm"}, {"code": "n2", "name": "Kết quả"}],
    "criteria": [
        {"code": "c1", "group": "n1", "text": "Cách làm hay", "maximum": 40},
        {"code": "c2", "group": "n2", "text": "Đạt chỉ tiêu", "kind": "share", "maximum": 60},
        {"code": "cong", "part": "bonus", "text": "Được học theo", "maximum": 5},
    ],
    "gates": [
        {"code": "g1", "text": "Đăng ký trong hạn", "fact": "registered-in-time"},
        {"code": "g2", "text": "Dân vận hoàn thành tốt trở lên", "clause": "Điều 2"},
    ],
    "bands": [
        {"code": "dat", "name": "Đạt loại tốt", "at_least": 70},
        {"code": "khong", "name": "Chưa đạt", "at_least": 0, "passes": False},
    ],
    "ties": [{"kind": "criterion", "code": "c2"}],
}


def marks(c1="30", done="45", **reasons):
    return {
        "c1": Mark(Decimal(c1), reason=reasons.get("c1_reason", "")),
        "c2": Mark(Decimal(done), out_of=Decimal(60), reason=reasons.get("c2_reason", "")),
    }


def rubric(world, content=None, **changes):
    made = rubrics.begin(
        world.round, data=(content or CONTENT) | changes, origin="thử", by=world.officer, at=NOON
    )
    return rubrics.put_in_force(made, by=world.officer, at=NOON)


def facts(world, **changes):
    values = {
        "name": "Thẩm định cuối tháng 9",
        "kind": "periodic",
        "starts_on": date(2026, 9, 20),
        "ends_on": date(2026, 9, 30),
        "head": world.head,
        "team": [world.appraiser, world.second],
        "self_score_until": date(2026, 9, 25),
        "spread": Decimal(3),
    }
    return rounds.RoundFacts(**values | changes)


def make_world():
    place = commune()
    running = running_campaign(place)
    contact = user(place.hamlets[0], full_name="Lường Thị Mẫu")
    world = SimpleNamespace(
        place=place,
        running=running,
        campaign=running.campaign,
        round=running.round,
        officer=running.officer,
        contact=contact,
        other=user(place.hamlets[1]),
        head=user(place.committee, Role.APPRAISER, "Hà Văn Trưởng"),
        appraiser=user(place.committee, Role.APPRAISER, "Nông Thị Chấm"),
        second=user(place.committee, Role.APPRAISER, "Bế Văn Hai"),
        leader=user(place.committee, Role.SIGNER),
        stranger=user(),
    )
    world.row = accepted(running, place.hamlets[0], contact)
    world.neighbour = accepted(running, place.hamlets[1], world.other, title="Nước sạch về bản")
    return world


def opened(world, **changes):
    rubric(world)
    world.appraisal_round = rounds.open_round(
        world.round, facts(world, **changes), by=world.officer, at=SEPTEMBER
    )
    world.appraisal = Appraisal.objects.get(appraisal_round=world.appraisal_round, registration=world.row)
    return world


def assigned(world, *people):
    rounds.assign(
        world.appraisal_round,
        [(world.appraisal.pk, one.pk) for one in people or (world.appraiser,)],
        by=world.officer,
        at=SEPTEMBER,
    )
    return [sheet_of(world, one) for one in people or (world.appraiser,)]


def sheet_of(world, person):
    return Assignment.objects.get(appraisal=world.appraisal, appraiser=person)


def self_scored(world, given=None):
    judging.send_self(world.appraisal, marks=given or marks(), hung={}, by=world.contact, at=SEPTEMBER)
    gate(world)


def gate(world, answer="met", **extra):
    values = {"source": "Thông báo số 12-TB/ĐU"} | extra
    judging.answer_gate(world.appraisal, code="g2", answer=answer, by=world.officer, at=SEPTEMBER, **values)


def concluded(world, **changes):
    self_scored(world)
    [sheet] = assigned(world)
    judging.send_sheet(sheet, marks={}, agrees=True, by=world.appraiser, at=SEPTEMBER)
    values = {"marks": marks(), "verdict": "passed"} | changes
    return judging.conclude(world.appraisal, by=world.head, at=SEPTEMBER, **values)
