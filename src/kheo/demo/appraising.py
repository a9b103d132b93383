"""How last year's initiatives were judged: mid-year finished before two hamlets became one, the year's end under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from kheo.accounts.public import User
from kheo.appraisals import public as appraisals
from kheo.appraisals.public import Appraisal, AppraisalRound
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import InvalidInput
from kheo.core.scoring import Mark
from kheo.core.scoring.presets import preset
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress import public as progress
from kheo.registrations.public import Registration

_PRESET = "goi-y-100-diem"
_CODES = ("c1", "c2", "c3", "c5", "c6")
_CONCLUDED = 5
_STILL_AT_UNITS = 5


def half(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """The round of June: everything concluded, ranked, closed."""
    opens = date(days.before, 6, 17)
    teller = _Teller(cast, days, next(iter(kept.values())).round)
    teller.rubric(at(date(days.before, 6, 10), 9))
    row = teller.open("half", opens, opens + timedelta(days=10), at(opens, 8))
    for place, one in enumerate(row.appraisals.order_by("pk")):
        moment = at(opens + timedelta(days=1 + place // 4), 8 + place % 8, 10)
        teller.judge(one, place, "half", moment, waits=False)
    teller.ask(row, "half", hours=22)
    last = at(opens + timedelta(days=10), 15)
    appraisals.make_ranking(row, by=cast.people["mattran.dongtrang"], at=last)
    appraisals.close_round(row, by=cast.people["canbo.dongtrang"], at=last + timedelta(days=14))


def year(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """The round of the year's end: some concluded, some waiting for the second sheet, some still at their units."""
    over = days.before < days.today.year
    opens = date(days.before, 11, 20) if over else days.today - timedelta(days=6)
    teller = _Teller(cast, days, next(iter(kept.values())).round)
    row = teller.open("year", opens, opens + timedelta(days=14), at(opens, 8))
    rows = list(row.appraisals.order_by("pk"))
    for place, one in enumerate(rows):
        moment = at(opens + timedelta(days=1 + place // 5), 8 + place % 8, 20)
        if over or place < len(rows) - _STILL_AT_UNITS:
            teller.judge(one, place, "year", moment, waits=not over and place >= _CONCLUDED)
    if not over:
        teller.ask(row, "year", hours=3)
    else:
        appraisals.make_ranking(
            row, by=cast.people["mattran.dongtrang"], at=at(opens + timedelta(days=14), 15)
        )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the appraisal of one campaign round."""

    cast: Cast
    days: Days
    round: CampaignRound

    def rubric(self, moment: datetime) -> None:
        """The commune's own, begun from what the house suggests, with one gate more."""
        begun, told = preset(_PRESET), facts("appraisals")
        if begun is None:
            raise LookupError(_PRESET)
        gate = {"code": "g4", "text": told["gate"]["text"], "remedy": told["gate"]["remedy"]}
        data = begun.data | told["rubric"] | {"gates": [*begun.data["gates"], gate]}
        made = appraisals.begin(self.round, data=data, origin=begun.name, by=self._officer, at=moment)
        appraisals.put_in_force(made, by=self._officer, at=moment + timedelta(hours=2))

    def open(self, part: str, opens: date, ends: date, moment: datetime) -> AppraisalRound:
        """The round with its team of three, work given to two of them."""
        told = facts("appraisals")[part]
        row = appraisals.open_round(
            self.round,
            appraisals.RoundFacts(
                name=f"{told['name']} {self.round.year}",
                kind="periodic",
                starts_on=opens,
                ends_on=ends,
                head=self.cast.people["mattran.dongtrang"],
                team=[self.cast.people["thamdinh.dongtrang"], self._officer],
                self_score_until=opens + timedelta(days=5),
                decided_by=told["decided_by"],
                spread=Decimal(3),
            ),
            by=self._officer,
            at=moment,
        )
        pairs = [(pk, one.pk) for pk in row.appraisals.values_list("pk", flat=True) for one in self._judges]
        appraisals.assign(row, pairs, by=self._officer, at=moment + timedelta(hours=1))
        return row

    def judge(self, row: Appraisal, place: int, part: str, moment: datetime, *, waits: bool) -> None:
        """Self-score, gate, sheets, conclusion. `waits`: the appraiser's own sheet is still to come."""
        told = facts("appraisals")
        score = told["score"][place % len(told["score"])]
        own = self._marks(row, score, part, step=place // len(told["score"]))
        writer = self.cast.contacts.get(row.registration.handled_by_unit_id, self._officer)
        appraisals.send_self(row, marks=own, hung=self._hung(row), by=writer, at=moment)
        self._gate(row, told["gate"], part, moment + timedelta(minutes=20))
        sheets = {one.appraiser_id: one for one in row.assignments.all()}
        agreed = _less(own, score)
        for number, judge in enumerate(self._judges):
            if waits and not number:
                continue
            after = moment + timedelta(hours=2, minutes=15 * number)
            keep: Facts = {"note": told[part]["note"] if not number else "", "by": judge, "at": after}
            appraisals.send_sheet(sheets[judge.pk], marks=agreed, agrees="less" not in score, **keep)
        if not waits:
            self._conclude(row, agreed, moment + timedelta(hours=4))

    def ask(self, row: AppraisalRound, part: str, *, hours: int) -> None:
        """A unit asks for another look so many hours after its result; answered where the story tells the answer."""
        told = facts("appraisals")[part]["asked"]
        judged = list(row.appraisals.select_related("conclusion", "registration").order_by("pk"))[
            told["place"]
        ]
        if judged.conclusion is None:
            return
        moment = judged.conclusion.made_at + timedelta(hours=hours)
        writer = self.cast.contacts.get(judged.registration.handled_by_unit_id, self._officer)
        evidence = [one.pk for one in progress.evidence_of(judged.registration)][:1]
        asked = appraisals.ask_again(
            judged, criterion="c2", why=told["why"], evidence=evidence, by=writer, at=moment
        )
        if "answer" in told:
            head, later = self.cast.people["mattran.dongtrang"], moment + timedelta(days=1)
            appraisals.answer_request(asked, changed=False, words=told["answer"], by=head, at=later)

    def _marks(self, row: Appraisal, score: Facts, part: str, *, step: int) -> dict[str, Mark]:
        """The unit's own; each time the list comes round again a little lower, so that few are equal."""
        reached = progress.followed([row.registration_id])[row.registration_id].percent or 0
        asked = 50 if part == "half" else 100
        marks = {code: Mark(Decimal(value)) for code, value in zip(_CODES, score["marks"], strict=True)}
        marks["c5"] = Mark((marks["c5"].value or Decimal(0)) - step)
        return marks | {"c4": Mark(Decimal(min(reached, asked)), out_of=Decimal(asked))}

    def _hung(self, row: Appraisal) -> dict[str, list[int]]:
        return {"c4": [one.pk for one in progress.evidence_of(row.registration)][:2]}

    def _gate(self, row: Appraisal, told: Facts, part: str, moment: datetime) -> None:
        keep: Facts = {"code": "g4", "by": self._officer, "at": moment}
        if part == "half":
            expected = date(self.round.year, 12, 20)
            appraisals.answer_gate(
                row, answer="waiting", from_whom=told["from_whom"], expected_on=expected, **keep
            )
        else:
            source = f"{told['source']} năm {self.round.year}"
            appraisals.answer_gate(row, answer="met", source=source, **keep)

    def _conclude(self, row: Appraisal, marks: dict[str, Mark], moment: datetime) -> None:
        """Đạt where the sheet passes; else the unit is told what is missing."""
        keep: Facts = {"marks": marks, "by": self.cast.people["mattran.dongtrang"], "at": moment}
        try:
            appraisals.conclude(row, verdict="passed", **keep)
        except InvalidInput as refusal:
            words = str(refusal.params.get("why") or refusal)
            appraisals.conclude(row, verdict="more", words=words, **keep)

    @property
    def _judges(self) -> list[User]:
        return [self.cast.people["thamdinh.dongtrang"], self._officer]

    @property
    def _officer(self) -> User:
        return self.cast.people["canbo.dongtrang"]


def _less(own: dict[str, Mark], score: Facts) -> dict[str, Mark]:
    """The marks of the team: the unit's own, or less with the reason."""
    if "less" not in score:
        return own
    before = own["c2"].value or Decimal(0)
    return own | {"c2": Mark(before - Decimal(score["less"]), reason=score["why"])}
