"""Is this text Vietnamese as it stands, Vietnamese in an old encoding, or has it lost its marks?

Judged by spelling: how many of its marked words are syllables that Vietnamese has.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kheo.core.vietnamese.encodings import LegacyEncoding, as_codes, convert
from kheo.core.vietnamese.letters import marked_letters

_SAMPLE = 20_000
_ENOUGH_LETTERS = 200
_ENOUGH_FOR_DROPPED = 400
_ENOUGH_WORDS = 6
_CERTAIN = 0.9
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|g|kh|k|ph|p|th|tr|t|ch|c|qu|b|d|đ|h|l|m|n|r|s|v|x)?"
    r"(?:o?a(?:ch|nh|ng|[cimnoptuy])?|o?ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|o?e(?:ng|[cmnopt])?|u?ê(?:ch|nh|[mnptu])?"
    r"|i(?:a|ch|nh|[mnptu])?|i?ê(?:ng|[cmnptu])|yê(?:ng|[mntu])|o(?:ng|ong|i|[cmnpt])?|ô(?:ng|[cimnpt])?|ơ[imnpt]?"
    r"|u(?:a|ng|[cimnpt])?|uâ(?:ng|[nty])|uô(?:ng|[cimnt])|uơ|uy(?:a|nh|ch|[tu])?|uyê[nt]"
    r"|ư(?:a|ng|[cimntu])?|ươ(?:ng|[cimnptu])|y(?:nh|t)?)"
)
_LOW_MARKED = frozenset("àáãâèéêìíòóôõùúý")
_CANDIDATES: tuple[LegacyEncoding, ...] = ("tcvn3", "vni", "windows-1258")


@dataclass(frozen=True, slots=True)
class Health:
    """How Vietnamese a text is: letters counted, share of marked ones, share of marked words well spelt."""

    letters: int
    marked: float
    well_spelt: float
    words: int


def health(text: str) -> Health:
    """Judge the first 20,000 characters of an NFC text."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    marked = sum(map(marked_letters().__contains__, sample))
    words = [word for word in _WORD.findall(sample) if not word.isascii()]
    spelt = sum(map(_is_syllable, words))
    return Health(
        letters, marked / letters if letters else 0.0, spelt / len(words) if words else 0.0, len(words)
    )


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", decomposed)) is not None


def detect_legacy(text: str) -> LegacyEncoding | None:
    """The old encoding of a text whose codes stand as Latin-1 or windows-1252 letters; None unless certain."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "viqr" if _certain(health(convert(sample, "viqr"))) and _has_viqr_marks(sample) else None
    if not _could_be_codes(sample):
        return None
    found = {encoding: health(convert(as_codes_for(sample, encoding), encoding)) for encoding in _CANDIDATES}
    ranked = sorted(_CANDIDATES, key=lambda encoding: found[encoding].well_spelt, reverse=True)
    best, second = (found[encoding] for encoding in ranked[:2])
    own = health(sample).well_spelt
    apart = best.well_spelt - max(second.well_spelt, own if own < _CERTAIN else 0.0)
    return ranked[0] if _certain(best) and apart > 0.1 else None


def as_codes_for(text: str, encoding: LegacyEncoding) -> str:
    """What `convert` wants: windows-1252 signs back to codes for TCVN3, which uses some of them as letters."""
    return as_codes(text) if encoding == "tcvn3" else text


def lost_marks(text: str) -> bool:
    """A long text with hardly a Vietnamese letter, or with none of à á â ê ô …: its layer of letters is broken."""
    sample = text[:_SAMPLE]
    judged = health(sample)
    if judged.letters >= _ENOUGH_LETTERS and judged.marked < 0.02:
        return True
    return judged.letters >= _ENOUGH_FOR_DROPPED and not _LOW_MARKED.intersection(sample.lower())


def _certain(judged: Health) -> bool:
    return judged.words >= _ENOUGH_WORDS and judged.well_spelt >= _CERTAIN and judged.marked >= 0.05


def _could_be_codes(text: str) -> bool:
    """Old encodings know no letter beyond windows-1252; a few strays are forgiven."""
    foreign = sum(char >= "\u0100" and char.isalpha() and char not in "ŒœŠšŽžŸƒ" for char in text)
    return foreign * 20 <= sum(not char.isascii() for char in text)


def _has_viqr_marks(text: str) -> bool:
    """Signs that plain prose does not put inside words."""
    return len(re.findall(r"[A-Za-z][\^(+`~](?=[a-z'`?~.])|\bdd", text)) >= _ENOUGH_WORDS
