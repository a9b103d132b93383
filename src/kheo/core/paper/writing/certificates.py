"""Certificates of a whole round in one .pdf: a page of A4 across for each who is praised, text only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.model import Signature
from kheo.core.paper.profiles import Profile
from kheo.core.paper.writing.boxes import Line
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.foot import signature_lines
from kheo.core.paper.writing.pdf import Data, set_pages
from kheo.core.paper.writing.setting import dateline

TEMPLATE = Path(__file__).with_name("certificate.typ")
MOST = 1000  # in one file: below 200 MB of memory while it is set
LONGEST = 700  # characters of all texts of one page


@dataclass(frozen=True, slots=True)
class Round:
    """What all certificates of a round share.

    `issuer` praises (“CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …”), `verb` is “TẶNG” or “CHỨNG NHẬN”, `title`
    “GIẤY KHEN”; `decision` cites it (“Quyết định số 112/QĐ-UBND ngày …”).
    """

    profile: Profile
    issuer: str
    title: str
    verb: str
    place: str
    signature: Signature
    on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Awarded:
    """One certificate: who, from where, for what, and its number in the register of honour."""

    name: str
    about: str = ""
    reason: str = ""
    number: str = ""


def write_certificates(round_: Round, awarded: Sequence[Awarded], *, at: datetime) -> bytes:
    """All certificates in the order given, one a page.

    Raises InvalidInput for none or more than `MOST`, and where one's texts are too long for a page.
    """
    if not 0 < len(awarded) <= MOST:
        raise InvalidInput(
            N_(
                "Mỗi tệp in được từ 1 đến %(most)s giấy khen, giấy chứng nhận; hiện có %(count)s. Hãy chọn lại hoặc chia thành nhiều đợt."
            ),
            code="certificates-count",
            field="awarded",
            most=MOST,
            count=len(awarded),
        )
    profile = round_.profile
    data: Data = {
        "title": f"{printable(round_.title)} ({len(awarded)} giấy)",
        "author": printable(round_.issuer),
        "heading": printable(round_.title),
        "motto": [words for words, _ in profile.motto],
        "issuer": printable(round_.issuer),
        "verb": printable(round_.verb),
        "dateline": dateline(printable(round_.place), round_.on),
        "decision": printable(round_.decision),
        "signing": [_words(line) for line in signature_lines(round_.signature, profile)],
        "awarded": [_page(one) for one in awarded],
    }
    return set_pages(TEMPLATE, data, at)


def _page(one: Awarded) -> list[str | float]:
    """The texts of one page and the size of the reason, so that a page holds them."""
    length = len(one.name) + len(one.about) + len(one.reason)
    if length > LONGEST:
        raise InvalidInput(
            N_(
                "Giấy khen, giấy chứng nhận của “%(name)s” dài %(length)s ký tự, quá %(most)s ký tự một trang: hãy viết gọn lại."
            ),
            code="certificate-long",
            field="reason",
            name=one.name[:60],
            length=length,
            most=LONGEST,
        )
    texts = [printable(words) for words in (one.name, one.about, one.reason, one.number)]
    return [*texts, 17.0 if length <= LONGEST / 2 else 13.0]


def _words(line: Line) -> str:
    return "".join(run.text for run in line.runs)
