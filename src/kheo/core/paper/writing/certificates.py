"""Certificates of a whole round in one .pdf: a page of A4 across for each who is praised, text only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import segno

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

    `issuer` praises or recognises (“CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …”), `verb` is “TẶNG” or “” , `title`
    “GIẤY KHEN”, “GIẤY CHỨNG NHẬN”; `decision` cites it (“Quyết định số 112/QĐ-UBND ngày …”). `number_words` stand
    before each number, `check_words` before each code.
    """

    profile: Profile
    issuer: str
    title: str
    verb: str
    place: str
    signature: Signature
    on: date | None = None
    decision: str = ""
    number_words: str = "Số sổ vàng"
    check_words: str = "Mã kiểm tra"


@dataclass(frozen=True, slots=True)
class Awarded:
    """One certificate: who, from where, for what, its number in the register of honour, and the code by which
    anybody may check it; `qr` is the whole address of that check, printed as a QR code where it is given.
    """

    name: str
    about: str = ""
    reason: str = ""
    number: str = ""
    check: str = ""
    qr: str = ""


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
        "number_words": printable(round_.number_words),
        "check_words": printable(round_.check_words),
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
    texts = [printable(words) for words in (one.name, one.about, one.reason, one.number, one.check)]
    return [*texts, 17.0 if length <= LONGEST / 2 else 13.0, qr_svg(one.qr) if one.qr else ""]


_MASK = 2


def qr_svg(address: str) -> str:
    """The QR code (ISO/IEC 18004, level M, with its quiet zone) as a drawing of one path."""
    out = BytesIO()
    # Every reader undoes any of the eight masks; weighing them against each other costs four times the rest.
    segno.make_qr(address, error="m", mask=_MASK).save(out, kind="svg", xmldecl=False)
    return out.getvalue().decode()


def _words(line: Line) -> str:
    return "".join(run.text for run in line.runs)
