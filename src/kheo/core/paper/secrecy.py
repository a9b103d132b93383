"""The mark of secrecy on a paper: MẬT, TỐI MẬT, TUYỆT MẬT (Luật Bảo vệ bí mật nhà nước; Nghị định 26/2020).

The stamp stands alone, near the top of the first page. The words “bí mật nhà nước” in running text are no mark.
"""

import re
import unicodedata
from collections.abc import Iterable

_STAMP = re.compile(r"[^\w\s]*\s*(?:(?:TUYỆT|TỐI)\s+)?M\s?Ậ\s?T\s*[^\w\s]*")
_LABELLED = re.compile(r"\W*(?:độ|mức độ|dấu)\s+mật\s*:\s*(?:(?:tuyệt|tối)\s+)?mật\W*", re.IGNORECASE)
_COLUMNS = re.compile(r"\s{2,}|\t|\||\s\*\*|\*\*\s")
_LINES_LOOKED_AT = 40


def bears_mark(text: str, others: Iterable[str] = ()) -> bool:
    """Does the top of the text, or one of the page headers in `others`, bear a mark of secrecy?"""
    return any(map(_marked, (text, *others)))


def _marked(text: str) -> bool:
    lines = [line for line in unicodedata.normalize("NFC", text[:20_000]).splitlines() if line.strip()]
    for line in lines[:_LINES_LOOKED_AT]:
        for part in (line, *_COLUMNS.split(line)):
            if _STAMP.fullmatch(part.strip()) or _LABELLED.fullmatch(part.strip()):
                return True
    return False
