"""Kinds of papers in the register beside those of `core.paper.kinds`."""

from kheo.core.paper.kinds import KINDS, PaperKind
from kheo.core.vietnamese import fold
from kheo.documents.models import Document
from kheo.units.public import UnitKind

_CODES = {
    Document.Kind.PLAN: "KH",
    Document.Kind.LETTER: "CV",
    Document.Kind.NOTICE: "TB",
    Document.Kind.DECISION: "QD",
    Document.Kind.SUBMISSION: "TTR",
    Document.Kind.REPORT: "BC",
    Document.Kind.MINUTES: "BB",
    Document.Kind.GUIDANCE: "HD",
    Document.Kind.INVITATION: "GM",
    Document.Kind.RESOLUTION: "NQ",
    Document.Kind.DIRECTIVE: "CT",
    Document.Kind.CONCLUSION: "KL",
    Document.Kind.PROGRAMME: "CTR",
    Document.Kind.SCHEME: "DAN",
    Document.Kind.RULES: "QC",
    Document.Kind.REGULATION: "QYD",
}
_BY_CODE = {kind.code: kind for kind in KINDS}

DOSSIER = (Document.Kind.SHEET, Document.Kind.RECEIPT, Document.Kind.SIGNED_COPY)
"""Papers of a registration: not outgoing papers of the register, and their reading is written down."""
REGISTERED = tuple(kind for kind in Document.Kind if kind not in (*DOSSIER, Document.Kind.LIST))
PARTY_KINDS = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_CELL, UnitKind.PARTY_BODY})


def official(kind: str) -> PaperKind | None:
    """The kind as the rules of layout know it; None for “other”."""
    code = _CODES.get(Document.Kind(kind))
    return _BY_CODE[code] if code else None


def kind_of(name: str | None) -> Document.Kind:
    """The kind with this printed name (“KẾ HOẠCH”, “Kế hoạch”); a paper without one is a công văn."""
    if not name:
        return Document.Kind.LETTER
    wanted = fold(name)
    for kind, code in _CODES.items():
        if fold(_BY_CODE[code].title) == wanted:
            return kind
    return Document.Kind.OTHER
