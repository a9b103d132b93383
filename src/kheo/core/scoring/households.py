"""A household may be praised for a gift, never marked down for none.

Contributions are voluntary; a criterion or gate on the share of households giving, or on the amount per
household, makes them owed. `refusal` finds such a sentence by its words, without marks and case.
"""

import re

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese.letters import fold

# “ủng hộ” is no household; as support of a policy it is no gift either.
_SUPPORT = re.compile(r"\bung ho\b")
_GIFT = (
    r"(?:dong gop(?! y kien)|quyen gop|gop (?:\d+ )?(?:tien|quy|von|cong|suc|dat|ngay cong|kinh phi|xay dung)"
    r"|unggop (?:tien|quy|kinh phi|bang tien|vat chat|hien vat|ngay cong)"
    r"|hien (?:dat|tien|cong|tang)|nop (?:quy|tien|cac khoan|du cac khoan)|dong quy|dong (?:tien|du cac khoan))"
)
_HOUSE = r"(?:ho(?! tro| so| ngheo duoc| khau\b)|ho gia dinh|gia dinh|nguoi dan|nhan khau|khau)"
_SHARE = (
    r"(?:ty le|ti le|\d+ ?%|%|phan tram|so luong|so|tat ca(?: cac)?|toan bo|da so|\d+ ?/ ?\d+|moi|tung|cac)"
)
_EACH = r"(?:binh quan|trung binh|moi|tung|tren mot|tren moi|tren dau|tinh theo|theo dau|/|dau)"
_TOLD = re.compile(
    r"tuyen truyen|cong khai|thong bao|giai thich|ban bac|ban, quyet dinh|hop ban|quyet dinh|duoc biet|giam sat"
)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_SHARE}(?: so)?(?: cac)? {_HOUSE}\b(?P<between>.{{0,40}}?)\b{_GIFT}",
        rf"\b{_GIFT}\b(?P<between>.{{0,40}}?){_SHARE}(?: so)?(?: cac)? {_HOUSE}\b",
        rf"\b{_GIFT}\b(?P<between>.{{0,60}}?){_EACH} ?(?:cua |so |mot |moi |tung |1 )?(?:{_HOUSE}|nguoi)\b",
        rf"\b{_EACH} (?:cua |mot |moi |tung |1 )?{_HOUSE}\b(?P<between>.{{0,30}}?)\b{_GIFT}",
        rf"\bmuc\b(?P<between>.{{0,10}}?)\b{_GIFT}.{{0,30}}?\b(?:{_HOUSE}|dau nguoi)\b",
        rf"\b(?:gia dinh|ho|ho dan) (?:co |da |phai |nao )?(?P<between>){_GIFT} (?:day du|du|dung han|dung muc)",
    )
)


def asks_households_to_give(text: str) -> bool:
    """Whether the sentence judges by how many households gave, or how much each."""
    plain = _SUPPORT.sub("unggop", re.sub(r"\s+", " ", fold(text)))
    return any(
        not _TOLD.search(match["between"]) for pattern in _PATTERNS for match in pattern.finditer(plain)
    )


def require_no_household_giving(text: str, *, field: str = "text") -> None:
    """Raise InvalidInput where the sentence judges households by their gifts."""
    if asks_households_to_give(text):
        raise InvalidInput(
            N_(
                "Không lấy tỷ lệ hộ đóng góp hay mức đóng góp của hộ làm tiêu chí, điều kiện: đóng góp là tự nguyện, hộ có thể được khen vì đã góp nhưng không hộ nào bị trừ điểm vì chưa góp. Hãy chấm việc họp bàn, công khai, giám sát khoản đóng góp."
            ),
            code="household-giving",
            field=field,
        )
