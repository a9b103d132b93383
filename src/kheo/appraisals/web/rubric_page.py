"""What the page of a rubric shows: its parts row by row, each with its ways to be changed; two versions of a part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kheo.appraisals.hooks import fact_kinds
from kheo.appraisals.models import RubricVersion
from kheo.appraisals.rubric_parts import above, key_of, leaning_ties, mark_of, words_of
from kheo.appraisals.selectors import rubrics as selectors
from kheo.appraisals.web.rubric_forms import KINDS, PARTS, SUBJECTS
from kheo.campaigns.public import Sector
from kheo.core.scoring import Criterion, Part, Rubric, last_words, named

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part: what it says (`one`, `note`), and what its buttons post and ask."""

    kind: str
    key: str
    seen: str
    one: Any
    name: str
    note: str
    has_above: bool
    asked: str

    @property
    def dialog(self) -> str:
        """The id of the question before it is taken out."""
        return f"ask-{self.kind}-{self.key}"


class _Rows:
    """Rows of one version; parts stand in `content` as they stand in the plain data."""

    def __init__(self, data: Data, content: Rubric) -> None:
        self.data, self.content = data, content
        self.places = {one.code: at for at, one in enumerate(content.criteria)}

    def row(self, kind: str, place: int, one: Any, *, name: str = "", note: str = "") -> PartRow:
        part = self.data[kind][place]
        return PartRow(
            kind=kind,
            key=key_of(kind, part),
            seen=mark_of(part),
            one=one,
            name=name or words_of(part),
            note=note,
            has_above=kind != "bands" and above(self.data, kind, place) is not None,
            asked=self._asked(kind, part),
        )

    def criteria(self, found: Sequence[Criterion]) -> list[PartRow]:
        return [self.row("criteria", self.places[one.code], one, note=str(KINDS[one.kind])) for one in found]

    def _asked(self, kind: str, part: Data) -> str:
        said = [_("Nội dung đã soạn ở mục này không lấy lại được.")]
        if kind == "groups" and any(one["group"] == part["code"] for one in self.data["criteria"]):
            said.append(_("Các tiêu chí của nhóm vẫn còn, đứng ngoài nhóm."))
        if kind in {"groups", "criteria"} and leaning_ties(self.data, kind, part["code"]):
            said.append(_("Dòng “Khi bằng điểm” dựa vào mục này cũng được bỏ."))
        if kind == "bands" and any(one["at_most"] == part["code"] for one in self.data["downgrades"]):
            said.append(_("Trường hợp hạ mức đang dùng mức này sẽ phải chọn mức khác."))
        return " ".join(said)


def parts_of(version: RubricVersion) -> Data:
    """The parts of the version, as its page shows them."""
    content = selectors.content_of(version)
    rows = _Rows(version.content, content)
    facts = {kind.key: str(kind.words) for kind in fact_kinds()}
    bands = sorted(enumerate(content.bands), key=lambda pair: -pair[1].at_least)
    return {
        "content": content,
        "groups": [
            (
                next((one.name for one in content.groups if one.code == code), ""),
                content.group_maximum(code),
                rows.criteria(content.of_group(code)),
            )
            for code in content.group_codes
        ],
        "group_rows": [rows.row("groups", at, one) for at, one in enumerate(content.groups)],
        "extras": [
            (PARTS[part], cap, rows.criteria(content.of_part(part)))
            for part, cap in ((Part.BONUS, content.bonus_cap), (Part.MALUS, content.malus_cap))
            if content.of_part(part)
        ],
        "subjects": [SUBJECTS[one] for one in sorted(content.subjects)],
        "sectors": [Sector.Code(one).label for one in sorted(content.sectors) if one in Sector.Code.values],
        "gates": [
            rows.row("gates", at, one, note=facts.get(one.fact, "")) for at, one in enumerate(content.gates)
        ],
        "bands": [rows.row("bands", at, one) for at, one in bands],
        "downgrades": [
            rows.row("downgrades", at, one, note=_band_name(content, one.at_most))
            for at, one in enumerate(content.downgrades)
        ],
        "ties": [
            rows.row("ties", at, one, name=named(one, content).text(_)) for at, one in enumerate(content.ties)
        ],
        "last_words": [one.text(_) for one in last_words()],
    }


def _band_name(content: Rubric, code: str) -> str:
    return next((f"“{one.name}”" for one in content.bands if one.code == code), _("một mức đã bỏ"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that stands otherwise than it was typed."""

    label: str
    standing: str
    typed: str


def differences(standing: forms.Form, typed: forms.Form) -> list[Difference]:
    """Where what was typed is not what stands, field by field, in the words that a reader sees."""
    pairs = ((one, typed[one.name]) for one in standing.visible_fields())
    found = (Difference(str(one.label), _shown(one), _shown(other)) for one, other in pairs)
    return [one for one in found if one.standing != one.typed]


def _shown(field: forms.BoundField) -> str:
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("có") if value else _("không")
    if isinstance(field.field, forms.ChoiceField):
        chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value or "")}
        offered: Any = field.field.choices
        return ", ".join(str(words) for key, words in offered if str(key) in chosen and key)
    return "\n".join(str("" if value is None else value).split("\r\n")).strip()
