"""Papers of a campaign stand in the register of the body that issued them."""

from datetime import datetime

from kheo.accounts.public import User
from kheo.campaigns.models import CampaignRound, GoverningPaper
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import fold
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.units import public as units


def enter_governing(paper: GoverningPaper, *, by: User, at: datetime) -> None:
    """A signed paper that the managing unit itself issued; a paper of another body is not its outgoing one."""
    if paper.is_draft or not paper.number or paper.issued_on is None or not _is_own(paper):
        return
    documents.file_known_paper(
        kind=documents.kind_of(paper.doc_type),
        unit=paper.campaign.managing_unit,
        subject=paper.subject or paper.file_name,
        number=paper.number,
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        provenance=documents.Provenance(
            f"văn bản của phong trào “{paper.campaign.title}”", f"campaigns.GoverningPaper:{paper.pk}"
        ),
        by=by,
        at=at,
        file=paper.file,
        file_name=paper.file_name,
    )


def file_letter(round_: CampaignRound, letter: Paper, *, by: User, at: datetime) -> Document:
    """The công văn to the units waits in the register for its number. Raises NotAllowed."""
    unit = round_.campaign.managing_unit
    return documents.file_draft_of(
        documents.Provenance(
            f"phong trào “{round_.campaign.title}”, năm {round_.year}",
            f"campaigns.CampaignRound:{round_.pk}:letter",
        ),
        kind=Document.Kind.LETTER,
        unit=unit,
        subject=letter.subject,
        upload=documents.Upload(
            documents.docx_of(letter, unit, Document.Kind.LETTER, at=at),
            f"cong-van-dang-ky-dan-van-kheo-{round_.year}.docx",
        ),
        by=by,
        at=at,
    )


def _is_own(paper: GoverningPaper) -> bool:
    unit = paper.campaign.managing_unit
    name, said = fold(units.name_of(unit, paper.issued_on or unit.founded_on)), fold(paper.issuer)
    if said:
        return said in name or name in said
    return bool(unit.symbol) and unit.symbol in paper.symbol.replace("/", "-").split("-")
