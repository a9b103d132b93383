"""Papers around dossiers: submission with list, achievement report, receipt, consultation, posting, appraisal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Commendation, Dossier, Opinion
from kheo.commendations.papers.decisions import occasion_words
from kheo.commendations.selectors.decisions import submitter_of
from kheo.commendations.selectors.dossiers import Line, Part
from kheo.commendations.selectors.law import award_on, is_own, issuer_for, name_for, occasion_of
from kheo.core.law.awards import Sort, national_awards
from kheo.core.paper.forms import Issuing, Signing
from kheo.core.paper.forms.commendations import (
    Award,
    Commended,
    appraisal_report,
    commendation_submission,
    consult_letter,
    kinds_of,
    posting_notice,
)
from kheo.core.paper.forms.commended import Reported, achievement_report, dossier_receipt
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import day_in_words, long_date, short_date, upper_first
from kheo.documents import public as documents
from kheo.recognitions import public as recognitions
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Subject, Unit, UnitKind


def award_of(key: str, round_: CampaignRound, on: date) -> Award:
    """What is given, as papers call it that day."""
    return Award(name_for(key, round_, on), award_on(key, on).sort is Sort.TITLE)


def commended(row: Dossier, unit: str) -> Commended:
    """A dossier as a line of a list."""
    about = row.subject.office if row.subject.kind == Subject.Kind.INDIVIDUAL else ""
    return Commended(
        row.subject.name, row.subject.kind, about, "" if unit == row.subject.name else unit, row.achievement
    )


def decider_words(round_: CampaignRound, award: str, on: date) -> str:
    """To whom a dossier goes in the end: the place's chairman, or who decides above."""
    issuer = issuer_for(round_, award, on)
    if is_own(round_, award, on) and issuer is not None:
        return documents.decider_of(UnitKind(issuer.kind), units.name_of(issuer, on))
    power = national_awards().power(award, on)
    return power.by.value if power else "cấp có thẩm quyền"


def issuing_of(unit: Unit, kind: str, on: date) -> tuple[Issuing, str]:
    """Head and foot of a unit's own paper, without number; its name."""
    name = units.name_of(unit, on)
    usual = documents.usual_facts(unit, kind, on)
    facts = replace(usual, position=usual.position or recognitions.head_of(unit, name))
    return documents.issuing(unit, name, facts, on=on), name


def submission(
    rows: Sequence[Dossier], by_unit: Unit, *, to: str, on: date, passed: Sequence[str] = ()
) -> Paper:
    """Tờ trình of a unit, of the advisory division or of the committee, with its list; signed and numbered in its office."""
    first = rows[0]
    issuing, name = issuing_of(by_unit, "TTr", on)
    names = units.names({one.unit_id for one in rows}, on)
    round_ = first.round
    plan = registrations.plan_cited(round_, units.name_of(round_.campaign.managing_unit, on))
    reviewed = sorted({one.item.review.held_on for one in rows if one.item is not None})
    cases = [commended(one, names.get(one.unit_id, "")) for one in rows]
    reasons = [f"Thực hiện {plan}, {name} đã xem xét thành tích của {kinds_of(cases)}."]
    if passed:
        reasons.append(f"Căn cứ {'; '.join(passed)}.")
    elif reviewed:
        reasons.append(f"Căn cứ biên bản họp bình xét {', '.join(long_date(one) for one in reviewed)}.")
    said = [
        f"Ý kiến của {one.body}: {one.get_verdict_display().lower()}{f' (văn bản {one.paper})' if one.paper else ''}."
        for one in (_answered(rows) if passed else [])
    ]
    return commendation_submission(
        issuing=issuing,
        award=award_of(first.award, round_, on),
        to=to,
        reasons=reasons,
        occasion=occasion_words(occasion_of(first.occasion), round_.year),
        cases=cases,
        opinions=said,
    )


def _answered(rows: Sequence[Dossier]) -> list[Opinion]:
    """The bodies asked, each body's answer once."""
    found = Opinion.objects.filter(dossier__in=rows, answered_on__isnull=False).order_by("answered_on", "pk")
    return list({(one.kind, one.body, one.paper): one for one in found}.values())


def report(row: Dossier, earlier: Sequence[Commendation], *, on: date, short: bool) -> Paper:
    """Báo cáo thành tích, in full or as a summary; what was given before comes from the register of awards."""
    name = units.name_of(row.unit, on)
    text = row.summary if short or not row.report else row.report
    traits = [("Tên", row.subject.name)]
    if row.subject.office:
        traits.append(("Chức vụ, công việc", row.subject.office))
    traits.append(("Đơn vị, địa chỉ", name))
    if row.recognition is not None:
        initiative = row.recognition.registration_id is not None
        what = f"mô hình “{row.recognition.name}”" if initiative else "điển hình “Dân vận khéo”"
        traits.append(("Đã được công nhận", f"{what} (Quyết định số {row.recognition.decision})"))
    given = [(str(one.issued_on.year), one.award_name, _decided(one)) for one in earlier]
    titles = [line for line, one in zip(given, earlier, strict=True) if _is_title(one)]
    forms = [line for line, one in zip(given, earlier, strict=True) if not _is_title(one)]
    return achievement_report(
        issuing=issuing_of(row.unit, "", on)[0],
        told=Reported(
            award=award_of(row.award, row.round, on),
            case=commended(row, name),
            span=f"từ {short_date(row.span_first)} đến {short_date(row.span_last)}",
            movement=f"Báo cáo theo phong trào thi đua “Dân vận khéo” năm {row.round.year}",
            traits=traits,
            results=[line.strip() for line in text.splitlines() if line.strip()],
            titles=titles,
            earlier=forms,
            confirmed_by=row.confirmed_by,
        ),
        signing=Signing(place=documents.place_of(row.unit, on), month=on.month, year=on.year),
        short=short,
    )


def _decided(one: Commendation) -> str:
    return f"Quyết định số {one.decision} {long_date(one.issued_on)} của {one.decision.issuer}"


def _is_title(one: Commendation) -> bool:
    found = next((row for row in national_awards().awards(one.issued_on) if row.key == one.award), None)
    return found is not None and found.sort is Sort.TITLE


def receipt(line: Line, *, on: date) -> Paper:
    """Phiếu tiếp nhận: what came in, the code to ask by, by when it is settled."""
    row = line.row
    unit, received = row.round.campaign.managing_unit, row.received_on or on
    pairs = [
        ("Người, đơn vị được đề nghị", row.subject.name),
        ("Đơn vị đề nghị", line.unit),
        ("Danh hiệu, hình thức", line.award),
        ("Ngày tiếp nhận", upper_first(day_in_words(received))),
        ("Mã hồ sơ", row.receipt_code),
    ]
    pairs += [("Hạn giải quyết", upper_first(day_in_words(line.due)))] if line.due else []
    parts = [(one.name, _part_words(one)) for one in line.parts]
    return dossier_receipt(
        profile=documents.profile_of(unit, on),
        office=units.name_of(unit, on).upper(),
        pairs=pairs,
        parts=parts,
        signing=Signing(documents.place_of(unit, on), received, "NGƯỜI TIẾP NHẬN"),
    )


def _part_words(one: Part) -> str:
    return "có sau" if one.there is None else "đã có" if one.there else "còn thiếu"


def consultation(row: Dossier, opinion: Opinion, *, on: date) -> Paper:
    """Công văn lấy ý kiến of the advisory division."""
    unit = submitter_of(row.round, on)
    issuing, _name = issuing_of(unit, "", on)
    answer_by = (
        f"trước hết ngày {short_date(opinion.answer_by)}" if opinion.answer_by else "trong thời gian sớm nhất"
    )
    return consult_letter(
        issuing=issuing,
        to=opinion.body,
        case=commended(row, units.name_of(row.unit, on)),
        award=award_of(row.award, row.round, on),
        answer_by=answer_by,
    )


def posted(rows: Sequence[Dossier], *, place: str, until: date, on: date) -> Paper:
    """Thông báo công khai: names, units, achievements, nothing else."""
    round_ = rows[0].round
    issuing, _name = issuing_of(round_.campaign.managing_unit, "TB", on)
    names = units.names({one.unit_id for one in rows}, on)
    return posting_notice(
        issuing=issuing,
        award=award_of(rows[0].award, round_, on),
        cases=[commended(one, names.get(one.unit_id, "")) for one in rows],
        until=f"ngày {short_date(until)}",
        place=place,
    )


def appraised(rows: Sequence[Dossier], words: dict[int, str], *, on: date) -> Paper:
    """Báo cáo thẩm định of the advisory division: its written opinion on each dossier."""
    round_ = rows[0].round
    unit = submitter_of(round_, on)
    issuing, name = issuing_of(unit, "BC", on)
    names = units.names({one.unit_id for one in rows}, on)
    opening = f"{name} đã thẩm định hồ sơ đề nghị khen thưởng về đối tượng, điều kiện, tiêu chuẩn, hồ sơ và thủ tục. Kết quả như sau:"
    return appraisal_report(
        issuing=issuing,
        award=award_of(rows[0].award, round_, on),
        to=decider_words(round_, rows[0].award, on),
        opening=opening,
        findings=[(commended(one, names.get(one.unit_id, "")), words.get(one.pk, "")) for one in rows],
    )
