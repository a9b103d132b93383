"""A report from its first wording to its issue: words are edited, figures frozen, what is issued never changes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.public import CampaignParticipant, Part
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.core.paper.lint.files import judge_paper
from kheo.core.paper.reading.reader import read_paper
from kheo.documents.public import Document, PaperFacts
from kheo.reports import services
from kheo.reports.content import Content, sha256_of
from kheo.reports.models import Review, Snapshot
from kheo.reports.papers.drafts import drafted_paper
from kheo.reports.selectors.lower import added_up
from kheo.reports.states import ReviewKind, ReviewState
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
SIGNED = PaperFacts("143", "BC-UBND", TODAY, "CHỦ TỊCH", "Hoàng Văn Thử")


@pytest.fixture
def counted(running, place, contact):
    accepted(running, place.hamlets[0], contact)
    accepted(
        running, place.hamlets[1], running.officer, title="Tổ tự quản", sector=str(running.sectors[2].pk)
    )
    return running


@pytest.fixture
def review(counted):
    return services.begin(counted.round, kind=ReviewKind.YEAR, by=counted.officer, at=NOON)


def issued(review, by, **changes):
    facts = {"facts": SIGNED, "typed": "BAN HÀNH"} | changes
    return services.issue(review, by=by, at=NOON, **facts)


def test_the_first_wording_is_whole_and_lints_clean(counted):
    paper = drafted_paper(counted.round, ReviewKind.FINAL, NOON)

    assert paper.subject == "Tổng kết phong trào thi đua “Dân vận khéo” năm 2026"
    assert not judge_paper(paper, today=TODAY)


def test_a_year_without_any_registration_is_drafted_too(running):
    assert "Các đơn vị đã đăng ký 0 mô hình" in str(drafted_paper(running.round, ReviewKind.YEAR, NOON).body)


@pytest.mark.parametrize("kind", ReviewKind.values)
def test_every_kind_is_drafted_and_read_again(counted, kind, tmp_path):
    out = tmp_path / "bao-cao.docx"

    call_command("report_draft", str(counted.campaign.pk), kind, str(out))

    read = read_paper(out.read_bytes(), name=out.name)
    assert "BÁO CÁO" in str(read)
    with pytest.raises(CommandError, match="đã có"):
        call_command("report_draft", str(counted.campaign.pk), kind, str(out))


@pytest.mark.parametrize(("campaign", "kind"), [("99999", "nam"), ("1", "thang")])
def test_the_command_says_what_it_does_not_know(counted, campaign, kind, tmp_path):
    with pytest.raises(CommandError, match="Hãy ghi"):
        call_command("report_draft", campaign, kind, str(tmp_path / "x.docx"))


def test_one_draft_of_a_kind_is_open_at_a_time(counted, review):
    with pytest.raises(Conflict):
        services.begin(counted.round, kind=ReviewKind.YEAR, by=counted.officer, at=NOON)

    services.begin(counted.round, kind=ReviewKind.FINAL, by=counted.officer, at=NOON)


def test_words_are_kept_and_an_older_page_loses_nothing(counted, review):
    by = counted.officer
    kept = services.save_words(review, fields={"lessons": "Bàn kỹ với dân."}, revision=1, by=by, at=NOON)
    again = services.save_words(review, fields={"lessons": "Bàn kỹ với dân."}, revision=1, by=by, at=NOON)

    assert (kept.revision, again.revision, kept.wording) == (2, 2, {"lessons": "Bàn kỹ với dân."})
    with pytest.raises(Conflict):
        services.save_words(review, fields={"lessons": "Khác."}, revision=1, by=by, at=NOON)


def test_frozen_figures_are_numbered_hashed_and_never_change(counted, review, place, contact):
    first = services.freeze(review, by=counted.officer, at=NOON)
    accepted(counted, place.hamlets[0], contact, title="Thêm một")
    second = services.freeze(review, by=counted.officer, at=NOON)

    then, now = Content.from_json(first.content), Content.from_json(second.content)
    assert (first.number, second.number) == (1, 2)
    assert (then.figure("accepted").value, now.figure("accepted").value) == (2, 3)
    assert sha256_of(Snapshot.objects.get(pk=first.pk).content) == first.sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=first.pk).update(content={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=first.pk).delete()


def test_issued_from_frozen_figures_into_the_register(counted, review):
    with pytest.raises(Refusal, match="Chưa chốt"):
        issued(review, counted.officer)
    services.freeze(review, by=counted.officer, at=NOON)

    row = issued(review, counted.officer)

    document = Document.objects.get(kind="report")
    assert (row.state, document.number, document.symbol) == (ReviewState.ISSUED, "143", "BC-UBND")
    assert "tiếp nhận 2 mô hình" in row.content["words"]["registered"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=row.pk).update(wording={})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"typed": "ban"}, "typed"),
        ({"facts": PaperFacts("", "BC-UBND", TODAY, "CHỦ TỊCH", "A")}, "number"),
        ({"facts": PaperFacts("1", "", TODAY, "CHỦ TỊCH", "A")}, "symbol"),
        ({"facts": PaperFacts("1", "BC-UBND", TODAY, "CHỦ TỊCH", "")}, "signer"),
        ({"facts": PaperFacts("1", "BC-UBND", TODAY + timedelta(days=1), "CHỦ TỊCH", "A")}, "issued_on"),
        ({"facts": PaperFacts("1", "BC-UBND", TODAY - timedelta(days=1), "CHỦ TỊCH", "A")}, "issued_on"),
    ],
)
def test_an_issue_without_what_it_needs_is_refused_at_its_field(counted, review, changes, field):
    services.freeze(review, by=counted.officer, at=NOON)

    with pytest.raises(InvalidInput) as refused:
        issued(review, counted.officer, **changes)

    assert refused.value.field == field
    assert not Document.objects.filter(kind="report").exists()


def test_wording_with_a_wrong_placeholder_is_not_issued(counted, review):
    services.freeze(review, by=counted.officer, at=NOON)
    row = services.save_words(review, fields={"next": "Thêm {nhà}"}, revision=1, by=counted.officer, at=NOON)

    with pytest.raises(InvalidInput) as refused:
        issued(row, counted.officer)

    assert refused.value.field == "next"


VERBS = {
    "save": lambda row, by: services.save_words(
        row, fields={"next": "x"}, revision=row.revision, by=by, at=NOON
    ),
    "freeze": lambda row, by: services.freeze(row, by=by, at=NOON),
    "issue": issued,
    "drop": lambda row, by: services.drop(row, reason="soạn lại", by=by, at=NOON),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["issued", "dropped"])
def test_nothing_is_done_to_what_is_final(counted, review, verb, state):
    services.freeze(review, by=counted.officer, at=NOON)
    VERBS["issue" if state == "issued" else "drop"](review, counted.officer)
    review.refresh_from_db()

    with pytest.raises(TransitionNotAllowed):
        VERBS[verb](review, counted.officer)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [Role.SIGNER, Role.VIEWER, Role.RECORDS_CLERK, Role.UNIT_CONTACT])
def test_only_officers_of_the_managing_unit_write(counted, review, place, verb, role):
    services.freeze(review, by=counted.officer, at=NOON)

    with pytest.raises(NotAllowed):
        VERBS[verb](review, user(place.committee, role))


def test_pages_of_a_draft_through_to_its_issue(client, counted, place, contact):
    client.force_login(counted.officer)
    begun = client.post(reverse("reports:begin", args=[counted.round.pk]), {"kind": "nam"})
    row = Review.objects.get()
    assert begun.url == reverse("reports:write", args=[row.pk])
    again = client.post(reverse("reports:begin", args=[counted.round.pk]), {"kind": "nam"})
    assert again.url == begun.url

    form = client.get(begun.url).content.decode()
    assert "{tiếp nhận}" in form
    wrong = client.post(begun.url, {**row.wording, "revision": 1, "next": "Thêm {nhà}"})
    assert wrong.status_code == 422
    assert "{nhà}" in wrong.content.decode()
    saved = client.post(begun.url, {**row.wording, "revision": 2, "next": "Giữ {tiếp nhận} mô hình."})
    page = client.get(saved.url).content.decode()
    assert "Giữ " in page
    assert "<svg" in page

    client.post(reverse("reports:freeze", args=[row.pk]))
    accepted(counted, place.hamlets[2], contact_of(place), title="Đến sau")
    snapshot = Snapshot.objects.get()
    told = client.get(reverse("reports:snapshot", args=[snapshot.pk])).content.decode()
    assert "Đến sau" in told
    assert "còn nguyên" in told
    assert client.get(reverse("reports:frozen_figure", args=[snapshot.pk, "accepted"])).status_code == 200
    assert client.get(reverse("reports:frozen_figure", args=[snapshot.pk, "money"])).status_code == 200
    assert client.get(reverse("reports:snapshot_file", args=[snapshot.pk])).status_code == 200
    for form in ("docx", "pdf", "xlsx"):
        assert client.get(reverse("reports:review_file", args=[row.pk, form])).status_code == 200

    typed = {
        "number": "9",
        "symbol": "BC-UBND",
        "issued_on": "02/02/2026",
        "position": "CHỦ TỊCH",
        "signer": "A",
    }
    address = reverse("reports:issue", args=[row.pk])
    assert client.post(address, {**typed, "typed": "x"}).status_code == 422
    assert client.post(address, {**typed, "typed": "ban hành"}).url == reverse(
        "reports:review", args=[row.pk]
    )
    assert "9/BC-UBND" in client.get(reverse("reports:review", args=[row.pk])).content.decode()
    assert client.get(reverse("reports:write", args=[row.pk])).url == reverse("reports:review", args=[row.pk])


def contact_of(place):
    return user(place.hamlets[2])


def test_two_editors_see_both_versions(client, counted, review):
    client.force_login(counted.officer)
    services.save_words(review, fields={"next": "Bản kia."}, revision=1, by=counted.officer, at=NOON)
    save = reverse("reports:save", args=[review.pk])

    answer = client.post(save, {"next": "Bản này.", "revision": "1"})

    assert answer.status_code == 409
    both = client.get(answer.json()["conflict_url"]).content.decode()
    assert "Bản kia." in both
    assert "Bản này." in both
    address = reverse("reports:write", args=[review.pk])
    client.post(address, {"action": "merge", "revision": "2", "next": "Bản này.", "giu-next": "may-chu"})
    review.refresh_from_db()
    assert review.wording == {"next": "Bản kia."}
    kept = client.post(save, {"next": "Bản nữa.", "revision": str(review.revision)})
    assert kept.json()["revision"] == review.revision + 1


def test_a_reader_reads_and_writes_nothing(client, counted, review, place):
    client.force_login(user(place.committee, Role.SIGNER))

    assert client.get(reverse("reports:review", args=[review.pk])).status_code == 200
    assert client.get(reverse("reports:write", args=[review.pk])).status_code == 403
    for name in ("freeze", "drop"):
        assert client.post(reverse(f"reports:{name}", args=[review.pk])).status_code == 403


def test_strangers_find_no_report(client, review, contact):
    client.force_login(contact)

    for name in ("review", "write", "conflict"):
        assert client.get(reverse(f"reports:{name}", args=[review.pk])).status_code == 404
    assert client.get(reverse("reports:review_file", args=[review.pk, "docx"])).status_code == 404


def test_what_bodies_below_issued_is_added_up_and_who_is_silent_is_named(client, counted, review, place):
    upper_place = commune("Cấp Trên", hamlets=1)
    upper = running_campaign(upper_place, registrants=[place.committee])
    counted.campaign.answers = upper.campaign
    counted.campaign.save(update_fields=["answers"])
    silent = commune("Chưa Báo Cáo", hamlets=1).committee
    CampaignParticipant.objects.create(campaign=upper.campaign, unit=silent, part=Part.REGISTER)
    services.freeze(review, by=counted.officer, at=NOON)
    issued(review, counted.officer)
    client.force_login(upper.officer)

    page = client.get(reverse("reports:lower", args=[upper.round.pk])).content.decode()

    assert "143/BC-UBND" in page
    assert "Chưa phát động" in page
    assert "1/2 nơi" in page
    assert "Theo lĩnh vực" in page
    by_sector, by_kind = added_up(upper.round, ReviewKind.YEAR, TODAY).tables
    assert by_sector.columns[:2] == ("Đăng ký", "Tiếp nhận")
    assert [(label, cells[:2]) for label, cells in by_sector.lines] == [
        ("Quốc phòng - an ninh", (1, 1)),
        ("Văn hóa - xã hội", (1, 1)),
    ]
    assert [cells[0] for _label, cells in by_kind.lines] == [2]
    for form in ("docx", "pdf", "xlsx"):
        assert client.get(reverse("reports:lower_file", args=[upper.round.pk, form])).status_code == 200


def test_adding_up_costs_the_same_for_few_and_many(place):
    upper = running_campaign(commune("Cấp Trên", hamlets=1))

    def queries(*below):
        for name in below:
            lower = running_campaign(commune(name, hamlets=1))
            lower.campaign.answers = upper.campaign
            lower.campaign.save(update_fields=["answers"])
            row = services.begin(lower.round, kind=ReviewKind.YEAR, by=lower.officer, at=NOON)
            services.freeze(row, by=lower.officer, at=NOON)
            issued(row, lower.officer)
        with CaptureQueriesContext(connection) as asked:
            found = added_up(upper.round, ReviewKind.YEAR, TODAY)
        return len(found.reported), len(asked)

    one, few = queries("Một")
    three, many = queries("Hai", "Ba")
    assert (one, three) == (1, 3)
    assert few == many


def test_each_unit_has_its_year_on_paper(client, counted):
    client.force_login(counted.officer)

    page = client.get(reverse("reports:units", args=[counted.round.pk])).content.decode()

    assert "Xóm 1" in page
    for form in ("docx", "pdf", "xlsx"):
        assert client.get(reverse("reports:units_file", args=[counted.round.pk, form])).status_code == 200
