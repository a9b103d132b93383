"""The linter of official papers: what in a paper is not as the law of its day asks.

    lint(read_parts(source), source, today=…)   →  findings with place, article, sentence and, where safe, repair

A finding never stops anything. False alarms are worse than misses: a rule says nothing where it cannot be
sure; docs/domain/linting.md tells for each rule how that was checked.
"""

from collections.abc import Collection
from datetime import date

from kheo.core.paper.lint import (  # noqa: F401 -- they register their rules
    appendices,
    bases,
    dating,
    ending,
    head,
    law,
    letters,
    mixture,
    number,
    page,
    party,
    recipients,
    signing,
    spelling,
    structure,
    title,
)
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Finding, Severity
from kheo.core.paper.lint.rules import Hit, Rule, registered
from kheo.core.paper.reading.layout import Layout
from kheo.core.paper.reading.parts import PaperParts
from kheo.core.paper.source import SourceText

__all__ = ["Finding", "Rule", "Severity", "lint", "rules"]

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def rules() -> dict[str, Rule]:
    """Every rule by its id."""
    return registered()


def lint(
    parts: PaperParts,
    source: SourceText,
    *,
    today: date,
    layout: Layout | None = None,
    known_numbers: Collection[str] = (),
    composed: bool = True,
    lookalikes: bool = False,
    off: Collection[str] = (),
) -> tuple[Finding, ...]:
    """The findings in a paper, in the order of the text; those about the whole paper first.

    `known_numbers` are those the register has given, `composed` and `lookalikes` tell of the file's own letters
    where reading has put them right already, `off` names rules that are not to be asked.
    """
    case = Case(source, parts, today, layout, known_numbers, composed, lookalikes)
    found = [
        _finding(one, hit, case)
        for one in registered().values()
        if one.id not in off and one.binds(case)
        for hit in one.check(case)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.start if one.start is not None else -1, _WEIGHT[one.severity]))
    )


def _finding(one: Rule, hit: Hit, case: Case) -> Finding:
    article, verified = one.source_for(case, hit.article)
    return Finding(
        id=one.id,
        severity=hit.severity or one.severity,
        sentence=hit.sentence,
        article=article,
        verified=verified,
        start=hit.start,
        end=hit.end,
        page=case.source.page_at(hit.start) if hit.start is not None else None,
        repair=hit.repair,
        params=hit.params,
    )
