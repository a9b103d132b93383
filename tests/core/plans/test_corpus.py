"""Plans of our own writing, each beside what a careful reader found in it."""

from pathlib import Path

import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan
from tests.core.plans.conftest import CORPUS, paper_of, wanted
from tests.core.plans.marking import marks

STEMS = sorted(p.name.removesuffix(".expected.json") for p in CORPUS.glob("*.expected.json"))
REAL = Path(__file__).resolve().parents[3] / "../shared/plans"
REAL_STEMS = sorted(p.name.removesuffix(".expected.json") for p in REAL.glob("*.expected.json"))


def _rows(stems, folder):
    rows = {}
    for stem in stems:
        path = paper_of(stem, folder)
        rows[stem] = marks(to_json(read_plan(open_paper(path.read_bytes(), path.name))), wanted(stem, folder))
    return rows


def _means(rows):
    fields = {field for row in rows.values() for field in row}
    return {field: sum(row.get(field, 1) for row in rows.values()) / len(rows) for field in fields}


@pytest.mark.parametrize("stem", STEMS)
def test_corpus_paper_read_agrees_with_the_careful_reader(stem):
    row = _rows([stem], CORPUS)[stem]

    assert {field: mark for field, mark in row.items() if mark < 0.75} == {}


def test_corpus_all_papers_keep_the_floor_of_every_field():
    means = _means(_rows(STEMS, CORPUS))

    assert {field: mean for field, mean in means.items() if mean < 0.95} == {}


@pytest.mark.skipif(not REAL_STEMS, reason="the real plans are not beside this checkout")
def test_real_plans_keep_overall_and_field_floors():
    means = _means(_rows(REAL_STEMS, REAL))

    assert {field: mean for field, mean in means.items() if mean < 0.80} == {}
    assert sum(means.values()) / len(means) >= 0.93


@pytest.mark.parametrize("stem", [s for s in STEMS if wanted(s).get("quotas")])
def test_quotas_are_counted_by_kind_of_unit(stem, corpus_json):
    got = [(q["who"].lower(), q["count"]) for q in corpus_json(stem)["quotas"]]

    assert [q for q in got if q in [(w["who"].lower(), w["count"]) for w in wanted(stem)["quotas"]]] == [
        (w["who"].lower(), w["count"]) for w in wanted(stem)["quotas"]
    ]


def test_form_of_another_year_is_read_and_reported(corpus_json):
    got = corpus_json("phuong-ben-go-2025")

    expected = wanted("phuong-ben-go-2025")["attachments"][0]
    assert {key: got["attachments"][0][key] for key in expected} == expected
    assert [w["code"] for w in got["warnings"]] == ["template-year"]


def test_named_initiative_keeps_owner(corpus_draft):
    model = corpus_draft("phuong-ben-go-2025").models[0]

    assert (model.text.value, model.owner.value) == ("Hẻm không rác, nhà có hoa", "Võ Minh Đạo")
    assert model.owner_described.value == "ông Võ Minh Đạo, Trưởng khu phố 4"


def test_named_initiative_keeps_figures(corpus_draft):
    figures = corpus_draft("dai-cuong-mttq-2026").models[0].figures

    assert [(f.value.value, f.unit) for f in figures] == [("450", "m"), ("120", "ngày công")]


def test_later_notice_is_read_but_launches_nothing(corpus_draft):
    draft = corpus_draft("khe-lim-thong-bao-2025")

    assert not draft.launches_campaign
    assert draft.registration_deadline.last_day.isoformat() == "2025-03-20"
    assert draft.remarks[-1].code == "launches-no-campaign"


@pytest.mark.parametrize(
    "stem", ["khe-lim-2025", "ha-doai-2026", "binh-thanh-cong-van-2023", "vinh-lac-quyet-dinh-2024"]
)
def test_plan_or_letter_that_starts_a_movement_launches_a_campaign(stem, corpus_draft):
    assert corpus_draft(stem).launches_campaign


def test_send_to_names_the_body_and_the_desk(corpus_draft):
    assert corpus_draft("khe-lim-2025").send_to.value == "Ủy ban nhân dân xã (qua công chức Văn hóa - Xã hội)"


def test_upper_plan_is_the_base_about_the_movement(corpus_draft):
    assert corpus_draft("dai-cuong-mttq-2026").answers.value.startswith("Kế hoạch số 05-KH/ĐU")
