"""What a paper cites and names, against the law of its day: L-*."""

import re
from collections.abc import Iterator
from datetime import date

from kheo.core.errors import N_
from kheo.core.law import Instrument, instrument, instruments
from kheo.core.law.citations import Citation, Cited
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import Hit, rule
from kheo.core.sources import Verified
from kheo.core.vietnamese.letters import fold

TWO_TIERS = date(2025, 7, 1)  # the district level ended
_HISTORY = re.compile(
    r"thay the|het hieu luc|bai bo|sua doi|huy bo|ngung hieu luc|truoc day|truoc khi|truoc ngay(?! \d)|da duoc|trong giai doan|tung |so sanh"
)
_FORMER = re.compile(
    r"\b20(?:[01]\d|2[0-4])\b|truoc day|\bcu\b|\bnay la\b|\bnguyen\b|sap nhap|truoc khi|truoc ngay(?! \d)|truoc (?:ngay )?0?1(?:/0?7| thang 0?7)|ket thuc hoat dong|bo cap huyen|khong to chuc|giai the|thoi ky|lich su|chuyen giao|ban giao|tiep nhan tu|thuoc huyen|tach ra|hop nhat|thanh lap (?:tren co so|tu)|da (?:ban hanh|phe duyet|duoc|cong nhan)"
)
_DISTRICT = re.compile(
    r"\b(?:(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|mttq|ubmttq|uy ban mttq|chu tich ubnd) (?:cap )?(?:huyen|quan|thi tran|thi xa)\b|huyen uy\b|quan uy\b|thi uy\b|(?P<office>phong|ban|trung tam) [a-z ,-]{3,40}? (?:huyen|thi xa)\b(?! dao))"
)
_TOWN = re.compile(r"\bthi tran (?=[a-z])")
_SAID = re.compile(r"huyện|quận|thị\s|Huyện|Quận|Thị|HUYỆN|QUẬN|THỊ")


@rule(
    "L-STALE",
    N_("Văn bản được dẫn còn hiệu lực vào ngày của văn bản"),
    "Phụ lục I Nghị định số 30/2020/NĐ-CP, mục II khoản 6; ngày hiệu lực theo danh mục văn bản của Khéo",
    verified=Verified.SECONDARY,
)
def _stale(case: Case) -> Iterator[Hit]:
    if case.on is None:
        return
    for one in case.citations:
        found = instrument_of(one)
        if found is None or _told_as_history(case, one):
            continue
        start, end = found.life_of(one.citation.article)
        usable = max(end, found.usable_to) if end and found.usable_to else end
        basis = _is_basis(case, one)
        if usable is not None and usable <= case.on:
            yield _over(one, found, end or usable, case.on, basis=basis)
        elif basis and found.signed_on > case.on and case.parts.on is not None:
            yield Hit(
                N_("%(name)s ban hành ngày %(day)s, sau ngày của văn bản này: hãy kiểm tra số, năm."),
                one.start,
                one.end,
                None,
                {"name": found.name, "day": f"{found.signed_on:%d/%m/%Y}"},
            )
        elif basis and start > case.on >= found.signed_on and case.parts.on is not None:
            yield Hit(
                N_("%(name)s có hiệu lực từ %(day)s: vào ngày của văn bản này thì chưa có hiệu lực."),
                one.start,
                one.end,
                None,
                {"name": found.name, "day": f"{start:%d/%m/%Y}"},
                Severity.INFO,
            )


def _over(one: Cited, found: Instrument, end: date, on: date, *, basis: bool) -> Hit:
    severity = Severity.ERROR if basis and found.verified is not Verified.UNVERIFIED else Severity.WARNING
    params: dict[str, object] = {"name": found.name, "day": f"{end:%d/%m/%Y}"}
    successor = _living_successor(found, on)
    if successor is None:
        sentence = N_("%(name)s hết hiệu lực từ %(day)s. Hãy kiểm tra văn bản thay thế.")
        return Hit(sentence, one.start, one.end, None, params, severity)
    params["successor"] = successor.name
    sentence = N_("%(name)s hết hiệu lực từ %(day)s; văn bản thay thế: %(successor)s.")
    return Hit(sentence, one.start, one.end, None, params, severity)


def _living_successor(found: Instrument, on: date) -> Instrument | None:
    """What took the place of an instrument and is in force on a day; the last of the row where none is."""
    successor: Instrument | None = None
    while found.replaced_by:
        successor = found = instrument(found.replaced_by)
        end = successor.life_of("")[1]
        if end is None or end > on:
            break
    return successor


def instrument_of(one: Cited) -> Instrument | None:
    """The instrument of our table that a citation means; None where it is none or not certainly one."""
    cited = one.citation
    if cited.number:
        return _numbered(cited)
    if not cited.title:
        return None
    for known in instruments():
        same_day = cited.on == known.signed_on if cited.on else one.only_year == known.signed_on.year
        if known.kind == cited.kind and same_day and fold(known.title) == fold(cited.title):
            return known
    return None


def _numbered(cited: Citation) -> Instrument | None:
    number = cited.number_symbol.lstrip("0")
    for known in instruments():
        if known.number.lstrip("0") == number and known.kind == cited.kind:
            close = cited.on is None or cited.on == known.signed_on or "/" in cited.number_symbol[:9]
            return known if close and (cited.on is None or cited.on.year == known.signed_on.year) else None
    return None


def _is_basis(case: Case, one: Cited) -> bool:
    return any(part.start - 12 <= one.start < part.end for part in case.parts.bases)


def _told_as_history(case: Case, one: Cited) -> bool:
    """Papers that replace, repeal or look back name what is dead, and rightly."""
    if _is_basis(case, one):
        return False
    return bool(_HISTORY.search(_sentence(case, one.start, one.end)))


def _sentence(case: Case, start: int, end: int) -> str:
    """The folded sentence round a place."""
    begin = max(case.folded.rfind(mark, 0, start) for mark in ("\n", ". ", "; ")) + 1
    stops = [at for mark in ("\n", ". ", "; ") if (at := case.folded.find(mark, end)) >= 0]
    return case.folded[begin : min(stops, default=len(case.folded))]


@rule(
    "L-DISTRICT",
    N_("Từ 01/7/2025 không còn cấp huyện và thị trấn"),
    "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    verified=Verified.SECONDARY,
    valid_from=TWO_TIERS,
)
def _district(case: Case) -> Iterator[Hit]:
    cited = [
        (one.start, one.end)
        for one in case.citations
        if one.citation.on is None or one.citation.on < TWO_TIERS
    ]
    for match in (*_DISTRICT.finditer(case.folded), *_TOWN.finditer(case.folded)):
        words = case.flow[match.start() : match.end()]
        if not _SAID.search(words) or any(start <= match.start() < end for start, end in cited):
            continue
        office = match.re is _DISTRICT and match["office"]
        if office and not words.startswith(("Phòng ", "Ban ", "Trung tâm ")):
            continue  # “phong trào … huyện” is no office
        if match.re is _TOWN and not case.text[match.end() : match.end() + 1].isupper():
            continue
        if _quoted(case.flow, match.start()) or _FORMER.search(_sentence(case, match.start(), match.end())):
            continue
        yield Hit(
            N_(
                "Từ 01/7/2025 chính quyền địa phương chỉ còn cấp tỉnh và cấp xã: “%(words)s” không còn. Hãy thay bằng cơ quan đang giữ nhiệm vụ này."
            ),
            match.start(),
            match.end(),
            None,
            {"words": " ".join(words.split())},
        )


def _quoted(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    before = text[line:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


_MISNAMED: tuple[tuple[str, str], ...] = (
    (r"Luật\s+[Dd]ân\s+chủ\s+(?:ở\s+)?cơ\s+sở", "Luật Thực hiện dân chủ ở cơ sở"),
    (r"Luật\s+[Tt]hi\s+đua\s+[Kk]hen\s+thưởng", "Luật Thi đua, khen thưởng"),
    (r"Luật\s+[Tt]hi\s+đua\s*[-–]\s*[Kk]hen\s+thưởng", "Luật Thi đua, khen thưởng"),
)


@rule(
    "L-NAME",
    N_("Luật được gọi đúng tên"),
    "Tên của luật trong Công báo",
    verified=Verified.SECONDARY,
    severity=Severity.INFO,
)
def _misnamed(case: Case) -> Iterator[Hit]:
    for pattern, name in _MISNAMED:
        for match in re.finditer(pattern, case.flow):
            yield Hit(N_("Tên đúng là “%(name)s”."), match.start(), match.end(), None, {"name": name})
