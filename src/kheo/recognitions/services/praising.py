"""Biểu dương: a letter without number, or a notice in the register. No form of commendation, no prize."""

from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, TransitionNotAllowed
from kheo.core.vietnamese import clean
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.recognitions.models import Exemplar, Praise
from kheo.recognitions.papers.praises import content_of, praise_paper
from kheo.recognitions.services.common import manager, needed, past_day, require_issuer, short_enough
from kheo.recognitions.states import PraiseForm
from kheo.units.public import Unit


@transaction.atomic
def praise(
    exemplar: Exemplar, *, form: str, unit: Unit, facts: PaperFacts, words: str, by: User, at: datetime
) -> Praise:
    """Send a letter of praise, or issue a notice with its number; the example's unit is told.

    Raises NotAllowed, InvalidInput (`field` form, unit, issued_on, number, symbol, signer or words),
    TransitionNotAllowed for a note that was struck out.
    """
    rows = Exemplar.objects.select_for_update(of=("self",))
    row = rows.select_related("round__campaign__managing_unit", "subject", "unit").get(pk=exemplar.pk)
    manager(by, row.round, at)
    if row.struck_at is not None:
        raise TransitionNotAllowed(
            N_("Ghi nhận này đã được gạch bỏ nên không biểu dương được."), code="struck"
        )
    if form not in PraiseForm.values:
        raise InvalidInput(N_("Hãy chọn thư khen hay thông báo biểu dương."), code="form", field="form")
    on = past_day(facts.issued_on, "issued_on", row.round, at)
    require_issuer(unit, row.round, day_of(at))
    needed(facts.position, "position", 120, N_("Hãy ghi chức vụ người ký."))
    needed(facts.signer, "signer", 200, N_("Hãy ghi họ tên người ký."))
    said = short_enough(clean(words).strip(), "words", 1500)
    if form == PraiseForm.LETTER:
        facts = PaperFacts("", "", on, facts.position, facts.signer)
    else:
        needed(facts.number, "number", 20, N_("Hãy ghi số của thông báo đã ký."))
        needed(facts.symbol, "symbol", 60, N_("Hãy ghi ký hiệu của thông báo."))
    content = content_of(row, form=form, unit=unit, facts=facts, words=said, on=on)
    made = Praise.objects.create(
        exemplar=row,
        form=form,
        unit=unit,
        issued_on=on,
        number=facts.number,
        symbol=facts.symbol,
        content=content,
        document=_filed(row, unit, content, by=by, at=at) if form == PraiseForm.NOTICE else None,
        made_at=at,
        made_by=by,
    )
    audit.record(
        "recognitions:exemplar:praise", row, by=by, at=at, unit_id=unit.pk, form=form, number=str(made)
    )
    notices.tell(
        row,
        unit_ids=[row.unit_id],
        title=f"{PraiseForm(form).label}: {row.subject.name}",
        by=by,
        at=at,
        link=f"/cong-nhan/dien-hinh/{row.pk}/",
    )
    return made


def _filed(row: Exemplar, unit: Unit, content: dict[str, object], *, by: User, at: datetime) -> Document:
    """The notice in the register of whoever issues it."""
    paper = praise_paper(unit, content)
    made = documents.docx_of(paper, unit, Document.Kind.NOTICE, at=at)
    what = f"gương điển hình ghi nhận ngày {row.happened_on:%d/%m/%Y}"
    source = f"recognitions.Exemplar:{row.pk}"
    return documents.file_paper(
        kind=Document.Kind.NOTICE,
        unit=unit,
        subject=paper.subject,
        by=by,
        at=at,
        number=str(content["number"]),
        symbol=str(content["symbol"]),
        issued_on=_day_of_paper(content),
        upload=documents.Upload(
            made,
            f"thong-bao-bieu-duong-{row.pk}.docx",
            provenance=documents.Provenance(what, source, content),
        ),
        details=documents.Details(
            signer=str(content["signer"]),
            signer_position=str(content["position"]),
            recipients=str(content["unit"]),
        ),
    )


def _day_of_paper(content: dict[str, object]) -> date:
    """The day of the paper."""
    return date.fromisoformat(str(content["issued_on"]))
