"""Wording with figures in it: “{tiếp nhận}” stands where a number will stand. Pure; the officer never types the number.

{tiếp nhận}                        34
{tiếp nhận: so với kỳ trước}       tăng 5 mô hình (17,2%) so với năm 2025
{đăng ký: so với chỉ tiêu}         đạt 113,3% chỉ tiêu của kế hoạch (30 mô hình)
{tiếp nhận: theo lĩnh vực}         kinh tế 12, văn hóa - xã hội 15
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import fold, format_number
from kheo.reports.content import Breakdown, Content, Figure, Number

_TOKEN = re.compile(r"\{([^{}\n]*)\}")
_STRAY = re.compile(r"[{}]")
_BEFORE, _TARGET = "so với kỳ trước", "so với chỉ tiêu"
_TYPED = re.compile(
    r"(?<![\w/.,-])\d[\d.,]*\s+(?:mô hình|điển hình|(?:nghìn |triệu |tỷ )?đồng|m2|m²|ngày công|hộ\b|tin\b|bài\b)"
)


def values_of(content: Content) -> dict[str, str]:
    """Every placeholder with the words that take its place."""
    found = {"năm": years_words(content.years)}
    columns = {key for key, _name in content.columns}
    for figure in content.figures:
        found[figure.token] = format_number(figure.value)
        if figure.before is not None:
            found[f"{figure.token}: {_BEFORE}"] = _against_before(figure, content)
        if figure.target is not None:
            found[f"{figure.token}: {_TARGET}"] = _against_target(figure)
        for breakdown in content.breakdowns:
            # One that is none today stays a placeholder: words that were drafted with it still hold.
            if figure.key in columns or any(figure.key in line.values for line in breakdown.lines):
                found[f"{figure.token}: {breakdown.token}"] = _by(breakdown, figure.key)
    return found


def fill(text: str, values: Mapping[str, str], *, field: str = "") -> str:
    """The text with its figures. Raises InvalidInput (`field`) for a placeholder that is none."""
    known = {fold(token): words for token, words in values.items()}

    def put(match: re.Match[str]) -> str:
        words = known.get(fold(match[1]))
        if words is None:
            raise InvalidInput(
                N_(
                    "Không có số liệu nào tên là “{%(token)s}”. Hãy chọn đúng tên trong bảng số liệu của trang."
                ),
                code="token-unknown",
                field=field,
                token=match[1][:80],
            )
        return words

    filled = _TOKEN.sub(put, text)
    if _STRAY.search(_TOKEN.sub("", text)):
        raise InvalidInput(
            N_("Có dấu { hoặc } đứng lẻ. Hãy ghi đủ cả hai dấu quanh tên số liệu, như {tiếp nhận}."),
            code="token-open",
            field=field,
        )
    return filled


def typed_figures(text: str) -> list[str]:
    """Numbers of what Khéo counts that were typed by hand: they will not follow the data."""
    return list(dict.fromkeys(match[0] for match in _TYPED.finditer(text)))


def years_words(years: tuple[int, ...]) -> str:
    """“2026”, “2024 - 2026”."""
    return str(years[0]) if len(years) == 1 else f"{years[0]} - {years[-1]}"


def percent_words(part: Number, whole: Number) -> str:
    """“17,2%”, to one place."""
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{format_number(share.normalize() if share == share.to_integral_value() else share)}%"


def _against_before(figure: Figure, content: Content) -> str:
    before = Decimal(figure.before or 0)
    period = f"năm {years_words(content.before_years)}" if content.before_years else "kỳ trước"
    grown = Decimal(figure.value) - before
    if not grown:
        return f"bằng {period}"
    words = f"{'tăng' if grown > 0 else 'giảm'} {format_number(abs(grown))} {figure.unit}".strip()
    share = f" ({percent_words(abs(grown), before)})" if before else ""
    return f"{words}{share} so với {period}"


def _against_target(figure: Figure) -> str:
    target: Number = figure.target or 0
    return f"đạt {percent_words(figure.value, target)} chỉ tiêu của kế hoạch ({format_number(target)} {figure.unit})"


def _by(breakdown: Breakdown, key: str) -> str:
    counted = [(line.label, line.values.get(key, 0)) for line in breakdown.lines]
    return (
        ", ".join(f"{_lower(label)} {format_number(number)}" for label, number in counted if number)
        or "không có"
    )


def _lower(label: str) -> str:
    """A label within a sentence; names and abbreviations stay."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
