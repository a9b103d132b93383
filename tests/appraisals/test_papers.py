"""Papers of an appraisal are clean under our own linter, with what was given and with room to write."""

from kheo.appraisals import papers
from kheo.appraisals.selectors import cards
from kheo.appraisals.services import ranking, returning
from kheo.core.paper.lint.files import judge, judge_paper
from kheo.documents.public import write
from kheo.kernel.clock import day_of
from tests.appraisals.judging import SEPTEMBER, concluded, sheet_of

DAY = day_of(SEPTEMBER)


def file_of(world):
    return cards.appraisals_with_all().get(pk=world.appraisal.pk)


def made(world):
    row = file_of(world)
    shown = ranking.make_ranking(world.appraisal_round, by=world.officer, at=SEPTEMBER)
    return {
        "empty": papers.sheet(
            world.appraisal_round.appraisals.select_related(
                "appraisal_round__round__campaign__managing_unit", "registration__round__campaign", "rubric"
            ).get(registration=world.neighbour),
            None,
            DAY,
        ),
        "sheet": papers.sheet(row, sheet_of(world, world.appraiser), DAY),
        "minutes": papers.minutes_of(row, cards.sheets_of(row), SEPTEMBER),
        "summary": papers.summary(world.appraisal_round, shown, DAY),
    }


def test_papers_are_clean_in_both_forms_and_say_what_was_given(judged):
    concluded(judged)
    for name, paper in made(judged).items():
        assert [one.message for one in judge_paper(paper, today=DAY)] == [], name
        read = judge(write(paper, "docx", at=SEPTEMBER), f"{name}.docx", today=DAY).read
        text = read.source.text
        if name != "empty":
            assert "Thắp sáng đường quê" in text, name
        assert write(paper, "pdf", at=SEPTEMBER).startswith(b"%PDF")


def test_minutes_name_who_stepped_aside_and_what_was_sent_back_stays_out(judged):
    concluded(judged)
    row = file_of(judged)
    text = judge(
        write(papers.minutes_of(row, cards.sheets_of(row), SEPTEMBER), "docx", at=SEPTEMBER),
        "b.docx",
        today=DAY,
    ).read.source.text
    assert "Kết luận: Đạt" in text
    assert "Tổng điểm: 75 + 0 − 0 = 75" in text

    returning.send_back(judged.appraisal, to="team", reason="Xem lại", by=judged.leader, at=SEPTEMBER)
    row = file_of(judged)
    again = judge(
        write(papers.minutes_of(row, cards.sheets_of(row), SEPTEMBER), "docx", at=SEPTEMBER),
        "b.docx",
        today=DAY,
    ).read.source.text
    assert "Kết luận: Đạt" not in again


def test_xlsx_of_the_summary_can_be_made(judged):
    concluded(judged)
    shown = ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)

    assert write(papers.summary(judged.appraisal_round, shown, DAY), "xlsx", at=SEPTEMBER)[:2] == b"PK"
