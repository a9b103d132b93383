"""A bundle for the level above: tờ trình with its list, every report, the table of contents; and the receipt for one."""

from collections.abc import Sequence
from datetime import date, datetime

from kheo.campaigns.public import CampaignRound
from kheo.commendations.bundles import MANIFEST, Body, Bundle, BundleCase, manifest
from kheo.commendations.models import Dossier, IncomingBundle
from kheo.commendations.papers.dossiers import decider_words, report, submission
from kheo.commendations.selectors.decisions import of_subject, passed_words
from kheo.commendations.selectors.law import name_on
from kheo.core.paper.forms import Signing
from kheo.core.paper.forms.commended import dossier_receipt
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import day_in_words, upper_first
from kheo.documents import public as documents
from kheo.kernel.clock import day_of
from kheo.units import public as units
from kheo.units.public import Unit


def bundle_files(round_: CampaignRound, rows: Sequence[Dossier], *, at: datetime) -> list[tuple[str, bytes]]:
    """Everything of these dossiers, of one award, that goes up: name → bytes, the table of contents last."""
    on, unit = day_of(at), round_.campaign.managing_unit
    to = decider_words(round_, rows[0].award, on)
    made = submission(rows, unit, to=to, on=on, passed=passed_words(rows))
    papers = {f"to-trinh.{form}": documents.write(made, form, at=at) for form in ("docx", "pdf", "xlsx")}
    names = units.names({one.unit_id for one in rows}, on)
    cases = []
    for place, one in enumerate(rows, 1):
        earlier = [it for it in of_subject(one.subject_id) if it.dossier_id != one.pk]
        name = f"bao-cao-{place:02d}-{documents.plain_name(one.subject.name)}.pdf"
        papers[name] = documents.write(report(one, earlier, on=on, short=False), "pdf", at=at)
        cases.append(_case(one, body_of(one.unit, names.get(one.unit_id, "")), name))
    bundle = Bundle(
        sender=body_of(unit, units.name_of(unit, on)),
        to=to,
        letter=next((one.forwarded_paper for one in rows if one.forwarded_paper), ""),
        campaign=round_.campaign.title,
        year=round_.year,
        made_on=on.isoformat(),
        cases=tuple(cases),
        papers=papers,
    )
    return [*papers.items(), (MANIFEST, manifest(bundle))]


def body_of(unit: Unit, name: str) -> Body:
    """A unit as another installation can find it."""
    return Body(name, unit.kind, unit.province_code, unit.area_code)


def _case(one: Dossier, unit: Body, report_name: str) -> BundleCase:
    return BundleCase(
        code=one.receipt_code,
        name=one.subject.name,
        subject=one.subject.kind,
        office=one.subject.office,
        unit=unit,
        award=one.award,
        occasion=one.occasion,
        achievement=one.achievement,
        summary=one.summary,
        report=one.report,
        first=one.span_first.isoformat(),
        last=one.span_last.isoformat(),
        leads=one.leads,
        rating=one.rating,
        confirmed_by=one.confirmed_by,
        passed_by=one.passed_by,
        files=(report_name,),
    )


def bundle_receipt(bundle: IncomingBundle, rows: Sequence[Dossier], *, on: date) -> Paper:
    """Phiếu tiếp nhận of a bundle: whose it is, when it came, under which code each dossier is asked after."""
    unit = bundle.round.campaign.managing_unit
    day = day_of(bundle.taken_at) if bundle.taken_at else on
    pairs = [
        ("Đơn vị gửi", units.name_of(bundle.unit, on)),
        ("Tờ trình số", bundle.letter or "chưa ghi số"),
        ("Ngày tiếp nhận", upper_first(day_in_words(day))),
        ("Mã tiếp nhận", bundle.receipt_code),
        ("Mã kiểm của gói", bundle.checksum[:16]),
    ]
    parts = [
        (f"{name_on(one.award, day)}: {one.subject.name}", f"đã tiếp nhận, mã hồ sơ {one.receipt_code}")
        for one in rows
    ]
    return dossier_receipt(
        profile=documents.profile_of(unit, on),
        office=units.name_of(unit, on).upper(),
        pairs=pairs,
        parts=parts,
        signing=Signing(documents.place_of(unit, on), day, "NGƯỜI TIẾP NHẬN"),
    )
