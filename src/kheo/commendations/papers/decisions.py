"""Quyết định khen thưởng, quyết định hủy bỏ: what a decision would say, and what it said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.frozen import Case, Enacted
from kheo.commendations.models import Commendation, Dossier
from kheo.commendations.selectors.law import award_on, issuer_for, money_of, name_for
from kheo.commendations.selectors.prizes import WrittenMoney, known_prize, laws_of
from kheo.core.law import Instrument, instruments_in_force
from kheo.core.law.awards import Sort, national_awards
from kheo.core.law.provisions import Occasion
from kheo.core.paper.forms import Issuing
from kheo.core.paper.forms.commendations import KINDS, commendation_decision, revocation_decision
from kheo.core.paper.model import Paper
from kheo.core.prizes import Prize
from kheo.core.vietnamese import format_number, long_date
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.recognitions import public as recognitions
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Subject, Unit, UnitKind

_ABOUT = "thi đua, khen thưởng"
_LOCAL_GOVERNMENT = "Tổ chức chính quyền địa phương"
_WORDS = {
    Occasion.CAMPAIGN: "đã có thành tích trong phong trào thi đua “Dân vận khéo” năm {year}",
    Occasion.ANNUAL: "đã có thành tích trong công tác năm {year}",
    Occasion.SUDDEN: "đã có thành tích đột xuất",
}


def occasion_words(occasion: Occasion, year: int) -> str:
    """What for, after “Tặng Giấy khen cho 03 tập thể …”."""
    return _WORDS[occasion].format(year=year)


def bases_of(round_: CampaignRound, award: str, on: date, *, passed: Iterable[str] = ()) -> tuple[str, ...]:
    """Laws and decrees of that day on local government and commendation, who decides, the plan, the meetings. The Party
    rests on its plan and meetings, the Front on the law on commendation too: what else they cite nobody of us has read.
    """
    issuer = issuer_for(round_, award, on)
    if issuer is not None and issuer.kind != UnitKind.PEOPLES_COMMITTEE:
        return _own_bases(round_, issuer, on, passed)
    living = instruments_in_force(on)
    laws = [one for one in living if one.kind == "Luật" and one.title == _LOCAL_GOVERNMENT]
    laws += [one for one in living if one.kind == "Luật" and _ABOUT in one.title.lower()]
    decrees = [one for one in living if one.kind == "Nghị định" and _ABOUT in one.title.lower()]
    power = national_awards().power(award, on)
    if power is not None and power.law.instrument.kind == "Nghị định" and power.law.instrument not in decrees:
        decrees.append(power.law.instrument)
    plan = registrations.plan_cited(round_, units.name_of(round_.campaign.managing_unit, on))
    found = [f"Căn cứ {_cited(one)}" for one in (*laws, *decrees)]
    found.append(f"{'Thực hiện' if plan.startswith('phong trào') else 'Căn cứ'} {plan}")
    return (*found, *(f"Căn cứ {words}" for words in passed))


def _own_bases(round_: CampaignRound, issuer: Unit, on: date, passed: Iterable[str]) -> tuple[str, ...]:
    laws = [
        f"Căn cứ {_cited(one)}"
        for one in instruments_in_force(on)
        if issuer.kind == UnitKind.FRONT and one.kind == "Luật" and _ABOUT in one.title.lower()
    ]
    plan = registrations.plan_cited(round_, units.name_of(round_.campaign.managing_unit, on))
    return (*laws, *documents.bases_of(issuer, plan, on, more=tuple(passed)))


def _cited(one: Instrument) -> str:
    if one.kind == "Luật":
        return f"Luật {one.title} {long_date(one.signed_on)}"
    title = f"{one.title[0].lower()}{one.title[1:]}"
    return f"{one.name} {long_date(one.signed_on)} của {one.issuer} {title}"


def case_of(row: Dossier, unit: str, on: date, money: WrittenMoney | None = None) -> Case:
    """A dossier as a decision of that day names it, with its prize: by the law, else as the issuer wrote it."""
    prize = known_prize(row.award, row.subject.kind, on)
    written = money.amounts.get(row.subject.kind) if money else None
    about = row.subject.office if row.subject.kind == Subject.Kind.INDIVIDUAL else ""
    return Case(
        name=row.subject.name,
        kind=row.subject.kind,
        about=about,
        unit="" if unit == row.subject.name else unit,
        achievement=row.achievement,
        prize=prize.dong if prize else written,
        product=prize.product if prize else f"theo {money.source}" if money and written else "",
    )


def revoked_case(row: Commendation, unit: str, reason: str) -> Case:
    """An award as a decision that revokes it names it."""
    return Case(
        name=row.name,
        kind=row.subject.kind,
        about="",
        unit="" if unit == row.name else unit,
        achievement=row.achievement,
        note=reason,
    )


def draft(
    round_: CampaignRound,
    issuer: Unit,
    facts: PaperFacts,
    *,
    award: str,
    occasion: Occasion,
    proposer: str,
    bases: Sequence[str],
    on: date,
    cases: Sequence[Case],
    money: WrittenMoney | None = None,
) -> Enacted:
    """Everything that a decision of these cases would say on that day."""
    name = units.name_of(issuer, on)
    known = [
        (words, prize)
        for kind, words in KINDS
        if any(one.kind == kind for one in cases) and (prize := known_prize(award, kind, on))
    ]
    prize_words = [_a_prize(words, prize) for words, prize in known]
    laws = [law for _words, prize in known for law in laws_of(prize)]
    if money is not None:
        given = {one.kind: one.prize for one in cases if one.prize}
        prize_words = [f"{words} {format_number(given[kind])} đồng" for kind, words in KINDS if kind in given]
        laws = [money.law] if given else []
    return Enacted(
        facts=facts,
        issuer=name,
        by=documents.decider_of(UnitKind(issuer.kind), name),
        proposer=proposer,
        year=round_.year,
        award=name_for(award, round_, on),
        is_title=award_on(award, on).sort is Sort.TITLE,
        occasion=occasion_words(occasion, round_.year),
        bases=tuple(bases),
        told=recognitions.told_words(one.unit or one.name for one in cases),
        cases=tuple(sorted(cases, key=lambda one: [kind for kind, _words in KINDS].index(one.kind))),
        prize_words=tuple(prize_words),
        prize_laws=tuple(dict.fromkeys(laws)),
        fund=_fund(award, name, on, money),
    )


def _fund(award: str, name: str, on: date, money: WrittenMoney | None) -> str:
    """What prizes are paid from: the State's fund of the year, or the issuer's own money."""
    if money is not None and money.fund:
        return money.fund
    rule = money_of(award, on)
    if rule is not None and not rule.counted:
        return f"{rule.fund} năm {on.year}"
    return f"Quỹ thi đua, khen thưởng năm {on.year} của {_small(name)}"


def _a_prize(words: str, prize: Prize) -> str:
    return f"{words} {format_number(prize.dong)} đồng (hệ số {format_number(prize.coefficient.value)})"


def _small(name: str) -> str:
    return name.removeprefix("Ủy ban nhân dân ") if name.startswith("Ủy ban nhân dân ") else name


def decision_paper(issuer: Unit, made: Enacted, *, on: date) -> Paper:
    """Quyết định with its list; without a number it is a draft of the day."""
    issuing = issuing_of(issuer, made, on=on)
    cases = [one.commended() for one in made.cases]
    if made.old:
        return revocation_decision(
            issuing=issuing,
            decider=made.by.upper(),
            bases=made.bases,
            proposer=made.proposer,
            award=made.given,
            old=made.old,
            cases=cases,
            days=made.days,
        )
    return commendation_decision(
        issuing=issuing,
        decider=made.by.upper(),
        bases=made.bases,
        proposer=made.proposer,
        award=made.given,
        occasion=made.occasion,
        cases=cases,
        prize_words=made.prize_words,
        fund=made.fund,
    )


def issuing_of(issuer: Unit, made: Enacted, *, on: date) -> Issuing:
    """The chairman signs for himself, not for the committee; a deputy for him. Party and Front sign on behalf of theirs."""
    return documents.deciding(issuer, made.issuer, made.facts, on=on, recipients=made.told)


def with_codes(made: Enacted, codes: Sequence[str]) -> Enacted:
    """The cases with their number in the golden book and their check code."""
    cases = tuple(
        replace(one, ordinal=place, code=code)
        for place, (one, code) in enumerate(zip(made.cases, codes, strict=True), 1)
    )
    return replace(made, cases=cases)
