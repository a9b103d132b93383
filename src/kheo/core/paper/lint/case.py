"""The paper in the dock: its text, parts and setting, and the day it is judged by."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kheo.core.errors import InvalidInput
from kheo.core.law.citations import Cited, citations_in
from kheo.core.paper.profiles import BodyKind, Profile, profile_for
from kheo.core.paper.reading.layout import Layout, ParagraphLook
from kheo.core.paper.reading.parts import BodyPart, PaperParts, Part
from kheo.core.paper.source import SourceText
from kheo.core.vietnamese.letters import same_length_fold

_SHORT_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_LONG_DAY = re.compile(r"ngay +(\d{1,2}) +thang +(\d{1,2}) +nam +((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:thang +(\d{1,2}) +)?nam +((?:19|20)\d\d)")
_UNION = re.compile(
    r"\b(?:hoi (?:nong dan|lien hiep|lhpn|phu nu|cuu chien binh|cuu thanh nien|nguoi cao tuoi|chu thap do|khuyen hoc|luat gia|dong y)"
    r"|doan (?:tncs|thanh nien|thanh nien cong san)|cong doan|lien doan lao dong|ldld)\b"
)
_PARTY_SIGNED = re.compile(r"t ?[/.]? ?m ?\.? ?(?:dang uy|chi bo|ban thuong vu|khoi dan van|ban dan van)\b")
_MARKS = re.compile(r"[ \t\u00a0*_]*([;.,:/]*)")


@dataclass(frozen=True)
class Case:
    """Everything a rule may look at. `on` is the paper's own day, or the latest day it cites, or None.

    `known_numbers` are numbers already given in the register, as printed (“46/KH-UBND”).
    `composed` is False where the file's letters are not in Unicode form NFC, `lookalikes` is True where it has
    letters of other languages in the place of Đ and đ: reading puts both right, so the text cannot tell.
    """

    source: SourceText
    parts: PaperParts
    today: date
    layout: Layout | None = None
    known_numbers: Collection[str] = ()
    composed: bool = True
    lookalikes: bool = False

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def from_file(self) -> bool:
        """Whether head and foot can be trusted to be whole: texts pasted or converted often lack them."""
        return self.source.format in {"docx", "pdf"}

    @cached_property
    def flow(self) -> str:
        """The text, letter for letter, in which the lines of one paragraph are joined by blanks."""
        letters = list(self.text)
        for part in self._stretches():
            for index in range(part.start, min(part.end, len(letters))):
                if letters[index] == "\n":
                    letters[index] = " "
        return "".join(letters)

    @cached_property
    def folded(self) -> str:
        """`flow` without marks and capitals, offset for offset."""
        return same_length_fold(self.flow)

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        return citations_in(self.flow)

    @cached_property
    def on(self) -> date | None:
        """The day by which law and form are judged."""
        if self.parts.on is not None:
            return self.parts.on
        days = [one.citation.on for one in self.citations if one.citation.on]
        if drafted := self._drafted():
            days = [day for day in days if day <= self.today] + [drafted]
        if not days:
            days = [day for day in self._days() if day <= self.today]
        return max(days, default=None)

    @property
    def dated(self) -> bool:
        """Whether the paper itself tells its day, or at least its year."""
        return self.parts.on is not None or self._drafted() is not None

    @cached_property
    def profile(self) -> Profile | None:
        """The rules of form of the paper's day; of today where no day is known.

        None for unions and mass organisations: they have guides of their own.
        """
        if self.is_of_a_union:
            return None
        try:
            return profile_for(self.body_kind, self.on or self.today)
        except InvalidInput:
            return None

    @cached_property
    def body_kind(self) -> BodyKind:
        """Whose paper it is; where the head was lost, the signature tells."""
        parts = self.parts
        if parts.motto or parts.number_line or parts.body_kind != "STATE":
            return parts.body_kind
        signed = [self.fold_of(line) for one in parts.signatures for line in one.authority]
        return "PARTY" if any(map(_PARTY_SIGNED.match, signed)) else parts.body_kind

    @property
    def is_party(self) -> bool:
        return self.body_kind == "PARTY"

    @cached_property
    def is_of_a_union(self) -> bool:
        """Youth Union, Women's Union, trade union and the like issue it."""
        issuer = self.parts.issuer
        head = [issuer, self.parts.superior, *self.parts.motto]
        if any(_UNION.search(self.fold_of(part)) for part in head if part is not None):
            return True
        signed = [self.fold_of(line) for one in self.parts.signatures for line in one.authority]
        above = self.folded[: self.parts.number_line.start if self.parts.number_line else 0]
        return (any("ban chap hanh" in line for line in signed) and not self.is_party) or bool(
            _UNION.search(above)
        )

    @property
    def is_letter(self) -> bool:
        return self.parts.kind is None and self.parts.letter_subject is not None

    @property
    def is_official(self) -> bool:
        """A numbered paper with an end, rather than a form or a list."""
        return self.parts.number_line is not None and bool(self.parts.signatures)

    def words(self, part: Part) -> str:
        """The words of a part on one line."""
        return " ".join(self.text[part.start : part.end].split())

    def fold_of(self, part: Part) -> str:
        """The same without marks and capitals."""
        return " ".join(self.folded[part.start : part.end].split())

    def closing(self, part: Part) -> tuple[str, int, int]:
        """The punctuation a part ends with and its place, whether or not the part holds it."""
        end = part.end
        while end > part.start and self.text[end - 1] in ";.,:/ \t\n\u00a0*_":
            end -= 1
        match = _MARKS.match(self.text, end)
        assert match is not None
        return match[1], match.start(1), match.end(1)

    def stands_alone(self, part: Part) -> bool:
        """Whether nothing else stands on the lines where the part begins and ends."""
        before = self.text[: part.start].rpartition("\n")[2]
        behind = self.text[self.closing(part)[2] :].partition("\n")[0]
        return not before.strip(" \t\u00a0-–*_#>") and not behind.strip(" \t\u00a0*_")

    def prose(self) -> Iterator[BodyPart]:
        """Paragraphs of the body and of appendices."""
        yield from self.parts.body
        for appendix in self.parts.appendices:
            yield from appendix.body

    @property
    def main_end(self) -> int:
        """Where the paper itself ends and what is attached begins."""
        return min((one.start for one in self.parts.appendices), default=len(self.text))

    def look(self, part: Part | None) -> ParagraphLook | None:
        """How a part is set, where the file says so."""
        return self.layout.at(part.start) if self.layout and part else None

    def _stretches(self) -> Iterator[Part]:
        parts = self.parts
        yield from parts.bases
        yield from (one.words for one in self.prose())
        yield from parts.recipients
        yield from parts.addressees
        for part in (parts.subject, parts.letter_subject, parts.date_line, parts.number_line):
            if part is not None:
                yield part

    def _drafted(self) -> date | None:
        """A draft's day as far as its date line tells: today within the month or year named, else its nearest day."""
        line = self.parts.date_line
        match = _YEAR.search(same_length_fold(self.words(line))) if line else None
        if match is None:
            return None
        month, year = match[1], int(match[2])
        first = _day("1", month or "1", match[2])
        if first is None:
            return None
        last = date(year, int(month or 12), monthrange(year, int(month or 12))[1])
        return min(max(self.today, first), last)

    def _days(self) -> Iterator[date]:
        for match in (*_SHORT_DAY.finditer(self.folded), *_LONG_DAY.finditer(self.folded)):
            if found := _day(*match.groups()):
                yield found


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
