"""Papers come in, are read, and are gone through value by value by the officer."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import kinds, permissions, wording
from kheo.campaigns.models import Campaign, CampaignRound, GoverningPaper, PaperItem, PaperRemark
from kheo.campaigns.services.reading import Value, values_of, year_of
from kheo.campaigns.states import CampaignState, ItemStatus, PaperRole, PaperState
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.paper.gate import open_paper
from kheo.core.paper.source import SourceText
from kheo.core.plans.draft import PlanDraft, Remark
from kheo.core.plans.reader import read_plan
from kheo.core.vietnamese import clean_line
from kheo.documents import public as documents
from kheo.kernel.clock import day_of
from kheo.units import public as units
from kheo.units.public import Unit

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/plain; charset=utf-8",  # never handed back as a page
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
_HEAD = ("doc_type", "number", "symbol", "place", "issuer", "subject")


def upload_plan(
    data: bytes,
    *,
    name: str,
    unit: Unit,
    by: User,
    at: datetime,
    campaign: Campaign | None = None,
    role: PaperRole = PaperRole.PLAN,
) -> GoverningPaper:
    """Read an official paper and keep it, with every value found, for review.

    Without `campaign` a new one is prepared for `unit`; with it the paper is a further one of that campaign.
    Raises UnreadableFile or ClassifiedPaper before anything is kept, Conflict (paper-already-uploaded, with
    `campaign` and `paper` in its params) when this unit is already preparing the same file.
    """
    on = day_of(at)
    units.require(
        permissions.can_manage(by, campaign, on) if campaign else permissions.can_prepare(by, unit, on)
    )
    source = open_paper(data, name, settings.KHEO_PAPER_LIMITS)
    draft = read_plan(source)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        _refuse_second(data, unit, campaign)
        year = year_of(draft, on.year)
        if campaign is None:
            campaign, round_ = _new_campaign(draft, unit, year, by=by, at=at)
        else:
            campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
            round_ = _round_for(campaign, year)
        paper = GoverningPaper.objects.create(
            campaign=campaign,
            round=round_,
            role=role,
            file=documents.store(data, media_type=_MEDIA[source.format], at=at),
            file_name=clean_line(name)[-200:],
            uploaded_at=at,
            uploaded_by=by,
        )
        _keep_reading(paper, source, draft)
        audit.record(
            "campaigns:paper:upload", paper, by=by, at=at, unit_id=unit.pk, campaign=campaign.pk, role=role
        )
    return paper


@transaction.atomic
def reread(paper: GoverningPaper, *, by: User, at: datetime) -> int:
    """Read the kept file again: what the officer has settled stays, the rest is as read now.

    Returns how many values wait for him. Raises InvalidInput where the file is lost.
    """
    paper = _open_for_review(paper, by=by, at=at)
    if paper.file is None:
        raise InvalidInput(N_("Văn bản này không có tệp để đọc lại."), code="paper-without-file")
    source = open_paper(documents.read(paper.file), paper.file_name, settings.KHEO_PAPER_LIMITS)
    draft = read_plan(source)
    paper.items.filter(status=ItemStatus.PROPOSED).delete()
    paper.remarks.filter(settled=False).delete()
    _keep_reading(paper, source, draft)
    audit.record("campaigns:paper:reread", paper, by=by, at=at, unit_id=paper.campaign.managing_unit_id)
    return paper.items.filter(status=ItemStatus.PROPOSED).count()


@transaction.atomic
def confirm_item(item: PaperItem, *, by: User, at: datetime) -> PaperItem:
    """“Đúng”: the value stands as it is (and comes back where it had been put aside)."""
    item = _lock(item, by=by, at=at)
    if item.read_data is None:
        item.status = ItemStatus.ADDED
    else:
        item.status = ItemStatus.CONFIRMED if item.data == item.read_data else ItemStatus.CORRECTED
    return _settle(item, "confirm", by=by, at=at)


@transaction.atomic
def correct_item(item: PaperItem, *, raw: Mapping[str, str], by: User, at: datetime) -> PaperItem:
    """“Sửa”: the value as the officer says; what had been read stays beside it.

    Raises InvalidInput (with `field`) for what is missing or no date or number.
    """
    item = _lock(item, by=by, at=at)
    item.data = kinds.tidy(item.kind, raw, item.data)
    if item.read_data is not None:
        item.status = ItemStatus.CONFIRMED if item.data == item.read_data else ItemStatus.CORRECTED
    else:
        item.status = ItemStatus.ADDED
    return _settle(item, "correct", by=by, at=at)


@transaction.atomic
def reject_item(item: PaperItem, *, by: User, at: datetime) -> PaperItem:
    """“Bỏ”: the value is not used; it stays in sight and can be taken back."""
    item = _lock(item, by=by, at=at)
    item.status = ItemStatus.REJECTED
    return _settle(item, "reject", by=by, at=at)


@transaction.atomic
def add_item(
    paper: GoverningPaper, *, kind: str, raw: Mapping[str, str], by: User, at: datetime
) -> PaperItem:
    """“Thêm”: a value that the paper holds and the reading missed. Raises InvalidInput as correct_item."""
    paper = _open_for_review(paper, by=by, at=at)
    if kind not in kinds.KINDS:
        raise InvalidInput(N_("Hãy chọn loại mục cần thêm."), code="item-kind-unknown", field="kind")
    if not kinds.KINDS[kind].many and kept(paper.items.filter(kind=kind)):
        raise InvalidInput(
            N_("Mục “%(name)s” chỉ có một. Hãy sửa mục đang có, hoặc bỏ nó rồi thêm lại."),
            code="item-only-one",
            field="kind",
            name=kinds.KINDS[kind].name,
        )
    item = PaperItem(
        paper=paper,
        kind=kind,
        position=_next_position(paper, kind),
        data=kinds.tidy(kind, raw),
        status=ItemStatus.ADDED,
    )
    return _settle(item, "add", by=by, at=at)


@transaction.atomic
def confirm_sure(paper: GoverningPaper, *, by: User, at: datetime) -> int:
    """“Đúng tất cả những mục chắc chắn”: how many were confirmed."""
    paper = _open_for_review(paper, by=by, at=at)
    count = paper.items.filter(status=ItemStatus.PROPOSED, certainty="sure").update(
        status=ItemStatus.CONFIRMED
    )
    audit.record(
        "campaigns:paper:confirm-sure",
        paper,
        by=by,
        at=at,
        unit_id=paper.campaign.managing_unit_id,
        count=count,
    )
    return count


@transaction.atomic
def settle_remark(remark: PaperRemark, *, by: User, at: datetime) -> PaperRemark:
    """“Đã xem”: the officer has read a contradiction and decided about it."""
    paper = _open_for_review(remark.paper, by=by, at=at)
    remark = PaperRemark.objects.get(pk=remark.pk)
    remark.settled = True
    remark.save(update_fields=["settled"])
    audit.record(
        "campaigns:remark:settle",
        paper,
        by=by,
        at=at,
        unit_id=paper.campaign.managing_unit_id,
        code=remark.code,
    )
    return remark


def kept(items: Iterable[PaperItem]) -> list[PaperItem]:
    """The items that were not put aside."""
    return [item for item in items if item.status != ItemStatus.REJECTED]


def _refuse_second(data: bytes, unit: Unit, campaign: Campaign | None) -> None:
    same = GoverningPaper.objects.filter(
        file__sha256=hashlib.sha256(data).hexdigest(), state=PaperState.REVIEWING
    )
    if campaign is None:
        same = same.filter(campaign__managing_unit=unit, campaign__state=CampaignState.PREPARING)
    else:
        same = same.filter(campaign=campaign)
    earlier = same.order_by("pk").first()
    if earlier is not None:
        raise Conflict(
            N_(
                "Tệp này đã được tải lên và đang rà soát. Hãy tiếp tục ở bản đã có; không có gì được lưu thêm."
            ),
            code="paper-already-uploaded",
            campaign=earlier.campaign_id,
            paper=earlier.pk,
        )


def _new_campaign(
    draft: PlanDraft, unit: Unit, year: int, *, by: User, at: datetime
) -> tuple[Campaign, CampaignRound]:
    title = draft.title.value if draft.title else f"Phong trào thi đua “Dân vận khéo” năm {year}"
    campaign = Campaign.objects.create(
        title=wording.campaign_title(title)[:500],
        managing_unit=unit,
        province_code=unit.province_code,
        answers_words=clean_line(draft.answers.value)[:1000] if draft.answers else "",
        created_at=at,
        created_by=by,
    )
    return campaign, CampaignRound.objects.create(campaign=campaign, year=year)


def _round_for(campaign: Campaign, year: int) -> CampaignRound:
    """The round of that year, else the latest there is: a guidance rarely opens a year of its own."""
    rounds = CampaignRound.objects.filter(campaign=campaign).order_by("-year")
    return rounds.filter(year=year).first() or rounds[0]


def _keep_reading(paper: GoverningPaper, source: SourceText, draft: PlanDraft) -> None:
    paper.text = source.text
    paper.blocks = [[block.start, block.end, block.page, block.kind] for block in source.blocks]
    settled = list(paper.items.all())
    known = {(item.kind, _frozen(item.read_data)) for item in settled}
    fresh = [v for v in values_of(draft, source.text) if (v.kind, _frozen(v.data)) not in known]
    _store_values(paper, fresh, source.pages is not None)
    # Of a paper taken in for a campaign that runs nobody expects that it launches one.
    later = paper.role != PaperRole.PLAN
    told = [one for one in draft.remarks if not (later and one.code == "launches-no-campaign")]
    PaperRemark.objects.bulk_create(_remark(paper, remark) for remark in told)
    PaperRemark.objects.bulk_create(
        PaperRemark(paper=paper, code=notice.code, sentence=notice.sentence) for notice in source.warnings
    )
    _take_head(paper)


def _frozen(data: object) -> str:
    return repr(sorted(data.items())) if isinstance(data, dict) else repr(data)


def _store_values(paper: GoverningPaper, values: Iterable[Value], has_pages: bool) -> None:  # noqa: FBT001
    positions: dict[str, int] = {}
    rows = []
    for value in values:
        position = positions.get(value.kind) or _next_position(paper, value.kind)
        positions[value.kind] = position + 1
        rows.append(
            PaperItem(
                paper=paper,
                kind=value.kind,
                position=position,
                data=value.data,
                read_data=value.data,
                start=value.span.start,
                end=value.span.end,
                page=value.span.page if has_pages else None,
                certainty=value.certainty,
            )
        )
    PaperItem.objects.bulk_create(rows)


def _next_position(paper: GoverningPaper, kind: str) -> int:
    last = paper.items.filter(kind=kind).order_by("-position").values_list("position", flat=True).first()
    return 1 if last is None else last + 1


def _remark(paper: GoverningPaper, remark: Remark) -> PaperRemark:
    return PaperRemark(
        paper=paper,
        code=remark.code[:60],
        sentence=remark.sentence[:500],
        params={
            name: value if isinstance(value, (int, str)) else str(value)
            for name, value in remark.params.items()
        },
        spans=[[span.start, span.end, span.page] for span in remark.spans],
    )


def _take_head(paper: GoverningPaper) -> None:
    """What stands on the paper's head, from its values."""
    head: dict[str, Any] = {item.kind: item.data for item in kept(paper.items.all())}
    for name in _HEAD:
        limit = getattr(GoverningPaper._meta.get_field(name), "max_length", None)
        setattr(paper, name, clean_line(str(head.get(name, {}).get("text", "")))[:limit])
    dated = head.get("date", {})
    paper.issued_on = date.fromisoformat(dated["day"]) if dated.get("day") else None
    paper.date_partial = str(dated.get("partial", ""))[:10]
    paper.save()


def _open_for_review(paper: GoverningPaper, *, by: User, at: datetime) -> GoverningPaper:
    paper = GoverningPaper.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=paper.pk)
    units.require(permissions.can_manage(by, paper.campaign, day_of(at)))
    if paper.state != PaperState.REVIEWING:
        raise TransitionNotAllowed(
            N_(
                "Văn bản này đã được áp dụng nên không sửa được nữa. Nếu có thay đổi, hãy tải lên văn bản sửa đổi."
            ),
            code="paper-not-in-review",
        )
    return paper


def _lock(item: PaperItem, *, by: User, at: datetime) -> PaperItem:
    paper = _open_for_review(item.paper, by=by, at=at)
    item = PaperItem.objects.get(pk=item.pk)
    item.paper = paper
    return item


def _settle(item: PaperItem, verb: str, *, by: User, at: datetime) -> PaperItem:
    item.save()
    if item.kind in (*_HEAD, "date"):
        _take_head(item.paper)
    audit.record(
        f"campaigns:item:{verb}",
        item.paper,
        by=by,
        at=at,
        unit_id=item.paper.campaign.managing_unit_id,
        kind=item.kind,
        position=item.position,
    )
    return item
