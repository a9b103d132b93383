"""Every person tries every verb on what a unit proposes, wherever it stands; only these go through."""

import pytest

from kheo.accounts.roles import Role
from kheo.recognitions.models import Exemplar, Proposal, ReviewItem
from kheo.recognitions.services import deciding, enacting, exemplars, proposing, reviewing, setting
from tests.factories import NOON, TODAY, user
from tests.factories import recognitions as made
from tests.factories.attempts import who_may
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
BOTH, OFFICER = {"contact", "officer"}, {"officer"}
ALWAYS = dict.fromkeys(["note exemplar", "strike exemplar", "review"], BOTH) | {"set body": OFFICER}
ALLOWED = {
    "noted": ALWAYS,
    "reviewed": ALWAYS | {"propose": BOTH},
    "staged": ALWAYS | {"take back": BOTH, "return": OFFICER, "decide": OFFICER},
    "returned": ALWAYS | {"propose": BOTH, "take back": BOTH},
    "taken-back": ALWAYS | {"propose": BOTH},
    "passed": ALWAYS | {"reopen": OFFICER, "enact": OFFICER},
    "enacted": ALWAYS,
}


@pytest.fixture
def people(running, place, contact):
    roles = (
        Role.APPRAISER,
        Role.COUNCIL_MEMBER,
        Role.SIGNER,
        Role.RECORDS_CLERK,
        Role.VIEWER,
        Role.ADMINISTRATOR,
    )
    return {
        "contact": contact,
        "neighbour": user(place.hamlets[1]),
        "officer": running.officer,
        **{role.value: user(place.committee, role) for role in roles},
    }


def brought_to(running, place, contact, stage):
    """A registration and an exemplar of one unit; what is proposed of them, at this stage."""
    made.body(running, place)
    row = accepted(running, place.hamlets[0], contact)
    praised = made.exemplar(running, place.hamlets[0], contact)
    if stage == "noted":
        return row, praised
    if stage == "reviewed":
        made.signed(running, place.hamlets[0], contact, row)
        return row, praised
    [proposal] = made.staged(running, place.hamlets[0], contact, row)
    keep = {"by": running.officer, "at": NOON}
    if stage == "returned":
        proposing.return_(proposal, reason="thiếu", **keep)
    if stage == "taken-back":
        proposing.take_back(proposal, reason="thôi", **keep)
    if stage in {"passed", "enacted"}:
        made.passed(running, [proposal])
    if stage == "enacted":
        made.enacted(running)
    return row, praised


def attempts(running, place, praised, person):
    keep = {"by": person, "at": NOON}
    unit = place.hamlets[0]
    proposal = Proposal.objects.first() or Proposal()
    meeting = {"number": "05/BB-UBND", "held_on": TODAY, "not_passed": {}}
    deed = exemplars.Deed("individual", "Bà Trần Thị Mẫu", "Dạy chữ cho 5 người.", TODAY, "Đồng Chiêm")
    return {
        "set body": lambda: setting.set_body(
            running.round,
            facts=setting.BodyFacts(
                unit=place.committee,
                submitter=place.division,
                position="CHỦ TỊCH",
                signer="Lê Văn Khác",
                needs_council=False,
                least_percent=50,
            ),
            **keep,
        ),
        "note exemplar": lambda: exemplars.note(running.round, unit=unit, deed=deed, **keep),
        "strike exemplar": lambda: exemplars.strike(
            Exemplar.objects.get(pk=praised.pk), reason="nhầm", **keep
        ),
        "review": lambda: made.held(running, unit, person, {f"d{praised.pk}": reviewing.Votes(24, 1)}),
        "propose": lambda: proposing.propose(ReviewItem.objects.get(), **keep),
        "return": lambda: proposing.return_(proposal, reason="thiếu", **keep),
        "take back": lambda: proposing.take_back(proposal, reason="thôi", **keep),
        "decide": lambda: deciding.decide_by_meeting(running.round, passed=[proposal.pk], **meeting, **keep),
        "reopen": lambda: deciding.reopen(proposal, reason="nhầm", **keep),
        "enact": lambda: enacting.enact(running.round, facts=made.facts("113"), typed="CÔNG NHẬN", **keep),
    }


@pytest.mark.parametrize("stage", ALLOWED)
def test_only_these_people_do_these_things_at_this_stage(running, place, contact, people, stage):
    _row, praised = brought_to(running, place, contact, stage)

    found = who_may({name: attempts(running, place, praised, who) for name, who in people.items()})

    assert found == ALLOWED[stage]
