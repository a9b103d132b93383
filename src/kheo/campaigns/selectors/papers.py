"""The review page: a document beside the values read from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns import permissions, wording
from kheo.campaigns.kinds import GROUPS, KINDS
from kheo.campaigns.models import Campaign, GoverningPaper, PaperItem, PaperRemark
from kheo.campaigns.states import ItemStatus, PaperRole, PaperState
from kheo.core.errors import N_, NotFound
from kheo.kernel.web.segments import BlockView, Place, blocks_of

_CERTAINTY = {"sure": N_("Chắc chắn"), "likely": N_("Có thể"), "ask": N_("Cần hỏi")}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A value with its words. `read_words`: what had been read, where the officer said otherwise."""

    item: PaperItem
    name: str
    lines: list[tuple[str, str]]
    certainty: str
    status: str
    read_words: str
    read_only: bool
    inputs: list[wording.Input]

    @property
    def prefix(self) -> str:
        """Of the ids of its form's fields."""
        return f"i{self.item.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the officer has not yet said anything of it."""
        return self.item.status == ItemStatus.PROPOSED

    @property
    def is_rejected(self) -> bool:
        """Whether it was put aside."""
        return self.item.status == ItemStatus.REJECTED


@dataclass(frozen=True, slots=True)
class Addable:
    """A kind of value that may be added, with its empty form."""

    code: str
    name: str
    inputs: list[wording.Input]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Values that belong together, and the kinds that may be added there."""

    code: str
    name: str
    read_only: bool
    rows: list[ItemRow]
    addable: list[Addable]


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A contradiction in words, with its places: (anchor, the words there)."""

    remark: PaperRemark
    sentence: str
    places: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the review page shows."""

    paper: GoverningPaper
    blocks: list[BlockView]
    groups: list[GroupView]
    remarks: list[RemarkView]
    is_open: bool
    waiting: int
    sure_waiting: int
    asking: int
    is_later: bool


def campaign_for(user: User, campaign_id: int, on: date) -> Campaign:
    """The campaign, for one of its officers. Raises NotFound for everybody else: not to be told from none."""
    campaign = Campaign.objects.select_related("managing_unit").filter(pk=campaign_id).first()
    if campaign is None or not permissions.can_manage(user, campaign, on):
        raise NotFound(
            N_("Không có phong trào này, hoặc tài khoản này không phụ trách phong trào này."),
            code="no-such-campaign",
        )
    return campaign


def paper_for(user: User, campaign_id: int, paper_id: int, on: date) -> GoverningPaper:
    """A paper of the campaign, for one of its officers. Raises NotFound."""
    campaign = campaign_for(user, campaign_id, on)
    paper = campaign.papers.select_related("round", "file").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(N_("Phong trào này không có văn bản đó."), code="no-such-paper")
    paper.campaign = campaign
    return paper


def item_for(paper: GoverningPaper, item_id: int) -> PaperItem:
    """A value of the paper. Raises NotFound."""
    item = paper.items.filter(pk=item_id).first()
    if item is None:
        raise NotFound(N_("Văn bản này không có mục đó. Hãy tải lại trang."), code="no-such-item")
    return item


def row_of(item: PaperItem) -> ItemRow:
    """The value as the page shows it."""
    kind = KINDS[item.kind]
    changed = item.read_data is not None and item.read_data != item.data
    return ItemRow(
        item=item,
        name=_(kind.name),
        lines=wording.lines_of_item(item),
        certainty=_(_CERTAINTY.get(item.certainty, _CERTAINTY["ask"])),
        status=str(ItemStatus(item.status).label),
        read_words=wording.in_words(item.kind, item.read_data) if changed and item.read_data else "",
        read_only=kind.read_only,
        inputs=wording.inputs(item.kind, wording.typed(item.kind, item.data)),
    )


def review(paper: GoverningPaper) -> Review:
    """The page of one paper: three queries, however long the paper."""
    items = list(paper.items.order_by("kind", "position", "pk"))
    remarks = list(paper.remarks.order_by("settled", "pk"))
    waiting = [item for item in items if item.status == ItemStatus.PROPOSED]
    return Review(
        paper=paper,
        blocks=blocks_of(paper.text, paper.blocks, _places(items, remarks)),
        groups=_groups(items, later=_is_later(paper)),
        remarks=[_remark(remark, paper.text) for remark in remarks],
        is_open=paper.state == PaperState.REVIEWING,
        waiting=len(waiting),
        sure_waiting=sum(item.certainty == "sure" for item in waiting),
        asking=sum(item.certainty == "ask" for item in waiting),
        is_later=_is_later(paper),
    )


def _places(items: Sequence[PaperItem], remarks: Sequence[PaperRemark]) -> list[Place]:
    of_values = [
        Place(f"p-{item.pk}", item.start, item.end or item.start, f"v-{item.pk}", item.certainty == "ask")
        for item in items
        if item.start is not None and item.status != ItemStatus.REJECTED
    ]
    of_remarks = [
        Place(f"r-{remark.pk}-{n}", int(span[0]), int(span[1]))
        for remark in remarks
        for n, span in enumerate(remark.spans, 1)
    ]
    return [*of_values, *of_remarks]


def _remark(remark: PaperRemark, text: str) -> RemarkView:
    places = [
        (f"r-{remark.pk}-{n}", " ".join(text[span[0] : span[1]].split())[:60])
        for n, span in enumerate(remark.spans, 1)
    ]
    sentence = _(remark.sentence)
    return RemarkView(remark, sentence % remark.params if remark.params else sentence, places)


def _is_later(paper: GoverningPaper) -> bool:
    """Whether it came to a campaign that runs."""
    return paper.role != PaperRole.PLAN


def _groups(items: Sequence[PaperItem], *, later: bool) -> list[GroupView]:
    by_kind: dict[str, list[PaperItem]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    views = []
    for group in GROUPS:
        rows = [row_of(item) for kind in group.kinds for item in by_kind.get(kind, ())]
        single = {
            kind
            for kind in group.kinds
            if not KINDS[kind].many and any(i.status != ItemStatus.REJECTED for i in by_kind.get(kind, ()))
        }
        addable = [
            Addable(kind, _(KINDS[kind].name), wording.inputs(kind, {}))
            for kind in group.kinds
            if kind not in single and (later or not KINDS[kind].later_only)
        ]
        views.append(GroupView(group.code, _(group.name), group.read_only, rows, addable))
    return views


def preparing_for(user: User, on: date) -> list[Campaign]:
    """Campaigns being prepared that this person manages, newest first."""
    reach = permissions.desk_ids(user, on)
    rows = Campaign.objects.filter(state="preparing", managing_unit_id__in=reach)
    return list(rows.order_by("-created_at", "-pk"))
