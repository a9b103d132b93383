"""How one sees what stands at the foot of a paper: recipients, authority, posts, names, stamps, annexes."""

import re

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.vocabulary import AUTHORITY, POST

RECIPIENTS = re.compile(r"^[-#* ]*noi nhan\b ?:?")
ITEM = re.compile(r"^[-–—•+·]\s*")
_KEPT = re.compile(r"^luu\b")
_OF_FILE = re.compile(r"^luu (?:van phong|van thu|ho so)\b")
_POST = re.compile(rf"^{POST}\b")
_NO_NAME = re.compile(
    r"^(?:Ủy|Uỷ|Ban|Trường|Hội|Phòng|Sở|Đảng|Chi [Bb]ộ|Trung|Văn [Pp]hòng|Công [Aa]n|Các|Như|Thường|Bí [Tt]hư|Chủ [Tt]ịch|UBND|HĐND|"
    r"MTTQ|Khối|Độc [Ll]ập|Nơi|TT|Phụ [Ll]ục|Mẫu|Đơn [Vv]ị|Bản|ỦY|UỶ|BAN|TRƯỜNG|HỘI|PHÒNG|SỞ|ĐẢNG|KHỐI|CÔNG ĐOÀN|ĐOÀN TN|THÀNH|HUYỆN|TỈNH|XÃ|PHƯỜNG)\b"
)
ANNEX = re.compile(
    r"^(?:phu luc|danh sach|mau so|mau \d|bieu (?:so|mau)|phieu dang ky|don vi ?:|ten don vi ?:|ban dang ky|quy dinh$|quy che$|huong dan$|bang tong hop|ke hoach|cong hoa xa hoi)"
)
_WORD = r"[A-ZĐÀ-Ỹ](?:['’][A-ZĐÀ-Ỹ]?)?[a-zà-ỹđ]*(?:['’][a-zà-ỹđ]+)?|[A-ZĐÀ-Ỹ'’]+"  # H'Hen, K'Tiêng
_NAME = re.compile(rf"^(?:{_WORD})(?:[ -](?:{_WORD})){{1,5}}$")
_RANKED = re.compile(
    r"^(?:thuong ta|trung ta|dai ta|thieu ta|dai uy|thuong uy|trung uy|thieu tuong|ts|ths|bs|ky su|bac si)\.? "
)
STAMP = re.compile(
    r"^\(? ?(?:da ky|ky ten|ky, ghi|ban dien tu|da ky so|ky boi|nguoi ky)|\d\d[.:]\d\d[.:]\d\d|\d{4}\.\d\d\.\d\d"
)
_MERGED = re.compile(r"^([-–•] ?.*?[;.,]|Nơi nhận ?:?) ([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ./-]{5,})$")


def is_authority(cell: Piece) -> bool:
    """“TM. ỦY BAN NHÂN DÂN”, “KT. CHỦ TỊCH”, “T/M ĐẢNG ỦY”."""
    return bool(AUTHORITY.match(cell.folded)) and is_capitals(cell.text)


def is_post(cell: Piece) -> bool:
    """“CHỦ TỊCH”, “PHÓ BÍ THƯ THƯỜNG TRỰC”: capitals, a post of the genre."""
    return bool(_POST.match(cell.folded)) and is_capitals(cell.text) and len(cell) < 90


def is_name(cell: Piece) -> bool:
    """Whether a line looks like a person's name."""
    text = _RANKED.sub("", cell.folded)
    plain = cell.cut(len(cell.folded) - len(text)).text
    words = plain.split()
    if not 2 <= len(words) <= 6 or not _NAME.match(plain) or any(c.isdigit() for c in plain):
        return False
    return not (
        (is_capitals(plain) and _POST.match(text))
        or _NO_NAME.match(plain)
        or ANNEX.match(text)
        or text.startswith(("noi nhan", "kinh gui"))
        or (text.startswith("luu") and not _is_person_luu(plain, text))
    )


def _is_person_luu(plain: str, folded: str) -> bool:
    """Lưu is a family name as well as the file copy: three words or more, each a capital and small letters."""
    words = plain.split()
    return (
        len(words) >= 3
        and all(w[0].isupper() and w[1:].islower() for w in words)
        and not _OF_FILE.match(folded)
    )


def is_kept(cell: Piece) -> bool:
    """“Lưu: VT, VP.”: the copy that stays."""
    return bool(_KEPT.match(cell.folded)) and not is_name(cell)


def without_rank(name: Piece) -> Piece:
    """“Thượng tá Mai Xuân Bách” without the rank."""
    match = _RANKED.match(name.folded)
    return name.cut(match.end()) if match else name


def cells_of(line: Line) -> list[Piece]:
    """The cells of a line; a signature set close behind a recipient stands apart."""
    cells = [c for c in line.cells if c] or [line.piece]
    if len(cells) == 1 and (match := _MERGED.match(cells[0].text)):
        left, right = cells[0].group(match, 1), cells[0].group(match, 2)
        if is_post(right) or is_authority(right):
            return [left, right]
    return cells
