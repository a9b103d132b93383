"""Papers of an inspection go into the register of the unit that leads the campaign, to get their numbers there."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals import inspection_rights as rights
from kheo.appraisals import permissions
from kheo.appraisals.inspection_papers import minutes_of, paper_of, register_kind
from kheo.appraisals.models import Inspection, Visit
from kheo.audit import public as audit
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of


@transaction.atomic
def file_paper(inspection: Inspection, name: str, *, by: User, at: datetime) -> Document:
    """A paper of `inspection_papers.papers_of` waits in the register for its number; made again it is a further
    version there. Raises NotAllowed, NotFound, Refusal.
    """
    permissions.require_run(by, inspection.round.campaign, day_of(at))
    paper = paper_of(inspection, name, at=at)
    source = f"appraisals.Inspection:{inspection.pk}:{name}"
    return _file(inspection, paper, name, source, by=by, at=at)


@transaction.atomic
def file_minutes(visit: Visit, *, by: User, at: datetime) -> Document:
    """The minutes of one place, the same way; by the team's pen or the officer. Raises NotAllowed."""
    if not rights.holds_pen(by, visit.inspection):
        permissions.require_run(by, visit.inspection.round.campaign, day_of(at))
    paper = minutes_of(visit, at=at)
    return _file(visit.inspection, paper, "bien-ban", f"appraisals.Visit:{visit.pk}:bien-ban", by=by, at=at)


def _file(row: Inspection, paper: Paper, name: str, source: str, *, by: User, at: datetime) -> Document:
    unit, kind = row.round.campaign.managing_unit, register_kind(name)
    made = documents.file_draft_of(
        documents.Provenance(f"kiểm tra “{row.name}”", source),
        kind=kind,
        unit=unit,
        subject=paper.subject,
        upload=documents.Upload(
            documents.docx_of(paper, unit, kind, at=at),
            f"{documents.plain_name(name, row.name)}.docx",
        ),
        by=by,
        at=at,
    )
    audit.record("appraisals:inspection:file", made, by=by, at=at, unit_id=unit.pk, paper=name)
    return made
