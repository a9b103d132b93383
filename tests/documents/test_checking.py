"""Soát văn bản: a file is judged, shown with its marks, repaired, and not kept; a unit lets a rule rest."""

import base64
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.core.paper.writing.docx import write_docx
from kheo.documents import public as documents
from kheo.documents import services
from kheo.documents.models import Document, RuleSwitch, StoredFile
from kheo.units import public as units
from tests import factories
from tests.core.paper.lint.papers import PLAN
from tests.core.paper.writing.kind_samples import every_kind
from tests.factories import NOON

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LATER = date(2026, 11, 2)
SLIPPED = PLAN.replace("TM. ỦY BAN", "TM.ỦY BAN")


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON.replace(month=11), tick=False):
        yield


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def officer(place, client):
    user = factories.user(place.committee, Role.COMMUNE_OFFICER)
    client.force_login(user, backend=BACKEND)
    return user


def sent(client, data, name="ke-hoach.txt", view="documents:check"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(reverse(view), {"file": SimpleUploadedFile(name, data)})


def slipped_docx() -> bytes:
    document = Word(io.BytesIO(write_docx(next(iter(every_kind().values())))))
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            for one in cell.paragraphs:
                if one.text.startswith("TM. "):
                    one.runs[0].text = one.text.replace("TM. ", "TM.")
                    for run in one.runs[1:]:
                        run.text = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_check_asks_for_a_signed_in_person(client):
    answer = client.get(reverse("documents:check"))

    assert answer.status_code == 302


def test_check_shows_the_slip_at_its_place_with_article_and_repair(client, officer):
    page = sent(client, SLIPPED)
    html = page.content.decode()

    assert page.status_code == 200
    assert '<mark class="found ask" id="p-1"><a href="#v-1">TM.</a></mark>' in html
    assert "Có 1 chỗ cần xem" in html
    assert "Sửa “TM.ỦY” thành “TM. ỦY”" in html
    assert "Nghị định số 30/2020/NĐ-CP" in html


def test_check_keeps_nothing_of_the_file(client, officer, settings):
    events = Event.objects.count()

    sent(client, SLIPPED)

    assert not StoredFile.objects.exists()
    assert not Document.objects.exists()
    assert list(Path(settings.MEDIA_ROOT).rglob("*")) == []
    assert Event.objects.count() == events


def test_check_of_a_clean_paper_says_so(client, officer):
    assert "Không thấy lỗi thể thức nào" in sent(client, PLAN).content.decode()


def test_check_of_a_text_that_is_no_paper_does_not_call_it_clean(client, officer):
    html = sent(client, "Danh bạ điện thoại của thôn, ghi tay ngày họp.").content.decode()

    assert "Khéo không nhận ra đây là văn bản hành chính" in html
    assert "Không thấy lỗi thể thức nào" not in html


def test_check_carries_the_repaired_docx(client, officer):
    html = sent(client, slipped_docx(), "ke-hoach.docx").content.decode()

    address = re.search(r'href="data:[^;]+;base64,([^"]+)" download="ke-hoach-da-sua.docx"', html)
    assert address
    right = Word(io.BytesIO(base64.b64decode(address[1])))
    texts = [p.text for t in right.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    assert any(text.startswith("TM. ỦY BAN") for text in texts)


def test_check_of_a_large_docx_asks_for_it_again(client, officer, monkeypatch):
    monkeypatch.setattr("kheo.documents.web.checked.MOST_CARRIED", 10)

    html = sent(client, slipped_docx(), "ke-hoach.docx").content.decode()
    assert "hãy chọn lại tệp để nhận bản đã sửa" in html

    answer = sent(client, slipped_docx(), "ke-hoach.docx", "documents:repaired")
    assert "attachment" in answer["Content-Disposition"]
    assert "ke-hoach-da-sua.docx" in answer["Content-Disposition"]
    assert Word(io.BytesIO(answer.content)).tables


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        ("MẬT\n\n" + PLAN, "ke-hoach.txt", "dấu chỉ độ mật"),
        (b"\x89PNG\r\n\x1a\n0000", "anh.png", "tệp ảnh"),
        (b"", "trong.txt", "không có nội dung"),
    ],
)
def test_check_of_what_cannot_be_taken_says_why(client, officer, data, name, said):
    page = sent(client, data, name)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Đồng Trăng, ngày" not in page.content.decode()


def test_check_of_a_file_too_large_says_how_large_it_may_be(client, officer):
    page = sent(client, b"a" * (21 * 1024 * 1024))

    assert page.status_code == 422
    assert "20 MB" in page.content.decode()


def test_repaired_of_a_pdf_is_refused_at_the_field(client, officer):
    from kheo.core.paper.writing.pdf import write_pdf

    page = sent(client, write_pdf(next(iter(every_kind().values()))), "a.pdf", "documents:repaired")

    assert page.status_code == 422
    assert "Chỉ sửa được tệp .docx" in page.content.decode()


def test_menu_has_the_page_also_for_somebody_without_a_role(client, place):
    user = factories.user(place.women)
    units.memberships(user, factories.TODAY).delete()
    client.force_login(user, backend=BACKEND)

    page = client.get(reverse("documents:check"))

    assert (
        f'<a href="{reverse("documents:check")}" aria-current="page">Soát văn bản</a>'
        in page.content.decode()
    )
    assert "Có 1 chỗ cần xem" in sent(client, SLIPPED).content.decode()


class TestRulesOff:
    REASON = "Tỉnh hướng dẫn trình bày liền, công văn số 12"

    def off(self, place, by, rule="P-SPACE", reason=REASON):
        return services.switch_off(place.committee, rule=rule, reason=reason, by=by, at=NOON)

    def test_a_rule_that_rests_is_not_told_but_named_with_its_reason(self, client, place, officer):
        self.off(place, officer)

        html = sent(client, SLIPPED).content.decode()

        assert "Không thấy lỗi thể thức nào" in html
        assert "đã tắt" in html
        assert self.REASON in html

    def test_it_rests_for_the_units_below_too_and_for_nobody_else(self, client, place, officer):
        self.off(place, officer)
        client.force_login(factories.user(place.division), backend=BACKEND)
        assert "Không thấy lỗi thể thức nào" in sent(client, SLIPPED).content.decode()

        client.force_login(factories.user(place.party), backend=BACKEND)
        assert "Có 1 chỗ cần xem" in sent(client, SLIPPED).content.decode()

    def test_it_is_written_down_and_can_be_woken(self, client, place, officer):
        row = self.off(place, officer)
        assert Event.objects.filter(action="documents:rule:off", actor=officer.username).exists()

        services.switch_on(place.committee, rule="P-SPACE", by=officer, at=NOON)

        row.refresh_from_db()
        assert row.ended_by == officer
        assert Event.objects.filter(action="documents:rule:on").exists()
        assert "Có 1 chỗ cần xem" in sent(client, SLIPPED).content.decode()
        self.off(place, officer)  # and let rest again

    def test_it_wants_a_reason(self, place, officer):
        with pytest.raises(InvalidInput) as refusal:
            self.off(place, officer, reason="vì thế")

        assert refusal.value.field == "reason"
        assert not RuleSwitch.objects.exists()

    def test_twice_is_refused(self, place, officer):
        self.off(place, officer)

        with pytest.raises(Conflict):
            self.off(place, officer)

    def test_a_stranger_cannot(self, place, officer):
        for other in (factories.user(place.party), factories.user(place.committee, Role.VIEWER)):
            with pytest.raises(NotAllowed):
                self.off(place, other)

    def test_pages_switch_off_and_on(self, client, place, officer):
        page = client.get(reverse("documents:rule", args=["V-I/Y"]))
        assert "V-I/Y" in page.content.decode()

        address = reverse("documents:rule", args=["P-SPACE"])
        refused = client.post(address, {"unit": place.committee.pk, "reason": "ngắn"})
        assert refused.status_code == 422
        assert 'value="ngắn"' in refused.content.decode()
        assert client.post(address, {"unit": place.committee.pk, "reason": self.REASON}).status_code == 302
        assert self.REASON in client.get(reverse("documents:rules")).content.decode()
        assert "Bật lại quy tắc" in client.get(address).content.decode()
        assert client.post(address, {"action": "on", "unit": place.committee.pk}).status_code == 302
        assert RuleSwitch.objects.get().ended_at

    def test_unknown_rules_and_units_are_not_found(self, client, officer):
        assert client.get(reverse("documents:rule", args=["X-1"])).status_code == 404
        address = reverse("documents:rule", args=["P-SPACE"])
        assert client.post(address, {"action": "on", "unit": "999999"}).status_code == 404


def test_notes_on_a_paper_of_our_own_are_sentences_and_respect_what_rests(place, officer):
    paper = next(iter(every_kind().values()))
    slipped = replace(paper, subject="Thực hiện phong trào theo qui định năm 2026")

    assert documents.notes_on(paper, officer, LATER) == []
    assert documents.notes_on(slipped, officer, LATER) == [
        "Trong văn bản hành chính viết “quy”, không viết “qui”."
    ]

    services.switch_off(
        place.committee, rule="V-I/Y", reason="Tên gọi cũ giữ nguyên như văn bản tỉnh", by=officer, at=NOON
    )
    assert documents.notes_on(slipped, officer, LATER) == []
