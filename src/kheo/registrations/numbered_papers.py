"""Papers that bear a number: the issued list, the letter that sends it up with its bundle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import ListedInitiative, list_notice, upward_letter
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import long_date, sort_key
from kheo.documents.public import PaperFacts, issuing, plain_name, write
from kheo.kernel.reading import one_read
from kheo.registrations import list_papers
from kheo.registrations.list_papers import initiatives
from kheo.registrations.listing import Line
from kheo.registrations.single_papers import sheet_paper
from kheo.registrations.states import Kind
from kheo.units import public as units

_PLAN = "plan"
_TOLD = ("Các đơn vị có mô hình trong danh mục",)
_MOST_ON_LINES = 12


@dataclass(frozen=True, slots=True)
class IssuedList:
    """A list as issued: head, signer, plan and rows, so that it prints the same for ever."""

    facts: PaperFacts
    issuer: str
    plan: str
    rows: tuple[ListedInitiative, ...]
    told: tuple[str, ...] = ()

    @classmethod
    def freeze(
        cls, facts: PaperFacts, issuer: str, plan: str, lines: Iterable[Line], *, told: tuple[str, ...] = ()
    ) -> "IssuedList":
        """The list as it stands; `told` are the names of the units it goes to."""
        return cls(facts, issuer, plan, tuple(initiatives(lines)), told)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "IssuedList":
        """What `as_json` gave."""
        day = kept["facts"]["issued_on"]
        facts = PaperFacts(**{**kept["facts"], "issued_on": date.fromisoformat(day) if day else None})
        rows = tuple(ListedInitiative(**row) for row in kept["rows"])
        return cls(facts, kept["issuer"], kept["plan"], rows, tuple(kept.get("told", ())))

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        kept = asdict(self)
        kept["facts"]["issued_on"] = self.facts.issued_on.isoformat() if self.facts.issued_on else None
        return kept

    def for_template(self) -> dict[str, list[dict[str, str]]]:
        """The rows under the names that a unit's own template knows."""
        return {
            "danh_sach": [
                {
                    "tt": str(place),
                    "ten": row.name,
                    "don_vi": row.unit,
                    "chu_tri": row.led_by,
                    "dia_chi": row.address,
                    "linh_vuc": row.sector,
                    "thoi_gian": row.period,
                }
                for place, row in enumerate(self.rows, 1)
            ]
        }


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
        issuing=issuing(
            round_.campaign.managing_unit,
            issued.issuer,
            issued.facts,
            on=on,
            recipients=_recipients(issued.told),
        ),
        year=round_.year,
        plan=issued.plan,
        initiatives=issued.rows,
    )


def units_told(lines: Iterable[Line], on: date) -> tuple[str, ...]:
    """The units that answer for the initiatives of a list, each once, in Vietnamese order."""
    found = units.names({line.registration.handled_by_unit_id for line in lines}, on)
    return tuple(sorted(found.values(), key=sort_key))


def _recipients(told: tuple[str, ...]) -> tuple[str, ...]:
    """Each unit on a line of its own; where they are many, one after the other, so that the foot stays a foot."""
    if len(told) > _MOST_ON_LINES:
        return (f"Các đơn vị: {', '.join(told)}",)
    return told or _TOLD


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
    """Letter, list and one sheet for every initiative as one archive, named in plain letters.

    The sheets bear the numbers of the list and stand in its order.
    """
    letter = letter_up(round_, issued, to=to, on=on)
    table = list_papers.summary(round_, issued.issuer, lines, on)
    files = [(f"1-cong-van.{form}", write(letter, form, at=at)) for form in ("docx", "pdf")]
    files += [(f"2-bang-tong-hop.{form}", write(table, form, at=at)) for form in ("docx", "pdf", "xlsx")]
    with one_read():  # the same units again and again
        for place, line in numbered_as_listed(lines):
            row = line.registration
            row.round = round_
            name = f"3-ban-dang-ky/{place}-{plain_name(row.title)}.docx"
            files.append((name, write(sheet_paper(row, on), "docx", at=at)))
    return list_papers.zipped(files, at=at)


def numbered_as_listed(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Each line with the number that it bears in the table: “I-001” new ones first, “II-001” continued ones."""
    found: list[tuple[str, Line]] = []
    for group, kind in (("I", Kind.NEW), ("II", Kind.CONTINUED)):
        members = [line for line in lines if line.registration.kind == kind]
        found += [(f"{group}-{place:03d}", line) for place, line in enumerate(members, 1)]
    return found
