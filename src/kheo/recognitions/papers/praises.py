"""Thư khen and thông báo biểu dương, from what was kept with them."""

from datetime import date
from typing import Any

from kheo.core.paper.forms import PraiseLetter, Signing, praise_letter, praise_notice
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import short_date
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.recognitions.models import Exemplar
from kheo.recognitions.states import PraiseForm
from kheo.units import public as units
from kheo.units.public import Subject, Unit


def content_of(
    exemplar: Exemplar, *, form: str, unit: Unit, facts: PaperFacts, words: str, on: date
) -> dict[str, Any]:
    """Everything that the paper says, as plain values."""
    subject = exemplar.subject
    who = {
        Subject.Kind.COLLECTIVE: subject.name,
        Subject.Kind.INDIVIDUAL: f"{subject.name}{f', {subject.office}' if subject.office else ''}",
        Subject.Kind.HOUSEHOLD: subject.name,
    }[Subject.Kind(subject.kind)]
    return {
        "form": form,
        "issuer": units.name_of(unit, on),
        "place_of": documents.place_of(unit, on),
        "number": facts.number,
        "symbol": facts.symbol,
        "issued_on": (facts.issued_on or on).isoformat(),
        "position": facts.position,
        "signer": facts.signer,
        "who": who,
        "unit": units.name_of(exemplar.unit, on),
        "deed": _as_clause(exemplar.deed),
        "happened_on": exemplar.happened_on.isoformat(),
        "place": exemplar.place,
        "words": words,
        "year": exemplar.round.year,
    }


def _as_clause(deed: str) -> str:
    """The deed as it follows “tại …, ”: on one line, small at the beginning, with one full stop."""
    line = " ".join(deed.split()).rstrip(". ;")
    first = line[:1].lower() if line[1:2].islower() or line[1:2] == " " else line[:1]
    return f"{first}{line[1:]}."


def praise_paper(unit: Unit, kept: dict[str, Any]) -> Paper:
    """The letter or notice of these values."""
    on = date.fromisoformat(kept["issued_on"])
    when = f"ngày {short_date(date.fromisoformat(kept['happened_on']))}"
    if kept["form"] == PraiseForm.NOTICE:
        facts = PaperFacts(kept["number"], kept["symbol"], on, kept["position"], kept["signer"])
        issuing = documents.issuing(unit, kept["issuer"], facts, on=on, recipients=(kept["unit"],))
        return praise_notice(
            issuing=issuing,
            who=f"{kept['who']}, {kept['unit']}",
            deed=kept["deed"],
            when=when,
            place=kept["place"],
            words=kept["words"],
            year=kept["year"],
        )
    told = f"{when[0].upper()}{when[1:]}, tại {kept['place']}, {kept['deed']}"
    return praise_letter(
        profile=documents.profile_of(unit, on),
        letter=PraiseLetter(kept["issuer"], f"Thân gửi {kept['who']}, {kept['unit']}!", told, kept["words"]),
        signing=Signing(place=kept["place_of"], on=on, title=kept["position"].upper(), name=kept["signer"]),
    )
