"""The register: numbers are given once and without gaps, issued papers stand, versions are kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.core.errors import InvalidInput, KheoError, NotAllowed, TransitionNotAllowed
from kheo.documents import register, services
from kheo.documents.models import Document, DocumentVersion, NumberCounter, StoredFile
from kheo.documents.services import Provenance, Upload
from kheo.documents.services.filing import Details
from tests import factories
from tests.factories import NOON, TODAY

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def clerk(place):
    return factories.user(place.committee, Role.RECORDS_CLERK)


def draft(unit, by, subject="Phát động phong trào", kind="plan", **more):
    return services.file_paper(kind=kind, unit=unit, subject=subject, by=by, at=NOON, **more)


def recorded(document, by, number="05", symbol="KH-UBND", issued_on=TODAY, **more):
    return services.record_issue(
        document, number=number, symbol=symbol, issued_on=issued_on, by=by, at=NOON, **more
    )


def series(unit, by, **changes):
    values = {"label": "", "kinds": [], "reset": "year", "first_number": 1, "width": 2, "valid_from": TODAY}
    return services.open_series(unit, **values | changes, by=by, at=NOON)


@pytest.mark.django_db
class TestNumbersFromTheOfficesSystem:
    def test_number_date_and_signed_file_come_back(self, place, clerk):
        paper = draft(place.committee, clerk, upload=Upload(b"draft", "ke-hoach.docx"))

        recorded(paper, clerk, signed=Upload(b"signed", "ban-ky.pdf", role="signed"))

        paper.refresh_from_db()
        assert (paper.state, paper.number, paper.issued_on) == ("issued", "05", TODAY)
        assert [v.role for v in paper.versions.order_by("number")] == ["text", "signed"]
        assert Event.objects.filter(action="documents:document:issue").count() == 1

    def test_a_number_given_twice_is_refused_and_names_the_other_paper(self, place, clerk):
        recorded(draft(place.committee, clerk, "Kế hoạch tuyên truyền"), clerk, number="05")
        second = draft(place.committee, clerk)

        with pytest.raises(InvalidInput) as refusal:
            recorded(second, clerk, number="5", symbol="KH - UBND")

        assert "“Kế hoạch tuyên truyền”, ngày 02/02/2026" in str(refusal.value)
        assert refusal.value.field == "number"
        second.refresh_from_db()
        assert second.state == "draft"

    def test_same_number_with_other_symbol_year_or_unit_is_another_number(self, place, clerk):
        recorded(draft(place.committee, clerk), clerk)
        recorded(draft(place.committee, clerk), clerk, symbol="TB-UBND")
        recorded(draft(place.committee, clerk), clerk, issued_on=date(2025, 12, 30))
        front = factories.user(place.front, Role.RECORDS_CLERK)
        recorded(draft(place.front, front), front)

        assert Document.objects.filter(number="05").count() == 4

    def test_a_day_to_come_is_refused(self, place, clerk):
        with pytest.raises(InvalidInput) as refusal:
            recorded(draft(place.committee, clerk), clerk, issued_on=TODAY + timedelta(days=1))

        assert refusal.value.code == "issued-in-future"

    @pytest.mark.parametrize(
        ("number", "symbol"), [("", "KH-UBND"), ("năm", "KH-UBND"), ("0", "X"), ("5", "")]
    )
    def test_what_is_no_number_is_refused_at_its_field(self, place, clerk, number, symbol):
        with pytest.raises(InvalidInput) as refusal:
            recorded(draft(place.committee, clerk), clerk, number=number, symbol=symbol)

        assert refusal.value.field in {"number", "symbol"}

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.SIGNER, Role.UNIT_CONTACT])
    def test_who_does_not_file_cannot(self, place, clerk, role):
        paper = draft(place.committee, clerk)

        for stranger in (
            factories.user(place.committee, role),
            factories.user(place.party, Role.RECORDS_CLERK),
        ):
            with pytest.raises(NotAllowed):
                recorded(paper, stranger)


@pytest.mark.django_db
class TestOwnNumbers:
    def test_numbers_follow_one_another_from_the_first(self, place, clerk):
        series(place.committee, clerk, first_number=18, width=3)

        made = [
            services.issue(draft(place.committee, clerk), issued_on=TODAY, by=clerk, at=NOON) for _ in "ab"
        ]

        assert [register.number_shown(row) for row in made] == ["018/KH-UBND", "019/KH-UBND"]

    def test_another_year_begins_with_one(self, place, clerk):
        series(place.committee, clerk, first_number=18)
        next_year = NOON + timedelta(days=365)
        services.issue(draft(place.committee, clerk), issued_on=TODAY, by=clerk, at=NOON)

        row = services.issue(
            draft(place.committee, clerk), issued_on=date(2027, 1, 4), by=clerk, at=next_year
        )

        assert row.number == "01"

    def test_a_reserved_number_is_blank_until_signed_and_then_used(self, place, clerk):
        series(place.committee, clerk)
        kept = services.reserve(place.committee, kind="plan", subject="Chờ ký", by=clerk, at=NOON)
        other = services.issue(draft(place.committee, clerk), issued_on=TODAY, by=clerk, at=NOON)
        assert (kept.number, register.number_shown(kept), other.number) == ("", "01/KH-UBND", "02")

        services.issue(kept, issued_on=TODAY, by=clerk, at=NOON)

        kept.refresh_from_db()
        assert (kept.number, kept.state) == ("01", "issued")

    def test_a_reserved_number_never_used_stays_as_dropped_with_its_reason(self, place, clerk):
        series(place.committee, clerk)
        kept = services.reserve(place.committee, kind="plan", subject="Chờ ký", by=clerk, at=NOON)

        with pytest.raises(InvalidInput):
            services.drop(kept, reason="", by=clerk, at=NOON)
        services.drop(kept, reason="Lãnh đạo không ký nữa", by=clerk, at=NOON)
        after = services.issue(draft(place.committee, clerk), issued_on=TODAY, by=clerk, at=NOON)

        kept.refresh_from_db()
        assert (kept.state, register.number_shown(kept)) == ("dropped", "01/KH-UBND")
        assert after.number == "02"

    def test_a_typed_number_must_have_been_reserved(self, place, clerk):
        series(place.committee, clerk)
        paper = draft(place.committee, clerk)
        with pytest.raises(InvalidInput) as refusal:
            recorded(paper, clerk, number="07")
        assert refusal.value.code == "number-not-reserved"
        kept = services.reserve(place.committee, kind="plan", subject="Giữ trước", by=clerk, at=NOON)

        filed = draft(place.committee, clerk, "Ban hành", number="01", symbol="KH-UBND", issued_on=TODAY)

        assert (filed.pk, filed.state, filed.subject) == (kept.pk, "issued", "Ban hành")

    def test_kinds_counted_apart_have_their_own_numbers(self, place, clerk):
        series(place.committee, clerk, kinds=["plan"])
        series(place.committee, clerk, kinds=["notice", "letter"])
        issued = [
            services.issue(draft(place.committee, clerk, kind=kind), issued_on=TODAY, by=clerk, at=NOON)
            for kind in ("plan", "notice", "letter")
        ]

        assert [register.number_shown(row) for row in issued] == ["01/KH-UBND", "01/TB-UBND", "02/UBND"]
        with pytest.raises(InvalidInput) as refusal:
            series(place.committee, clerk, kinds=["letter"])
        assert refusal.value.code == "series-overlap"

    def test_first_number_below_one_already_given_is_refused(self, place, clerk):
        recorded(draft(place.committee, clerk), clerk, number="12")

        with pytest.raises(InvalidInput) as refusal:
            series(place.committee, clerk, first_number=12)

        assert "12/KH-UBND" in str(refusal.value)
        assert series(place.committee, clerk, first_number=13).first_number == 13

    def test_ended_series_leaves_numbers_to_the_office_again(self, place, clerk):
        row = series(place.committee, clerk)
        services.end_series(row, by=clerk, at=NOON)
        tomorrow = NOON + timedelta(days=1)

        with pytest.raises(InvalidInput) as refusal:
            services.issue(
                draft(place.committee, clerk), issued_on=TODAY + timedelta(days=1), by=clerk, at=tomorrow
            )

        assert refusal.value.code == "no-series"

    def test_only_head_and_clerk_of_the_unit_set_it(self, place):
        for stranger in (
            factories.user(place.committee, Role.COMMUNE_OFFICER),
            factories.user(place.party, Role.RECORDS_CLERK),
        ):
            with pytest.raises(NotAllowed):
                series(place.committee, stranger)
        assert series(place.committee, factories.user(place.committee, Role.SIGNER)).pk

    def test_party_numbers_run_through_a_term(self, place):
        clerk = factories.user(place.party, Role.RECORDS_CLERK)
        series(place.party, clerk, reset="term")
        unplaced = draft(place.party, clerk)
        with pytest.raises(InvalidInput) as refusal:
            services.issue(unplaced, issued_on=TODAY, by=clerk, at=NOON)
        assert refusal.value.code == "term-missing"
        services.open_term(
            place.party,
            label="2025 - 2030",
            begins_on=date(2025, 7, 1),
            start_rule="appointed",
            decision="Quyết định số 12-QĐ/TU ngày 30/6/2025",
            by=clerk,
            at=NOON,
        )
        first = services.issue(draft(place.party, clerk), issued_on=TODAY, by=clerk, at=NOON)
        later = services.issue(
            draft(place.party, clerk), issued_on=date(2027, 1, 4), by=clerk, at=NOON + timedelta(days=365)
        )

        assert [register.number_shown(one) for one in (first, later)] == ["01-KH/ĐU", "02-KH/ĐU"]

    def test_a_term_begun_later_counts_the_papers_dated_in_it(self, place):
        clerk = factories.user(place.party, Role.RECORDS_CLERK)
        for day in (date(2025, 12, 1), date(2026, 1, 5)):
            recorded(draft(place.party, clerk), clerk, number="03", symbol="KH/ĐU", issued_on=day)
        term = {"start_rule": "congress", "decision": "Nghị quyết 01", "by": clerk, "at": NOON}

        with pytest.raises(InvalidInput) as refusal:
            services.open_term(place.party, label="", begins_on=date(2025, 7, 1), **term)
        assert refusal.value.code == "term-doubles"

        services.open_term(place.party, label="", begins_on=date(2026, 1, 1), **term)
        periods = Document.objects.order_by("issued_on").values_list("period", flat=True)
        assert [period.startswith("nk-") for period in periods] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_leave_no_gap_and_no_double():
    place = factories.commune(hamlets=1)
    clerk = factories.user(place.committee, Role.RECORDS_CLERK)
    series(place.committee, clerk)
    papers = [draft(place.committee, clerk, f"Văn bản {i}") for i in range(50)]
    start = Barrier(len(papers))

    def run(paper):
        try:
            start.wait(timeout=30)
            return services.issue(paper, issued_on=TODAY, by=clerk, at=NOON).number_value
        except KheoError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(papers)) as pool:
        numbers = list(pool.map(run, papers))

    assert sorted(numbers) == list(range(1, 51))
    assert NumberCounter.objects.get().last == 50


@pytest.mark.django_db
class TestIssuedPapersStand:
    @pytest.fixture
    def issued(self, place, clerk):
        return recorded(draft(place.committee, clerk, upload=Upload(b"a", "a.docx")), clerk)

    def test_services_refuse_to_change_them(self, issued, clerk):
        acts = [
            lambda: services.change_draft(
                issued, kind="plan", subject="Khác", details=Details(), by=clerk, at=NOON
            ),
            lambda: services.add_version(issued, Upload(b"b", "b.docx"), by=clerk, at=NOON),
            lambda: recorded(issued, clerk, number="06"),
            lambda: services.drop(issued, reason="Không cần nữa đâu", by=clerk, at=NOON),
        ]
        for act in acts:
            with pytest.raises(TransitionNotAllowed):
                act()

    @pytest.mark.parametrize(
        "change", [{"subject": "Khác"}, {"number": "9"}, {"issued_on": YESTERDAY}, {"state": "draft"}]
    )
    def test_the_database_refuses_too(self, issued, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=issued.pk).update(**change)

    def test_neither_paper_nor_version_is_deleted(self, issued):
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=issued.pk)._raw_delete("default")
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.all()._raw_delete("default")

    def test_a_signed_copy_may_follow(self, issued, clerk):
        version = services.add_version(issued, Upload(b"x", "ky.pdf", role="signed"), by=clerk, at=NOON)

        assert version.number == 2

    def test_content_is_mended_by_another_paper(self, place, clerk, issued):
        new = draft(place.committee, clerk, replaces=issued)
        issued.refresh_from_db()
        assert issued.state == "issued"

        recorded(new, clerk, number="06")

        issued.refresh_from_db()
        assert (issued.state, issued.closed_on) == ("superseded", TODAY)

    def test_recalling_wants_a_reason_and_the_right_person(self, place, issued):
        with pytest.raises(NotAllowed):
            services.recall(
                issued, reason="Ban hành nhầm", by=factories.user(place.committee, Role.VIEWER), at=NOON
            )
        signer = factories.user(place.committee, Role.SIGNER)
        with pytest.raises(InvalidInput):
            services.recall(issued, reason="nhầm", by=signer, at=NOON)

        services.recall(issued, reason="Ban hành nhầm thẩm quyền", by=signer, at=NOON)

        issued.refresh_from_db()
        assert (issued.state, issued.number) == ("recalled", "05")


@pytest.mark.django_db
class TestVersions:
    def test_each_text_stays_with_who_when_hash_and_what_made_it(self, place, clerk):
        what = Provenance("Danh mục 12 mô hình", "registrations.ListNotice:5", {"rows": [1, 2]})
        paper = draft(place.committee, clerk, upload=Upload(b"one", "a.docx", provenance=what))
        services.add_version(paper, Upload(b"two", "a.docx", note="Sửa theo góp ý"), by=clerk, at=NOON)

        first, second = paper.versions.order_by("number")
        assert first.provenance["what"] == "Danh mục 12 mô hình"
        assert len(first.provenance["data_sha256"]) == len(first.sha256) == 64
        assert (second.note, second.made_by, second.made_at) == ("Sửa theo góp ý", clerk, NOON)
        paper.refresh_from_db()
        assert services.read(paper.file) == b"two"

    def test_a_party_body_keeps_no_file_unless_it_says_so(self, place):
        clerk = factories.user(place.party, Role.RECORDS_CLERK)
        paper = draft(place.party, clerk, upload=Upload(b"text", "a.docx"))
        assert not StoredFile.objects.exists()
        assert paper.versions.get().sha256

        services.keep_files(place.party, keeps=True, by=clerk, at=NOON)
        draft(place.party, clerk, upload=Upload(b"text", "a.docx"))
        assert StoredFile.objects.count() == 1
