"""The officer's answers before launch: their shape, and reading them from what was typed.

Kept in `GoverningPaper.choices` as JSON. A key that is absent is not answered: the paper's own value holds.

title, year, managing_unit, starts_on, ends_on (ISO or ""), registration_day (ISO or ""), registration_boundary
(before | through), registration_hour (“17:00” or ""), grace_minutes, sends_up_to, appraisers [unit],
number, symbol, issued_on (ISO or ""), is_draft,
who {row: {mode, units, minimum}}, own_quotas {unit: minimum}, sectors {item: code | read}, national [code],
initiatives {item: unit | read}.
"""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from kheo.campaigns.kinds import iso_day
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line

Choices = dict[str, Any]

FIRST_YEAR, LAST_YEAR = 2000, 2100

READ = "read"
PROPOSED = "proposed"
UNITS = "units"
KIND = "kind:"


def tidy(raw: Mapping[str, Any]) -> Choices:
    """What was typed as choices. Raises InvalidInput (with `field`) for what is no date, hour or number."""
    return {name: read(raw[name], name) for name, read in _READERS.items() if name in raw}


def _line(value: Any, field: str) -> str:
    return clean_line(str(value))[:500]


def _day(value: Any, field: str) -> str:
    text = clean_line(str(value))
    if text and not iso_day(text):
        raise InvalidInput(
            N_("“%(value)s” không phải là ngày đúng. Hãy ghi theo dạng 16/02/2026."),
            code="choice-date",
            field=field,
            value=text[:40],
        )
    return iso_day(text) if text else ""


def _hour(value: Any, field: str) -> str:
    text = clean_line(str(value)).replace("h", ":").replace("giờ", ":").replace(" ", "").rstrip(":")
    if not text:
        return ""
    try:
        return time.fromisoformat(text.zfill(2) if ":" not in text else text.zfill(5)).strftime("%H:%M")
    except ValueError:
        raise InvalidInput(
            N_("Giờ ghi chưa đúng. Hãy ghi theo dạng 17:00, hoặc để trống nếu nhận đến hết ngày."),
            code="choice-hour",
            field=field,
        ) from None


def _number(value: Any, field: str, *, most: int = 999) -> int:
    text = clean_line(str(value))
    if not text:
        return 0
    if not text.isdecimal() or int(text) > most:
        raise InvalidInput(
            N_("“%(value)s” không phải là số từ 0 đến %(most)s."),
            code="choice-number",
            field=field,
            value=text[:40],
            most=most,
        )
    return int(text)


def _boundary(value: Any, field: str) -> str:
    return "before" if value == "before" else "through"


def _year(value: Any, field: str) -> int:
    text = clean_line(str(value))
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise InvalidInput(
            N_("“%(value)s” không phải là năm của phong trào. Hãy ghi năm gồm bốn chữ số, ví dụ 2026."),
            code="choice-year",
            field=field,
            value=text[:40],
        )
    return int(text)


def _ids(value: Any, field: str) -> list[int]:
    return sorted({_number(one, field, most=2**62) for one in value})


def _who(value: Any, field: str) -> dict[str, dict[str, Any]]:
    rows = {}
    for key, answer in value.items():
        minimum = clean_line(str(answer.get("minimum", "") or ""))
        rows[str(key)] = {
            "mode": clean_line(str(answer.get("mode", ""))),
            "units": _ids(answer.get("units", ()), f"{field}-{key}-units"),
            "minimum": _number(minimum, f"{field}-{key}-minimum") if minimum else None,
        }
    return rows


def _numbers(value: Any, field: str) -> dict[str, int]:
    return {str(int(unit)): _number(count, field) for unit, count in value.items() if str(count).strip()}


def _words(value: Any, field: str) -> dict[str, str]:
    return {str(key): clean_line(str(one)) for key, one in value.items()}


def _codes(value: Any, field: str) -> list[str]:
    return [str(one) for one in value]


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "title": _line,
    "year": _year,
    "managing_unit": lambda value, field: _number(value, field, most=2**62),
    "starts_on": _day,
    "ends_on": _day,
    "registration_day": _day,
    "registration_boundary": _boundary,
    "registration_hour": _hour,
    "grace_minutes": lambda value, field: _number(value, field, most=10080),
    "sends_up_to": _line,
    "number": _line,
    "symbol": _line,
    "issued_on": _day,
    "is_draft": lambda value, _field: bool(value),
    "appraisers": _ids,
    "who": _who,
    "own_quotas": _numbers,
    "sectors": _words,
    "national": _codes,
    "initiatives": _words,
}
