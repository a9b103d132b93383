from datetime import date

import pytest

from kheo.accounts.roles import Role
from kheo.audit.public import history
from kheo.campaigns.models import Campaign, GoverningPaper, PaperItem, PaperRemark
from kheo.campaigns.public import launch, save_choices, upload_plan
from kheo.campaigns.services import papers
from kheo.campaigns.states import ItemStatus
from kheo.core.errors import (
    ClassifiedPaper,
    Conflict,
    InvalidInput,
    NotAllowed,
    TransitionNotAllowed,
    UnreadableFile,
)
from kheo.documents.models import StoredFile
from tests.campaigns.plans import LETTER
from tests.campaigns.trees import officer, tree
from tests.factories import NOON, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

SECRET = "MẬT\n" + LETTER
BAD = {
    "empty": (b"", "rong.txt"),
    "image": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "anh.png"),
    "legacy word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cu.doc"),
    "broken archive": (b"PK\x03\x04" + b"\0" * 40, "hong.docx"),
    "marks lost": (
        ("Ke hoach phat dong phong trao thi dua dan van kheo nam 2026. " * 30).encode(),
        "mat-dau.txt",
    ),
    "scanned pdf": (b"%PDF-1.4\n%%EOF", "quet.pdf"),
}


@pytest.fixture
def commune():
    return tree()


@pytest.fixture
def by(commune):
    return officer(commune.party)


@pytest.fixture
def paper(commune, by):
    return upload_plan(LETTER.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)


def _rows():
    return [model.objects.count() for model in (Campaign, GoverningPaper, PaperItem, PaperRemark, StoredFile)]


def _item(paper, kind, n=0):
    return paper.items.filter(kind=kind).order_by("position")[n]


def test_upload_plan_keeps_file_head_and_every_value_with_its_place(paper, commune):
    assert (paper.number, paper.symbol, paper.issued_on) == ("31", "KH/ĐU", date(2026, 1, 15))
    assert paper.campaign.managing_unit == commune.party
    assert paper.round.year == 2026
    assert paper.file.size == len(LETTER.encode())
    quota = _item(paper, "quota")
    assert quota.data == {
        "who": "Mỗi xóm",
        "count": 2,
        "text": "Mỗi xóm đăng ký ít nhất 02 mô hình “Dân vận khéo”",
    }
    assert paper.text[quota.start : quota.end].startswith("Mỗi xóm đăng ký")
    assert _item(paper, "deadline").data["last_day"] == "2026-02-20"
    assert [e.action for e in history(paper)] == ["campaigns:paper:upload"]


@pytest.mark.parametrize("case", BAD)
def test_upload_plan_bad_file_changes_nothing(commune, by, files, case):
    data, name = BAD[case]
    with pytest.raises(UnreadableFile):
        upload_plan(data, name=name, unit=commune.party, by=by, at=NOON)
    assert _rows() == [0, 0, 0, 0, 0]
    assert not files.exists()


def test_upload_plan_too_large_changes_nothing(commune, by, files, settings):
    data = b"a" * (settings.KHEO_PAPER_LIMITS.document_bytes + 1)
    with pytest.raises(UnreadableFile) as refused:
        upload_plan(data, name="lon.txt", unit=commune.party, by=by, at=NOON)
    assert refused.value.code == "file-too-large"
    assert _rows() == [0, 0, 0, 0, 0]
    assert not files.exists()


def test_upload_plan_classified_paper_leaves_no_trace(commune, by, files, caplog):
    from kheo.audit.models import Event

    before = Event.objects.count()
    with pytest.raises(ClassifiedPaper) as refused:
        upload_plan(SECRET.encode(), name="ten-tep-mat.txt", unit=commune.party, by=by, at=NOON)
    assert _rows() == [0, 0, 0, 0, 0]
    assert not files.exists()
    assert Event.objects.count() == before
    assert "ten-tep-mat" not in str(refused.value) + caplog.text


def test_upload_plan_same_file_twice_points_to_the_first(paper, commune, by):
    before = _rows()
    with pytest.raises(Conflict) as refused:
        upload_plan(LETTER.encode(), name="ban-sao.txt", unit=commune.party, by=by, at=NOON)
    assert (refused.value.code, refused.value.params["paper"]) == ("paper-already-uploaded", paper.pk)
    assert _rows() == before


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.VIEWER, Role.ADMINISTRATOR, Role.SIGNER])
def test_upload_plan_without_officer_role_is_not_allowed(commune, role):
    with pytest.raises(NotAllowed):
        upload_plan(LETTER.encode(), name="a.txt", unit=commune.party, by=user(commune.party, role), at=NOON)
    assert _rows() == [0, 0, 0, 0, 0]


def test_upload_plan_officer_of_another_branch_is_not_allowed(commune):
    with pytest.raises(NotAllowed):
        upload_plan(LETTER.encode(), name="a.txt", unit=commune.party, by=officer(commune.front), at=NOON)


def test_correct_item_keeps_what_was_read(paper, by):
    raw = {"who": "Mỗi xóm", "count": "3", "text": ""}
    item = papers.correct_item(_item(paper, "quota"), raw=raw, by=by, at=NOON)
    assert (item.status, item.data["count"], item.read_data["count"]) == (ItemStatus.CORRECTED, 3, 2)


def test_correct_item_deadline_works_out_its_last_day(paper, by):
    raw = {"what": "đăng ký", "kind": "registration", "date": "16/02/2026", "boundary": "before"}
    item = papers.correct_item(_item(paper, "deadline"), raw=raw, by=by, at=NOON)
    assert (item.data["date"], item.data["form"], item.data["last_day"]) == (
        "2026-02-16",
        "exact",
        "2026-02-15",
    )


@pytest.mark.parametrize(
    ("kind", "raw", "field"),
    [
        ("quota", {"who": "Mỗi xóm", "count": "nhiều"}, "count"),
        ("quota", {"who": "", "count": "1"}, "who"),
        ("date", {"day": "31/02/2026"}, "day"),
        ("phase", {"name": "Giai đoạn 1", "start": "13/2026"}, "start"),
    ],
)
def test_add_item_wrong_value_names_its_field(paper, by, kind, raw, field):
    paper.items.filter(kind="date").delete()
    with pytest.raises(InvalidInput) as refused:
        papers.add_item(paper, kind=kind, raw=raw, by=by, at=NOON)
    assert refused.value.field == field


def test_add_item_of_a_kind_that_is_only_once_is_refused(paper, by):
    with pytest.raises(InvalidInput) as refused:
        papers.add_item(paper, kind="issuer", raw={"text": "Đảng ủy khác"}, by=by, at=NOON)
    assert refused.value.code == "item-only-one"


def test_reject_then_confirm_item_takes_it_back_and_the_head_follows(paper, by):
    item = papers.reject_item(_item(paper, "number"), by=by, at=NOON)
    paper.refresh_from_db()
    assert (item.status, paper.number) == (ItemStatus.REJECTED, "")
    item = papers.confirm_item(item, by=by, at=NOON)
    paper.refresh_from_db()
    assert (item.status, paper.number) == (ItemStatus.CONFIRMED, "31")


def test_confirm_sure_leaves_the_doubtful_waiting(paper, by):
    sure = paper.items.filter(certainty="sure").count()
    assert papers.confirm_sure(paper, by=by, at=NOON) == sure
    waiting = paper.items.filter(status=ItemStatus.PROPOSED)
    assert waiting.exists()
    assert not waiting.filter(certainty="sure").exists()


def test_reread_keeps_what_the_officer_said(paper, by):
    papers.correct_item(_item(paper, "issuer"), raw={"text": "Đảng ủy xã Suối Ngọc"}, by=by, at=NOON)
    papers.add_item(paper, kind="sector", raw={"text": "Chuyển đổi số"}, by=by, at=NOON)
    before = paper.items.count()
    papers.reread(paper, by=by, at=NOON)
    assert paper.items.count() == before
    assert [i.data["text"] for i in paper.items.filter(kind="issuer")] == ["Đảng ủy xã Suối Ngọc"]
    assert paper.items.filter(kind="sector", status=ItemStatus.ADDED).count() == 1


def test_settle_remark_marks_it_seen(paper, by):
    remark = PaperRemark.objects.create(paper=paper, code="thử", sentence="Một chỗ cần xem.")
    papers.settle_remark(remark, by=by, at=NOON)
    remark.refresh_from_db()
    assert remark.settled


def test_items_of_a_launched_paper_are_closed(paper, by):
    save_choices(paper.campaign, raw={}, by=by, at=NOON)
    launch(paper.campaign, by=by, at=NOON, number="31", issued_on=date(2026, 1, 15))
    with pytest.raises(TransitionNotAllowed):
        papers.confirm_item(_item(paper, "quota"), by=by, at=NOON)


def test_items_are_not_for_other_people(paper, commune):
    with pytest.raises(NotAllowed):
        papers.reject_item(_item(paper, "quota"), by=officer(commune.committee), at=NOON)
