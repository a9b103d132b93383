"""The pages: what each reader finds, what is refused, and that nothing typed is lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import ParticipantGroup, Quota
from kheo.kernel.clock import now
from kheo.registrations.models import Draft, Receipt, Registration
from kheo.registrations.services.deciding import return_, withdraw
from kheo.registrations.services.drafts import save_draft
from kheo.units import public as units
from tests.factories import NOON, TODAY, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, filled, sent

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def open_world(world):
    """The same commune with a round that is open on the day the tests run."""
    world.round.registration_closes_at = now() + timedelta(days=3)
    world.round.save()
    return world


def signed_in(client, who):
    client.force_login(who, backend=BACKEND)
    return client


def url(name, *args, **query):
    tail = "&".join(f"{k.replace('_', '-')}={v}" for k, v in query.items())
    return reverse(f"registrations:{name}", args=args) + (f"?{tail}" if tail else "")


def text(response):
    return response.content.decode()


def posted(world, key, **changes):
    return filled(world.running, **changes) | {"draft_id": str(key), "revision": "0", "action": "send"}


def test_mine_shows_states_deadline_and_what_is_owed(client, open_world):
    world = open_world
    group = ParticipantGroup.objects.create(campaign=world.running.campaign, label="các xóm")
    world.running.campaign.participants.filter(unit=world.hamlet).update(group=group)
    Quota.objects.create(campaign=world.running.campaign, round=world.round, group=group, minimum=2)
    sent(world.running, world.hamlet, world.contact)

    page = text(signed_in(client, world.contact).get(url("mine", world.round.pk)))

    assert "Đã gửi 1 mô hình; kế hoạch yêu cầu ít nhất 2." in page
    assert "Còn thiếu 1." in page
    assert "Đã gửi (chờ tiếp nhận)" in page
    assert "Bản nháp chưa gửi khi hết hạn vẫn được giữ nhưng không được tính" in page


def test_mine_for_the_officer_leads_to_the_desk(client, world):
    response = signed_in(client, world.officer).get(url("mine", world.round.pk))

    assert (response.status_code, response["Location"]) == (302, url("desk", world.round.pk))


def test_mine_of_a_stranger_is_not_found(client, world):
    assert signed_in(client, world.stranger).get(url("mine", world.round.pk)).status_code == 404


def test_index_lists_rounds_or_goes_to_the_only_one(client, world):
    signed_in(client, world.contact)
    assert client.get(url("index")).status_code == 302
    running_campaign(world.place, year=2025, officer=world.officer)

    assert "năm 2025" in text(client.get(url("index")))


def test_mine_takes_the_same_queries_for_one_and_three(client, world, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, world.contact)
    sent(world.running, world.hamlet, world.contact)
    with CaptureQueriesContext(connection) as few:
        client.get(url("mine", world.round.pk))
    for n in range(2):
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(url("mine", world.round.pk))

    assert len(many) == len(few)


def test_desk_takes_the_same_queries_for_one_and_three(client, world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, world.officer)
    sent(world.running, world.hamlet, world.contact)
    with CaptureQueriesContext(connection) as few:
        client.get(url("desk", world.round.pk))
    for n in range(2):
        sent(world.running, world.place.hamlets[1], world.neighbour, title=f"Mô hình {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(url("desk", world.round.pk))

    assert len(many) == len(few)


def test_new_form_starts_with_the_units_own_particulars(client, open_world):
    page = text(signed_in(client, open_world.contact).get(url("new", open_world.round.pk)))

    assert 'name="lead_name" value="Xóm 1"' in page
    assert 'name="address" value="Xóm 1"' in page
    assert 'name="contact_name" value="Lường Thị Mẫu"' in page
    assert 'name="draft_id" value=""' in page
    assert "không ghi tên, tôn giáo, dân tộc, hoàn cảnh, thái độ của người dân" in page


def test_new_form_continued_starts_from_last_years_record(client, open_world):
    world = open_world
    last = running_campaign(world.place, year=2025, officer=world.officer)
    more = {"measure-1-name": "Hộ tham gia", "measure-1-target": "1500", "measure-1-unit": "hộ"}
    before = accepted(last, world.hamlet, world.contact, need="Đường tối", **more)

    page = text(signed_in(client, world.contact).get(url("new", world.round.pk, tiep_tuc=before.pk)))

    assert 'name="measure-1-target" value="1500"' in page  # “1.500” would be refused as two numbers
    assert 'value="Thắp sáng đường quê"' in page
    assert "Đường tối" in page
    assert f'<option value="{before.pk}" selected>' in page
    assert f'<option value="{world.running.sectors[1].pk}" selected>' in page
    assert 'name="measure-0-target" value="15"' in page


def test_new_form_for_the_officer_asks_which_unit(client, open_world):
    page = text(signed_in(client, open_world.officer).get(url("new", open_world.round.pk)))

    assert "Đăng ký cho đơn vị nào?" in page
    assert f"don-vi={open_world.hamlet.pk}" in page


@pytest.mark.parametrize("who", ["neighbour", "viewer"])
def test_new_form_for_another_unit_is_refused(client, open_world, who):
    response = signed_in(client, getattr(open_world, who)).get(
        url("new", open_world.round.pk, don_vi=open_world.hamlet.pk)
    )

    assert response.status_code == 403


def test_send_gives_the_receipt_and_forgets_the_browsers_copy(client, open_world):
    world, key = open_world, uuid4()

    response = signed_in(client, world.contact).post(
        url("new", world.round.pk, don_vi=world.hamlet.pk), posted(world, key), follow=True
    )

    receipt = Receipt.objects.get()
    assert receipt.code in text(response)
    assert f'<meta name="kheo-draft-done" content="{key}">' in text(response)


def test_send_without_scripts_uses_the_id_of_the_page_and_is_taken_once(client, open_world):
    world = open_world
    data = posted(world, "") | {"new_id": str(uuid4())}
    signed_in(client, world.contact)

    for _ in range(2):
        client.post(url("new", world.round.pk, don_vi=world.hamlet.pk), data)

    assert (Registration.objects.count(), Receipt.objects.count()) == (1, 1)


def test_send_with_faults_shows_them_and_keeps_the_text_as_a_draft(client, open_world):
    world, key = open_world, uuid4()
    data = posted(world, key, title="", **{"measure-0-target": "1.500"}, need="Đường tối nên dễ ngã")

    response = signed_in(client, world.contact).post(url("new", world.round.pk, don_vi=world.hamlet.pk), data)

    page = text(response)
    assert response.status_code == 422
    assert 'href="#id_title"' in page
    assert 'href="#id_measure-0-target"' in page
    assert "Đường tối nên dễ ngã" in page
    assert Draft.objects.get().fields["need"] == "Đường tối nên dễ ngã"
    assert 'name="revision" value="1"' in page


def test_refused_form_in_which_nothing_was_typed_leaves_no_draft(client, open_world):
    world = open_world
    signed_in(client, world.contact)
    address = url("new", world.round.pk, don_vi=world.hamlet.pk)
    data = {"kind": "new", "lead_kind": "collective", "lead_name": units.name_of(world.hamlet, TODAY)}

    response = client.post(address, data | {"draft_id": str(uuid4()), "revision": "0", "action": "send"})

    assert response.status_code == 422
    assert (Draft.objects.count(), Registration.objects.count()) == (0, 0)


def test_send_after_the_deadline_says_so_and_keeps_the_draft(client, open_world):
    world, key = open_world, uuid4()
    world.round.registration_closes_at = now() - timedelta(seconds=1)
    world.round.save()

    response = signed_in(client, world.contact).post(
        url("new", world.round.pk, don_vi=world.hamlet.pk), posted(world, key)
    )

    assert response.status_code == 422
    assert "Đã hết hạn nhận đăng ký" in text(response)
    assert Draft.objects.get().fields["title"] == "Thắp sáng đường quê"


def test_form_too_large_comes_back_with_its_text(client, open_world):
    world = open_world
    data = posted(world, uuid4(), need="a" * 60_001) | {"action": "save"}

    response = signed_in(client, world.contact).post(url("new", world.round.pk, don_vi=world.hamlet.pk), data)

    assert response.status_code == 422
    assert "Thắp sáng đường quê" in text(response)
    assert Draft.objects.count() == 0


def test_save_button_keeps_the_draft_and_opens_it(client, open_world):
    world, key = open_world, uuid4()
    data = posted(world, key) | {"action": "save"}

    response = signed_in(client, world.contact).post(
        url("new", world.round.pk, don_vi=world.hamlet.pk), data, follow=True
    )

    assert "Đã lưu nháp." in text(response)
    assert 'value="Thắp sáng đường quê"' in text(response)


def test_more_rows_button_adds_rows(client, open_world):
    world, key = open_world, uuid4()
    data = posted(world, key) | {"action": "rows"}

    page = text(
        signed_in(client, world.contact).post(
            url("new", world.round.pk, don_vi=world.hamlet.pk), data, follow=True
        )
    )

    assert 'name="measure-5-name"' in page


def draft_save(client, world, key, revision=0, **fields):
    return client.post(
        url("save", world.round.pk, don_vi=world.hamlet.pk),
        {"draft_id": str(key), "revision": revision, **fields},
        headers={"X-Requested-With": "draft"},
    )


def test_script_save_answers_revision_time_and_address(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)

    answer = draft_save(client, world, key, title="Thắp").json()

    assert (answer["revision"], answer["url"]) == (1, url("edit", key))
    assert answer["saved_at"] == Draft.objects.get().saved_at.isoformat()


def test_script_save_of_an_older_revision_leads_to_both_versions(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)
    draft_save(client, world, key, title="Một")
    draft_save(client, world, key, 1, title="Hai", sector=str(world.running.sectors[0].pk))

    response = draft_save(client, world, key, 1, title="Ba", sector=str(world.running.sectors[1].pk))

    assert (response.status_code, response.json()["conflict_url"]) == (409, url("conflict", key))
    page = text(client.get(url("conflict", key)))
    for words in ("Hai", "Ba", "Kinh tế", "Văn hóa - xã hội", 'name="revision" value="2"'):
        assert words in page


def test_conflict_page_can_keep_the_browsers_version(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)
    draft_save(client, world, key, title="Một")
    draft_save(client, world, key, 1, title="Hai")

    client.post(url("edit", key), {"draft_id": str(key), "revision": "2", "title": "Ba", "action": "save"})

    assert Draft.objects.get().fields == {"title": "Ba"}


def test_conflict_of_two_tabs_without_scripts_shows_both(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)
    draft_save(client, world, key, title="Một")
    draft_save(client, world, key, 1, title="Hai")

    response = client.post(
        url("edit", key), {"draft_id": str(key), "revision": "1", "title": "Ba", "action": "save"}
    )

    assert response.status_code == 409
    assert "Hai" in text(response)
    assert 'name="title" value="Ba"' in text(response)


def test_send_of_other_content_after_sending_shows_what_was_sent(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)
    where = url("new", world.round.pk, don_vi=world.hamlet.pk)
    client.post(where, posted(world, key))

    response = client.post(where, posted(world, key, title="Tên khác"))

    assert response.status_code == 409
    assert "Mở bản đã gửi" in text(response)
    assert "Tên khác" in text(response)


def test_script_save_after_sending_leads_to_the_registration(client, open_world):
    world, key = open_world, uuid4()
    receipt = sent(world.running, world.hamlet, world.contact, draft_id=key)

    response = draft_save(signed_in(client, world.contact), world, key, 1, title="Muộn")

    assert response.json()["conflict_url"] == url("detail", receipt.registration_id)


def test_script_save_for_another_unit_is_no_sign_in_matter(client, open_world):
    response = draft_save(signed_in(client, open_world.neighbour), open_world, uuid4(), title="x")

    assert response.status_code == 422
    assert "không đăng ký thay" in response.json()["message"]


def test_script_save_signed_out_is_401(client, open_world):
    assert draft_save(client, open_world, uuid4(), title="x").status_code == 401


def test_filled_form_survives_an_expired_sign_in(client, open_world):
    world, key = open_world, uuid4()
    where = url("new", world.round.pk, don_vi=world.hamlet.pk)
    client.post(where, posted(world, key))
    assert Draft.objects.count() == 0

    session = client.session
    kept = dict(session)
    signed_in(client, world.contact)
    session = client.session
    session.update({name: value for name, value in kept.items() if name.startswith("kheo")})
    session.save()
    page = text(client.get(where))

    assert 'value="Thắp sáng đường quê"' in page
    assert f'name="draft_id" value="{key}"' in page
    assert "Đã lấy lại nội dung vừa nhập" in page


@pytest.mark.parametrize("who", ["neighbour", "viewer", "officer"])
def test_draft_of_the_unit_is_closed_to_others(client, open_world, who):
    world, key = open_world, uuid4()
    save_draft(
        key,
        fields={"title": "x"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )
    signed_in(client, getattr(world, who))

    assert client.get(url("edit", key)).status_code == 403
    assert client.get(url("conflict", key)).status_code == 403
    assert client.post(url("discard", key)).status_code == 403


def test_discard_button_removes_the_draft(client, open_world):
    world, key = open_world, uuid4()
    signed_in(client, world.contact)
    draft_save(client, world, key, title="x")

    client.post(url("discard", key))

    assert Registration.objects.count() == 0


def test_similar_box_shows_received_ones(client, open_world):
    world = open_world
    accepted(world.running, world.place.hamlets[1], world.neighbour)

    page = text(
        signed_in(client, world.contact).get(
            url("similar", world.round.pk, don_vi=world.hamlet.pk, title="Thắp sáng đường làng quê")
        )
    )

    assert "Thắp sáng đường quê (Xóm 2, 2026, Văn hóa - xã hội)" in page


def test_detail_shows_content_history_and_stepper_to_the_unit(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration
    return_(row, reason="Thiếu số bóng đèn", by=world.officer, at=NOON)

    page = text(signed_in(client, world.contact).get(url("detail", row.pk)))

    for words in (
        "Thiếu số bóng đèn",
        "Đèn đường lắp mới",
        "Gửi đăng ký",
        "Bổ sung và gửi lại",
        "Đơn vị soạn",
    ):
        assert words in page
    assert "Tiếp nhận</button>" not in page


def test_detail_speaks_from_the_readers_side(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration

    assert "Đã gửi (chờ tiếp nhận)" in text(signed_in(client, world.contact).get(url("detail", row.pk)))
    officers = text(signed_in(client, world.officer).get(url("detail", row.pk)))
    assert "Chờ tiếp nhận" in officers
    assert "Đã gửi (chờ tiếp nhận)" not in officers


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_detail_receipt_and_sheet_are_not_found_for_others(client, world, who):
    receipt = sent(world.running, world.hamlet, world.contact)
    signed_in(client, getattr(world, who))

    assert client.get(url("detail", receipt.registration_id)).status_code == 404
    assert client.get(url("receipt", receipt.code)).status_code == 404
    assert client.get(url("receipt_file", receipt.code, "pdf")).status_code == 404
    assert client.get(url("sheet_file", receipt.registration_id, "docx")).status_code == 404


def test_viewer_reads_without_buttons(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration

    page = text(signed_in(client, world.viewer).get(url("detail", row.pk)))

    assert "Thắp sáng đường quê" in page
    for button in ("Trả lại đơn vị", "Rút đăng ký</button>", "Bổ sung và gửi lại"):
        assert button not in page


def test_officer_accepts_one(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration

    signed_in(client, world.officer).post(url("accept", row.pk))

    row.refresh_from_db()
    assert row.state == "accepted"


def test_officer_accepting_twice_gets_the_sentence(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration
    signed_in(client, world.officer).post(url("accept", row.pk))

    response = client.post(url("accept", row.pk))

    assert response.status_code == 409
    assert "không còn chờ tiếp nhận" in text(response)


def test_officer_returns_with_a_limit_to_the_end_of_the_day(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration

    signed_in(client, world.officer).post(
        url("return", row.pk), {"reason": "Thiếu", "resubmit_until": "20/02/2099"}
    )

    row.refresh_from_db()
    assert (row.state, row.resubmit_until.isoformat()) == ("returned", "2099-02-20T17:00:00+00:00")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"reason": "", "resubmit_until": ""}, "Hãy ghi lý do trả lại"),
        ({"reason": "Sai tên", "resubmit_until": "32/13"}, "không phải là ngày"),
    ],
)
def test_return_with_a_fault_shows_it_and_keeps_what_was_typed(client, world, data, fault):
    row = sent(world.running, world.hamlet, world.contact).registration

    response = signed_in(client, world.officer).post(url("return", row.pk), data)

    assert response.status_code == 422
    assert fault in text(response)
    assert data["reason"] in text(response)


def test_unit_withdraws_with_a_reason(client, world):
    row = sent(world.running, world.hamlet, world.contact).registration
    signed_in(client, world.contact)
    assert client.post(url("withdraw", row.pk), {"reason": ""}).status_code == 422

    client.post(url("withdraw", row.pk), {"reason": "Không còn kinh phí"})

    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_bulk_asks_with_count_and_names_and_then_takes_all(client, world):
    rows = [
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {n}").registration for n in range(3)
    ]
    signed_in(client, world.officer)
    chosen = {"chon": [row.pk for row in rows[:2]]}

    page = text(client.post(url("accept_chosen", world.round.pk), chosen))
    assert "Tiếp nhận 2 đăng ký?" in page
    assert "Mô hình 0" in page
    assert Registration.objects.filter(state="accepted").count() == 0
    client.post(url("accept_chosen", world.round.pk), chosen | {"xac-nhan": "1"})

    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "accepted",
        "accepted",
        "submitted",
    ]


@pytest.mark.parametrize("who", ["contact", "viewer", "stranger"])
def test_desk_is_for_officers_of_the_managing_unit(client, world, who):
    signed_in(client, getattr(world, who))

    assert client.get(url("desk", world.round.pk)).status_code in {403, 404}
    assert client.post(url("accept_chosen", world.round.pk), {"chon": ["1"]}).status_code in {403, 404}


def test_desk_counts_drafts_but_never_shows_them(client, world):
    save_draft(
        uuid4(),
        fields={"title": "Bí mật đang soạn"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    page = text(signed_in(client, world.officer).get(url("desk", world.round.pk, trang_thai="tat-ca")))

    assert "đang soạn 1 bản" in page
    assert "Bí mật đang soạn" not in page


def test_desk_filters_by_state_and_name(client, world):
    sent(world.running, world.hamlet, world.contact)
    gone = sent(world.running, world.hamlet, world.contact, title="Trồng hoa").registration
    withdraw(gone, reason="Thôi", by=world.contact, at=NOON)
    signed_in(client, world.officer)

    assert "Trồng hoa" not in text(client.get(url("desk", world.round.pk)))
    assert "Trồng hoa" in text(client.get(url("desk", world.round.pk, trang_thai="withdrawn")))
    assert "Trồng hoa" in text(client.get(url("desk", world.round.pk, trang_thai="tat-ca", tim="TRONG HOA")))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_papers_are_sent_as_attachments(client, world, form):
    receipt = sent(world.running, world.hamlet, world.contact)
    signed_in(client, world.contact)

    for address in (
        url("receipt_file", receipt.code, form),
        url("sheet_file", receipt.registration_id, form),
        url("blank_file", world.round.pk, world.hamlet.pk, form),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")
        assert response.content[:2] == (b"PK" if form == "docx" else b"%P")


def test_officer_of_the_division_below_does_not_receive(client, world):
    below = user(world.place.division, Role.COMMUNE_OFFICER)

    assert signed_in(client, below).get(url("desk", world.round.pk)).status_code == 403


def test_officer_reads_the_words_of_the_list_also_of_what_he_entered_himself(client, open_world):
    world = open_world
    row = sent(world.running, world.hamlet, world.officer).registration

    page = text(signed_in(client, world.officer).get(url("detail", row.pk)))

    assert row.entered_for_unit
    assert ["<span>Chờ tiếp nhận</span>" in page, "Đã gửi (chờ tiếp nhận)" in page] == [True, False]


def test_returned_reads_alike_wherever_the_same_reader_meets_it(client, open_world):
    world = open_world
    row = sent(world.running, world.hamlet, world.contact).registration
    return_(row, reason="Thiếu chỉ tiêu", by=world.officer, at=NOON)
    pages = (url("detail", row.pk), url("list", world.round.pk), url("mine", world.round.pk))

    officer = [text(signed_in(client, world.officer).get(page)) for page in pages[:2]]
    unit = [text(signed_in(client, world.contact).get(page)) for page in (pages[0], pages[2])]

    assert ["<span>Đã trả lại</span>" in page for page in officer] == [True, True]
    assert ["<span>Bị trả lại</span>" in page for page in unit] == [True, True]


def test_continued_form_says_the_first_year_of_the_initiative(client, open_world):
    world = open_world
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    before.initiative.first_year = 2023
    before.initiative.save(update_fields=["first_year"])

    page = text(signed_in(client, world.contact).get(url("new", world.round.pk, tiep_tuc=before.pk)))

    assert re.search(r'name="first_year" value="2023"', page)


@pytest.mark.parametrize("name", ["desk", "list"])
def test_search_for_a_sign_finds_the_sign_and_not_everything(client, open_world, name):
    world = open_world
    sent(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent(world.running, world.hamlet, world.contact, title="Phân loại rác 100%")

    page = text(signed_in(client, world.officer).get(url(name, world.round.pk) + "?tim=%25"))

    assert ["Phân loại rác 100%" in page, "Đường hoa" in page] == [True, False]


def two_versions(client, world):
    """A draft kept at the server, and the page that another tab gets for what it had."""
    key = uuid4()
    kept = filled(world.running, title="Tên ở máy chủ", need="Đã ghi ở máy chủ", scope="Mười hộ")
    save_draft(key, fields=kept, revision=0, round_=world.round, unit=world.hamlet, by=world.contact, at=NOON)
    mine = filled(world.running, title="Tên vừa nhập", address="Xóm 1, gần cầu")
    mine |= {"measure-0-target": "20", "draft_id": str(key), "revision": "0", "action": "save"}
    return key, text(signed_in(client, world.contact).post(url("edit", key), mine)), mine


def test_conflict_offers_a_choice_for_every_field_that_differs_and_for_no_other(client, open_world):
    _key, page, _mine = two_versions(client, open_world)

    asked = set(re.findall(r'type="radio" name="giu-([^"]+)"', page))

    assert asked == {"title", "address", "need", "scope", "measure-0-name"}
    assert re.search(r'name="giu-title" value="vua-nhap" checked', page)
    assert re.search(r'name="giu-need" value="may-chu" checked', page)
    assert "Đèn đường lắp mới; 15; bóng" in page


def test_conflict_keeps_what_was_chosen_field_by_field(client, open_world):
    key, page, mine = two_versions(client, open_world)
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    chosen = {
        "giu-title": "may-chu",
        "giu-address": "vua-nhap",
        "giu-need": "may-chu",
        "giu-scope": "vua-nhap",
    }
    chosen |= {"giu-measure-0-name": "may-chu", "revision": revision, "action": "merge"}

    answer = client.post(url("edit", key), mine | chosen)

    fields = Draft.objects.get().fields
    assert (answer.status_code, fields["title"], fields["address"]) == (
        302,
        "Tên ở máy chủ",
        "Xóm 1, gần cầu",
    )
    assert (fields["need"], "scope" in fields, fields["measure-0-target"]) == (
        "Đã ghi ở máy chủ",
        False,
        "15",
    )


def test_conflict_choice_made_over_a_draft_that_moved_on_asks_again(client, open_world):
    key, page, mine = two_versions(client, open_world)
    revision = int(re.search(r'name="revision" value="(\d+)"', page)[1])
    newer = filled(open_world.running, title="Lại tên khác")
    save_draft(
        key,
        fields=newer,
        revision=revision,
        round_=open_world.round,
        unit=open_world.hamlet,
        by=open_world.contact,
        at=NOON,
    )

    answer = client.post(url("edit", key), mine | {"revision": str(revision), "action": "merge"})

    assert (answer.status_code, Draft.objects.get().fields["title"]) == (409, "Lại tên khác")
