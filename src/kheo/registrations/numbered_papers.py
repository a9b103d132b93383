"""Papers that bear a number: the issued list, the letter that sends it up with its bundle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import ListedInitiative, list_notice, upward_letter
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import long_date
from kheo.registrations import list_papers
from kheo.registrations.list_papers import initiatives, plain_name, write
from kheo.registrations.listing import Line
from kheo.registrations.paper_heads import PaperFacts, issuing
from kheo.registrations.single_papers import sheet_paper

_PLAN = "plan"
_TOLD = ("Các đơn vị có mô hình trong danh mục",)


@dataclass(frozen=True, slots=True)
class IssuedList:
    """A list as issued: head, signer, plan and rows, so that it prints the same for ever."""

    facts: PaperFacts
    issuer: str
    plan: str
    rows: tuple[ListedInitiative, ...]

    @classmethod
    def freeze(cls, facts: PaperFacts, issuer: str, plan: str, lines: Iterable[Line]) -> "IssuedList":
        """The list as it stands."""
        return cls(facts, issuer, plan, tuple(initiatives(lines)))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "IssuedList":
        """What `as_json` gave."""
        day = kept["facts"]["issued_on"]
        facts = PaperFacts(**{**kept["facts"], "issued_on": date.fromisoformat(day) if day else None})
        rows = tuple(ListedInitiative(**row) for row in kept["rows"])
        return cls(facts, kept["issuer"], kept["plan"], rows)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        kept = asdict(self)
        kept["facts"]["issued_on"] = self.facts.issued_on.isoformat() if self.facts.issued_on else None
        return kept


def plan_cited(round_: CampaignRound, issuer: str) -> str:
    """“Kế hoạch số 46/KH-UBND ngày 19 tháng 3 năm 2026 của …”, the plan in force; else the movement."""
    applied = [one for one in campaigns.live_papers(round_.campaign) if one.applied_at and one.role == _PLAN]
    of_round = [one for one in applied if one.round_id == round_.pk]
    plan = next(reversed(of_round or applied), None)
    if plan is None or plan.issued_on is None:
        return f"phong trào thi đua “Dân vận khéo” năm {round_.year} của {issuer}"
    name = campaigns.paper_name(plan).rpartition(" ngày ")[0]
    return f"{name} {long_date(plan.issued_on)} của {issuer}"


def notice(round_: CampaignRound, issued: IssuedList, *, on: date) -> Paper:
    """“Thông báo danh mục mô hình” with the list as its appendix; without a number it is a draft of `on`."""
    return list_notice(
        issuing=issuing(round_.campaign.managing_unit, issued.issuer, issued.facts, on=on, recipients=_TOLD),
        year=round_.year,
        plan=issued.plan,
        initiatives=issued.rows,
    )


def notice_name(round_: CampaignRound, version: int, form: str) -> str:
    """“thong-bao-danh-muc-mo-hinh-2026-lan-1.docx”."""
    return f"thong-bao-danh-muc-mo-hinh-{round_.year}-lan-{version}.{form}"


def letter_up(round_: CampaignRound, issued: IssuedList, *, to: str, on: date) -> Paper:
    """The công văn that sends list and sheets to the body the plan names."""
    return upward_letter(
        issuing=issuing(round_.campaign.managing_unit, issued.issuer, issued.facts, on=on),
        year=round_.year,
        to=to,
        answers=round_.campaign.answers_words or issued.plan,
        initiatives=issued.rows,
        sheets=len(issued.rows),
    )


def bundle(
    round_: CampaignRound, issued: IssuedList, lines: Sequence[Line], *, to: str, on: date, at: datetime
) -> bytes:
    """Letter, list and one sheet for every initiative as one archive, named in plain letters."""
    letter = letter_up(round_, issued, to=to, on=on)
    table = list_papers.summary(round_, issued.issuer, lines, on)
    files = [(f"1-cong-van.{form}", write(letter, form, at=at)) for form in ("docx", "pdf")]
    files += [(f"2-bang-tong-hop.{form}", write(table, form, at=at)) for form in ("docx", "pdf", "xlsx")]
    for place, line in enumerate(lines, 1):
        row = line.registration
        row.round = round_
        name = f"3-ban-dang-ky/{place:03d}-{plain_name(row.title)}.docx"
        files.append((name, write(sheet_paper(row, on), "docx", at=at)))
    return list_papers.zipped(files, at=at)
