"""One decision for what passed; nothing enacted changes; what no longer works ends by another decision."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kheo.core.errors import Conflict, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.paper.lint.files import judge_paper
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.documents.models import Document
from kheo.documents.services import numbering
from kheo.recognitions.frozen import Enacted
from kheo.recognitions.models import Recognition, RecognitionDecision
from kheo.recognitions.papers.decisions import certificates
from kheo.recognitions.papers.reviews import review_paper
from kheo.recognitions.selectors.marks import counted, recognised_initiatives
from kheo.recognitions.services import enacting, praising, reconfirming
from kheo.recognitions.states import ProposalState, RecognitionState
from kheo.recognitions.web.decisions import _paper
from kheo.registrations.public import marks_of
from tests.factories import NOON, TODAY
from tests.factories import recognitions as made
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def recognised(running, place, contact):
    """An initiative and an example of one unit, recognised."""
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    return made.recognised(running, place.hamlets[0], contact, mine, noted)


def test_one_decision_recognises_everything_that_passed_initiatives_first(recognised):
    initiative, example = recognised

    assert [one.ordinal for one in recognised] == [1, 2]
    assert initiative.registration is not None
    assert example.exemplar is not None
    assert str(initiative.decision) == "112/QĐ-UBND"
    assert initiative.valid_from == TODAY
    assert {one.proposal.state for one in recognised} == {ProposalState.ENACTED}
    codes = {one.check_code for one in recognised}
    assert len(codes) == 2
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", code) for code in codes)


def test_the_decision_stands_in_the_register_of_the_body_that_issued_it(recognised, place):
    document = Document.objects.get(kind="decision", unit=place.committee)

    assert (document.number, document.symbol, document.state) == ("112", "QĐ-UBND", "issued")
    assert document.file is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ((made.facts(), "công nhậ"), "typed"),
        ((made.facts(on=TODAY + timedelta(days=1)), "CÔNG NHẬN"), "issued_on"),
        ((made.facts(on=TODAY - timedelta(days=3)), "CÔNG NHẬN"), "issued_on"),
        ((made.facts(number=""), "CÔNG NHẬN"), "number"),
        ((made.facts(symbol=""), "CÔNG NHẬN"), "symbol"),
    ],
)
def test_enacting_without_its_word_number_or_day_leaves_everything_as_it_was(
    running, place, contact, wrong, field
):
    facts, typed = wrong
    made.body(running, place)
    [row] = made.passed(
        running, made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    )

    with pytest.raises(InvalidInput) as refusal:
        enacting.enact(running.round, facts=facts, typed=typed, by=running.officer, at=NOON)

    row.refresh_from_db()
    assert (refusal.value.field, row.state) == (field, ProposalState.PASSED)
    assert RecognitionDecision.objects.count() == Document.objects.filter(kind="decision").count() == 0


def test_the_word_may_be_typed_small_and_without_marks(running, place, contact):
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)
    made.passed(running, made.staged(running, place.hamlets[0], contact, mine))

    enacting.enact(running.round, facts=made.facts(), typed="cong nhan", by=running.officer, at=NOON)

    assert Recognition.objects.count() == 1


def test_nothing_passed_is_nothing_to_enact(running, place):
    made.body(running, place)

    with pytest.raises(Refusal, match="Chưa có đề nghị nào được thông qua"):
        made.enacted(running)


def test_kheo_gives_the_number_where_it_numbers_decisions(running, place, contact):
    made.body(running, place)
    numbering.open_series(
        place.committee,
        label="Quyết định",
        kinds=["decision"],
        reset="year",
        first_number=41,
        width=2,
        valid_from=TODAY,
        by=_clerk(place),
        at=NOON,
    )
    made.passed(
        running, made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    )

    decision = made.enacted(running, number="")

    assert str(decision) == "41/QĐ-UBND"


def _clerk(place):
    from kheo.accounts.roles import Role
    from tests.factories import user

    return user(place.committee, Role.RECORDS_CLERK)


def test_what_was_enacted_is_held_by_the_database(recognised):
    initiative = recognised[0]

    for change in (
        lambda: RecognitionDecision.objects.update(number="113"),
        lambda: RecognitionDecision.objects.all().delete(),
        lambda: Recognition.objects.filter(pk=initiative.pk).update(name="Khác"),
        lambda: Recognition.objects.filter(pk=initiative.pk).update(check_code="AAAA-AAAA-AAAA"),
        lambda: Recognition.objects.filter(pk=initiative.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_decision_made_outside_is_entered_by_number_day_and_list(running, place, contact):
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)

    decision = enacting.enter_outside(
        running.round,
        facts=made.facts("77"),
        registrations_of=[mine.pk],
        exemplars_of=[],
        by=running.officer,
        at=NOON,
    )

    assert (decision.made_outside, decision.document.file) == (True, None)
    assert recognised_initiatives([mine.initiative_id]) == {mine.initiative_id}
    with pytest.raises(Conflict, match="đã được công nhận"):
        enacting.enter_outside(
            running.round,
            facts=made.facts("78"),
            registrations_of=[mine.pk],
            exemplars_of=[],
            by=running.officer,
            at=NOON,
        )


def test_a_yearly_review_keeps_some_and_ends_others_with_its_reason(running, recognised):
    initiative, example = recognised

    decision = reconfirming.review(
        running.round,
        facts=made.facts("140"),
        kept=[example.pk],
        ended={initiative.pk: "Không còn duy trì từ tháng 9"},
        typed="rà soát",
        by=running.officer,
        at=NOON,
    )

    initiative.refresh_from_db()
    example.refresh_from_db()
    assert (initiative.state, initiative.ended_by) == (RecognitionState.ENDED, decision)
    assert example.state == RecognitionState.VALID
    assert marks_of([initiative.initiative_id], TODAY)[initiative.initiative_id].word == "Thôi công nhận"
    with pytest.raises(TransitionNotAllowed):
        reconfirming.review(
            running.round,
            facts=made.facts("141"),
            kept=[initiative.pk],
            ended={},
            typed="RÀ SOÁT",
            by=running.officer,
            at=NOON,
        )


def test_ending_a_recognition_needs_its_reason(running, recognised):
    with pytest.raises(InvalidInput) as refusal:
        reconfirming.review(
            running.round,
            facts=made.facts("140"),
            kept=[],
            ended={recognised[0].pk: " "},
            typed="RÀ SOÁT",
            by=running.officer,
            at=NOON,
        )

    assert refusal.value.field == f"reason-{recognised[0].pk}"


def test_the_mark_follows_the_initiative_and_the_totals_count_it(running, recognised):
    initiative = recognised[0]
    totals = counted([running.round.pk])

    assert marks_of([initiative.initiative_id], TODAY)[initiative.initiative_id].word == "Đã công nhận"
    assert (totals.exemplars, totals.noted, totals.ended) == ({"individual": 1}, 1, 0)


@pytest.mark.parametrize("kind", ["committee", "party", "front"])
def test_papers_of_every_body_are_clean_and_read_back(running, place, contact, kind):
    unit = getattr(place, kind)
    symbol = {"committee": "QĐ-UBND", "party": "QĐ/ĐU", "front": "QĐ-MTTQ-BTT"}[kind]
    made.body(running, place, unit=unit, position={"party": "BÍ THƯ"}.get(kind, "CHỦ TỊCH"))
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    made.passed(running, made.staged(running, place.hamlets[0], contact, mine, noted))
    decision = enacting.enact(
        running.round, facts=made.facts(symbol=symbol), typed="CÔNG NHẬN", by=running.officer, at=NOON
    )
    paper = _paper(decision)

    assert [str(one) for one in judge_paper(paper, today=TODAY)] == []
    assert Enacted.from_json(decision.content).as_json() == decision.content
    again = read_paper(write_docx(paper, at=NOON), "a.docx")
    assert "Công nhận 01 mô hình" in str(again)
    assert certificates(decision, at=NOON).startswith(b"%PDF")


def test_minutes_and_praise_are_clean(running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    review = made.signed(running, place.hamlets[0], contact, mine)
    noted = made.exemplar(running, place.hamlets[0], contact)
    notice = praising.praise(
        noted,
        form="notice",
        unit=place.committee,
        facts=made.facts("31", symbol="TB-UBND"),
        words="Đây là việc làm thiết thực.",
        by=running.officer,
        at=NOON,
    )

    minutes = review_paper(review, list(review.items.all()), least_percent=50, on=TODAY)
    assert [str(one) for one in judge_paper(minutes, today=TODAY)] == []
    assert notice.document is not None
    assert str(notice.document.state) == "issued"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"form": "giấy khen"}, "form"), ({"facts": made.facts("", symbol="TB-UBND")}, "number")],
)
def test_praise_that_cannot_be_is_refused(running, place, contact, change, field):
    noted = made.exemplar(running, place.hamlets[0], contact)
    values = {"form": "notice", "unit": place.committee, "facts": made.facts("31"), "words": ""}

    with pytest.raises(InvalidInput) as refusal:
        praising.praise(noted, **(values | change), by=running.officer, at=NOON)

    assert (refusal.value.field, noted.praises.count()) == (field, 0)
