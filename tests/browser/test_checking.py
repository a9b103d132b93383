"""Soát văn bản in a real browser: at a desk, on a telephone, without scripts; the repaired file comes down."""

import io

import pytest
from django.urls import reverse
from docx import Document as Word

from tests.browser.walking import Walker
from tests.documents.test_checking import SLIPPED, slipped_docx

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("screen", [(1280, True), (360, True), (360, False)])
def test_a_file_is_judged_and_its_repaired_copy_comes_down(chromium, live_server, demo, screen):
    person = Walker(chromium, live_server.url, width=screen[0], scripts=screen[1])
    person.sign_in("xom.suoi")
    person.open(reverse("documents:check"))
    for name, data in (("ke-hoach.txt", SLIPPED.encode()), ("ke-hoach.docx", slipped_docx())):
        person.page.set_input_files(
            "#tep-khac input[type=file]",
            {"name": name, "mimeType": "application/octet-stream", "buffer": data},
        )
        with person.page.expect_navigation():
            person.page.locator("#tep-khac button").click()
        person.seen()
        assert person.page.get_by_text("Có 1 chỗ cần xem").is_visible()
    person.page.get_by_role("link", name="Xem trong văn bản").click()
    assert person.page.locator("mark.found").first.is_visible()
    with person.page.expect_download() as coming:
        person.page.get_by_role("link", name="Tải bản đã sửa").click()
    assert Word(io.BytesIO(coming.value.path().read_bytes())).tables
    assert coming.value.suggested_filename == "ke-hoach-da-sua.docx"
    for page, args in (("rules", []), ("rule", ["P-SPACE"])):
        person.open(reverse(f"documents:{page}", args=args))
    person.close()
    assert person.faults == []
