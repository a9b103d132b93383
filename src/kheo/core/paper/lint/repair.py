"""Repairs applied to a text: only what a finding says may be put right without asking."""

from collections.abc import Iterable

from kheo.core.paper.lint.finding import Finding


def repairs(findings: Iterable[Finding]) -> list[tuple[int, int, str]]:
    """Places and what should stand there, in the order of the text; of two that overlap, the first."""
    wanted = sorted(
        (one.start, one.end, one.repair)
        for one in findings
        if one.repair is not None and one.start is not None and one.end is not None
    )
    kept: list[tuple[int, int, str]] = []
    for start, end, text in wanted:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, text))
    return kept


def apply(findings: Iterable[Finding], text: str) -> str:
    """The text with every repair made and everything else letter for letter as it was."""
    pieces: list[str] = []
    last = 0
    for start, end, right in repairs(findings):
        pieces += [text[last:start], right]
        last = end
    return "".join([*pieces, text[last:]])
