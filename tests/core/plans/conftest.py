import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.draft import PlanDraft
from kheo.core.plans.reader import read_plan

CORPUS = Path(__file__).parent / "corpus"


def read_text(text: str, name: str = "van-ban.txt") -> PlanDraft:
    return read_plan(open_paper(text.encode(), name))


def paper_of(stem: str, folder: Path = CORPUS) -> Path:
    return next(p for p in sorted(folder.glob(f"{stem}.*")) if p.suffix in {".txt", ".md", ".docx", ".pdf"})


def wanted(stem: str, folder: Path = CORPUS) -> dict[str, Any]:
    return json.loads((folder / f"{stem}.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def corpus_draft() -> Callable[[str], PlanDraft]:
    def read(stem: str) -> PlanDraft:
        path = paper_of(stem)
        return read_plan(open_paper(path.read_bytes(), path.name))

    return read


@pytest.fixture
def corpus_json(corpus_draft: Callable[[str], PlanDraft]) -> Callable[[str], dict[str, Any]]:
    return lambda stem: to_json(corpus_draft(stem))
