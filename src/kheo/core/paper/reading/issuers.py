"""Who issues a paper: the bodies named in its head, from the highest to the issuer."""

import re

from kheo.core.paper.reading.flow import flowing
from kheo.core.paper.reading.paragraphs import is_capitals
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.vocabulary import AREA, BODY

MOTTO = re.compile(
    r"^(?:cong hoa xa hoi|doc lap\b|(?:- ?)?tu do ?-|(?:- ?)?hanh phuc$|dang cong san viet nam|"
    r"doan (?:tncs|thanh nien cong san) ho chi minh$)"
)
MARK = re.compile(
    r"^(?:khan|thuong khan|hoa toc|hoa toc hen gio.*|du thao(?: lan \d+)?|luu hanh noi bo|xem xong tra lai|"
    r"khong pho bien.*|ban nhap)$"
)
ORG = re.compile(rf"^(?:{BODY})\b")
_AREA_ONLY = re.compile(rf"^(?:{AREA})\b")
_PLACED = re.compile(r"^(?:tinh|thanh pho|huyen|thi xa|xa|phuong|dac khu|quan)\b")
_SETTLED = re.compile(r"^(?:xom|thon|ap|buon|lang|khu pho|khoi|to dan pho|khu dan cu)\b")
_IN_COMMUNE = re.compile(r"\b(?:xa|phuong|dac khu)\b")
_JOINT = re.compile(r"\s+[-–]\s+(?=[A-ZĐÀ-Ỹ])")
UNFINISHED = re.compile(r"(?:[,–-]|\b(?:va|cua|voi|cho|cac|nhung|trong|tren|theo|ve|tai|hoac|de))$")


def issuing_bodies(cells: list[Piece]) -> list[Piece]:
    """The issuing bodies from the highest to the issuer; lines of one name are joined."""
    bodies: list[Piece] = []
    for cell in cells:
        name = cell.strip("*/_. ")
        name = name.cut(len(name.text) - len(name.text.lstrip("-– ")))
        if not name or MOTTO.search(name.folded) or MARK.match(name.folded):
            continue
        if not is_capitals(name.text) or re.match(r"^S[ốỐoO]\b|.*\d ?[-/] ?[A-ZĐ]|^[-/]\s*\S+$", cell.text):
            continue
        if re.search(r"\bngay\b.*\bthang\b", name.folded):
            continue
        placed = _AREA_ONLY.match(name.folded) and not name.text.startswith("BAN ")
        fresh = (ORG.match(name.folded) and not placed) or name.folded.startswith("dang bo ")
        # A superior may be named by its place alone: “TỈNH AN BÌNH” above “UBND XÃ …”.
        fresh = fresh or (not bodies and bool(_PLACED.match(name.folded)))
        # A settlement under the body of its commune: “XÓM SUỐI” below “ỦY BAN NHÂN DÂN XÃ …”.
        fresh = fresh or bool(bodies and _settled(name) and _IN_COMMUNE.search(bodies[-1].folded))
        unfinished = bodies and UNFINISHED.search(bodies[-1].folded)
        if bodies and (not fresh or unfinished):
            bodies[-1] = flowing([bodies[-1], name])
        else:
            bodies.append(name)
    return bodies


def _settled(name: Piece) -> bool:
    return bool(_SETTLED.match(name.folded)) or name.text.startswith("BẢN ")


def joint_bodies(issuer: Piece) -> list[Piece]:
    """The bodies of a joint paper named on one line, the lead first."""
    parts, last = [], 0
    for match in _JOINT.finditer(issuer.text):
        if ORG.match(issuer.cut(match.end()).folded) and not issuer.folded[: match.start()].endswith(
            ("van hoa", "thi dua", "tuyen giao")
        ):
            parts.append(issuer.cut(last, match.start()))
            last = match.end()
    return [*parts, issuer.cut(last)]
