"""Papers written before the rules were looked at, of offices and layouts the first corpus does not have."""

from pathlib import Path

import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan
from tests.core.plans.conftest import paper_of, wanted
from tests.core.plans.dressed import as_docx, as_pdf
from tests.core.plans.marking import marks

FOLDER = Path(__file__).parent / "heldout"
STEMS = sorted(p.name.removesuffix(".expected.json") for p in FOLDER.glob("*.expected.json"))
DRESSED = [("dang-uy-suoi-dang-2026", "-"), ("tinh-thuong-nguyen-2026-2030", ".")]


def _read(stem):
    path = paper_of(stem, FOLDER)
    return read_plan(open_paper(path.read_bytes(), path.name))


def test_heldout_papers_keep_the_floor_of_every_field():
    rows = [marks(to_json(_read(stem)), wanted(stem, FOLDER)) for stem in STEMS]
    fields = {field for row in rows for field in row}
    means = {field: sum(row.get(field, 1) for row in rows) / len(rows) for field in fields}

    assert {field: mean for field, mean in means.items() if mean < 0.95} == {}


@pytest.mark.parametrize("stem", [s for s in STEMS if wanted(s, FOLDER).get("quotas")])
def test_heldout_quotas_name_who_and_the_least_number(stem):
    got = [{"who": q.who.value.lower(), "count": q.count.value} for q in _read(stem).quotas]

    for quota in wanted(stem, FOLDER)["quotas"]:
        assert {**quota, "who": quota["who"].lower()} in got


@pytest.mark.parametrize("stem", STEMS)
def test_heldout_models_are_those_named_and_no_others(stem):
    got = [(m.text.value, m.owner.value if m.owner else None) for m in _read(stem).models]

    assert got == [(m["text"], m.get("owner")) for m in wanted(stem, FOLDER)["models"]]


@pytest.mark.parametrize(("stem", "style"), DRESSED)
@pytest.mark.parametrize(("dress", "suffix"), [(as_docx, "docx"), (as_pdf, "pdf")])
def test_heldout_paper_reads_alike_in_another_dress(stem, style, dress, suffix):
    text = paper_of(stem, FOLDER).read_text(encoding="utf-8")

    got = to_json(read_plan(open_paper(dress(text, style), f"van-ban.{suffix}")))

    row = marks(got, wanted(stem, FOLDER))
    assert {field: mark for field, mark in row.items() if mark < 0.9} == {}
