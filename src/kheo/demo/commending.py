"""The year behind ends with giấy khen: dossiers, opinions, the council's minutes, one decision, the money. One waits now."""

from dataclasses import dataclass
from datetime import date, datetime

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations import public as commendations
from kheo.commendations.public import Dossier, OpinionVerdict, Said
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.documents.public import PaperFacts

_COMMUNE = "dong-trang"
_OFFICER = "canbo.dongtrang"


def last_year(cast: Cast, days: Days, round_: CampaignRound) -> None:
    """Three dossiers became one decision with its prizes."""
    told = facts("commendations")
    teller = _Teller(cast, days, round_)
    rows = [teller.dossier(one, teller.day(told["appraisal"]["received"], 8)) for one in told["dossier"]]
    for row in rows:
        teller.appraised(row, told["appraisal"])
    teller.decided(rows, told)


def this_year(cast: Cast, days: Days, round_: CampaignRound) -> None:
    """One dossier came in yesterday and waits to be taken in."""
    teller = _Teller(cast, days, round_)
    for one in facts("commendations")["waiting"]:
        teller.dossier(one, days.ago(one["on"], 15))


@dataclass(frozen=True, slots=True)
class _Teller:
    cast: Cast
    days: Days
    round: CampaignRound

    @property
    def officer(self) -> User:
        return self.cast.people[_OFFICER]

    def day(self, said: list[int], hour: int = 9) -> datetime:
        """A day of the year behind."""
        month, day = said
        return at(date(self.days.before, month, day), hour)

    def dossier(self, told: Facts, moment: datetime) -> Dossier:
        """Drafted and sent by the unit."""
        unit = self.cast.unit(_COMMUNE, told["unit"])
        by = self.cast.contacts.get(unit.pk, self.officer)
        source = next(
            one
            for one in commendations.sources(self.round, unit.pk)
            if told["about"] in {one.name, one.recognition.name if one.recognition else ""}
        )
        case = commendations.Case(
            award="giay-khen",
            occasion="campaign",
            achievement=f"Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm {self.round.year}",
            summary=told["summary"],
            report=told["summary"],
            span_first=date(moment.year, 1, 1),
            span_last=moment.date(),
        )
        row = commendations.draft(self.round, unit=unit, source=source, case=case, by=by, at=moment)
        return commendations.submit(row, by=by, at=moment)

    def appraised(self, row: Dossier, told: Facts) -> None:
        """Received, consulted, cleared, appraised."""
        by, received = self.officer, self.day(told["received"], 14)
        commendations.receive(row, by=by, at=received)
        answered, done = self.day(told["answered"], 10), self.day(told["done"], 16)
        asked = commendations.ask(
            row, body=told["consulted"], answer_by=self.day(told["done"]).date(), by=by, at=received
        )
        agreed = Said(OpinionVerdict.AGREE, answered.date(), told["consulted_paper"], "Nhất trí.")
        commendations.answer(asked, said=agreed, by=by, at=answered)
        commendations.note_standing(
            row, clear=True, paper=told["standing"], answered_on=answered.date(), by=by, at=answered
        )
        said = Said(OpinionVerdict.AGREE, done.date(), told["paper"], told["words"])
        commendations.appraise(row, body="Phòng Văn hóa - Xã hội", said=said, by=by, at=done)

    def decided(self, rows: list[Dossier], told: Facts) -> None:
        """Minutes, decision, money in and out."""
        by, met = self.officer, self.day(told["council"]["met"], 15)
        commendations.decide_by_minutes(
            self.round,
            number=told["council"]["minutes"],
            held_on=met.date(),
            passed=[row.pk for row in rows],
            not_passed={},
            by=by,
            at=met,
        )
        act, body = told["decision"], facts("recognitions")["body"]
        issued = self.day(act["issued"], 10)
        signed = PaperFacts(act["number"], act["symbol"], issued.date(), body["position"], body["signer"])
        decision = commendations.enact(
            self.round,
            award="giay-khen",
            occasion="campaign",
            facts=signed,
            typed="KHEN THƯỞNG",
            by=by,
            at=issued,
        )
        self._money(decision, told, issued)

    def _money(self, decision: commendations.CommendationDecision, told: Facts, moment: datetime) -> None:
        money, paid = told["money"], self.day(told["decision"]["paid"], 9)
        by = self.officer
        fund = commendations.set_year(
            self.round,
            year=self.round.year,
            recurrent=money["recurrent"],
            permille=money["permille"],
            basis=money["basis"],
            by=by,
            at=moment,
        )
        receipt = commendations.Entry(
            "receipt", money["receipt"], moment.date(), "Lập quỹ năm", money["receipt_paper"]
        )
        commendations.enter(self.round, fund, entry=receipt, by=by, at=moment)
        total = commendations.Enacted.from_json(decision.content).total
        words = f"Chi tiền thưởng theo Quyết định số {decision}"
        entry = commendations.Entry(
            "prize", total, paid.date(), words, told["decision"]["payment_paper"], decision
        )
        commendations.enter(self.round, fund, entry=entry, by=by, at=paid)
