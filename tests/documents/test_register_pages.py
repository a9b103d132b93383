"""Pages of the register: what each person sees, types and gets."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.documents import services
from kheo.documents.models import Document, StoredFile
from kheo.documents.services import Upload
from tests import factories
from tests.core.paper.writing.kind_samples import every_kind
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LATER = NOON.replace(month=11)
PLAN = next(iter(every_kind().values()))


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def clerk(place, client):
    user = factories.user(place.committee, Role.RECORDS_CLERK)
    client.force_login(user, backend=BACKEND)
    return user


def filed(unit, by, subject="Phát động phong trào", number="", *, symbol="KH-UBND", on=TODAY, **more):
    numbered = {"number": number, "symbol": symbol, "issued_on": on} if number else {}
    return services.file_paper(
        kind=more.pop("kind", "plan"), unit=unit, subject=subject, by=by, at=LATER, **numbered, **more
    )


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def put(client, place, data=b"", name="ke-hoach.docx", **more):
    fields = {"unit": place.committee.pk, **more}
    if data:
        fields["file"] = SimpleUploadedFile(name, data)
    return client.post(reverse("documents:put_in"), fields)


def act(client, row, action, **fields):
    return client.post(reverse("documents:paper", args=[row.pk]), {"action": action, **fields})


class TestList:
    def listed(self, client, **query):
        return html(client.get(reverse("documents:register"), query))

    def test_menu_has_it_for_those_who_read_a_register(self, client, place, clerk):
        assert 'aria-current="page">Sổ văn bản</a>' in self.listed(client)
        client.force_login(factories.user(place.women), backend=BACKEND)
        assert "Sổ văn bản" not in html(client.get("/"))
        assert client.get(reverse("documents:register")).status_code == 403

    def test_filters_by_year_kind_and_words_without_marks(self, client, place, clerk):
        filed(place.committee, clerk, "Vệ sinh đường làng", "01")
        filed(place.committee, clerk, "Hiến đất làm đường", "02", on=date(2025, 9, 9))
        filed(place.committee, clerk, "Mời họp", "03", kind="invitation", symbol="GM-UBND")

        assert "Mời họp" not in self.listed(client, kind="plan")
        assert "Hiến đất" not in self.listed(client, year="2026")
        found = self.listed(client, tim="duong lang")
        assert "Vệ sinh đường làng" in found
        assert "Mời họp" not in found
        assert "Mời họp" in self.listed(client, tim="03/GM")

    @pytest.mark.parametrize(("typed", "found"), [("%", "Đạt 100% chỉ tiêu"), ("_", "Mẫu a_b")])
    def test_percent_and_underscore_stand_for_themselves(self, client, place, clerk, typed, found):
        subjects = ("Đạt 100% chỉ tiêu", "Mẫu a_b", "Việc khác")
        for subject in subjects:
            filed(place.committee, clerk, subject)

        page = self.listed(client, tim=typed)

        assert [one for one in subjects if one in page] == [found]

    def test_others_registers_are_not_seen(self, client, place, clerk):
        other = filed(place.party, factories.user(place.party, Role.RECORDS_CLERK), "Việc của Đảng ủy")

        assert "Việc của Đảng ủy" not in self.listed(client)
        assert client.get(reverse("documents:paper", args=[other.pk])).status_code == 404

    def test_a_viewer_reads_and_does_nothing(self, client, place, clerk):
        row = filed(place.committee, clerk)
        client.force_login(factories.user(place.committee, Role.VIEWER), backend=BACKEND)

        page = html(client.get(reverse("documents:paper", args=[row.pk])))

        assert "Ghi sổ" not in page
        assert act(client, row, "drop", reason="Không cần nữa đâu").status_code == 403
        assert client.get(reverse("documents:put_in")).status_code == 403

    def test_asks_as_often_for_forty_papers_as_for_two(self, client, place, clerk):
        def asked():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.listed(client)
            return len(queries)

        for i in range(2):
            filed(place.committee, clerk, f"Việc {i}", str(i + 1))
        few = asked()
        for i in range(2, 42):
            filed(place.committee, clerk, f"Việc {i}", str(i + 1))

        assert asked() == few

    def test_the_book_of_a_year_holds_every_number_and_what_was_dropped(self, client, place, clerk):
        services.open_series(
            place.committee,
            label="",
            kinds=[],
            reset="year",
            first_number=1,
            width=2,
            valid_from=LATER.date(),
            by=clerk,
            at=LATER,
        )
        kept = services.reserve(place.committee, kind="plan", subject="Không ký", by=clerk, at=LATER)
        services.drop(kept, reason="Lãnh đạo không ký nữa", by=clerk, at=LATER)
        services.issue(filed(place.committee, clerk), issued_on=LATER.date(), by=clerk, at=LATER)

        for form in ("docx", "pdf", "xlsx"):
            answer = client.get(reverse("documents:register_book", args=[place.committee.pk, 2026, form]))
            assert "attachment" in answer["Content-Disposition"]
            if form == "docx":
                cells = [
                    c.text for t in Word(io.BytesIO(answer.content)).tables for r in t.rows for c in r.cells
                ]
        assert {"01/KH-UBND", "02/KH-UBND", "Đã bỏ: Lãnh đạo không ký nữa"} <= set(cells)
        assert (
            client.get(reverse("documents:register_book", args=[place.party.pk, 2026, "pdf"])).status_code
            == 404
        )


class TestPutIn:
    def test_what_the_file_says_is_offered_to_be_confirmed(self, client, place, clerk):
        answer = put(client, place, write_docx(PLAN))
        row = Document.objects.get()

        assert answer.url == reverse("documents:paper", args=[row.pk])
        page = html(client.get(answer.url))
        assert (row.kind, row.state) == ("plan", "draft")
        assert 'value="46"' in page
        assert 'value="KH-UBND"' in page
        assert "Khéo đọc từ tệp" in page

        done = act(client, row, "issue", number="46", symbol="KH-UBND", issued_on="05/06/2026")
        assert done.status_code == 302
        row.refresh_from_db()
        assert (row.number, row.issued_on) == ("46", date(2026, 6, 5))

    def test_a_secret_paper_is_refused_and_nothing_is_kept(self, client, place, clerk, settings):
        page = Word()
        page.add_paragraph("MẬT")
        page.add_paragraph("Kế hoạch riêng của xã")
        data = io.BytesIO()
        page.save(data)

        answer = html(put(client, place, data.getvalue()), 422)

        assert "dấu chỉ độ mật" in answer
        assert not Document.objects.exists()
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(("data", "name"), [(b"\x89PNG\r\n\x1a\n00", "a.png"), (b"ke hoach", "a.txt")])
    def test_other_files_are_refused_in_words(self, client, place, clerk, data, name):
        page = html(put(client, place, data, name), 422)

        assert 'id="id_file_error"' in page or "field-error" in page
        assert not Document.objects.exists()

    def test_without_a_file_what_is_typed_is_enough(self, client, place, clerk):
        assert "Hãy ghi trích yếu" in html(put(client, place, kind="decision"), 422)
        assert put(client, place, kind="decision", subject="Thành lập tổ").status_code == 302
        assert Document.objects.get().versions.count() == 0

    def test_a_number_that_is_taken_is_said_at_its_field_and_the_typed_stays(self, client, place, clerk):
        filed(place.committee, clerk, "Văn bản trước", "46")
        row = filed(place.committee, clerk)

        page = html(act(client, row, "issue", number="46", symbol="KH-UBND", issued_on="02/02/2026"), 422)

        assert "“Văn bản trước”" in page
        assert 'value="46"' in page

    def test_a_party_body_keeps_no_file(self, client, place):
        user = factories.user(place.party, Role.RECORDS_CLERK)
        client.force_login(user, backend=BACKEND)

        client.post(
            reverse("documents:put_in"),
            {"unit": place.party.pk, "file": SimpleUploadedFile("a.docx", write_docx(PLAN))},
        )

        assert not StoredFile.objects.exists()
        row = Document.objects.get()
        assert "không giữ tệp" in html(client.get(reverse("documents:paper", args=[row.pk])))
        assert client.get(reverse("documents:paper_file", args=[row.pk, 1])).status_code == 404


class TestPaper:
    def test_the_signed_file_is_checked_in_words(self, client, place, clerk):
        from kheo.core.paper.signing import pkcs12_signer, sign_pdf
        from tests.core.paper.test_signing import certificate_and_key

        file, _root = certificate_and_key()
        row = filed(place.committee, clerk)
        signed = sign_pdf(write_pdf(PLAN), pkcs12_signer(file, "123456"))

        act(
            client,
            row,
            "issue",
            number="46",
            symbol="KH-UBND",
            issued_on="02/02/2026",
            file=SimpleUploadedFile("ky.pdf", signed),
        )

        page = html(client.get(reverse("documents:paper", args=[row.pk])))
        assert "Chữ ký số của Lò Thị Mẫu" in page
        assert "còn nguyên vẹn; chưa kiểm được chứng thư vì máy này chưa được khai báo chứng thư gốc" in page

    def test_files_come_as_attachments_never_sniffed(self, client, place, clerk):
        row = filed(place.committee, clerk, upload=Upload(b"<script>", "x.html"))

        answer = client.get(reverse("documents:paper_file", args=[row.pk, 1]))

        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/octet-stream"

    def test_opening_a_scan_of_a_dossier_is_written_down(self, client, place, clerk):
        row = filed(place.committee, clerk, kind="signed-copy", upload=Upload(b"%PDF-", "a.pdf"))
        plain = filed(place.committee, clerk, upload=Upload(b"%PDF-", "a.pdf"))

        for one in (row, plain):
            client.get(reverse("documents:paper_file", args=[one.pk, 1]))

        read = Event.objects.filter(action="documents:document:read")
        assert [event.subject.rpartition(":")[2] for event in read] == [str(row.pk)]

    def test_a_wrong_paper_is_replaced_and_the_page_says_how(self, client, place, clerk):
        old = filed(place.committee, clerk, "Bản sai", "46")
        assert "đính chính bằng công văn" in html(client.get(reverse("documents:paper", args=[old.pk])))

        address = f"{reverse('documents:put_in')}?thay-the={old.pk}"
        assert "Thay cho “Bản sai”" in html(client.get(address))
        client.post(address, {"unit": place.committee.pk, "kind": "plan", "subject": "Bản đúng"})
        new = Document.objects.get(subject="Bản đúng")
        act(client, new, "issue", number="47", symbol="KH-UBND", issued_on="03/02/2026")

        assert "Đã được thay thế" in html(client.get(reverse("documents:paper", args=[old.pk])))

    def test_details_are_kept_and_a_wrong_figure_is_said(self, client, place, clerk):
        row = filed(place.committee, clerk)
        said = {"kind": "plan", "subject": "Việc mới", "recipients": "Đảng ủy\nCác xóm", "pages": "3"}

        assert act(client, row, "change", **said).status_code == 302
        assert act(client, row, "change", **said | {"pages": "ba"}).status_code == 422

        row.refresh_from_db()
        assert (row.subject, row.recipients, row.pages) == ("Việc mới", "Đảng ủy; Các xóm", 3)

    def test_recall_wants_its_reason(self, client, place, clerk):
        row = filed(place.committee, clerk, number="46")

        assert "ít nhất 10" in html(act(client, row, "recall", reason="nhầm"), 422)
        assert act(client, row, "recall", reason="Ban hành sai thẩm quyền").status_code == 302
        assert act(client, row, "recall", reason="Ban hành sai thẩm quyền").status_code == 409

    def test_the_bundle_has_the_file_and_the_metadata(self, client, place, clerk):
        row = filed(place.committee, clerk, number="46", upload=Upload(b"text", "Kế hoạch.docx"))

        answer = client.get(reverse("documents:paper_bundle", args=[row.pk]))

        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        assert set(archive.namelist()) == {"1-ke-hoach.docx", "metadata.xml", "metadata.json"}
        assert json.loads(archive.read("metadata.json"))["CodeNotation"] == "KH-UBND"

    def test_metadata_that_is_too_long_is_named(self, client, place, clerk):
        details = services.Details(signer="Tên rất dài " * 6)
        row = filed(place.committee, clerk, number="46", details=details)

        page = html(client.get(reverse("documents:paper_bundle", args=[row.pk])), 422)

        assert "SignerInfo.FullName" in page


class TestSetup:
    def address(self, unit):
        return reverse("documents:setup", args=[unit.pk])

    def series(self, client, place, **changes):
        values = {
            "action": "series",
            "reset": "year",
            "first_number": "12",
            "width": "2",
            "valid_from": "02/11/2026",
        }
        return client.post(self.address(place.committee), values | changes)

    def test_own_numbering_is_switched_on_and_a_number_is_given(self, client, place, clerk):
        assert self.series(client, place).status_code == 302
        row = filed(place.committee, clerk)
        assert "Cấp số và ghi sổ" in html(client.get(reverse("documents:paper", args=[row.pk])))

        assert act(client, row, "issue", symbol="KH-UBND", issued_on="02/11/2026").status_code == 302

        row.refresh_from_db()
        assert row.number == "12"
        assert Event.objects.filter(action="documents:series:open").exists()

    def test_a_number_is_kept_and_shown_as_kept(self, client, place, clerk):
        self.series(client, place)

        answer = client.post(
            reverse("documents:reserve"), {"unit": place.committee.pk, "kind": "plan", "subject": "Chờ ký"}
        )

        assert "đang giữ, chưa ghi lên văn bản" in html(client.get(answer.url))

    def test_a_unit_without_a_symbol_says_it_when_a_number_is_kept(self, client, place):
        clerk = factories.user(place.division, Role.RECORDS_CLERK)
        client.force_login(clerk, backend=BACKEND)
        services.open_series(
            place.division,
            label="",
            kinds=[],
            reset="year",
            first_number=1,
            width=2,
            valid_from=LATER.date(),
            by=clerk,
            at=LATER,
        )
        said = {"unit": place.division.pk, "kind": "report", "subject": "Chờ ký"}

        page = html(client.post(reverse("documents:reserve"), said), 422)
        assert "Hãy ghi ký hiệu" in page
        answer = client.post(reverse("documents:reserve"), said | {"symbol": "BC-VHXH"})

        assert "01/BC-VHXH" in html(client.get(answer.url))

    def test_a_day_gone_by_is_refused_at_its_field(self, client, place, clerk):
        assert "từ hôm nay trở đi" in html(self.series(client, place, valid_from="01/01/2026"), 422)

    def test_numbering_is_ended(self, client, place, clerk):
        self.series(client, place)
        pk = place.committee.pk
        from kheo.documents.models import NumberSeries

        row = NumberSeries.objects.get()
        assert (
            client.post(self.address(place.committee), {"action": "end-series", "series": row.pk}).status_code
            == 302
        )
        row.refresh_from_db()
        assert row.valid_to == LATER.date() + timedelta(days=1)
        assert pk

    def test_strangers_do_not_open_it(self, client, place):
        for user in (
            factories.user(place.committee, Role.COMMUNE_OFFICER),
            factories.user(place.party, Role.SIGNER),
        ):
            client.force_login(user, backend=BACKEND)
            assert client.get(self.address(place.committee)).status_code == 403

    def test_keeping_files_is_turned_off_and_on(self, client, place, clerk):
        client.post(self.address(place.committee), {"action": "keep", "keeps": "no"})
        filed(place.committee, clerk, upload=Upload(b"x", "a.docx"))
        assert not StoredFile.objects.exists()

    def test_a_template_is_taken_used_and_removed_and_a_wrong_place_named(self, client, place, clerk):
        def template(words):
            made, out = Word(), io.BytesIO()
            made.add_paragraph(words)
            made.save(out)
            return SimpleUploadedFile("mau.docx", out.getvalue())

        page = html(
            client.post(
                self.address(place.committee),
                {"action": "template", "kind": "plan", "template": template("{{ so_ten }}")},
            ),
            422,
        )
        assert "«so_ten»" in page
        assert "ten_don_vi" in page

        good = {"action": "template", "kind": "plan", "template": template("MẪU RIÊNG {{ trich_yeu }}")}
        assert client.post(self.address(place.committee), good).status_code == 302
        from kheo.documents import printing

        made = printing.docx_of(PLAN, place.committee, "plan", at=LATER)
        assert Word(io.BytesIO(made)).paragraphs[0].text == f"MẪU RIÊNG {PLAN.subject}"
        assert client.get(reverse("documents:template", args=[place.committee.pk, "plan"])).status_code == 200

        client.post(self.address(place.committee), {"action": "no-template", "kind": "plan"})
        assert Word(io.BytesIO(printing.docx_of(PLAN, place.committee, "plan", at=LATER))).tables
