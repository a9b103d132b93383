"""What may be written of a difficulty: a matter, a place, a number, never a resident, nothing for another office."""

import re

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line, fold
from kheo.core.vietnamese.persons import singled_out

LONGEST = 3000
# Letters of complaint and denunciation have their own law, their own takers and their own secrecy.
_NOT_TAKEN_HERE = re.compile(r"\b(?:to cao|to giac|don khieu nai|khieu nai ve|tin bao toi pham)\b")
_A_NUMBER_OF = re.compile(r"\d+\s+hộ\b", re.IGNORECASE)


def said_of(text: str, field: str, missing: str, *, longest: int = LONGEST) -> str:
    """What has to be said; `missing` is the sentence for nothing. Raises InvalidInput at the field."""
    said = _checked(text, field)
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    if len(said) > longest:
        raise InvalidInput(
            N_("Phần này dài quá %(most)d ký tự. Hãy viết gọn lại."),
            code=f"{field}-too-long",
            field=field,
            most=longest,
        )
    return said


def optional(text: str, field: str) -> str:
    """What may be said. Raises InvalidInput at the field."""
    return _checked(text, field)[:LONGEST]


def _checked(text: str, field: str) -> str:
    """Clean text, unless it singles out a resident or belongs to another office. “4 hộ” is a number."""
    said = clean_line(text) if field == "place" else clean(text)
    if _NOT_TAKEN_HERE.search(fold(said)):
        raise InvalidInput(
            N_(
                "Khéo không nhận khiếu nại, tố cáo, tố giác: nơi nhận ghi ở cuối trang này. Nếu chỉ là việc vướng của mô hình, hãy viết lại không nhắc đến đơn thư."
            ),
            code="complaint-not-taken",
            field=field,
        )
    if words := singled_out(_A_NUMBER_OF.sub("các nơi", said)):
        raise InvalidInput(
            N_(
                "“%(words)s” chỉ đến một người hoặc một hộ. Hãy ghi việc, nơi và con số (ví dụ: 4 hộ chưa đồng thuận), không ghi tên."
            ),
            code="resident-named",
            field=field,
            words=words,
        )
    return said
