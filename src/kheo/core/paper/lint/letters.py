"""Letters, quotation marks, spelling styles: V-*."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.paper.lint.rules import ND30, Hit, rule
from kheo.core.sources import Verified
from kheo.core.vietnamese.tones import placements

_UNICODE = f"{ND30}, mục I khoản 4 (TCVN 6909:2001)"
_ETH = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
_PAIR = re.compile(r'"([^"“”\n]{1,200})"')
_QUI = re.compile(r"\b([Qq])ui(?=\s+(?:định|chế|trình|hoạch|mô|ước|phạm|tắc|cách|chuẩn)\b)")
_BETWEEN_WORDS = re.compile(r"(?<=[a-zà-ỹđ])\u00a0(?=[a-zà-ỹđ])")
_COMMON = re.compile(r"\b(?:Ủy|Uỷ)(?=\s+(?:ban|viên)\b)|\b(?:ỦY|UỶ)(?=\s+(?:BAN|VIÊN)\b)")


@rule("V-NFC", N_("Chữ Việt theo Unicode dựng sẵn"), _UNICODE)
def _composed(case: Case) -> Iterator[Hit]:
    if not case.composed:
        yield Hit(
            N_(
                "Tệp dùng Unicode tổ hợp (chữ và dấu là hai mã riêng): tìm kiếm và so trùng dễ sai. Hãy chuyển sang Unicode dựng sẵn."
            )
        )


@rule("V-ETH", N_("Chữ Đ, đ đúng mã tiếng Việt"), _UNICODE)
def _eth(case: Case) -> Iterator[Hit]:
    if case.lookalikes and not any(letter in case.text for letter in _ETH):
        yield Hit(
            N_(
                "Trong tệp có chữ trông như “Đ”, “đ” nhưng là ký tự của ngôn ngữ khác, tìm kiếm sẽ không ra. Hãy thay bằng chữ Đ, đ của tiếng Việt."
            )
        )
    for match in re.finditer("[\u00d0\u00f0\u0189\u0256]", case.text):
        yield Hit(
            N_("Chữ này trông như “%(letter)s” nhưng là ký tự của ngôn ngữ khác, tìm kiếm sẽ không ra."),
            match.start(),
            match.end(),
            _ETH[match.group()],
            {"letter": _ETH[match.group()]},
        )


@rule(
    "V-TONE",
    N_("Dấu thanh của oa, oe, uy đặt theo một lối"),
    "Thống nhất lối viết trong một văn bản",
    severity=Severity.INFO,
    verified=None,
)
def _tone(case: Case) -> Iterator[Hit]:
    """Names are written as their owners write them, so only common words count."""
    found = {}
    for place in placements(case.text):
        style = place.placement
        if style not in found and _is_common(case.text, place.start, place.end):
            found[style] = place
        if len(found) == 2:
            break
    if len(found) < 2:
        return
    first, second = sorted(found.values(), key=lambda one: one.start)
    words = [_word(case.text, one.start, one.end) for one in (first, second)]
    yield Hit(
        N_("Văn bản đặt dấu hai lối: “%(first)s” rồi “%(second)s”. Cả hai đều dùng được; hãy dùng một lối."),
        *words[1],
        None,
        {"first": case.text[slice(*words[0])], "second": case.text[slice(*words[1])]},
    )


def _is_common(text: str, start: int, end: int) -> bool:
    left, right = _word(text, start, end)
    word = text[left:right]
    return word.islower() or bool(_COMMON.match(text, left))


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


@rule(
    "V-NBSP",
    N_("Không có dấu cách cứng giữa các chữ thường"),
    "Lỗi do dán từ trang mạng",
    severity=Severity.INFO,
    verified=None,
)
def _nbsp(case: Case) -> Iterator[Hit]:
    found = list(_BETWEEN_WORDS.finditer(case.text))
    if len(found) < 3:  # one or two may well be meant
        return
    for match in found:
        yield Hit(
            N_("Dấu cách cứng (không ngắt dòng) nằm giữa câu: chữ dễ bị giãn thưa khi canh đều hai lề."),
            match.start(),
            match.end(),
            " ",
        )


@rule(
    "V-QUOTES",
    N_("Dấu ngoặc kép viết một lối"),
    "Thống nhất lối viết trong một văn bản",
    severity=Severity.INFO,
    verified=None,
)
def _quotes(case: Case) -> Iterator[Hit]:
    if "“" not in case.text:
        return
    for line in re.finditer(r"[^\n]+", case.flow):
        if line.group().count('"') % 2:
            continue
        for match in _PAIR.finditer(line.group()):
            start, end = line.start() + match.start(), line.start() + match.end()
            inside = case.text[start + 1 : end - 1]
            yield Hit(
                N_("Văn bản dùng cả ngoặc kép thẳng và ngoặc kép cong: viết “%(words)s”."),
                start,
                end,
                f"“{inside}”",
                {"words": " ".join(inside.split())[:40]},
            )


@rule(
    "V-I/Y", N_("Viết “quy định”, “quy chế” với y"), ND30, verified=Verified.SECONDARY, severity=Severity.INFO
)
def _i_or_y(case: Case) -> Iterator[Hit]:
    for match in _QUI.finditer(case.flow):
        yield Hit(
            N_("Trong văn bản hành chính viết “quy”, không viết “qui”."),
            match.start(),
            match.end(),
            f"{match[1]}uy",
        )
