"""Year one: what would happen is shown, then entered whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.audit.public import Event
from kheo.campaigns.models import CampaignRound
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, UnreadableFile
from kheo.registrations.import_plan import Outcome, plan_of
from kheo.registrations.models import Draft, ImportBatch, Initiative, Registration
from kheo.registrations.selectors import continuable
from kheo.registrations.services.deciding import return_
from kheo.registrations.services.importing import apply, choose, discard, read_list
from kheo.registrations.services.sending import submit
from kheo.registrations.subjects import lead_kind
from kheo.units import public as units
from kheo.units.public import UnitKind
from tests.factories import NOON, TODAY, unit
from tests.factories.registrations import accepted
from tests.registrations.lists import HEADS, document, workbook

NEW = ("I", "Mô hình mới năm 2026")
OLD = ("II", "Mô hình tiếp tục thực hiện (đã đăng ký năm 2025)")
FLOWERS = ("1", "Đường hoa", "Bà Lò Thị Mẫu", "Xóm 1", "VH-XH", "cả năm")
LAMPS = ("2", "Đèn ngõ", "Chi hội Nông dân", "Xóm 1", "KT", "quý II")


def read(world, *rows, year=2026, whose="hamlet", by=None, make=workbook):
    return read_list(
        make(*rows),
        name="ds.xlsx",
        round_=world.round,
        year=year,
        unit=getattr(world, whose) if whose else None,
        by=by or world.officer,
        at=NOON,
    )


def enter(world, batch):
    return apply(batch, mark=plan_of(batch, TODAY).mark, by=world.officer, at=NOON)


def outcomes(batch):
    return [row.outcome for row in plan_of(batch, TODAY).rows]


def test_list_of_this_year_becomes_accepted_registrations_of_the_true_unit(world):
    batch = enter(world, read(world, HEADS, NEW, FLOWERS, LAMPS))

    rows = Registration.objects.filter(round=world.round).order_by("title_sort")
    assert [
        (r.title, r.unit_id, r.handled_by_unit_id, r.state, r.kind, r.entered_for_unit, r.sector.code)
        for r in rows
    ] == [
        ("Đèn ngõ", world.hamlet.pk, world.hamlet.pk, "accepted", "new", True, "KT"),
        ("Đường hoa", world.hamlet.pk, world.hamlet.pk, "accepted", "new", True, "VH-XH"),
    ]
    assert (batch.made, rows[1].lead.kind, rows[1].lead.name) == (2, "individual", "Bà Lò Thị Mẫu")


def test_nothing_is_entered_by_reading_alone(world):
    read(world, HEADS, FLOWERS)

    assert (Registration.objects.count(), Initiative.objects.count()) == (0, 0)


def test_every_entered_row_is_on_the_trail(world):
    enter(world, read(world, HEADS, FLOWERS, LAMPS))

    assert Event.objects.filter(action="registrations:registration:import").count() == 2


def test_continued_row_carries_on_last_years_initiative(world):
    last = enter(world, read(world, HEADS, FLOWERS, year=2025))
    old = Registration.objects.get(round__year=2025)

    batch = read(world, HEADS, OLD, ("1", "Đường hoa ", "Chi hội", "Xóm 1", "VH-XH", "cả năm"))

    (row,) = plan_of(batch, TODAY).rows
    enter(world, batch)
    new = Registration.objects.get(round=world.round)
    assert (last.made, row.outcome, row.known_year) == (1, Outcome.CONTINUE, 2025)
    assert (new.initiative_id, new.kind) == (old.initiative_id, "continued")


def test_last_years_list_makes_its_round_closed_and_ready_to_be_continued(world):
    enter(world, read(world, HEADS, FLOWERS, year=2025))

    made = CampaignRound.objects.get(campaign=world.running.campaign, year=2025)
    assert made.registration_closes_at < NOON
    assert [row.title for row in continuable(world.round, world.hamlet.pk)] == ["Đường hoa"]


def test_last_years_list_read_later_joins_the_initiative_that_continues_it(world):
    enter(world, read(world, HEADS, OLD, FLOWERS))
    enter(world, read(world, HEADS, FLOWERS, year=2025))

    assert Initiative.objects.count() == 1


def test_row_that_is_there_already_or_twice_is_left_out(world):
    accepted(world.running, world.hamlet, world.contact, title="Đường  HOA")
    batch = read(world, HEADS, FLOWERS, LAMPS, ("3", "Đèn ngõ", "x", "y", "KT", ""))

    assert outcomes(batch) == [Outcome.DUPLICATE, Outcome.CREATE, Outcome.DUPLICATE]
    assert enter(world, batch).made == 1


def test_unit_is_matched_row_by_row_and_heading_by_heading(world):
    heads = ("Đơn vị", *HEADS)
    batch = read(world, heads, ("xóm 2", *FLOWERS), ("", *LAMPS), ("Hội Phụ nữ", *LAMPS), whose=None)
    under = read(world, HEADS, ("", "Xóm 3"), FLOWERS, whose=None)

    found = [[(row.unit_id, row.outcome) for row in plan_of(one, TODAY).rows] for one in (batch, under)]
    two, three = world.place.hamlets[1].pk, world.place.hamlets[2].pk
    assert found == [
        [(two, Outcome.CREATE), (two, Outcome.CREATE), (None, Outcome.NO_UNIT)],
        [(three, Outcome.CREATE)],
    ]


@pytest.mark.parametrize(
    "bad", [("2", "", "Chi hội", "Xóm 1", "KT", ""), ("2", "Đèn", "Ông A 012345678901", "", "", "")]
)
def test_one_bad_row_keeps_the_whole_list_out_until_it_is_settled(world, bad):
    batch = read(world, HEADS, FLOWERS, bad)

    with pytest.raises(Refusal) as caught:
        enter(world, batch)
    nothing = Registration.objects.count()
    batch = choose(batch, rows={1: {"skip": True}}, by=world.officer, at=NOON)

    assert (caught.value.code, nothing, enter(world, batch).made) == ("import-unsettled", 0, 1)


def test_unit_chosen_by_the_officer_settles_its_row(world):
    batch = read(world, HEADS, FLOWERS, whose=None)
    before = outcomes(batch)

    batch = choose(batch, rows={0: {"unit": "Xóm 3"}}, by=world.officer, at=NOON)

    assert (before, [row.unit_id for row in plan_of(batch, TODAY).rows]) == (
        [Outcome.NO_UNIT],
        [world.place.hamlets[2].pk],
    )


def test_applied_twice_is_entered_once(world):
    batch = read(world, HEADS, FLOWERS)
    mark = plan_of(batch, TODAY).mark

    made = [apply(batch, mark=mark, by=world.officer, at=NOON).made for _ in range(2)]

    assert (made, Registration.objects.count()) == ([1, 1], 1)


def test_what_changed_since_it_was_shown_is_shown_again(world):
    batch = read(world, HEADS, FLOWERS)
    mark = plan_of(batch, TODAY).mark
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa")

    with pytest.raises(Conflict):
        apply(batch, mark=mark, by=world.officer, at=NOON)

    assert Registration.objects.count() == 1


def test_merged_unit_keeps_its_name_and_its_successor_answers(world):
    new = unit(UnitKind.SETTLEMENT, "Xóm Đoàn Kết", world.place.committee)
    units.merge([world.hamlet], into=new, on=TODAY, decision="Nghị quyết 05", by="system", at=NOON)

    enter(world, read(world, HEADS, FLOWERS))

    row = Registration.objects.get()
    assert (row.unit_id, row.handled_by_unit_id) == (world.hamlet.pk, new.pk)


def test_imported_registration_can_be_returned_and_sent_again_by_its_unit(world):
    enter(world, read(world, HEADS, FLOWERS))
    row = Registration.objects.get()
    return_(row, reason="Bổ sung chỉ tiêu", by=world.officer, at=NOON)
    draft = Draft.objects.get(registration=row)

    submit(
        draft.pk,
        fields={**draft.fields, "address": "Xóm 1, ngõ 2"},
        revision=draft.revision,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    row.refresh_from_db()
    assert (row.state, row.address) == ("submitted", "Xóm 1, ngõ 2")


def test_refused_columns_leave_nothing_behind(world):
    with pytest.raises(InvalidInput) as caught:
        read(world, (*HEADS, "Tôn giáo", "Số CCCD"), (*FLOWERS, "x", "y"))

    assert (caught.value.params["names"], ImportBatch.objects.count()) == ("“Tôn giáo”, “Số CCCD”", 0)


@pytest.mark.parametrize("person", ["contact", "viewer", "stranger"])
def test_only_who_receives_may_import(world, person):
    with pytest.raises(NotAllowed):
        read(world, HEADS, FLOWERS, by=getattr(world, person))


def test_file_that_is_no_table_is_refused_with_the_gates_sentence(world):
    with pytest.raises(UnreadableFile):
        read_list(
            b"%PDF-1.7", name="a.pdf", round_=world.round, year=2026, unit=None, by=world.officer, at=NOON
        )


def test_year_and_unit_written_over_a_table_in_word_are_kept_to_be_shown(world):
    data = document(HEADS, FLOWERS, above=("Đơn vị: Xóm 2", "ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2023"))
    batch = read_list(
        data, name="a.docx", round_=world.round, year=2026, unit=None, by=world.officer, at=NOON
    )

    batch.refresh_from_db()
    assert (batch.rows["years"], batch.rows["unit"]) == ([2023], "Xóm 2")


def test_discarded_list_is_forgotten(world):
    discard(read(world, HEADS, FLOWERS), by=world.officer, at=NOON)

    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3, 60])
def test_plan_asks_the_database_the_same_whatever_the_rows(world, count, django_assert_max_num_queries):
    rows = [("", f"Mô hình số {n}", "Chi hội", "Xóm 1", "KT", "") for n in range(count)]
    batch = ImportBatch.objects.select_related("round__campaign").get(pk=read(world, HEADS, *rows).pk)

    with django_assert_max_num_queries(8):
        assert len(plan_of(batch, TODAY).rows) == count


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ông Nguyễn Văn Mẫu", "individual"),
        ("Hộ ông Nguyễn Văn Mẫu", "household"),
        ("Chi hội Phụ nữ", "collective"),
        ("Chi bộ xóm 1", "collective"),
        ("Chị Lò Thị Mẫu", "individual"),
        ("Ban công tác Mặt trận", "collective"),
    ],
)
def test_who_leads_is_a_person_only_where_the_words_say_so(words, kind):
    assert lead_kind(words) == kind


def test_pages_walk_from_upload_to_the_list(client, world):
    client.force_login(world.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    upload = reverse("registrations:import", args=[world.round.pk])
    file = SimpleUploadedFile(
        "Danh sách xóm.xlsx", workbook(HEADS, NEW, FLOWERS, ("2", "", "ai", "", "", ""))
    )

    shown = client.post(upload, {"file": file, "year": "2026", "unit": str(world.hamlet.pk)})
    page = client.get(shown["Location"]).content.decode()
    changed = client.post(shown["Location"], {"viec": "xem", "skip-1": "on", "unit-0": "Xóm 2"}, follow=True)
    batch = ImportBatch.objects.get()
    mark = plan_of(batch, TODAY).mark
    done = client.post(
        shown["Location"], {"viec": "nhap", "mark": mark, "skip-1": "on", "unit-0": "Xóm 2"}, follow=True
    )

    assert "thiếu tên mô hình" in page
    assert "Nhập 1 mô hình" in changed.content.decode()
    assert "Đã nhập 1 mô hình năm 2026" in done.content.decode()
    assert Registration.objects.get().unit_id == world.place.hamlets[1].pk


def test_refused_file_is_told_at_its_field(client, world):
    client.force_login(world.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = SimpleUploadedFile("a.xlsx", workbook((*HEADS, "Dân tộc"), (*FLOWERS, "x")))

    answer = client.post(
        reverse("registrations:import", args=[world.round.pk]), {"file": file, "year": "2026"}
    )

    assert (answer.status_code, "“Dân tộc”" in answer.content.decode()) == (422, True)


def proposals(batch):
    return [(row.outcome, row.proposed, row.proposed_by) for row in plan_of(batch, TODAY).rows]


def test_unit_at_the_head_of_the_file_is_proposed_and_waits_for_the_officer(client, world):
    client.force_login(world.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = SimpleUploadedFile("ds.docx", document(HEADS, FLOWERS, above=["Đơn vị: Xóm 2"]))
    shown = client.post(
        reverse("registrations:import", args=[world.round.pk]), {"file": file, "year": "2026", "unit": ""}
    )["Location"]

    page = client.get(shown).content.decode()
    batch = ImportBatch.objects.get()
    assert proposals(batch) == [(Outcome.NO_UNIT, "Xóm 2", "heading")]
    assert ['value="Xóm 2" maxlength' in page, "Đồng ý các đơn vị đang ghi" in page] == [True, True]
    with pytest.raises(Refusal):
        enter(world, batch)

    client.post(shown, {"viec": "xem", "unit-0": "Xóm 2"})
    batch.refresh_from_db()
    assert proposals(batch) == [(Outcome.CREATE, "", "")]
    assert plan_of(batch, TODAY).rows[0].unit_id == world.place.hamlets[1].pk


@pytest.mark.parametrize(
    ("above", "address", "proposed"),
    [
        ("", "Xóm 1", ("Xóm 1", "address")),
        ("", "Nhà văn hóa, Xóm 2, xã Đồng Trăng", ("Xóm 2", "address")),
        ("Đơn vị: Ủy ban nhân dân xã Đồng Trăng", "Xóm 1", ("Xóm 1", "address")),
        ("", "Trụ sở", ("", "")),
    ],
)
def test_unit_is_proposed_by_the_address_where_the_file_names_none(world, above, address, proposed):
    row = ("1", "Đường hoa", "Bà Lò Thị Mẫu", address, "VH-XH", "cả năm")
    made = document(HEADS, row, above=[above])
    batch = read_list(
        made, name="a.docx", round_=world.round, year=2026, unit=None, by=world.officer, at=NOON
    )

    assert proposals(batch) == [(Outcome.NO_UNIT, *proposed)]


def test_proposal_taken_out_by_the_officer_stays_out(world):
    batch = read(world, HEADS, FLOWERS, whose=None)
    choose(batch, rows={0: {"unit": "Đơn vị khác"}}, by=world.officer, at=NOON)
    batch.refresh_from_db()

    assert proposals(batch) == [(Outcome.NO_UNIT, "", "")]
