"""A chart as vector drawing (.svg) and as picture (.png): bars lying across, one under the other.

Drawn in black, grey and hatching, so that it reads the same from a black-and-white printer; every bar bears its
figure, and the table it is drawn from always stands beside it.
"""

from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import typst

from kheo.core.paper.model import Chart
from kheo.core.paper.writing.metrics import text_width

FONTS = Path(__file__).resolve().parents[1] / "fonts"
SOURCE = Path(__file__).with_name("chart.typ")
WIDTH = 480.0  # points: about the width of the text on A4
SIZE = 12.0
_POINTS_A_MILLIMETRE = 72 / 25.4
_LABELS, _FIGURES = 150.0, 90.0  # room on the left and on the right of the bars
_BAR, _BETWEEN, _GROUP = 15.0, 2.0, 10.0
_LINE = 14.0
_WIDER = 1.25  # a page sets the labels in a wider face than paper does
_FILLS = ('fill="#404040" stroke="#000000"', 'fill="url(#hatch)" stroke="#000000"')
_PPI = 200


def height_of(chart: Chart) -> float:
    """How tall the drawing is, in points, where it is WIDTH wide."""
    return _top(chart) + sum(_group_height(chart, label) for label, _ in chart.bars) + 4


def svg(chart: Chart, *, fonts: str = "Tinos, 'Times New Roman', serif") -> str:
    """The drawing. Without style attributes, so that a page's content policy lets it stand in the page."""
    most = max((abs(value or 0) for _, values in chart.bars for value in values), default=0) or 1
    parts = [_key(chart)] if len(chart.series) > 1 else []
    y = _top(chart)
    for (label, values), said in zip(chart.bars, chart.said, strict=True):
        parts.append(_group(label, values, said, y, most))
        y += _group_height(chart, label)
    name = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height_of(chart):g}" role="img"'
    hatch = (
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="5" height="5" fill="#ffffff"/>'
        '<rect width="1.2" height="5" fill="#000000"/></pattern></defs>'
    )
    return (
        f"{name} aria-label={quoteattr(words_of(chart))} font-family={quoteattr(fonts)} "
        f'font-size="{SIZE:g}" fill="#000000">{hatch}{"".join(parts)}</svg>'
    )


@lru_cache(maxsize=64)
def png(chart: Chart) -> bytes:
    """The same as a picture, for word processors."""
    made: bytes = typst.compile(
        str(SOURCE),
        root=str(SOURCE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="png",
        ppi=_PPI,
        sys_inputs={"svg": svg(chart), "width": f"{WIDTH:g}", "height": f"{height_of(chart):g}"},
    )
    return made


def words_of(chart: Chart) -> str:
    """The chart for whoever does not see it: title and every figure."""
    lines = [
        f"{label} {', '.join(words for words in said if words)}"
        for (label, _), said in zip(chart.bars, chart.said, strict=True)
    ]
    return f"{chart.title}: {'; '.join(lines)}"


def _top(chart: Chart) -> float:
    return 24.0 if len(chart.series) > 1 else 4.0


def _key(chart: Chart) -> str:
    """Which fill is which series, above the bars."""
    parts, x = [], _LABELS
    for fill, word in zip(_FILLS, chart.series, strict=False):
        parts.append(f'<rect x="{x:g}" y="4" width="12" height="12" {fill}/>')
        parts.append(_text(x + 18, 14, word))
        x += 34 + text_width(word, SIZE) * _POINTS_A_MILLIMETRE
    return "".join(parts)


def _group(label: str, values: tuple[float | None, ...], said: tuple[str, ...], y: float, most: float) -> str:
    parts = [
        _text(_LABELS - 8, y + 11 + place * _LINE, line, anchor="end")
        for place, line in enumerate(_wrapped(label))
    ]
    room = WIDTH - _LABELS - _FIGURES
    for place, (value, words) in enumerate(zip(values, said, strict=True)):
        if value is None:
            continue
        top, long = y + place * (_BAR + _BETWEEN), room * abs(value) / most
        parts.append(
            f'<rect x="{_LABELS:g}" y="{top:g}" width="{long:.1f}" height="{_BAR:g}" {_FILLS[place]}/>'
        )
        parts.append(_text(_LABELS + long + 6, top + 11.5, words))
    return "".join(parts)


def _group_height(chart: Chart, label: str) -> float:
    bars = max(len(chart.series), 1) * (_BAR + _BETWEEN)
    return max(bars, len(_wrapped(label)) * _LINE) + _GROUP


@lru_cache(maxsize=256)
def _wrapped(label: str) -> tuple[str, ...]:
    """The label in lines that fit left of the bars; three at most."""
    room = (_LABELS - 10) / _POINTS_A_MILLIMETRE
    lines = [""]
    for word in label.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, SIZE) * _WIDER > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines) if len(lines) <= 3 else (*lines[:2], f"{lines[2]} …")


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
