"""The list of a round: who reads it, its order, its filters, its papers."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.core.errors import NotFound
from kheo.documents import public as documents
from kheo.kernel import installation
from kheo.kernel.clock import day_of
from kheo.registrations import desk, figures, list_papers, listing
from kheo.registrations.listing import Filter
from kheo.registrations.services.drafts import save_draft
from kheo.registrations.states import State
from kheo.units import public as units
from kheo.units.public import UnitKind
from tests.factories import NOON, TODAY, unit, user
from tests.factories.registrations import accepted, filled, sent
from tests.registrations.lists import docx_rows, docx_text, pdf_text, xlsx_rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ALL_AT_ONCE = {"loai": "new", "tim": "duong", "trang-thai": "submitted", "linh-vuc": "", "sort": "-don-vi"}


def titles(page) -> list[str]:
    return [line.registration.title for line in page]


def shown(world, **asked) -> list[str]:
    return titles(listing.page_of(world.round, Filter.read(asked), "1", TODAY))


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def test_list_orders_units_and_titles_as_a_vietnamese_reader_does(world):
    for title in ("Đường hoa", "Ánh sáng", "Dân số", "Ao sạch"):
        sent(world.running, world.hamlet, world.contact, title=title)
    sent(world.running, world.place.cell, user(world.place.cell), title="Zalo chi bộ")

    assert shown(world) == ["Zalo chi bộ", "Ánh sáng", "Ao sạch", "Dân số", "Đường hoa"]


def test_list_sorted_downwards_by_title_ends_with_the_first(world):
    for title in ("Đường hoa", "Ao sạch", "Dân số"):
        sent(world.running, world.hamlet, world.contact, title=title)

    assert shown(world, sort="-ten") == ["Đường hoa", "Dân số", "Ao sạch"]


@pytest.mark.parametrize("words", ["đường hoa", "DUONG HOA", "Xóm 1", "lường thị mẫu", "luong thi"])
def test_search_with_or_without_marks_finds_title_unit_and_lead(world, words):
    sent(world.running, world.hamlet, world.contact, title="Đường hoa", lead_name="Lường Thị Mẫu")
    sent(world.running, world.place.women, user(world.place.women), title="Sạch nhà", lead_name="Chi hội 3")

    assert shown(world, tim=words) == ["Đường hoa"]


def test_filters_of_the_address_narrow_the_list(world):
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent(world.running, world.hamlet, world.contact, title="Đèn", sector=str(world.running.sectors[0].pk))

    found = (
        shown(world, **{"trang-thai": "accepted"}),
        shown(world, **{"linh-vuc": str(world.running.sectors[0].pk)}),
        shown(world, **{"don-vi": str(world.place.women.pk)}),
        shown(world, loai="continued"),
        shown(world, **{"trang-thai": "draft", "don-vi": "x", "sort": "password"}),
    )

    assert found == (["Đường hoa"], ["Đèn"], [], [], ["Đèn", "Đường hoa"])


def test_drafts_are_a_number_and_never_a_row(world):
    save_draft(
        uuid4(),
        fields=filled(world.running, title="Bí mật của xóm"),
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )

    overview = listing.overview(world.round, TODAY)

    assert (shown(world), overview.drafting) == ([], [("Xóm 1", 1)])


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"trang-thai": "accepted"},
        {"trang-thai": "accepted", "loai": "new", "tim": "duong"},
        {"tim": "Lường Thị Mẫu"},
        {"tim": "xóm 1"},
        {"tim": "%"},
        {"loai": "continued"},
    ],
)
def test_the_number_over_the_list_is_that_of_the_rows_that_fit(world, asked):
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa", lead_name="Lường Thị Mẫu")
    sent(world.running, world.hamlet, world.contact, title="Đường đèn", lead_name="Lường Thị Mẫu")
    sent(world.running, world.place.women, user(world.place.women), title="Giảm 50% rác")

    overview = listing.overview(world.round, TODAY, Filter.read(asked))

    assert overview.found == len(shown(world, **asked))


def test_figures_over_the_list_equal_the_campaigns_page(world):
    accepted(world.running, world.hamlet, world.contact)
    sent(world.running, world.place.women, user(world.place.women), title="Sạch nhà")

    overview = listing.overview(world.round, TODAY)

    assert overview.totals == figures.by_round([world.round.pk])[world.round.pk]
    assert overview.sent == 2


@pytest.mark.parametrize("count", [1, 3, 60])
def test_list_page_asks_the_database_the_same_whatever_the_rows(
    client, world, count, django_assert_max_num_queries
):
    for number in range(count):
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {number}")
    signed_in(client, world.officer)

    installation.mark("real", at=NOON)
    client.get(reverse("portal:campaigns"))  # what a process asks once
    with django_assert_max_num_queries(10):
        answer = client.get(reverse("registrations:list", args=[world.round.pk]))

    assert answer.status_code == 200
    assert answer.content.count(b"<tr data-href") == min(count, 50)


@pytest.mark.parametrize("name", ["list", "unit_lists", "desk"])
@pytest.mark.parametrize("who", ["officer", "viewer"])
@pytest.mark.parametrize(
    "asked", [{}, {"tim": "dung"}, {"loai": "new", "sort": "-ten", "page": "2"}, ALL_AT_ONCE]
)
def test_list_pages_ask_at_most_ten_times_in_all(client, world, name, who, asked):
    sector = str(world.running.sectors[0].pk)
    for number in range(60):
        sent(world.running, world.hamlet, world.contact, title=f"Đường hoa {number}", sector=sector)
    signed_in(client, getattr(world, who))

    installation.mark("real", at=NOON)
    client.get(reverse("portal:campaigns"))  # what a process asks once
    with CaptureQueriesContext(connection) as queries:
        client.get(
            reverse(f"registrations:{name}", args=[world.round.pk]),
            asked | ({"linh-vuc": sector} if "linh-vuc" in asked else {}),
        )

    assert len(queries) <= 10, [q["sql"][:90] for q in queries]


def test_search_of_signs_alone_finds_them_as_they_stand(client, world):
    sent(world.running, world.hamlet, world.contact, title="Giảm 50% rác thải")
    sent(world.running, world.hamlet, world.contact, title="Đường hoa")
    signed_in(client, world.officer)

    page = client.get(reverse("registrations:list", args=[world.round.pk]), {"tim": "%"}).content.decode()

    assert "Giảm 50% rác thải" in page
    assert "Đường hoa" not in page


def test_last_filter_is_remembered_and_can_be_cleared(client, world):
    sent(world.running, world.hamlet, world.contact)
    address = reverse("registrations:list", args=[world.round.pk])
    signed_in(client, world.officer).get(f"{address}?tim=den")

    again = client.get(address)
    client.get(f"{address}?bo-loc=1")

    assert (again.status_code, again["Location"]) == (302, f"{address}?tim=den")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("person", ["contact", "stranger", "neighbour"])
def test_whole_list_and_its_papers_are_not_for_others(client, world, person):
    sent(world.running, world.hamlet, world.contact)
    signed_in(client, getattr(world, person))
    pk = world.round.pk

    addresses = (
        reverse("registrations:list", args=[pk]),
        reverse("registrations:unit_lists", args=[pk]),
        reverse("registrations:summary_file", args=[pk, "docx"]),
        reverse("registrations:unit_lists_zip", args=[pk, "docx"]),
        reverse("registrations:list_notice", args=[pk]),
        reverse("registrations:send_up", args=[pk]),
        reverse("registrations:import", args=[pk]),
    )

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_viewer_reads_the_list_and_cannot_import(client, world):
    signed_in(client, world.viewer)

    answers = [
        client.get(reverse(name, args=[world.round.pk])).status_code
        for name in ("registrations:list", "registrations:import")
    ]

    assert answers == [200, 403]


def test_contact_downloads_own_list_and_not_the_neighbours(client, world):
    sent(world.running, world.hamlet, world.contact, title="Đường hoa")
    signed_in(client, world.contact)
    own = reverse("registrations:unit_list_file", args=[world.round.pk, world.hamlet.pk, "docx"])
    other = reverse("registrations:unit_list_file", args=[world.round.pk, world.place.hamlets[1].pk, "docx"])

    answer = client.get(own)

    assert "Đường hoa" in docx_text(answer.content)
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="danh-sach-dang-ky-xom-1-2026.docx"'
    )
    assert client.get(other).status_code == 404


def test_reader_of_no_campaign_is_told_there_is_no_list(world):
    with pytest.raises(NotFound):
        desk.round_for(world.stranger, world.round.pk, TODAY)


def lines_of_three(world) -> list[listing.Line]:
    accepted(world.running, world.hamlet, world.contact, title="Thắp sáng ngõ quê")
    accepted(
        world.running,
        world.place.women,
        user(world.place.women),
        title="Ngôi nhà sạch",
        kind="continued",
        first_year="2024",
        changes="Thêm hai xóm",
    )
    accepted(world.running, world.place.cell, user(world.place.cell), title="Ủng hộ đường mới")
    return listing.listed(world.round, TODAY)


EXPECTED = [
    ["I", "Mô hình mới năm 2026"],
    ["1", "Chi bộ xóm 1", "Ủng hộ đường mới", "Ban công tác Mặt trận xóm 1", "Xóm 1", "VH-XH", "cả năm 2026"],
    ["2", "Xóm 1", "Thắp sáng ngõ quê", "Ban công tác Mặt trận xóm 1", "Xóm 1", "VH-XH", "cả năm 2026"],
    ["II", "Mô hình tiếp tục thực hiện (đã đăng ký năm 2025)"],
    [
        "1",
        "Hội Liên hiệp Phụ nữ xã Đồng Trăng",
        "Ngôi nhà sạch",
        "Ban công tác Mặt trận xóm 1",
        "Xóm 1",
        "VH-XH",
        "cả năm 2026",
    ],
]


def test_summary_in_word_reads_back_as_its_rows(world):
    paper = list_papers.summary(world.round, "Xã Đồng Trăng", lines_of_three(world), TODAY)

    rows = docx_rows(documents.write(paper, "docx", at=NOON))

    assert [row[:2] if len(row) < 4 else row for row in rows[1:6]] == [
        list(dict.fromkeys(row)) for row in EXPECTED
    ]


def test_summary_in_excel_reads_back_as_its_rows(world):
    paper = list_papers.summary(world.round, "Xã Đồng Trăng", lines_of_three(world), TODAY)

    rows = xlsx_rows(documents.write(paper, "xlsx", at=NOON))

    plain = [[cell for cell in row if cell] for row in rows]
    start = plain.index(EXPECTED[0])
    assert plain[start : start + 5] == EXPECTED


def test_summary_in_pdf_holds_every_word_in_order(world):
    paper = list_papers.summary(world.round, "Xã Đồng Trăng", lines_of_three(world), TODAY)

    text = pdf_text(documents.write(paper, "pdf", at=NOON))

    found = [text.find(words) for words in ("Ủng hộ", "Thắp sáng", "Ngôi nhà")]
    assert -1 not in found
    assert found == sorted(found)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_empty_list_still_prints_with_both_groups(world, form):
    paper = list_papers.unit_list(world.round, world.hamlet, "Xóm 1", [], TODAY)
    data = documents.write(paper, form, at=NOON)

    text = {"docx": docx_text, "pdf": pdf_text, "xlsx": lambda d: str(xlsx_rows(d))}[form](data)

    assert ("Mô hình mới năm 2026" in text, text.count("(không có)") > 1) == (True, True)


def test_unit_list_holds_what_waits_and_the_summary_only_what_was_accepted(client, world):
    accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent(world.running, world.hamlet, world.contact, title="Đèn ngõ")
    signed_in(client, world.officer)
    pk = world.round.pk

    own = client.get(reverse("registrations:unit_list_file", args=[pk, world.hamlet.pk, "docx"]))
    whole = client.get(reverse("registrations:summary_file", args=[pk, "docx"]))
    all_sent = client.get(reverse("registrations:summary_file", args=[pk, "docx"]) + "?gom=tat-ca")

    assert ["Đèn ngõ" in docx_text(one.content) for one in (own, whole, all_sent)] == [True, False, True]


def test_zip_holds_one_list_a_unit_under_plain_names(client, world):
    sent(world.running, world.hamlet, world.contact)
    sent(world.running, world.place.women, user(world.place.women), title="Sạch nhà")
    signed_in(client, world.officer)

    answer = client.get(reverse("registrations:unit_lists_zip", args=[world.round.pk, "docx"]))

    assert sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == [
        "danh-sach-dang-ky-hoi-lien-hiep-phu-nu-xa-dong-trang-2026.docx",
        "danh-sach-dang-ky-xom-1-2026.docx",
    ]


def test_unknown_form_of_a_paper_is_not_found(client, world):
    signed_in(client, world.officer)

    assert client.get(reverse("registrations:summary_file", args=[world.round.pk, "odt"])).status_code == 404


def test_merged_units_registrations_stand_under_its_successor_with_its_own_name(world):
    old, new = world.hamlet, unit(UnitKind.SETTLEMENT, "Xóm Đoàn Kết", world.place.committee)
    accepted(world.running, old, world.contact, title="Đường hoa")
    on = day_of(NOON)
    units.merge([old], into=new, on=on, decision="Nghị quyết 05/NQ-HĐND", by="system", at=NOON)

    (line,) = listing.listed_of_unit(world.round, new, on)

    assert (line.unit, shown(world, **{"don-vi": str(new.pk)})) == (
        "Xóm 1 (nay thuộc Xóm Đoàn Kết)",
        ["Đường hoa"],
    )


def test_officer_of_another_commune_does_not_read_the_list(world):
    from tests.factories import commune

    other = user(commune("Bản Mạ").committee, Role.COMMUNE_OFFICER)

    assert desk.can_read_list(other, world.running.campaign, TODAY) is False


def test_states_of_the_list_are_told_in_the_officers_words(client, world):
    sent(world.running, world.hamlet, world.contact)
    answer = signed_in(client, world.officer).get(reverse("registrations:list", args=[world.round.pk]))

    assert State.SUBMITTED in listing.SHOWN_STATES
    assert "Chờ tiếp nhận</span>" in answer.content.decode()
