"""What only the Party's guidance asks: PA-* (PA-END stands with the ends of texts)."""

import re
from collections.abc import Iterator
from datetime import date

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.number import plain_number
from kheo.core.paper.lint.recipients import ends, listed
from kheo.core.paper.lint.rules import EVERY, HD05, PARTY, PARTY_05, Hit, rule

_DEAD_CODES = re.compile(r"BDVTU|BDVHU|BDV|BCSĐ|ĐUK|HU")
_REORGANISED = date(2025, 7, 1)


@rule("PA-STAR", N_("Dấu sao dưới tên cơ quan ban hành"), HD05, severity=Severity.INFO, profiles=PARTY)
def _star(case: Case) -> Iterator[Hit]:
    issuer = case.parts.issuer
    if (
        issuer is None
        or not case.parts.motto
        or case.parts.number_line is None
        or case.source.format != "docx"
    ):
        return
    between = case.text[issuer.end : case.parts.number_line.end]
    if case.parts.star is None and "*" not in between:
        yield Hit(
            N_("Dưới tên cơ quan ban hành cần có dấu sao (*) ngăn với số văn bản."), issuer.start, issuer.end
        )


@rule("PA-5HYPHEN", N_("Dưới trích yếu có đúng năm gạch nối"), HD05, profiles=PARTY)
def _hyphens(case: Case) -> Iterator[Hit]:
    mark = case.parts.subject_mark
    if mark is not None and case.words(mark) != "-----":
        yield Hit(N_("Dưới trích yếu viết đúng năm gạch nối: “-----”."), mark.start, mark.end, "-----")


@rule("PA-NOCOLON", N_("Sau chữ “Số” không có dấu hai chấm"), HD05, profiles=PARTY)
def _colon(case: Case) -> Iterator[Hit]:
    line = case.parts.number_line
    match = re.match(r"S[ốỐ]\s*:\s*", case.text[line.start : line.end]) if line else None
    if line is not None and match:
        yield Hit(
            N_("Văn bản của Đảng viết “Số 05-KH/ĐU”, không có dấu hai chấm."),
            line.start,
            line.start + match.end(),
            f"{match.group()[:2]} ",
        )


@rule(
    "PA-TERM",
    N_("Số của Đảng đánh theo loại và nhiệm kỳ, không theo năm"),
    HD05,
    severity=Severity.ERROR,
    profiles=PARTY,
)
def _term(case: Case) -> Iterator[Hit]:
    """The register's door names the numbers already given in the running term."""
    line = case.parts.number_line
    if line is None:
        return
    words = case.words(line)
    if re.search(r"\d+\s*/\s*20\d\d\s*[-/]", words):
        yield Hit(
            N_("Số văn bản của Đảng đánh liên tục theo nhiệm kỳ, không ghi năm trong số."),
            line.start,
            line.end,
        )
    own = plain_number(words)
    if own and own in {plain_number(known) for known in case.known_numbers}:
        yield Hit(
            N_("Số này đã cấp cho một văn bản cùng loại trong nhiệm kỳ. Hãy kiểm tra lại số."),
            line.start,
            line.end,
        )


@rule("PA-BASISDASH", N_("Căn cứ của Đảng mở đầu bằng gạch nối"), HD05, profiles=PARTY_05)
def _dash(case: Case) -> Iterator[Hit]:
    for part in case.parts.bases:
        line = case.text.rfind("\n", 0, part.start) + 1
        opening = case.text[line : part.end].lstrip(" \t\u00a0*_")
        if (
            case.source.format == "docx"
            and re.match(r"(?:Căn cứ|Xét)\s", opening)
            and opening.rstrip()[-1:] in {";", "."}
        ):
            at = case.text.index(opening[:4], line)
            yield Hit(
                N_("Mỗi dòng căn cứ phải mở đầu bằng “- ”."),
                at,
                at + len("Căn"),
                f"- {case.text[at : at + 3]}",
            )


@rule(
    "PA-NOIDOT",
    N_("Nơi nhận của Đảng: các dòng kết thúc bằng “;”, dòng cuối bằng “.”"),
    HD05,
    profiles=PARTY_05,
)
def _ends(case: Case) -> Iterator[Hit]:
    items = listed(case)
    if case.dated and len(items) >= 2:
        yield from ends(case, items, ";", N_("Dòng này của nơi nhận phải kết thúc bằng dấu “%(mark)s”."))


@rule("PA-LUU", N_("Nơi lưu của Đảng ghi đủ tên, không ghi “Lưu: VT”"), HD05, profiles=PARTY_05)
def _filing(case: Case) -> Iterator[Hit]:
    for part in case.parts.recipients:
        if re.match(r"[-–• ]*luu ?:? ?(?:vt|vp|vptu)\b", case.fold_of(part)):
            yield Hit(
                N_(
                    "Văn bản của Đảng ghi đủ tên nơi lưu, ví dụ “Lưu Văn phòng Đảng uỷ”, không ghi “Lưu: VT”."
                ),
                part.start,
                part.end,
            )


@rule("PA-NOKT", N_("Ký thay mặt tập thể thì không có K/T"), HD05, severity=Severity.ERROR, profiles=PARTY)
def _deputy(case: Case) -> Iterator[Hit]:
    for signature in case.parts.signatures:
        lines = [(case.fold_of(line), line) for line in signature.authority]
        if any(re.match(r"t\s?[/.]\s?m\b", words) for words, _ in lines):
            for words, line in lines:
                if re.match(r"k\s?[/.]\s?t\b", words):
                    yield Hit(
                        N_(
                            "Đã ký “T/M” (thay mặt tập thể) thì cấp phó ký bằng chức vụ của mình, không có “K/T”."
                        ),
                        line.start,
                        line.end,
                    )


@rule(
    "PA-POSBOLD",
    N_("Chức vụ dưới T/M, K/T, T/L không in đậm"),
    HD05,
    severity=Severity.INFO,
    profiles=PARTY_05,
)
def _bold(case: Case) -> Iterator[Hit]:
    for signature in case.parts.signatures:
        look = case.look(signature.position)
        if signature.position is None or look is None or look.bold is None:
            continue
        if signature.authority and look.bold:
            sentence = N_("Chức vụ đứng dưới dòng “T/M”, “K/T”, “T/L” cần viết in hoa, không in đậm.")
            yield Hit(sentence, signature.position.start, signature.position.end)
        elif not signature.authority and not look.bold:
            sentence = N_("Người đứng đầu trực tiếp ký thì chức vụ cần in hoa, đậm.")
            yield Hit(sentence, signature.position.start, signature.position.end)


@rule("PA-APPX", N_("Phụ lục của Đảng đánh số Ả Rập"), HD05, profiles=PARTY_05)
def _appendix(case: Case) -> Iterator[Hit]:
    values = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
    for appendix in case.parts.appendices:
        label = appendix.label
        match = (
            re.search(r"(?i:phụ lục)\s+(?:số\s+)?([IVX]+)\b", case.text[label.start : label.end])
            if label
            else None
        )
        if label is not None and match and match[1] in values:
            yield Hit(
                N_("Phụ lục văn bản của Đảng phải đánh số Ả Rập: “Phụ lục %(number)s”."),
                label.start + match.start(1),
                label.start + match.end(1),
                str(values[match[1]]),
                {"number": values[match[1]]},
            )


@rule("PA-CITE", N_("Dẫn văn bản: “số …, ngày … của …”"), HD05, severity=Severity.INFO, profiles=PARTY_05)
def _citation(case: Case) -> Iterator[Hit]:
    for one in case.citations:
        if one.citation.on is None or one.comma or not one.citation.is_party or one.end > case.main_end:
            continue
        match = re.search(r"(\S)(\s+)ngày\s", case.flow[one.start : one.end])
        if match:
            at = one.start + match.start(1)
            yield Hit(
                N_("Khi dẫn văn bản, giữa số, ký hiệu và ngày có dấu phẩy: “số …, ngày …”."),
                at,
                at + 1,
                f"{match[1]},",
            )


@rule("PA-CODE", N_("Chữ viết tắt trong ký hiệu của Đảng còn dùng"), HD05, profiles=EVERY)
def _code(case: Case) -> Iterator[Hit]:
    symbol = case.parts.symbol
    if case.is_party and symbol is not None and case.on is not None:
        words = re.sub(r"\s", "", case.words(symbol))
        organ = words.rpartition("/")[2]
        if case.on >= _REORGANISED and _DEAD_CODES.fullmatch(organ):
            yield Hit(
                N_("“%(code)s” là chữ viết tắt của cơ quan đã sắp xếp lại: hãy dùng ký hiệu hiện nay."),
                symbol.start,
                symbol.end,
                None,
                {"code": organ},
            )
        if case.on >= date(2026, 5, 27) and re.match(r"-?QĐi/", words):
            at = case.text.index("QĐi", symbol.start)
            yield Hit(N_("Từ 27/5/2026 quy định cũng viết tắt “QĐ”."), at, at + 3, "QĐ")
    for match in re.finditer(r"(?<=/)Th\.U\b", case.flow):
        yield Hit(
            N_("Ký hiệu cơ quan viết liền, không có dấu chấm: “%(right)s”."),
            match.start(),
            match.end(),
            None,
            {"right": "ThU"},
            Severity.INFO,
        )
