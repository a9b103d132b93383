"""The small scripts in a real browser, on pages made of the kit's own partials; the server is played here."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template

# Of the addresses only sign-in is needed, so no module of ours has to load.
pytestmark = [pytest.mark.browser, pytest.mark.urls("allauth.account.urls")]

HOST = "http://127.0.0.1"
NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
STATIC = Path(__file__).resolve().parents[2] / "src/kheo/kernel/static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"

PAGE = (
    "{% load kheo %}<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>x</title>{% for name in scripts %}"
    "<script type='module' src='/static/kheo/{{ name }}.js'></script>{% endfor %}</head>"
    "<body data-sending='Đang gửi…' data-account='{{ account|default:'' }}'>CONTENT</body></html>"
)
DRAFT_FORM = """
<form method="post" action="/send" data-draft-url="/draft" novalidate>
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  {% include "kheo/_draft.html" %}
  <label>Tên <input type="text" name="name" value="{{ name|default:'' }}"></label>
  <label><input type="checkbox" name="theme" value="a">A</label>
  <label><input type="checkbox" name="theme" value="b">B</label>
  <button>Gửi đăng ký</button>
</form>
<form method="post" action="/out" data-clears-drafts><button>Đăng xuất</button></form>
"""

TYPED_FORM = """
<div hidden data-typed-words data-found="Còn nội dung đã gõ lúc {time}." data-restore="Lấy lại" data-discard="Bỏ"></div>
{% if done %}<ul class="messages"><li class="message message-success">Đã ghi.</li></ul>{% endif %}
<form method="post" action="/cham">
  {% if fault %}<div class="error-summary">Còn 1 chỗ cần sửa</div>{% endif %}
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  <label>Điểm <input type="text" name="c1" value="{{ c1|default:'' }}"></label>
  <label><input type="checkbox" name="seen" value="1">Đã xem</label>
  <label>Gõ GỬI <input type="text" name="typed"></label>
  <label>Mật khẩu <input type="password" name="secret"></label>
  <button>Gửi</button>
</form>
<form method="post" action="/out" data-clears-drafts><button>Đăng xuất</button></form>
"""


@dataclass
class Server:
    """Answers what a page asks for and remembers what was posted."""

    content: str
    scripts: tuple[str, ...]
    context: dict = field(default_factory=dict)
    drafts: list[dict] = field(default_factory=list)
    posts: list[tuple[str, dict]] = field(default_factory=list)
    gets: list[str] = field(default_factory=list)
    answers: list[tuple[int, dict]] = field(default_factory=list)
    hold: bool = False
    held: list = field(default_factory=list)

    def __call__(self, route, request):
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            source = STATIC / path.removeprefix("/static/")
            route.fulfill(body=source.read_bytes(), content_type=TYPES[source.suffix])
        elif path == "/draft":
            self._draft(route, request)
        else:
            self._page(route, request, path)

    def _draft(self, route, request):
        assert request.headers["x-requested-with"] == "draft"
        self.drafts.append(parse_qs(request.post_data))
        if self.hold:
            self.held.append(route)
        else:
            self.answer(route)

    def answer(self, route):
        saved = {"revision": len(self.drafts), "saved_at": "2026-03-12T03:32:05Z", "url": "/dang-ky/nhap/1"}
        status, data = self.answers.pop(0) if self.answers else (200, saved)
        route.fulfill(status=status, body=json.dumps(data), content_type="application/json")

    def _page(self, route, request, path):
        if request.method == "POST":
            self.posts.append((path, parse_qs(request.post_data or "")))
        else:
            self.gets.append(path)
        html = Template(PAGE.replace("CONTENT", self.content)).render(
            Context({"scripts": self.scripts, "user": SimpleNamespace(pk=7), **self.context})
        )
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.fixture
def serve(page):
    def start(content: str, *scripts: str, **context: object) -> Server:
        server = Server(content, scripts, dict(context))
        page.route("**/*", server)
        page.clock.install(time=NOW)
        page.goto(f"{HOST}/dang-ky/moi")
        page.clock.pause_at(NOW + timedelta(minutes=1))  # from here the page's time moves only as a test says
        return server

    return start


def kept(page) -> list[dict]:
    return page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('kheo-draft:')).map(k => JSON.parse(localStorage[k]))"
    )


def type_name(page, text: str) -> None:
    page.locator("[name=name]").press_sequentially(text)


def wait_for_status(page, words: str) -> None:
    page.locator("[data-draft-status]", has_text=words).wait_for()


def save(page, text: str) -> None:
    type_name(page, text)
    page.clock.run_for(700)
    wait_for_status(page, "Đã lưu lúc 10:32:05")


def test_draft_is_in_the_browser_at_the_first_keystroke(page, serve):
    server = serve(DRAFT_FORM, "drafts")

    type_name(page, "Đ")

    assert [entry["fields"] for entry in kept(page)] == [[["name", "Đ"]]]
    assert server.drafts == []


def test_draft_is_sent_while_the_person_still_types(page, serve):
    server = serve(DRAFT_FORM, "drafts")

    for letter in "đường":
        type_name(page, letter)
        page.clock.run_for(350)
    wait_for_status(page, "Đã lưu lúc")

    assert server.drafts[0]["name"] == ["đườn"]
    assert server.drafts[0]["revision"] == ["0"]
    assert len(server.drafts[0]["draft_id"][0]) == 36


def test_draft_once_saved_takes_the_address_and_revision_of_the_server(page, serve):
    serve(DRAFT_FORM, "drafts")

    save(page, "Đường hoa")

    assert page.url == f"{HOST}/dang-ky/nhap/1"
    assert page.locator("[name=revision]").input_value() == "1"
    assert [entry["unsent"] for entry in kept(page)] == [False]


def test_draft_that_the_server_did_not_take_is_sent_again(page, serve):
    server = serve(DRAFT_FORM, "drafts")
    server.answers = [(500, {})]

    type_name(page, "Đường hoa")
    page.clock.run_for(700)
    wait_for_status(page, "sẽ tự gửi lại")
    page.clock.run_for(2000)
    wait_for_status(page, "Đã lưu lúc")

    assert [draft["name"] for draft in server.drafts] == [["Đường hoa"], ["Đường hoa"]]


def test_draft_left_in_the_browser_is_offered_and_restored_only_on_request(page, serve):
    server = serve(DRAFT_FORM, "drafts")
    type_name(page, "Đường hoa")
    page.locator("[value=b]").check()
    first_id = kept(page)[0]["id"]
    server.answers = [(500, {})] * 5
    page.reload()
    server.answers = []
    server.drafts.clear()

    assert page.locator("[name=name]").input_value() == ""
    offer = page.locator("form > [role=alert]:first-child")
    at = page.evaluate("(at) => new Date(at + 7 * 3600e3).toISOString().slice(11, 19)", kept(page)[0]["at"])
    assert f"bản viết dở lúc {at} chưa" in offer.inner_text()
    assert offer.evaluate("(notice) => notice === document.activeElement")
    page.get_by_role("button", name="Lấy lại bản đó").click()

    assert offer.count() == 0
    assert page.locator("[name=name]").input_value() == "Đường hoa"
    assert page.locator("[value=b]").is_checked()
    page.clock.run_for(700)
    wait_for_status(page, "Đã lưu lúc")
    assert server.drafts[0]["draft_id"] == [first_id]


def test_draft_with_a_newer_version_elsewhere_links_to_both(page, serve):
    server = serve(DRAFT_FORM, "drafts")
    server.answers = [(409, {"conflict_url": "/hai-ban"})]

    type_name(page, "a")
    page.clock.run_for(700)
    wait_for_status(page, "Có bản mới hơn")
    type_name(page, "b")
    page.clock.run_for(5000)

    top = page.locator("form > [role=alert]:first-child")
    assert top.get_by_role("link", name="Xem hai bản cạnh nhau").get_attribute("href") == "/hai-ban"
    assert len(server.drafts) == 1
    assert kept(page)[0]["fields"] == [["name", "ab"]]


def test_draft_after_the_session_ended_keeps_the_text_and_leads_to_sign_in(page, serve):
    server = serve(DRAFT_FORM, "drafts")
    server.answers = [(401, {"sign_in_url": "/vao"})]

    type_name(page, "a")
    page.clock.run_for(700)
    wait_for_status(page, "Phiên đã hết")

    link = page.get_by_role("link", name="Đăng nhập lại")
    assert link.get_attribute("href") == "/vao?next=%2Fdang-ky%2Fmoi"
    assert kept(page)[0]["unsent"] is True


def test_signing_out_clears_the_browsers_copies(page, serve):
    serve(DRAFT_FORM, "drafts")
    save(page, "Đường hoa")

    page.get_by_role("button", name="Đăng xuất").click()

    assert kept(page) == []


def test_sending_waits_for_a_save_that_is_still_on_its_way(page, serve):
    server = serve(DRAFT_FORM, "drafts", "once")
    server.hold = True
    server.answers = [(200, {"revision": 1})]
    type_name(page, "Đường hoa")
    page.clock.run_for(700)
    wait_for_status(page, "Đang lưu…")

    page.get_by_role("button", name="Gửi đăng ký").click(no_wait_after=True)
    assert server.posts == []
    with page.expect_navigation():
        server.answer(server.held[0])

    assert [(path, fields["revision"]) for path, fields in server.posts] == [("/send", ["1"])]


def test_a_form_pressed_twice_is_sent_once(page, serve):
    server = serve(
        "<form method='post' action='/send'><button name='act' value='go'>Gửi</button></form>", "once"
    )

    with page.expect_navigation():
        page.evaluate("const b = document.querySelector('button'); b.click(); b.click();")

    assert server.posts == [("/send", {"act": ["go"]})]


def test_a_draft_that_was_sent_is_forgotten_on_the_next_page(page, serve):
    server = serve(DRAFT_FORM, "drafts")
    save(page, "Đường hoa")
    done = kept(page)[0]["id"]
    server.content = f"<meta name='kheo-draft-done' content='{done}'>"

    page.reload()

    assert kept(page) == []


def test_confirmation_asks_for_the_word_before_it_sends(page, serve):
    server = serve(
        "<form method='post' action='/send' data-confirm-dialog='sure'><button>Xóa</button></form>"
        '{% include "kheo/_confirm_dialog.html" with id="sure" title="Xóa?" word="XÓA" yes="Xóa hẳn" %}',
        "confirm",
    )
    page.get_by_role("button", name="Xóa", exact=True).click()
    yes = page.get_by_role("button", name="Xóa hẳn")

    assert yes.is_disabled()
    page.locator("[data-confirm-word]").fill("xóa")
    with page.expect_navigation():
        yes.click()

    assert server.posts == [("/send", {})]


def test_a_row_opens_on_click_and_arrows_go_from_row_to_row(page, serve):
    server = serve(
        "<table><tr data-href='/a'><td><a href='/a'>A</a></td><td id='cell'>một</td></tr>"
        "<tr data-href='/b'><td><a href='/b'>B</a></td><td>hai</td></tr></table>",
        "rows",
    )
    page.get_by_role("link", name="A").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "B"

    with page.expect_navigation():
        page.locator("#cell").click()

    assert server.gets[-1] == "/a"


def test_copy_button_copies_and_says_so(page, serve):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    serve('{% include "kheo/_copy.html" with id="zalo" text="Hạn: 31/03" %}', "copy")

    page.get_by_role("button", name="Chép để dán vào Zalo").click()
    page.clock.run_for(100)

    assert page.locator("[data-copy-status]").inner_text() == "Đã chép"
    assert page.evaluate("navigator.clipboard.readText()") == "Hạn: 31/03"


def test_a_value_and_its_place_in_the_document_show_each_other(page, serve):
    serve(
        "<mark class='found' id='p-1'><a href='#v-1'>12-KH/ĐU</a></mark>"
        "<article class='value' id='v-1' data-found='p-1'><input name='number'></article>",
        "highlight",
    )

    page.locator("[name=number]").focus()
    assert page.locator("mark.shown").get_attribute("id") == "p-1"

    page.locator("mark a").click()
    assert page.evaluate("document.activeElement.name") == "number"


def left(page) -> list[dict]:
    return page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('kheo-typed:')).map(k => JSON.parse(localStorage[k]))"
    )


def again(page):
    page.goto(f"{HOST}/dang-ky/moi")


def test_what_was_typed_in_any_form_is_offered_on_coming_back_and_can_be_taken(page, serve):
    serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")
    page.locator("[name=seen]").check()
    page.locator("[name=typed]").fill("GỬI")
    page.locator("[name=secret]").fill("chim sáo")

    page.goto(f"{HOST}/trang-khac")
    again(page)

    assert left(page)[0]["fields"] == [["c1", "8,5"], ["seen", "1"]]
    assert "Còn nội dung đã gõ lúc" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Lấy lại").click()
    assert page.locator("[name=c1]").input_value() == "8,5"
    assert page.locator("[name=seen]").is_checked()
    assert [page.locator(f"[name={name}]").input_value() for name in ("typed", "secret")] == ["", ""]


def test_what_was_typed_can_be_thrown_away_and_is_not_offered_again(page, serve):
    serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")
    again(page)

    page.get_by_role("button", name="Bỏ").click()
    again(page)

    assert page.get_by_role("alert").count() == 0
    assert left(page) == []


@pytest.mark.parametrize("answered", [{"done": True}, {"elsewhere": True}])
def test_what_arrived_is_forgotten(page, serve, answered):
    server = serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")
    server.context |= answered
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_url("**/cham")

    assert left(page) == []


def test_what_was_refused_stays_until_it_is_mended(page, serve):
    server = serve(TYPED_FORM.replace('action="/cham"', 'action="/dang-ky/moi"'), "typed", account="7")
    page.locator("[name=c1]").fill("99")
    server.context |= {"fault": True, "c1": "99"}
    page.get_by_role("button", name="Gửi").click()
    page.locator(".error-summary").wait_for()

    assert [one["fields"][0] for one in left(page)] == [["c1", "99"]]
    assert page.get_by_role("alert").count() == 0


def test_a_server_that_is_down_loses_nothing_that_was_typed(page, serve):
    serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")
    page.route("**/cham", lambda route: route.abort())
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_timeout(300)
    again(page)

    page.get_by_role("button", name="Lấy lại").click()
    assert page.locator("[name=c1]").input_value() == "8,5"


def test_another_account_at_this_browser_is_offered_nothing(page, serve):
    server = serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")
    server.context |= {"account": "8"}
    again(page)

    assert page.get_by_role("alert").count() == 0


def test_signing_out_leaves_nothing_typed_in_the_browser(page, serve):
    serve(TYPED_FORM, "typed", account="7")
    page.locator("[name=c1]").fill("8,5")

    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/out")

    assert left(page) == []


def test_a_button_keeps_its_width_while_it_is_sending_so_a_second_click_meets_it_again(page, serve):
    serve('<form method="post" action="/di"><button>Bắt đầu, báo lịch cho đơn vị</button></form>', "once")
    button = page.get_by_role("button")
    before = button.bounding_box()["width"]

    button.evaluate(
        "b => b.form.dispatchEvent(new SubmitEvent('submit', {bubbles: true, cancelable: true, submitter: b}))"
    )

    assert button.inner_text() == "Đang gửi…"
    assert button.bounding_box()["width"] >= before
