"""The end of a paper: recipients, who signs in whose name, and where the annexes begin."""

import re
from dataclasses import dataclass

from kheo.core.plans._lines import Line
from kheo.core.plans._paragraphs import is_capitals
from kheo.core.plans._piece import Piece, join
from kheo.core.plans._words import AUTHORITY, POST

_RECIPIENTS = re.compile(r"^[-#* ]*noi nhan\b ?:?")
_ITEM = re.compile(r"^[-–—•+·]\s*")
_KEPT = re.compile(r"^luu\b")
_OF_FILE = re.compile(r"^luu (?:van phong|van thu|ho so)\b")
_POST = re.compile(rf"^{POST}\b")
_NO_NAME = re.compile(
    r"^(?:Ủy|Uỷ|Ban|Trường|Hội|Phòng|Sở|Đảng|Chi [Bb]ộ|Trung|Văn [Pp]hòng|Công [Aa]n|Các|Như|Thường|Bí [Tt]hư|Chủ [Tt]ịch|UBND|HĐND|"
    r"MTTQ|Khối|Độc [Ll]ập|Nơi|TT|Phụ [Ll]ục|Mẫu|Đơn [Vv]ị|Bản|ỦY|UỶ|BAN|TRƯỜNG|HỘI|PHÒNG|SỞ|ĐẢNG|KHỐI|CÔNG ĐOÀN|ĐOÀN TN|THÀNH|HUYỆN|TỈNH|XÃ|PHƯỜNG)\b"
)
_ANNEX = re.compile(
    r"^(?:phu luc|danh sach|mau so|mau \d|bieu (?:so|mau)|phieu dang ky|don vi ?:|ten don vi ?:|ban dang ky|quy dinh$|quy che$|huong dan$|bang tong hop|ke hoach|cong hoa xa hoi)"
)
_NAME = re.compile(
    r"^(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*'?[a-zà-ỹđ]*|[A-ZĐÀ-Ỹ]+)(?:[ -](?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*|[A-ZĐÀ-Ỹ]+)){1,5}$"
)
_RANKED = re.compile(
    r"^(?:thuong ta|trung ta|dai ta|thieu ta|dai uy|thuong uy|trung uy|thieu tuong|ts|ths|bs|ky su|bac si)\.? "
)
_STAMP = re.compile(
    r"^\(? ?(?:da ky|ky ten|ky, ghi|ban dien tu|da ky so|ky boi|nguoi ky)|\d\d[.:]\d\d[.:]\d\d|\d{4}\.\d\d\.\d\d"
)
_MERGED = re.compile(r"^([-–•] ?.*?[;.,]|Nơi nhận ?:?) ([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ./-]{5,})$")


@dataclass(frozen=True)
class Ending:
    """Pieces as printed; `names` in the order of the signing columns."""

    recipients: tuple[Piece, ...] = ()
    authority: tuple[Piece, ...] = ()
    title: tuple[Piece, ...] = ()
    names: tuple[Piece, ...] = ()


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
        or _ANNEX.match(text)
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


def _start(lines: list[Line], after: int) -> int:
    """Index of the first line of the ending: the recipients, or the signing lines right above them."""
    found = next(
        (i for i in range(after, len(lines)) if any(_RECIPIENTS.match(c.folded) for c in _cells(lines[i]))),
        None,
    )
    if found is None:
        found = next(
            (i for i in range(after, len(lines)) if is_authority(lines[i].piece) or _signs(lines, i)),
            len(lines),
        )
    return _signed_above(lines, found, after)


def _signed_above(lines: list[Line], found: int, after: int) -> int:
    """The first of the signing lines that stand right above the recipients, else the recipients' own line."""
    top = found
    for index in range(found - 1, max(after, found - 14) - 1, -1):
        cells = _cells(lines[index])
        if all(is_authority(c) or is_post(c) for c in cells):
            top = index
        elif not all(is_name(c) or is_capitals(c.text) or _STAMP.search(c.folded) for c in cells):
            break
    return top


def _signs(lines: list[Line], index: int) -> bool:
    """A post in capitals alone on its line with a name within the next lines."""
    cells = _cells(lines[index])
    if not cells or not is_post(cells[-1]):
        return False
    return any(is_name(c) for line in lines[index + 1 : index + 6] for c in _cells(line))


def _cells(line: Line) -> list[Piece]:
    cells = [c for c in line.cells if c] or [line.piece]
    if len(cells) == 1 and (match := _MERGED.match(cells[0].text)):
        left, right = cells[0].group(match, 1), cells[0].group(match, 2)
        if is_post(right) or is_authority(right):
            return [left, right]
    return cells


def _annex(lines: list[Line], start: int) -> int:
    """Where the annexes begin: after the name, or at a line that opens one."""
    named = False
    posted = False
    for index in range(start, len(lines)):
        line = lines[index]
        cells = _cells(line)
        if posted and any(is_name(c) for c in cells) and not any(_ITEM.match(c.text) for c in cells[:1]):
            named = True
            continue
        if any(is_post(c) or is_authority(c) for c in cells):
            posted = True
            continue
        opens = _ANNEX.match(line.folded) and (
            is_capitals(line.text) or line.folded.startswith(("don vi", "ten don vi", "phu luc", "mau"))
        )
        if opens and (posted or line.page_break or is_capitals(line.text)):
            return index
        if (
            named
            and not any(_RECIPIENTS.match(c.folded) for c in cells)
            and not _STAMP.search(line.folded)
            and not any(is_capitals(c.text) or _ITEM.match(c.text) or is_kept(c) for c in cells)
        ):
            return index
    return len(lines)


def _columns(lines: list[Line]) -> tuple[list[tuple[Piece, int, bool]], list[Piece]]:
    """Left column (recipients) with gap and dash mark; right column (signature)."""
    left: list[tuple[Piece, int, bool]] = []
    right: list[Piece] = []
    listing = closed = False
    for line in lines:
        for place, cell in enumerate(_cells(line)):
            match = _RECIPIENTS.match(cell.folded)
            if match:
                listing = True
                rest = cell.cut(match.end()).strip(":")
                if rest and (is_post(rest) or is_authority(rest)):
                    right.append(rest)
                elif rest:
                    left.append((rest, line.gap, True))
                    closed = bool(re.search(r"; ?luu\b", rest.folded))
                continue
            if _STAMP.search(cell.folded):
                continue
            signs = (
                is_authority(cell)
                or is_post(cell)
                or (is_capitals(cell.text) and not _ITEM.match(cell.text) and not is_kept(cell))
            )
            dashed = bool(_ITEM.match(cell.text)) or is_kept(cell)
            if (
                signs
                or (place and not dashed)
                or (not listing)
                or (closed and not dashed)
                or (is_name(cell) and right)
            ):
                right.append(cell)
            else:
                left.append((cell, line.gap, dashed))
                closed = closed or (
                    bool(re.match(r"^[-–• ]*luu\b", cell.folded)) and not cell.text.endswith(",")
                )
    return left, right


def _recipients(left: list[tuple[Piece, int, bool]]) -> tuple[Piece, ...]:
    """Items, a wrapped one joined to what it continues."""
    items: list[list[Piece]] = []
    any_dash = any(_ITEM.match(cell.text) for cell, _gap, _dash in left)
    for cell, _gap, dashed in left:
        before = items[-1][-1].text if items else ""
        fresh = dashed or not items or (not any_dash and before.endswith((";", ".")))
        body = cell.cut(match.end()) if (match := _ITEM.match(cell.text)) else cell
        if fresh:
            items.append([body])
        else:
            items[-1].append(body)
    flat: list[Piece] = []
    for item in items:
        whole = join(item)
        one_line = len(items) == 1 or "; -" in whole.text or "; Lưu" in whole.text
        parts = whole.split(re.compile(r";\s*-?\s*")) if one_line else [whole]
        flat.extend(p.strip(";.,") for p in parts)
    return tuple(p for p in flat if p and p.folded != "nhu tren:")


def _signature(right: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Authority lines, posts and names of the signing columns."""
    authority: list[Piece] = []
    title: list[Piece] = []
    names: list[Piece] = []
    last: list[Piece] | None = None
    for cell in right:
        if _STAMP.search(cell.folded):
            continue
        if is_authority(cell):
            authority.append(cell)
            last = authority
        elif is_post(cell) and not (title and names and cell.folded == title[-1].folded):
            if names and title:
                continue
            title.append(cell)
            last = title
        elif is_capitals(cell.text) and last and not names and not (is_name(cell) and title):
            last[-1] = join([last[-1], cell])
        elif is_name(cell) and (title or authority):
            names.append(without_rank(cell))
    return authority, title, names


def read_ending(lines: list[Line], after: int) -> tuple[Ending, int, int]:
    """The ending, the index where the body stops and the index where the annexes begin."""
    stop = _start(lines, after)
    annex = _annex(lines, stop)
    left, right = _columns(lines[stop:annex])
    authority, title, names = _signature(right)
    return Ending(_recipients(left), tuple(authority), tuple(title), tuple(names)), stop, annex
