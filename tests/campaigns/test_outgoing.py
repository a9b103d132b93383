"""What leaves the house, and what the wall calendar says: cited papers, signing lines, addresses, who and when."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.campaigns import kinds, papers
from kheo.campaigns.models import GoverningPaper, Milestone, PaperItem, ParticipantGroup, Quota
from kheo.campaigns.selectors.calendar import calendar_of
from kheo.campaigns.selectors.running import due_next, stops
from kheo.campaigns.services.running import note_list_issued, publish_grace
from kheo.campaigns.states import PaperRole, PaperState
from kheo.campaigns.wording import campaign_title, lines_of_item
from kheo.core.errors import InvalidInput
from kheo.core.paper.model import Authority
from kheo.core.timetable.deadline import VIETNAM
from kheo.notices.public import Notice
from tests.factories import NOON, TODAY, commune
from tests.factories.campaigns import running_campaign

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def running():
    return running_campaign(commune())


@pytest.fixture
def desk(client, running):
    with time_machine.travel(NOON, tick=False):
        client.force_login(running.officer, backend=BACKEND)
        yield client


def paper_of(running, role=PaperRole.PLAN, number="07", doc_type="KẾ HOẠCH", symbol="KH-UBND"):
    return GoverningPaper.objects.create(
        campaign=running.campaign,
        round=running.round,
        role=role,
        state=PaperState.IN_FORCE,
        doc_type=doc_type,
        number=number,
        symbol=symbol,
        issued_on=date(2026, 1, 12),
        is_draft=False,
        uploaded_at=NOON,
        uploaded_by=running.officer,
        applied_at=NOON,
    )


def milestone(running, what, **values):
    return Milestone.objects.create(
        **{"campaign": running.campaign, "round": running.round, "what": what, "words": "20/02/2026"}
        | {"from_on": date(2026, 2, 20), "to_on": date(2026, 2, 20)}
        | values
    )


def letter(running):
    return papers.letter(running.round, by=running.officer, at=NOON)


def test_letter_is_signed_line_by_line_as_the_plan_was(running):
    signer = {"authority": "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "title": "PHÓ CHỦ TỊCH", "name": "Lù Thị Mẫu"}
    PaperItem.objects.create(paper=paper_of(running), kind="signer", position=1, data=signer)

    signed = letter(running).signature

    assert signed.authority == (Authority("TM", "ỦY BAN NHÂN DÂN"), Authority("KT", "CHỦ TỊCH"))
    assert (signed.position, signed.name) == ("PHÓ CHỦ TỊCH", "Lù Thị Mẫu")


def test_letter_second_office_stands_beside_the_first(running):
    signer = {"authority": "T/M ỦY BAN NHÂN DÂN", "title": "BÍ THƯ; kiêm CHỦ TỊCH", "name": "Lù Thị Mẫu"}
    PaperItem.objects.create(paper=paper_of(running), kind="signer", position=1, data=signer)

    signed = letter(running).signature

    assert (signed.position, signed.concurrent) == ("BÍ THƯ", "CHỦ TỊCH")


def test_letter_addressees_begin_with_a_capital(running):
    group = ParticipantGroup.objects.create(campaign=running.campaign, label="các xóm", position=1)
    running.campaign.participants.filter(part="register").update(group=group)

    assert letter(running).addressees == ("Các xóm",)


def test_letter_is_addressed_to_all_of_a_kind_where_the_plan_says_each(running):
    group = ParticipantGroup.objects.create(
        campaign=running.campaign, label="Mặt trận Tổ quốc và mỗi đoàn thể xã", position=1
    )
    running.campaign.participants.filter(part="register").update(group=group)
    Quota.objects.create(campaign=running.campaign, round=running.round, group=group, minimum=2)

    assert letter(running).addressees == ("Mặt trận Tổ quốc và các đoàn thể xã",)
    assert "Mặt trận Tổ quốc và mỗi đoàn thể xã ít nhất 2 mô hình" in papers.zalo(running.round, at=NOON)


def test_calendar_and_time_line_say_the_hour_that_ends_registration(running):
    running.round.registration_closes_at = datetime(2026, 2, 15, 17, tzinfo=VIETNAM)
    running.round.save()

    assert "Hạn đăng ký mô hình (trước 17 giờ)" in [day.what for day in calendar_of(running.round, TODAY)]
    assert [stop.note for stop in stops(running.round, [], [])] == ["trước 17 giờ"]


def test_texts_cite_what_amends_the_plan_and_the_paper_of_the_deadline(running):
    paper_of(running)
    later = paper_of(running, PaperRole.AMENDMENT, number="30")
    running.round.registration_paper = later
    running.round.save()

    text = papers.zalo(running.round, at=NOON)

    assert "được sửa đổi, bổ sung tại Kế hoạch số 30/KH-UBND ngày 12 tháng 01 năm 2026" in text
    assert "(thời hạn theo Kế hoạch số 30/KH-UBND ngày 12 tháng 01 năm 2026)" in text


def test_texts_of_an_unchanged_plan_cite_it_alone(running):
    running.round.registration_paper = paper_of(running)
    running.round.save()

    assert "(" not in papers.zalo(running.round, at=NOON)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_address_that_opens_on_this_machine_only_stays_out_of_texts(desk, running, host):
    address = reverse("campaigns:telling", args=[running.campaign.pk])

    page = desk.get(address, headers={"host": f"{host}:8000"})

    assert "KHEO_PUBLIC_URL" in page.content.decode()
    assert "Đăng ký tại" not in page.context["zalo"]


def test_public_address_of_the_settings_goes_into_texts(desk, running, settings):
    settings.KHEO_PUBLIC_URL = "https://kheo.example.vn"

    page = desk.get(
        reverse("campaigns:telling", args=[running.campaign.pk]), headers={"host": "localhost:8000"}
    )

    assert f"https://kheo.example.vn/phong-trao/{running.campaign.pk}/" in page.context["zalo"]
    assert "KHEO_PUBLIC_URL" not in page.content.decode()


def test_calendar_says_who_and_by_which_paper(running):
    plan = paper_of(running)
    running.round.registration_paper = plan
    milestone(running, "Phát hành Thông báo danh mục mô hình", who="Văn phòng")
    milestone(running, "Báo cáo kết quả", kind=Milestone.Kind.REPORT)

    days = {day.what: day for day in calendar_of(running.round, TODAY)}

    assert days["Phát hành Thông báo danh mục mô hình"].who == "Văn phòng"
    assert days["Báo cáo kết quả"].who == "Các đơn vị tham gia"
    assert (days["Hạn đăng ký mô hình"].who, days["Hạn đăng ký mô hình"].paper) == (
        "Các đơn vị đăng ký",
        plan,
    )


def test_milestone_that_was_done_is_due_no_more_and_says_by_what(running):
    row = milestone(running, "Ban hành danh mục mô hình")

    note_list_issued(
        running.round, paper="Thông báo số 12/TB-UBND", issued_on=TODAY, by=running.officer, at=NOON
    )

    row.refresh_from_db()
    day = next(day for day in calendar_of(running.round, TODAY) if day.what == row.what)
    assert day.done == f"đã làm ngày {TODAY:%d/%m/%Y}, Thông báo số 12/TB-UBND"
    assert [due.what for due in due_next(running.round, [row], NOON)] == ["Hạn đăng ký"]


def test_grace_is_told_in_words(running):
    publish_grace(running.round, minutes=1440, by=running.officer, at=NOON)

    assert Notice.objects.first().title == "Nhận đăng ký nộp muộn thêm 1 ngày sau hạn"


@pytest.mark.parametrize("typed", ["31/02/2027", "trước ngày 31/4/2027", "ngày 30 tháng 02", "29/02/2027"])
def test_a_day_that_no_calendar_has_is_refused_at_its_field(typed):
    raw = {"what": "Đăng ký", "kind": "registration", "date": typed, "boundary": "before"}

    with pytest.raises(InvalidInput) as refused:
        kinds.tidy("deadline", raw)

    assert (refused.value.code, refused.value.field) == ("item-day-impossible", "date")


@pytest.mark.parametrize(
    "typed", ["29/02/2028", "giữa tháng 6/2027", "ngày 29/02 hằng năm", "quý III/2027", "15-31/12/2027"]
)
def test_days_that_may_be_are_taken(typed):
    raw = {"what": "Báo cáo", "kind": "report", "date": typed, "boundary": "through"}

    assert kinds.tidy("deadline", raw)["date"]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Thực hiện phong trào thi đua “Dân vận khéo”", "Phong trào thi đua “Dân vận khéo”"),
        ("về việc tổ chức, thực hiện các phong trào thi đua", "Các phong trào thi đua"),
        ("Thực hiện công tác dân vận", "Thực hiện công tác dân vận"),
    ],
)
def test_campaign_is_called_without_the_verb_of_its_plan(subject, title):
    assert campaign_title(subject) == title


def test_list_says_that_last_years_campaign_has_ended(desk, running):
    running.round.ends_on = TODAY - timedelta(days=1)
    running.round.starts_on = TODAY - timedelta(days=300)
    running.round.registration_closes_at = NOON - timedelta(days=267)
    running.round.save()

    page = desk.get(reverse("portal:campaigns")).content.decode()

    assert "Đã kết thúc</td>" in page
    assert "quá hạn" not in page


def test_round_is_named_with_its_year_once(running):
    running.campaign.title = "Phong trào năm 2026"
    running.round.campaign = running.campaign
    assert running.round.name == "Phong trào năm 2026"

    running.campaign.title = "Phong trào"
    assert running.round.name == "Phong trào, năm 2026"


def test_review_says_the_hour_of_a_deadline_and_counts_no_day_in_a_month(running):
    paper = paper_of(running)
    paper.text = "gửi đăng ký trước 17 giờ 00 phút ngày 18 tháng 12 năm 2026"
    exact = {"what": "gửi đăng ký", "kind": "registration", "date": "2026-12-18", "boundary": "before"}
    soft = {"what": "khảo sát", "kind": "appraisal", "date": "tháng 6 năm 2027", "boundary": "on"}
    hour = PaperItem(
        paper=paper, kind="deadline", data={**exact, "form": "exact"}, start=12, end=len(paper.text)
    )
    month = PaperItem(paper=paper, kind="deadline", data={**soft, "form": "soft"})

    assert lines_of_item(hour)[-1] == ("Cách tính", "trước 17:00 của ngày này")
    assert "Cách tính" not in dict(lines_of_item(month))
