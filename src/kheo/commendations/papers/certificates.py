"""Giấy khen, danh hiệu of one decision: whole pages, or texts for pre-printed blanks."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from kheo.commendations.frozen import Case, Enacted
from kheo.commendations.models import Blank, CommendationDecision
from kheo.commendations.papers.decisions import issuing_of
from kheo.core.paper.writing.certificates import MOST, Awarded, Round, write_certificates
from kheo.core.paper.writing.overlay import SLOTS, Place, Sheet, texts_of, write_overlay
from kheo.core.vietnamese import long_date
from kheo.core.vietnamese.encodings import to_tcvn3

__all__ = ["MOST", "certificates", "on_blank", "tcvn3_texts"]


def _round(decision: CommendationDecision, made: Enacted) -> Round:
    """What all of them share."""
    issuing = issuing_of(decision.unit, made, on=decision.issued_on)
    name = made.award.partition(" của ")[0]
    return Round(
        profile=issuing.profile,
        issuer=made.by.upper(),
        title=name.upper(),
        verb="TẶNG DANH HIỆU" if made.is_title else "TẶNG",
        place=issuing.head.place,
        signature=issuing.signature,
        on=decision.issued_on,
        decision=f"Quyết định số {decision} {long_date(decision.issued_on)}",
    )


def _page(one: Case, *, with_code: bool = False, qr_address: str = "") -> Awarded:
    return Awarded(
        name=one.name,
        about=", ".join(filter(None, (one.about, one.unit))),
        reason=one.achievement,
        number=f"{one.ordinal:02d}",
        check=one.code if with_code else "",
        qr=f"{qr_address}{one.code}/" if with_code and qr_address else "",
    )


def certificates(
    decision: CommendationDecision,
    cases: Sequence[Case],
    *,
    at: datetime,
    with_code: bool = False,
    qr_address: str = "",
) -> bytes:
    """All of these in one .pdf, one a page, at most MOST. The form of a giấy khen is prescribed: its check code is
    printed only where asked, as QR too where `qr_address` is known.
    """
    made = Enacted.from_json(decision.content)
    pages = [_page(one, with_code=with_code, qr_address=qr_address) for one in cases]
    return write_certificates(_round(decision, made), pages, at=at)


def on_blank(decision: CommendationDecision, blank: Blank, cases: Sequence[Case], *, at: datetime) -> bytes:
    """The same for a pre-printed blank: words alone, at their places."""
    made = Enacted.from_json(decision.content)
    places = {slot: Place(*map(Decimal, blank.slots[slot])) for slot in SLOTS if slot in blank.slots}
    sheet = Sheet(blank.width, blank.height, places, blank.shift_x, blank.shift_y)
    return write_overlay(_round(decision, made), sheet, [_page(one) for one in cases], at=at)


def tcvn3_texts(decision: CommendationDecision, cases: Sequence[Case]) -> bytes:
    """Every text in the codes of TCVN3 fonts (.VnTime …), a tab between slots, a line a certificate."""
    round_ = _round(decision, Enacted.from_json(decision.content))
    lines = []
    for one in cases:
        texts = texts_of(round_, _page(one))
        lines.append("\t".join(" ".join(texts[slot].split()) for slot in SLOTS))
    return to_tcvn3("\r\n".join(lines) + "\r\n")
