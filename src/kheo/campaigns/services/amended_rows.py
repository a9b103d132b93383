"""Rows that a later paper brings or ends, one value at a time, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kheo.campaigns import wording
from kheo.campaigns.kinds import KINDS
from kheo.campaigns.models import (
    CampaignParticipant,
    Gate,
    GoverningPaper,
    Milestone,
    ParticipantGroup,
    Phase,
    PlanContent,
    Quota,
    Sector,
    Theme,
)
from kheo.campaigns.selectors import amending as reading
from kheo.campaigns.selectors.amending import Amendment, ChangeLine
from kheo.campaigns.selectors.amending_standing import REPLACE, Standing, stretch_of, words_of_row
from kheo.campaigns.selectors.running import deadline_of, registering_ids
from kheo.campaigns.states import Part
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import upper_first


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise now. `before` is "" for what is new, `after` for what is gone."""

    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """“Hạn đăng ký: đến hết 15/02 → đến hết 28/02”."""
        if not self.before:
            return _("%(what)s, thêm: %(after)s") % {"what": self.what, "after": self.after}
        if not self.after:
            return _("%(what)s, bỏ: %(before)s") % {"what": self.what, "before": self.before}
        words = _("%(what)s: %(before)s → %(after)s")
        return words % {"what": self.what, "before": self.before, "after": self.after}


def change(line: ChangeLine, amendment: Amendment) -> list[Change]:
    """Write one value; what it changed in words."""
    if line.item.kind == "period":
        return _set_period(line, amendment)
    if line.is_registration:
        return _set_registration(line, amendment)
    old = next((row for row in amendment.standing if row.key == line.target), None)
    if line.mode == REPLACE and old is not None:
        end(old, amendment.paper)
    made = _MAKERS[line.item.kind](line, amendment, old)
    before = old.words if line.mode == REPLACE and old is not None else ""
    if line.item.kind == "leaving":
        return [Change(line.kind_name, "; ".join(line.unit_names), "")] if made else []
    if line.item.kind == "participant":
        return [Change(line.kind_name, "", "; ".join(line.unit_names))] if made else []
    names = {**amendment.registering, **amendment.others}
    words = [words_of_row(line.item.kind, row, names) for row in made]
    first = [Change(line.kind_name, before, words[0])] if words else []
    return first + [Change(line.kind_name, "", one) for one in words[1:]]


def _set_period(line: ChangeLine, amendment: Amendment) -> list[Change]:
    round_, before = amendment.round, reading.words_of_period(amendment.round)
    start, end = stretch_of(line.item)
    round_.starts_on, round_.ends_on = start or round_.starts_on, end or round_.ends_on
    if round_.starts_on and round_.ends_on and round_.ends_on < round_.starts_on:
        raise InvalidInput(
            N_("Thời gian thực hiện trong văn bản kết thúc trước khi bắt đầu. Hãy sửa ở trang rà soát."),
            code="period-order",
        )
    round_.save(update_fields=["starts_on", "ends_on"])
    after = reading.words_of_period(round_)
    return [Change(line.kind_name, before, after)] if after != before else []


def _set_registration(line: ChangeLine, amendment: Amendment) -> list[Change]:
    round_, before = amendment.round, reading.words_of_end(deadline_of(amendment.round))
    closes_at = reading.closes_at(line.item, amendment.hour)
    if closes_at is None:
        raise InvalidInput(
            N_("Hạn đăng ký trong văn bản không phải là một ngày cụ thể. Hãy sửa ở trang rà soát."),
            code="registration-not-exact",
        )
    round_.registration_closes_at = closes_at
    round_.registration_words = wording.said(line.item, amendment.paper)
    round_.registration_paper = amendment.paper
    round_.save(update_fields=["registration_closes_at", "registration_words", "registration_paper"])
    after = reading.words_of_end(deadline_of(round_))
    return [Change(_("Hạn đăng ký"), before, after)] if after != before else []


def end(old: Standing, paper: GoverningPaper) -> None:
    """The row stays on record, ended by the paper."""
    old.row.ended_by = paper
    old.row.save(update_fields=["ended_by"])


def kind_name(kind: str) -> str:
    """What a kind of value is called on pages."""
    return _(KINDS[kind].name)


def _common(line: ChangeLine, amendment: Amendment, old: Standing | None) -> dict[str, Any]:
    position = old.row.position if old else line.item.position
    return {"campaign": amendment.paper.campaign, "paper": amendment.paper, "position": position}


def _make_phase(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    start, end = stretch_of(line.item)
    words = " – ".join(str(line.item.data.get(part)) for part in ("start", "end") if line.item.data.get(part))
    return [
        Phase.objects.create(
            **_common(line, amendment, old),
            round=amendment.round,
            name=str(line.item.data["name"])[:300],
            starts_on=start,
            ends_on=end,
            words=words[:300],
        )
    ]


def _make_milestones(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    data = line.item.data
    kind = data.get("kind", "other")
    return [
        Milestone.objects.create(
            **_common(line, amendment, old),
            round=amendment.round,
            kind=kind if kind in Milestone.Kind.values else Milestone.Kind.OTHER,
            what=upper_first(str(data["what"]))[:500],
            words=str(data["date"])[:300],
            from_on=days.from_on,
            to_on=days.to_on,
            recurs_on_day=days.recurs_on_day,
        )
        for days in reading.days_of_item(line.item, amendment.round)
    ]


def _make_text(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    common, text = _common(line, amendment, old), str(line.item.data["text"])
    match line.item.kind:
        case "theme":
            return [Theme.objects.create(**common, name=text[:300])]
        case "sector":
            code = old.row.code if old else Sector.Code.LOCAL
            return [Sector.objects.create(**common, code=code, name=text[:300])]
        case "gate":
            return [Gate.objects.create(**common, text=text)]
        case _:
            sector = old.row.sector_id if old else None
            return [PlanContent.objects.create(**common, text=text, sector_id=sector)]


def _make_quotas(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    common = _common(line, amendment, old)
    number = {"minimum": int(line.item.data["count"]), "words": str(line.item.data.get("text") or "")[:500]}
    whom: list[dict[str, Any]]
    if old is None:
        _let_join(line, amendment, old, label=str(line.item.data["who"]))
    if old is not None:
        whom = [{"group_id": old.row.group_id, "unit_id": old.row.unit_id}]
    elif group := _group_of(amendment.paper, line.unit_ids):
        whom = [{"group_id": group}]
    else:
        whom = [{"unit_id": unit} for unit in line.unit_ids]
    made = [Quota.objects.create(**common, **number, **one, round=amendment.round) for one in whom]
    return list(Quota.objects.filter(pk__in=[row.pk for row in made]).select_related("group").order_by("pk"))


def _group_of(paper: GoverningPaper, unit_ids: Collection[int]) -> int | None:
    """The group of participants that is exactly these units."""
    members: dict[int, set[int]] = defaultdict(set)
    rows = CampaignParticipant.objects.filter(
        campaign=paper.campaign, part=Part.REGISTER, group__isnull=False
    )
    for group, unit in rows.values_list("group_id", "unit_id"):
        members[group or 0].add(unit)
    return next((group for group, found in sorted(members.items()) if found == set(unit_ids)), None)


def _make_participants(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    return _let_join(line, amendment, old, label=str(line.item.data["label"]))


def _let_join(line: ChangeLine, amendment: Amendment, old: Standing | None, *, label: str) -> list[Any]:
    """Units of the value that do not register yet do from this paper on: their group, or nothing."""
    campaign = amendment.paper.campaign
    registering = registering_ids(campaign)
    new = [unit for unit in line.unit_ids if unit not in registering]
    if not new:
        return []
    group = ParticipantGroup.objects.create(
        **_common(line, amendment, old), label=label[:500], subject_kind="collective"
    )
    CampaignParticipant.objects.filter(campaign=campaign, part=Part.LEFT, unit__in=new).delete()
    CampaignParticipant.objects.bulk_create(
        CampaignParticipant(campaign=campaign, unit_id=unit, part=Part.REGISTER, group=group) for unit in new
    )
    return [group]


def _take_out(line: ChangeLine, amendment: Amendment, old: Standing | None) -> list[Any]:
    """The units register no more; what they registered stays theirs."""
    rows = CampaignParticipant.objects.filter(
        campaign=amendment.paper.campaign, part=Part.REGISTER, unit__in=line.unit_ids
    )
    found = list(rows)
    rows.update(part=Part.LEFT)
    return found


_MAKERS = {
    "phase": _make_phase,
    "deadline": _make_milestones,
    "theme": _make_text,
    "sector": _make_text,
    "content": _make_text,
    "gate": _make_text,
    "quota": _make_quotas,
    "participant": _make_participants,
    "leaving": _take_out,
}
