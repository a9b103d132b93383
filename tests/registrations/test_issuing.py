"""Signed copies, launch days, the issued list, the bundle that goes up."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.audit.public import history
from kheo.campaigns.models import Milestone
from kheo.core.errors import InvalidInput, NotAllowed, Refusal, UnreadableFile
from kheo.core.vietnamese import long_date
from kheo.documents.models import Document
from kheo.documents.public import PaperFacts, usual_facts
from kheo.kernel import clock
from kheo.notices.public import inbox
from kheo.registrations import listing, numbered_papers
from kheo.registrations.models import ListNotice, SignedCopy, UpwardBundle
from kheo.registrations.numbered_papers import IssuedList
from kheo.registrations.services.lists import (
    issue_list,
    note_signed_copy,
    set_launch_day,
    take_back_signed_copy,
)
from kheo.registrations.services.sending_up import note_answer, send_up
from kheo.registrations.single_papers import blank_sheet, sheet_paper
from tests.factories import NOON, TODAY, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, sent
from tests.registrations.lists import docx_text, pdf_text

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FACTS = PaperFacts("12", "TB-UBND", TODAY, "CHỦ TỊCH", "Hà Văn Mẫu")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def noted(world, **changes):
    values = {"received_on": TODAY, "by": world.officer, "at": NOON} | changes
    return note_signed_copy(world.round, world.hamlet, **values)


def issued(world, **changes):
    values = {"facts": FACTS, "shown_to_leader_on": TODAY, "leader_name": "Hà Văn Mẫu"}
    return issue_list(world.round, **values | changes, by=world.officer, at=NOON)


def sent_up(world, **changes):
    values = {"facts": PaperFacts("7", "UBND-VHXH", TODAY), "sent_to": "Ủy ban nhân dân tỉnh"}
    return send_up(world.round, **values | changes, by=world.officer, at=NOON)


def test_signed_copy_is_ticked_and_the_missing_ones_are_listed(world):
    sent(world.running, world.hamlet, world.contact)
    sent(world.running, world.place.women, user(world.place.women), title="Sạch nhà")
    row = noted(world)

    missing = [one.name for one in listing.unit_rows(world.round, TODAY) if one.is_missing]
    assert (missing, [event.action for event in history(row)]) == (
        ["Hội Liên hiệp Phụ nữ xã Đồng Trăng"],
        ["registrations:signed-copy:note"],
    )


def test_signed_copy_noted_again_keeps_one_row_and_its_scan(world):
    noted(world, scan=PNG, scan_name="ban-ky.png")
    noted(world, received_on=TODAY - timedelta(days=1))

    row = SignedCopy.objects.get()
    assert (row.received_on, row.scan.file_name) == (TODAY - timedelta(days=1), "ban-ky.png")


def test_records_clerk_notes_signed_copies_and_the_unit_does_not(world):
    clerk = user(world.place.committee, Role.RECORDS_CLERK)
    noted(world, by=clerk)

    for person in (world.contact, world.viewer, world.stranger):
        with pytest.raises(NotAllowed):
            noted(world, by=person)


def test_signed_copy_of_a_day_to_come_is_refused(world):
    with pytest.raises(InvalidInput):
        noted(world, received_on=TODAY + timedelta(days=1))


def test_scan_of_another_kind_is_refused_and_nothing_is_ticked(world):
    with pytest.raises(UnreadableFile):
        noted(world, scan=b"MZ program", scan_name="a.exe")

    assert SignedCopy.objects.count() == 0


def test_tick_taken_back_leaves_the_trail(world):
    row = noted(world)
    pk = row.pk
    take_back_signed_copy(row, by=world.officer, at=NOON)
    row.pk = pk

    assert [event.action for event in history(row)][-1] == "registrations:signed-copy:take-back"
    assert SignedCopy.objects.count() == 0


def test_scan_comes_back_as_an_attachment(client, world):
    sent(world.running, world.hamlet, world.contact)
    client.force_login(world.officer, backend=BACKEND)
    place = [world.round.pk, world.hamlet.pk]
    client.post(
        reverse("registrations:signed_copy", args=place),
        {"received_on": clock.today().isoformat(), "scan": SimpleUploadedFile("bản ký.png", PNG)},
    )

    answer = client.get(reverse("registrations:scan_file", args=place))

    assert (answer.content, answer["Content-Disposition"].split(";")[0]) == (PNG, "attachment")
    assert answer["Content-Type"] == "image/png"


def test_launch_day_is_set_by_the_unit_and_shown_in_the_list(client, world):
    row = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    set_launch_day(row, on=date(2026, 3, 8), by=world.contact, at=NOON)
    client.force_login(world.officer, backend=BACKEND)

    page = client.get(reverse("registrations:list", args=[world.round.pk])).content.decode()

    assert "ra mắt 08/03/2026" in page
    with pytest.raises(NotAllowed):
        set_launch_day(row, on=None, by=world.neighbour, at=NOON)


def test_launch_day_waits_until_the_registration_is_received(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    with pytest.raises(Refusal):
        set_launch_day(row, on=date(2026, 3, 8), by=world.officer, at=NOON)


def test_issued_list_is_frozen_and_its_units_are_told(world):
    row = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    version = issued(world)
    row.title = "Tên khác"
    row.save(update_fields=["title"])

    kept = IssuedList.from_json(ListNotice.objects.get().rows)
    paper = numbered_papers.notice(world.round, kept, on=version.issued_on)

    assert [one.name for one in kept.rows] == ["Đường hoa"]
    assert "12/TB-UBND" in docx_text(numbered_papers.write(paper, "docx", at=NOON))
    assert "Đường hoa" in pdf_text(numbered_papers.write(paper, "pdf", at=NOON))
    assert any("Thông báo số 12/TB-UBND" in one.title for one in inbox(world.contact, TODAY))


def test_second_issue_is_a_new_version_and_the_first_stays(world):
    accepted(world.running, world.hamlet, world.contact)
    issued(world)
    accepted(world.running, world.place.women, user(world.place.women), title="Sạch nhà")
    issued(world, facts=PaperFacts("15", "TB-UBND", TODAY))

    kept = ListNotice.objects.order_by("version").values_list("version", "number", "rows__rows")
    assert [(version, number, len(rows)) for version, number, rows in kept] == [(1, "12", 1), (2, "15", 2)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"facts": PaperFacts("", "TB-UBND", TODAY)}, "number"),
        ({"facts": PaperFacts("12", "", TODAY)}, "symbol"),
        ({"facts": PaperFacts("12", "TB-UBND", None)}, "issued_on"),
        ({"leader_name": "  "}, "leader_name"),
        ({"shown_to_leader_on": TODAY + timedelta(days=1)}, "shown_to_leader_on"),
    ],
)
def test_list_without_number_day_or_leader_is_not_issued(world, changes, field):
    accepted(world.running, world.hamlet, world.contact)

    with pytest.raises(InvalidInput) as caught:
        issued(world, **changes)

    assert (caught.value.field, ListNotice.objects.count()) == (field, 0)


def test_empty_list_is_neither_issued_nor_sent_up(world):
    for act in (issued, sent_up):
        with pytest.raises(InvalidInput):
            act(world)


@pytest.mark.parametrize("person", ["contact", "viewer"])
def test_only_who_receives_issues_and_sends_up(world, person):
    accepted(world.running, world.hamlet, world.contact)
    by = getattr(world, person)

    with pytest.raises(NotAllowed):
        issue_list(world.round, facts=FACTS, shown_to_leader_on=TODAY, leader_name="A", by=by, at=NOON)
    with pytest.raises(NotAllowed):
        send_up(world.round, facts=FACTS, sent_to="Tỉnh", by=by, at=NOON)


@pytest.mark.parametrize("name", ["list_notice", "send_up"])
def test_viewer_is_refused_before_the_fields_are_read(client, world, name):
    client.force_login(world.viewer, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(reverse(f"registrations:{name}", args=[world.round.pk]), {}).status_code == 403


def test_bundle_holds_letter_list_and_a_sheet_for_each_in_plain_names(client, world):
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent_up(world)
    client.force_login(world.officer, backend=BACKEND)

    answer = client.get(reverse("registrations:bundle_file", args=[world.round.pk, 1]))

    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == [
        "1-cong-van.docx",
        "1-cong-van.pdf",
        "2-bang-tong-hop.docx",
        "2-bang-tong-hop.pdf",
        "2-bang-tong-hop.xlsx",
        "3-ban-dang-ky/I-001-duong-hoa.docx",
    ]
    letter = docx_text(archive.read("1-cong-van.docx"))
    assert ("Ủy ban nhân dân tỉnh" in letter, "7/UBND-VHXH" in letter) == (True, True)
    assert "Đường hoa" in docx_text(archive.read("3-ban-dang-ky/I-001-duong-hoa.docx"))


def test_answer_of_the_upper_body_is_kept_with_its_day(world):
    accepted(world.running, world.hamlet, world.contact)
    row = note_answer(sent_up(world), answer="Đã nhận đủ hồ sơ", answered_on=TODAY, by=world.officer, at=NOON)

    assert (row.answer, UpwardBundle.objects.get().answered_on) == ("Đã nhận đủ hồ sơ", TODAY)
    with pytest.raises(InvalidInput):
        note_answer(row, answer="x", answered_on=TODAY - timedelta(days=1), by=world.officer, at=NOON)


def test_page_of_sending_up_shows_the_milestone_and_the_body(client, world):
    world.running.campaign.sends_up_to = "Ban Chỉ đạo tỉnh"
    world.running.campaign.save(update_fields=["sends_up_to"])
    Milestone.objects.create(
        campaign=world.running.campaign,
        round=world.round,
        kind="send-up",
        what="Gửi danh sách về tỉnh",
        words="trước ngày 01/3/2099",
        to_on=date(2099, 2, 28),
    )
    accepted(world.running, world.hamlet, world.contact)
    client.force_login(world.officer, backend=BACKEND)

    page = client.get(reverse("registrations:send_up", args=[world.round.pk])).content.decode()

    assert ["Gửi danh sách về tỉnh" in page, "28/02/2099" in page, 'value="Ban Chỉ đạo tỉnh"' in page] == [
        True
    ] * 3


def test_letter_upward_asks_for_its_recipient_before_it_is_made(client, world):
    accepted(world.running, world.hamlet, world.contact)
    client.force_login(world.officer, backend=BACKEND)
    address = reverse("registrations:letter_draft", args=[world.round.pk, "docx"])

    page = client.get(reverse("registrations:send_up", args=[world.round.pk])).content.decode()
    without = client.get(address)
    made = client.get(address, {"noi-nhan": "Ban Chỉ đạo tỉnh Lam Trà"})

    assert 'name="noi-nhan"' in page
    assert without.status_code == 422
    assert "Chưa có nơi nhận" in without.content.decode()
    assert "Ban Chỉ đạo tỉnh Lam Trà" in docx_text(made.content)


def test_pages_issue_the_list_and_send_it_up(client, world):
    accepted(world.running, world.hamlet, world.contact)
    client.force_login(world.officer, backend=BACKEND)
    day = clock.today().isoformat()
    fields = {"number": "12", "symbol": "TB-UBND", "issued_on": day, "position": "", "signer": ""}
    notice = reverse("registrations:list_notice", args=[world.round.pk])
    upward = reverse("registrations:send_up", args=[world.round.pk])

    answers = [
        client.get(reverse("registrations:notice_draft", args=[world.round.pk, "pdf"])),
        client.post(notice, fields, follow=True),
        client.post(notice, {**fields, "shown_to_leader_on": day, "leader_name": "Hà Văn Mẫu"}, follow=True),
        client.get(reverse("registrations:notice_file", args=[world.round.pk, 1, "xlsx"])),
        client.get(
            reverse("registrations:letter_draft", args=[world.round.pk, "docx"]), {"noi-nhan": "Tỉnh"}
        ),
        client.post(upward, {**fields, "symbol": "UBND", "sent_to": "Tỉnh"}, follow=True),
        client.post(
            reverse("registrations:answer", args=[world.round.pk, 1]),
            {"answer": "Đã nhận", "answered_on": day},
            follow=True,
        ),
    ]

    assert [answer.status_code for answer in answers] == [200, 422, 200, 200, 200, 200, 200]
    assert "Đã nhận" in answers[-1].content.decode()


def test_usual_symbol_follows_the_kind_of_body(world):
    user(world.place.committee, Role.SIGNER, full_name="Hà Văn Mẫu")

    state = usual_facts(world.place.committee, "TB", TODAY)
    party = usual_facts(world.place.party, "", TODAY)

    assert (state.symbol, state.signer, state.position, party.symbol, party.position) == (
        "TB-UBND",
        "Hà Văn Mẫu",
        "CHỦ TỊCH",
        "CV/ĐU",
        "BÍ THƯ",
    )


def test_list_with_some_still_waiting_is_issued_only_by_who_says_he_knows(client, world):
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent(world.running, world.hamlet, world.contact, title="Còn chờ")
    client.force_login(world.officer, backend=BACKEND)
    address = reverse("registrations:list_notice", args=[world.round.pk])
    fields = {"number": "12", "symbol": "TB-UBND", "issued_on": clock.today().isoformat()}
    fields |= {"shown_to_leader_on": clock.today().isoformat(), "leader_name": "Hà Văn Mẫu"}

    first = client.get(address).content.decode()
    refused = client.post(address, fields)
    page = refused.content.decode()

    assert "Còn 1 đăng ký chờ tiếp nhận nên chưa có trong danh mục." in first
    assert (refused.status_code, ListNotice.objects.count()) == (422, 0)
    assert f'href="{reverse("registrations:desk", args=[world.round.pk])}"' in page
    assert 'value="Hà Văn Mẫu"' in page
    client.post(address, fields | {"unsettled_known": "on"})
    assert ListNotice.objects.count() == 1


def test_registration_received_after_the_leader_saw_the_list_is_named(client, world):
    row = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    row.decided_at = clock.now()
    row.save(update_fields=["decided_at"])
    client.force_login(world.officer, backend=BACKEND)
    day = clock.today()
    fields = {"number": "12", "symbol": "TB-UBND", "issued_on": day.isoformat(), "leader_name": "Hà Văn Mẫu"}
    fields["shown_to_leader_on"] = (day - timedelta(days=1)).isoformat()

    page = client.post(reverse("registrations:list_notice", args=[world.round.pk]), fields).content.decode()

    assert "1 đăng ký được tiếp nhận sau ngày trình lãnh đạo" in page
    assert f'<a href="{reverse("registrations:detail", args=[row.pk])}">Đường hoa</a>' in page


def test_settled_list_asks_nothing_more(client, world):
    accepted(world.running, world.hamlet, world.contact)
    client.force_login(world.officer, backend=BACKEND)

    page = client.get(reverse("registrations:list_notice", args=[world.round.pk])).content.decode()

    assert "unsettled_known" not in page


def test_notice_names_the_units_it_goes_to(world):
    accepted(world.running, world.hamlet, world.contact)
    accepted(world.running, world.place.women, user(world.place.women), title="Sạch nhà")
    row = issued(world)

    kept = IssuedList.from_json(row.rows)
    text = docx_text(
        numbered_papers.write(numbered_papers.notice(world.round, kept, on=TODAY), "docx", at=NOON)
    )

    assert kept.told == ("Hội Liên hiệp Phụ nữ xã Đồng Trăng", "Xóm 1")
    assert "Các đơn vị có mô hình trong danh mục" not in text
    assert "- Hội Liên hiệp Phụ nữ xã Đồng Trăng;" in text


def test_notice_to_many_units_names_them_one_after_the_other(world):
    accepted(world.running, world.hamlet, world.contact)
    kept = replace(IssuedList.from_json(issued(world).rows), told=tuple(f"Xóm {n}" for n in range(1, 31)))

    paper = numbered_papers.notice(world.round, kept, on=TODAY)

    assert paper.recipients[0].startswith("Các đơn vị: Xóm 1, Xóm 2, ")


def test_sheets_of_the_bundle_bear_the_numbers_of_the_list(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact, title="A cũ")
    accepted(
        world.running,
        world.hamlet,
        world.contact,
        title="A cũ",
        kind="continued",
        continues=str(before.pk),
        changes="không thay đổi",
    )
    accepted(world.running, world.hamlet, world.contact, title="B mới")
    women = user(world.place.women)
    accepted(world.running, world.place.women, women, title="C mới")

    lines = listing.listed(world.round, TODAY)
    numbered = [
        (number, line.registration.title) for number, line in numbered_papers.numbered_as_listed(lines)
    ]

    assert numbered == [("I-001", "C mới"), ("I-002", "B mới"), ("II-001", "A cũ")]


def test_bundle_asks_no_more_for_many_sheets_than_for_few(world, django_assert_max_num_queries):
    for place in range(12):
        accepted(world.running, world.hamlet, world.contact, title=f"Đường hoa {place}")

    with django_assert_max_num_queries(56):
        sent_up(world)


def test_sheet_is_dated_the_day_it_was_sent_and_a_blank_one_is_dotted(world):
    row = sent(world.running, world.hamlet, world.contact).registration

    said = pdf_text(numbered_papers.write(sheet_paper(row, date(2027, 3, 1)), "pdf", at=NOON))
    empty = pdf_text(numbered_papers.write(blank_sheet(world.round, world.hamlet, TODAY), "pdf", at=NOON))

    assert long_date(TODAY) in said
    assert ("năm 2027" in said, re.search(r", ngày +tháng +năm", empty) is not None) == (False, True)


def test_issued_list_ticks_the_milestone_that_asked_for_it_and_no_other(world):
    accepted(world.running, world.hamlet, world.contact)
    asked, other = (
        Milestone.objects.create(
            campaign=world.round.campaign,
            round=world.round,
            what=what,
            words="15/02/2026",
            to_on=date(2026, 2, 15),
        )
        for what in ("Phát hành Thông báo danh mục mô hình", "Báo cáo sơ kết")
    )

    issued(world)
    issued(world, facts=replace(FACTS, number="30"))

    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.done_on, asked.done_by) == (TODAY, "Thông báo số 12/TB-UBND")
    assert other.done_on is None


def test_issued_lists_stand_in_the_register_with_what_made_them(world):
    accepted(world.running, world.hamlet, world.contact)
    first = issued(world)
    second = issued(world, facts=replace(FACTS, number="13"))

    first.document.refresh_from_db()
    assert (first.document.state, second.document.state) == ("superseded", "issued")
    assert second.document.replaces == first.document
    version = second.document.versions.get()
    assert "1 mô hình" in version.provenance["what"]
    assert version.provenance["data_sha256"]


def test_a_number_that_the_register_has_is_refused_and_the_list_not_issued(world):
    accepted(world.running, world.hamlet, world.contact)
    issued(world)

    with pytest.raises(InvalidInput) as refusal:
        issued(world)

    assert (refusal.value.code, refusal.value.field) == ("number-taken", "number")
    assert ListNotice.objects.count() == 1


def test_the_letter_that_went_up_stands_in_the_register(world):
    accepted(world.running, world.hamlet, world.contact)
    send_up(
        world.round,
        facts=replace(FACTS, number="20", symbol="UBND-VHXH"),
        sent_to="Ban Dân vận tỉnh",
        by=world.officer,
        at=NOON,
    )

    letter = Document.objects.get(kind="letter")
    assert (letter.number, letter.symbol, letter.recipients) == ("20", "UBND-VHXH", "Ban Dân vận tỉnh")
    assert letter.versions.get().file_name.endswith(".docx")
