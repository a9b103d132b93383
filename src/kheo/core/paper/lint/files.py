"""Whole files: read, judged, and, for .docx and plain text, put right in place."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kheo.core.errors import N_, UnreadableFile
from kheo.core.paper.archive import Archive, open_archive, parse_xml
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.lint import lint
from kheo.core.paper.lint.finding import Finding
from kheo.core.paper.lint.repair import apply, repairs
from kheo.core.paper.model import Paper
from kheo.core.paper.readers.docx import DOCUMENT, blocks_with_markup
from kheo.core.paper.readers.docx_xml import name as local_name
from kheo.core.paper.reading.reader import ReadPaper, read_paper
from kheo.core.vietnamese.letters import clean

_LOOKALIKES = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTED = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "txbxContent", "instrText", "delText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A file as read, and what was found in it."""

    read: ReadPaper
    findings: tuple[Finding, ...]

    @property
    def recognised(self) -> bool:
        """Whether anything of an official paper was found: of any other text a silent linter says nothing."""
        parts = self.read.parts
        return bool(
            parts.motto or parts.number_line or parts.kind or parts.letter_subject or parts.signatures
        )

    @property
    def repairable(self) -> int:
        """How many findings can be put right in the file itself."""
        if self.read.source.format not in {"docx", "txt", "md"}:
            return 0
        whole = sum(one.start is None and one.id in {"V-NFC", "V-ETH"} for one in self.findings)
        return len(repairs(self.findings)) + whole


def judge(
    data: bytes,
    name: str,
    *,
    today: date,
    known_numbers: Collection[str] = (),
    off: Collection[str] = (),
    limits: Limits = STANDARD,
) -> Judged:
    """Read a file and lint it. Raises UnreadableFile or ClassifiedPaper."""
    read = read_paper(data, name, limits)
    letters = _letters(data, read.source.format, limits)
    findings = lint(
        read.parts,
        read.source,
        today=today,
        layout=read.layout,
        known_numbers=known_numbers,
        composed=unicodedata.is_normalized("NFC", letters),
        lookalikes=any(letter in letters for letter in _LOOKALIKES),
        off=off,
    )
    return Judged(read, findings)


@lru_cache(maxsize=128)
def judge_paper(paper: Paper, *, today: date) -> tuple[Finding, ...]:
    """The findings in a paper of our own, as its .docx would be judged."""
    from kheo.core.paper.writing.docx import write_docx  # noqa: PLC0415 -- slow import

    return judge(write_docx(paper), "van-ban.docx", today=today).findings


def mended(data: bytes, judged: Judged, limits: Limits = STANDARD) -> bytes:
    """The file with every safe repair made and nothing else changed. Raises UnreadableFile for .pdf and lists."""
    form = judged.read.source.format
    if form in {"txt", "md"}:
        return apply(judged.findings, judged.read.source.text).encode()
    if form != "docx":
        raise UnreadableFile(
            N_("Chỉ sửa được tệp .docx, .txt và .md. Hãy sửa ở tệp gốc rồi xuất lại."),
            code="file-not-mendable",
        )
    archive = open_archive(data, limits)
    document = archive.read(DOCUMENT)
    wrong_letters = any(one.start is None and one.id in {"V-NFC", "V-ETH"} for one in judged.findings)
    return _with_document(archive, _mended_document(archive, document, judged, wrong_letters=wrong_letters))


def _letters(data: bytes, form: str, limits: Limits) -> str:
    """The letters of the file before any gate changed them, as far as they can be had."""
    if form == "docx":
        return "".join(parse_xml(open_archive(data, limits).read(DOCUMENT)).itertext())
    if form in {"txt", "md"}:
        return data.decode("utf-8", "ignore")
    return ""


def _mended_document(archive: Archive, document: bytes, judged: Judged, *, wrong_letters: bool) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- slow import

    again, elements = blocks_with_markup(archive)
    wanted = repairs(judged.findings) if again.text == judged.read.source.text else []
    root = elements[0].getroottree().getroot() if elements else parse_xml(document)
    if wrong_letters:
        for element in root.iter():
            if local_name(element) == "t" and element.text:
                text = unicodedata.normalize("NFC", element.text)
                element.text = text.translate({ord(wrong): right for wrong, right in _LOOKALIKES.items()})
    for block, element in zip(again.blocks, elements, strict=True):
        own = [one for one in wanted if block.start <= one[0] and one[1] <= block.end]
        if own and element is not None and local_name(element) == "p":
            _mend_paragraph(
                element,
                again.text[block.start : block.end],
                [(a - block.start, b - block.start, c) for a, b, c in own],
            )
    head = re.match(rb"\s*<\?xml[^>]*\?>\s*", document)
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return (head.group() if head else b"") + body


def _with_document(archive: Archive, document: bytes) -> bytes:
    """The same package, every other part byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for entry in archive.file.infolist():
            content = document if entry.filename == DOCUMENT else archive.file.read(entry)
            target.writestr(entry, content, compress_type=entry.compress_type)
    return out.getvalue()


Letter = tuple[str, Any, int]
"""A printed letter, the w:t it stands in (None for a sign) and its place there."""


def _mend_paragraph(element: Any, text: str, wanted: Sequence[tuple[int, int, str]]) -> None:
    """Change the runs of one paragraph, from the last repair to the first so that places stay true."""
    for start, end, right in reversed(wanted):
        placed = _aligned(list(_printed(element)), text)
        if placed is None:
            return
        same = _common(text[start:end], right)
        tail = _common(text[start + same : end][::-1], right[same:][::-1])
        _replace(placed, start + same, end - tail, right[same : len(right) - tail])
        text = text[:start] + right + text[end:]


def _printed(element: Any) -> Iterable[Letter]:
    for item in element:
        kind = local_name(item)
        if kind == "t":
            yield from ((letter, item, place) for place, letter in enumerate(item.text or ""))
        elif kind in _SIGNS:
            yield (_SIGNS[kind], None, 0)
        elif kind not in _UNPRINTED:
            yield from _printed(item)


def _aligned(letters: list[Letter], text: str) -> list[Letter | None] | None:
    """For each letter of the read text the letter of the file; None for the label of an automatic number."""
    printed = [letter for letter in letters if letter[0] == "\n" or clean(f"x{letter[0]}x") != "xx"]
    while printed and printed[0][0].isspace():
        printed.pop(0)
    while printed and printed[-1][0].isspace():
        printed.pop()
    label = len(text) - len(printed)
    if label < 0:
        return None
    for read, (letter, _, _) in zip(text[label:], printed, strict=True):
        same = read in {letter, letter.upper()} or (read.isspace() and letter.isspace())
        if not same and clean(f"x{letter}x")[1:-1] != read:
            return None
    return [*[None] * label, *printed]


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _replace(letters: list[Letter | None], start: int, end: int, right: str) -> None:
    """Put `right` in the place of letters [start:end); an insertion joins the letter before it."""
    inside = letters[start:end]
    if any(letter is None or letter[1] is None for letter in inside):
        return
    removed: dict[Any, list[int]] = {}
    for letter in inside:
        if letter is not None:
            removed.setdefault(letter[1], []).append(letter[2])
    anchor = inside[0] if inside else (letters[start - 1] if start else letters[0])
    if anchor is None or anchor[1] is None:
        return
    at = anchor[2] if inside or not start else anchor[2] + 1
    for run, places in removed.items():
        if run is not anchor[1]:
            run.text = "".join(c for i, c in enumerate(run.text) if i not in places)
            run.set(_SPACE, "preserve")
    own = set(removed.get(anchor[1], ()))
    old = anchor[1].text
    before = "".join(c for i, c in enumerate(old[:at]) if i not in own)
    behind = "".join(c for i, c in enumerate(old[at:], at) if i not in own)
    anchor[1].text = before + right + behind
    anchor[1].set(_SPACE, "preserve")
