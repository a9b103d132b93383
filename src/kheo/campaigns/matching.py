"""From the words of a paper to units of the commune's tree. Pure: words and units in, ids out.

What a paper calls “các xóm” is every settlement; “Phòng Văn hóa - Xã hội” is one unit by its name.
Words that mean no unit here are given back, so that a person is asked and nothing is guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kheo.core.vietnamese import fold
from kheo.units.public import UnitKind

Certainty = Literal["sure", "likely", "ask"]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as the matcher sees it."""

    id: int
    name: str
    kind: str
    local_kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`kinds`: every unit of these kinds was meant; `unknown`: words that named no unit."""

    unit_ids: tuple[int, ...]
    kinds: tuple[str, ...]
    unknown: str
    certainty: Certainty


_SHORT = (
    (r"\bubmttq\b", "uy ban mat tran to quoc"),
    (r"\b(?:mttqvn|mttq)\b", "mat tran to quoc"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\blhpn\b", "lien hiep phu nu"),
    (r"\bccb\b", "cuu chien binh"),
    (r"\b(?:tncs hcm|tncs)\b", "thanh nien cong san ho chi minh"),
    (r"\bbcd\b", "ban chi dao"),
    (r"\bbch\b", "ban chi huy"),
    (r"\btdp\b", "to dan pho"),
    (r"\bct xh\b", "chinh tri xa hoi"),
    (r"\bvh xh\b", "van hoa xa hoi"),
)
_AREA_TAIL = re.compile(r"\b(?:xa|phuong|dac khu|thi tran)\b(?! hoi\b).*$")
_SETTLEMENT = (
    r"(?:co so )?(?:to dan pho|to nhan dan|to dan cu|khu dan cu|khu pho|khoi pho|khoi xom|thon|xom|lang"
    r"|buon|plei|soc|phum|ap|khom|khoi(?! dan van| mat tran))"
)
# Without its mark “bản” (a village) is any “ban” (a committee): told apart before folding.
_VILLAGE = re.compile(r"\b(các|mỗi|từng|thôn,?|làng,?|xóm,?|và) bản\b", re.IGNORECASE)
_ONE_PHRASE = (
    (r"co quan , to chuc , don vi", "co quan to chuc don vi"),
    (r"co quan , don vi", "co quan don vi"),
    (r"ban , nganh", "ban nganh"),
    (r"phong , ban", "phong ban"),
)
_MANY = r"(?:cac|moi|tung|tat ca(?: cac)?|toan bo(?: cac)?|\d{1,3})"
K = UnitKind
_AGENCIES = (K.DIVISION, K.PARTY_BODY, K.SCHOOL, K.HEALTH, K.ARMED_FORCES, K.OTHER)

# In this order: what is said more fully stands before what is said in short.
_KINDS: tuple[tuple[str, tuple[UnitKind, ...]], ...] = (
    (
        r"(?:co quan|cac) (?:tham muu )?giup viec (?:cua )?dang uy|cac ban dang|cac ban xay dung dang",
        (K.PARTY_BODY,),
    ),
    (r"(?:uy ban )?mat tran(?: to quoc)?(?: viet nam)?", (K.FRONT,)),
    (
        (
            r"(?:cac )?to chuc (?:chinh tri xa hoi|doan the|hoi)|(?:cac )?hoi (?:quan chung|dac thu)"
            r"|(?:cac )?doan the(?: chinh tri xa hoi| chinh tri| nhan dan)?|(?:cac )?cap hoi(?: quan chung)?"
        ),
        (K.ORGANISATION,),
    ),
    (r"(?:truong hoc|nha truong|co so giao duc|don vi truong|cac truong)", (K.SCHOOL,)),
    (r"(?:tram y te|co so y te)", (K.HEALTH,)),
    (r"luc luong vu trang", (K.ARMED_FORCES,)),
    (r"(?:doanh nghiep|hop tac xa)", (K.ENTERPRISE,)),
    (
        r"(?:co quan chuyen mon|phong ban chuyen mon|phong chuyen mon|cac phong ban|cac phong(?! trao))",
        (K.DIVISION,),
    ),
    (r"(?:cac )?ban nganh(?: doan the)?|cac nganh", (K.DIVISION, K.ARMED_FORCES)),
    (r"(?:co quan )?(?:to chuc )?don vi(?: su nghiep)?|(?:cac )?co quan", _AGENCIES),
    (r"uy ban nhan dan|chinh quyen", (K.PEOPLES_COMMITTEE,)),
    (r"dang uy|cap uy(?: dang)?", (K.PARTY_COMMITTEE,)),
    (r"ban chi dao", (K.STEERING_BOARD,)),
)
_FILLER = re.compile(
    r"\b(?:cac|moi|tung|tat ca|toan bo|va|cua|o|tai|thuoc|truc thuoc|tren dia ban|dia ban|dia phuong|co so|xa"
    r"|phuong|thi tran|dac khu|cap|viet nam|toan|nhan dan|don vi|lien quan|co|nhu|gom|tap the|deu|phai|it nhat"
    r"|dang ky|khac|100|he thong chinh tri)\b"
)
_OFFICE = re.compile(
    r"\b(van phong|khoi dan van|ban dan van|ban xay dung dang|uy ban kiem tra|ban tuyen giao)\b[a-z ]*"
)


def match(words: str, units: Sequence[UnitLine]) -> Match:
    """Which of the units the words mean.

    “sure”: every word was understood; “likely”: some were; “ask”: none named a unit.
    """
    return _Matcher(units).read(words)


def by_name(words: str, units: Sequence[UnitLine]) -> UnitLine | None:
    """The one unit that the words name (an issuer, an owner); None where there is none or more."""
    found = match(words, units)
    named = [unit for unit in units if unit.id in found.unit_ids]
    return named[0] if len(named) == 1 else None


class _Matcher:
    def __init__(self, units: Sequence[UnitLine]) -> None:
        self.units = units
        self.names = {unit.id: _plain(unit.name) for unit in units}
        self.found: dict[int, None] = {}
        self.kinds: dict[str, None] = {}

    def read(self, words: str) -> Match:
        words = _VILLAGE.sub(r"\1 làng", words)
        rest = " , ".join(_plain(part) for part in re.split(r"[,;/()\n]", words))
        for said, meant in _ONE_PHRASE:
            rest = rest.replace(said, meant)
        for step in (
            self._take_names,
            self._take_offices,
            self._take_cells,
            self._take_settlements,
            self._take_kinds,
        ):
            rest = step(rest)
        rest = " , ".join(part for part in map(self._take_rest, rest.split(",")) if part)
        ids = tuple(unit.id for unit in self.units if unit.id in self.found)
        certainty: Certainty = "ask" if not ids else "likely" if rest else "sure"
        return Match(ids, tuple(self.kinds), rest, certainty)

    def _take_names(self, rest: str) -> str:
        # Longest first: “Văn phòng HĐND và UBND” is not “UBND”.
        for unit in sorted(self.units, key=lambda u: -len(self.names[u.id])):
            for name in self._called(unit):
                tail = r"(?: dang uy\b)?" if unit.kind == K.PARTY_BODY else ""
                pattern = rf"(?<!van phong )\b{re.escape(name)}\b{tail}"
                if " " in name and re.search(pattern, rest):
                    self.found[unit.id] = None
                    rest = re.sub(pattern, " ", rest)
        return rest

    def _called(self, unit: UnitLine) -> tuple[str, ...]:
        whole = self.names[unit.id]
        short = _AREA_TAIL.sub("", whole).strip()
        # A committee's short name is a kind (“UBND”), read with the others; a cell's is its own.
        return (whole,) if unit.kind in (K.PEOPLES_COMMITTEE, K.PARTY_COMMITTEE, K.FRONT) else (whole, short)

    def _take_offices(self, rest: str) -> str:
        """“Văn phòng …” is an office, never the body it serves."""

        def office(found: "re.Match[str]") -> str:
            said = found[0] if found[1] == "van phong" else found[0].replace("dang uy", "")
            wanted = set(_FILLER.sub(" ", said).split()) - {"hoi", "dong"}
            hits = [u for u in self.units if wanted <= set(self.names[u.id].split())]
            if len(hits) != 1:
                return f" {found[0].replace(' ', '_')} "
            self.found[hits[0].id] = None
            return " "

        return _OFFICE.sub(office, rest)

    def _take_cells(self, rest: str) -> str:
        """“các chi bộ ấp” are cells, not hamlets; “Chi bộ xóm 5” is one cell, and here there is none."""
        cells = (
            rf"(?:chi bo|chi dang bo|chi uy)(?: truc thuoc)?(?: {_SETTLEMENT})?\b(?! (?:{_SETTLEMENT} )?\d)"
        )
        return self._take(rest, rf"(?:{_MANY} )?\b{cells}", (K.PARTY_CELL,))

    def _take_settlements(self, rest: str) -> str:
        """“Ban công tác Mặt trận các thôn” works for the thôn; “Xóm 5” is one, and here there is none."""
        body = r"(?:ban cong tac mat tran|ban nhan dan|ban phat trien) (?:o )?"
        return self._take(rest, rf"(?:{body})?(?:{_MANY} )?\b{_SETTLEMENT}\b(?! \d)", (K.SETTLEMENT,))

    def _take_kinds(self, rest: str) -> str:
        for pattern, kinds in _KINDS:
            rest = self._take(rest, rf"(?:{_MANY} )?\b(?:{pattern})\b", kinds)
        return rest

    def _take(self, rest: str, pattern: str, kinds: Iterable[UnitKind]) -> str:
        meant = tuple(kinds)
        units = [unit for unit in self.units if unit.kind in meant]
        if not units or not re.search(pattern, rest):
            return rest
        self.found.update(dict.fromkeys(unit.id for unit in units))
        self.kinds.update(dict.fromkeys(str(kind) for kind in meant))
        return re.sub(pattern, " ", rest)

    def _take_rest(self, part: str) -> str:
        """A name said in short: “Hội Phụ nữ”, “Đoàn Thanh niên” where one unit alone can be meant."""
        words = _FILLER.sub(" ", part).split()
        if len(words) < 2:
            return " ".join(words).replace("_", " ").strip()
        hits = [unit for unit in self.units if _is_short_for(words, self.names[unit.id])]
        if len(hits) != 1:
            return " ".join(words).replace("_", " ").strip()
        self.found[hits[0].id] = None
        return ""


def _plain(text: str) -> str:
    folded = fold(text)
    for pattern, full in _SHORT:
        folded = re.sub(pattern, full, folded)
    return folded


def _is_short_for(words: Sequence[str], name: str) -> bool:
    """The beginning of the name, or words of it in their order down to its last (before the area's name)."""
    full = _AREA_TAIL.sub("", name).split()
    if full[: len(words)] == list(words):
        return True
    left = iter(full)
    in_order = all(word in left for word in words)  # each search goes on where the last one ended
    return in_order and full[-1] == words[-1]


SECTOR_WORDS: tuple[tuple[str, str], ...] = (
    ("KT", r"(?:phat trien )?kinh te"),
    ("VH-XH", r"van hoa xa hoi|van hoa|xa hoi"),
    ("QP-AN", r"quoc phong an ninh|an ninh quoc phong|quoc phong va an ninh"),
    (
        "XDHTCT",
        (
            r"xay dung he thong chinh tri|xay dung dang va he thong chinh tri"
            r"|xay dung dang chinh quyen va he thong chinh tri|he thong chinh tri"
        ),
    ),
)


def sector_code(words: str) -> str:
    """The national code of a sector where the words say exactly one of the four, else the local one.

    “Kinh tế - xã hội” is two of them in one: local, until the officer says otherwise.
    """
    folded = re.sub(r"^(?:ve |trong |tren )?(?:linh vuc )?(?:cong tac )?", "", fold(words))
    return next((code for code, pattern in SECTOR_WORDS if re.fullmatch(pattern, folded)), "KHAC")
