"""Pages of contributions as the unit, the officer and a neighbour meet them."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from kheo.kernel import installation
from kheo.kernel.web import access
from kheo.progress.contribution_kinds import Channel, Purpose, Shown, What
from kheo.progress.models import Drive, HouseholdDecision, LedgerEntry
from kheo.progress.services import contributions
from tests.factories import NOON, user
from tests.factories.registrations import accepted
from tests.progress.books import DAY, decision, entry, goods, pen, shown, spending, world_with_book
from tests.registrations.lists import docx_text, pdf_text, xlsx_rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db, monkeypatch):
    installation.mark("real", at=NOON)
    monkeypatch.setattr("kheo.kernel.clock.now", lambda: NOON)
    monkeypatch.setattr("kheo.progress.web.contributions.clock.now", lambda: NOON)
    return world_with_book()


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def page(client, name, *args, **query):
    response = client.get(reverse(f"progress:{name}", args=args), query)
    return response, response.content.decode()


def post(client, world, kind, **fields):
    address = reverse("progress:note", args=[world.drive.pk, kind])
    return client.post(address, {"token": uuid4()} | fields)


def test_unit_writes_money_received_and_sees_what_is_left(client, world):
    signed_in(client, world.contact)

    answer = post(client, world, "tien-nhan", amount="12.500.000 đồng", on="30/1/2026")

    assert answer.status_code == 302
    _response, text = page(client, "drive", world.drive.pk)
    assert "12.500.000" in text


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("tien-nhan", {"amount": "-5.000.000", "on": "30/1/2026"}, "phải lớn hơn 0"),
        ("tien-nhan", {"amount": "9" * 20, "on": "30/1/2026"}, "lớn quá mức có thể"),
        ("tien-nhan", {"amount": "9" * 60, "on": "30/1/2026"}, "không phải là số"),
        ("tien-nhan", {"amount": "năm triệu", "on": "30/1/2026"}, "không phải là số"),
        ("tien-nhan", {"amount": "5.000.000", "on": "3/2/2026"}, "chưa tới"),
        ("tien-nhan", {"amount": "5.000.000", "on": "31/2/2026"}, "Ngày này không có"),
        ("ngay-cong", {"amount": "1.500", "on": "30/1/2026"}, "có thể hiểu là"),
        ("dat-hien", {"amount": "99999999", "on": "30/1/2026"}, "lớn quá mức có thể"),
        ("tien-chi", {"amount": "5", "on": "30/1/2026", "spent_for": "trả nợ hộ bà Lan"}, "không ghi tên"),
        ("tien-chi", {"amount": "5", "on": "30/1/2026", "spent_for": "mua cát"}, "vượt số đã nhận"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_typed_is_lost(client, world, kind, fields, sentence):
    signed_in(client, world.contact)

    answer = post(client, world, kind, **fields)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert f'value="{fields["amount"]}"' in text
    assert LedgerEntry.objects.count() == 0


def test_page_says_what_the_law_asks_and_what_is_missing(client, world):
    signed_in(client, world.contact)
    decision(world)
    shown(world, Shown.DECISION)

    _response, text = page(client, "drive", world.drive.pk)

    assert "61/80 đại diện hộ gia đình (cần 54)" in text
    assert "Điều 21 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 (đã đọc văn bản)" in text
    assert "giữ ít nhất đến hết ngày 21/02/2026" in text
    assert "Không bắt buộc với khoản Nhân dân đóng góp" in text
    assert "Chưa ghi; Ủy ban Mặt trận Tổ quốc xã thành lập" in text


def test_total_of_households_cannot_be_changed_by_posting_it_with_the_result(client, world):
    signed_in(client, world.contact)
    row = decision(world, agreeing=None)

    address = reverse("progress:decision_result", args=[world.drive.pk, row.pk])
    client.post(
        address,
        {"token": uuid4(), "decided_on": "21/1/2026", "present": "60", "agreeing": "55", "total": "60"},
    )

    found = HouseholdDecision.objects.get()
    assert (found.total, found.agreeing) == (80, 55)


def test_correction_shows_the_old_row_with_its_reason(client, world):
    signed_in(client, world.contact)
    row = entry(world, What.MONEY, 45_000_000)
    address = reverse("progress:correct", args=[world.drive.pk, "tien-nhan", row.pk])
    assert 'value="45.000.000"' in client.get(address).content.decode()

    client.post(
        address, {"token": uuid4(), "amount": "4.500.000", "on": "30/1/2026", "reason": "thừa một chữ số 0"}
    )

    _response, text = page(client, "drive", world.drive.pk)
    assert "45.000.000 đồng" in text
    assert "4.500.000 đồng" in text
    assert "thừa một chữ số 0" in text


def test_void_needs_only_the_reason(client, world):
    signed_in(client, world.contact)
    row = entry(world, What.MONEY, 45_000_000)
    address = reverse("progress:correct", args=[world.drive.pk, "tien-nhan", row.pk])

    answer = client.post(address, {"token": uuid4(), "is_void": "on", "reason": "ghi hai lần"})

    assert answer.status_code == 302
    _response, text = page(client, "drive", world.drive.pk)
    assert "Đã bỏ" in text


def test_officer_enters_for_the_unit_and_it_is_said(client, world):
    signed_in(client, world.officer)

    post(client, world, "ngay-cong", amount="96", on="30/1/2026")

    _response, text = page(client, "drive", world.drive.pk)
    assert "cán bộ ghi thay" in text


def test_neighbour_finds_no_book_and_viewer_no_button(client, world):
    signed_in(client, world.neighbour)
    assert page(client, "drive", world.drive.pk)[0].status_code == 404
    assert page(client, "contributions_of_round", world.round.pk)[0].status_code == 404

    signed_in(client, world.viewer)
    response, text = page(client, "drive", world.drive.pk)
    assert response.status_code == 200
    assert "/ghi/" not in text
    assert post(client, world, "tien-nhan", amount="5", on="30/1/2026").status_code == 403


def test_book_is_opened_from_the_registrations_own_page(client, world):
    other = accepted(world.running, world.place.hamlets[0], world.contact, title="Hũ gạo tình thương")
    signed_in(client, world.contact)
    own = client.get(reverse("registrations:detail", args=[other.pk])).content.decode()
    address = reverse("progress:contributions", args=[other.pk])
    assert address in own

    refused = client.post(address, {"purpose": "works", "matter": " "})
    taken = client.post(address, {"purpose": "hardship", "matter": "bệnh nặng"})

    assert "Hãy ghi đóng góp để làm việc gì" in refused.content.decode()
    drive = Drive.objects.get(registration=other)
    assert (drive.purpose, drive.matter) == (Purpose.HARDSHIP, "")
    assert taken.url == reverse("progress:drive", args=[drive.pk])


def test_help_for_people_offers_no_land_labour_or_vote(client, world):
    other = accepted(world.running, world.place.hamlets[0], world.contact, title="Hũ gạo tình thương")
    drive = contributions.open_drive(other, purpose=Purpose.HARDSHIP, matter="", by=world.contact, at=NOON)
    signed_in(client, world.contact)

    _response, text = page(client, "drive", drive.pk)

    assert "dat-hien" not in text
    assert "lay-y-kien" not in text
    assert page(client, "note", drive.pk, "lay-y-kien")[0].status_code == 404
    assert "Chỉ ghi số người" in page(client, "note", drive.pk, "tien-chi")[1]


def full(world):
    decision(world)
    entry(world, What.MONEY, 45_000_000)
    spending(world, 20_000_000)
    entry(world, What.LABOUR, 96)
    entry(world, What.LAND, 120)
    goods(world, 100)
    contributions.name_giver(
        world.drive.pk, name="Ông Lường Văn Mẫu", wished_on=DAY, token=uuid4(), by=world.contact, at=NOON
    )


def test_public_sheet_and_paper_say_the_same_totals(client, world):
    full(world)
    signed_in(client, world.contact)

    _response, text = page(client, "public_sheet", world.drive.pk)
    word = docx_text(page_bytes(client, "sheet_file", world.drive.pk, "docx"))
    printed = pdf_text(page_bytes(client, "sheet_file", world.drive.pk, "pdf"))

    for said in (
        "45.000.000",
        "25.000.000",
        "61/80",
        "120 m² chờ văn bản",
        "mua cát, đá",
        "Ông Lường Văn Mẫu",
    ):
        assert said in text
        assert said in word
        assert said in printed
    assert "30 ngày liên tục" in word


def page_bytes(client, name, *args):
    response = client.get(reverse(f"progress:{name}", args=args))
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_report_opens_with_what_the_book_holds_up_to_the_periods_end(client, world):
    full(world)
    entry(world, What.MONEY, 7_000_000, on=DAY)
    signed_in(client, world.contact)

    with time_machine.travel(datetime(2026, 6, 20, 3, tzinfo=UTC), tick=False):
        signed_in(client, world.contact)
        entry(
            world,
            What.MONEY,
            900_000,
            on=date(2026, 6, 19),
            by_pen=pen(world, at=datetime(2026, 6, 20, 3, tzinfo=UTC)),
        )
        text = page(client, "write", world.registration.pk, "h1")[1]

    assert "Nhân dân đóng góp làm việc chung (tính đến 14/06/2026): 52.000.000 đồng" in text
    assert reverse("progress:contributions", args=[world.registration.pk]) in text


def test_officers_table_sums_the_round_on_the_page_and_on_paper(client, world):
    full(world)
    signed_in(client, world.officer)

    response, text = page(client, "contributions_of_round", world.round.pk)
    rows = xlsx_rows(page_bytes(client, "contributions_file", world.round.pk, "xlsx"))

    assert response.status_code == 200
    assert "Đường bê tông xóm 1" in text
    assert any("Tổng cộng" in " ".join(row) and "45.000.000" in " ".join(row) for row in rows)


@pytest.mark.parametrize("count", [1, 12])
def test_pages_ask_the_database_the_same_whatever_the_rows(
    client, world, count, django_assert_max_num_queries
):
    for number in range(count):
        entry(world, What.MONEY, 1_000_000 + number)
        other = accepted(
            world.running, world.place.hamlets[1], user(world.place.hamlets[1]), title=f"M {number}"
        )
        contributions.open_drive(other, purpose=Purpose.WORKS, matter="Ngõ", by=world.officer, at=NOON)
    signed_in(client, world.officer)
    client.get(reverse("portal:campaigns"))  # what a process asks once

    with django_assert_max_num_queries(10):
        page(client, "contributions_of_round", world.round.pk)
    with django_assert_max_num_queries(25):
        page(client, "drive", world.drive.pk)


# What must never be known ------------------------------------------------------------------------


def test_no_page_export_notice_or_search_tells_who_has_not_given(client, world):
    """Walks every address of contributions: what stands there are totals, and names of those who wished it."""
    full(world)
    shown(world, Shown.ACCOUNTS, Channel.WEBSITE)
    signed_in(client, world.officer)
    args = {"registration_id": world.registration.pk, "round_id": world.round.pk, "pk": world.drive.pk}
    from kheo.progress.web.contribution_urls import urlpatterns

    texts = []
    for one in urlpatterns:
        wanted = {name: value for name, value in args.items() if name in one.pattern.converters}
        if "GET" not in one.callback.kheo_methods or "row_id" in one.pattern.converters:
            continue
        if "kind" in one.pattern.converters:
            from kheo.progress.web.contribution_forms import KINDS

            texts += [page(client, "note", world.drive.pk, kind)[1] for kind in KINDS]
        elif one.pattern.converters:
            response = client.get(reverse(f"progress:{one.name}", kwargs=wanted))
            assert response.status_code == 200
            texts.append(response.content.decode())
    texts.append(docx_text(page_bytes(client, "sheet_file", world.drive.pk, "docx")))
    texts.append(str(xlsx_rows(page_bytes(client, "contributions_file", world.round.pk, "xlsx"))))

    for text in texts:
        lowered = text.lower().replace("không in mức bình quân phải nộp cho từng hộ", "")
        assert "chưa đóng góp" not in lowered
        assert "chưa nộp" not in lowered
        assert "bình quân" not in lowered
        assert "mỗi hộ" not in lowered
        assert "không tán thành" not in lowered.replace("ai không tán thành không được ghi lại", "")
        for levy in (
            "562.500",
            "562500",
            "737.704",
            "19 hộ",
        ):  # money ÷ households; households that did not agree
            assert levy not in text


def test_no_column_of_the_book_can_hold_a_household_but_the_name_that_was_wished():
    from kheo.progress.models import NamedGiver, Publication, SupervisionBoard

    allowed_links = {"drive", "corrects", "made_by", "result_by", "noted_by", "opened_by", "registration"}
    for model in (Drive, LedgerEntry, HouseholdDecision, SupervisionBoard, Publication, NamedGiver):
        columns = {one.name for one in model._meta.concrete_fields}
        links = {one.name for one in model._meta.concrete_fields if one.is_relation}
        assert links <= allowed_links
        for word in (
            "household",
            "giver",
            "payer",
            "owed",
            "quota",
            "levy",
            "per_",
            "address",
            "illness",
            "deed",
        ):
            assert not [name for name in columns if word in name]
    assert {one.name for one in NamedGiver._meta.concrete_fields}.isdisjoint(
        {"amount", "value", "what", "land"}
    )
    assert NamedGiver._meta.get_field("wished_on").null is False


def test_what_is_typed_beside_a_total_cannot_name_a_household(client, world):
    signed_in(client, world.contact)
    entry(world, What.MONEY, 5_000_000)
    told = ("hộ ông Lường Văn A chưa nộp", "các hộ chưa nộp xóm trên", "gia đình chị Hoa")
    kinds = (
        ("tien-chi", "spent_for", {"amount": "5", "on": "30/1/2026"}),
        ("giam-sat", "paper", {"set_up_on": "30/1/2026", "members": "5"}),
        ("cong-khai", "place", {"what": "decision", "channel": "posting", "since": "30/1/2026"}),
        (
            "lay-y-kien",
            "place",
            {"scope": "settlement", "way": "meeting", "opened_on": "30/1/2026", "total": "9"},
        ),
    )

    for kind, field, others in kinds:
        for words in told:
            answer = post(client, world, kind, **(others | {field: words}))
            assert (kind, answer.status_code) == (kind, 422)


def test_no_notice_about_money_land_or_labour_goes_to_anybody_but_the_unit(client, world):
    from kheo.notices.models import Notice

    entry(world, What.MONEY, 5_000_000, by_pen=pen(world, by=world.officer))

    about = Notice.objects.filter(title__contains="đóng góp")
    assert {one.unit_id for one in about} == {world.place.hamlets[0].pk}
    assert not [one for one in about if "5.000.000" in one.title + one.body]


def test_nothing_here_is_found_by_the_search_of_the_list(client, world):
    full(world)
    signed_in(client, world.officer)

    found = client.get(reverse("registrations:list", args=[world.round.pk]), {"tim": "Lường Văn Mẫu"})

    assert "Đường bê tông xóm 1" not in found.content.decode()


def test_every_address_of_contributions_is_guarded():
    from kheo.progress.web.contribution_urls import urlpatterns

    assert {one.callback.kheo_access for one in urlpatterns} == {access.SIGNED_IN}
