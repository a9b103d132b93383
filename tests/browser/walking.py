"""A person before a real browser: signs in, opens pages; every page is looked through by axe."""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kheo.demo.tree import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/user/pictures"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PATIENCE = 30_000
_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@cache
def _axe():
    return AXE.read_text(encoding="utf-8")


@dataclass
class Walker:
    """One person, one browser of one width; `faults`: what axe and the page's scripts complained of."""

    browser: object
    address: str
    width: int = 1280
    scripts: bool = True
    password: str = PASSWORD
    faults: list = field(default_factory=list)

    def __post_init__(self):
        self.context = self.browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": self.width, "height": 800 if self.width > 600 else 740},
            java_script_enabled=self.scripts,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self, username):
        self.page.goto(f"{self.address}/tai-khoan/dang-nhap/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", self.password)
        self.page.click("main form button.btn-primary")
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        return self.seen()

    def open(self, path, *, picture=""):
        self.page.goto(self.address + path)
        return self.seen(picture=picture)

    def press(self, name, *, picture=""):
        """Press the button or follow the link of that name; the next page is looked through.

        A new document is waited for: a draft's first saving only changes the address of the same one.
        """
        with self.page.expect_event("domcontentloaded"):
            self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            ).first.click()
        return self.seen(picture=picture)

    def seen(self, *, picture=""):
        """The page as it lies there: axe, no sideways scrolling, a picture where one is asked for."""
        if self.scripts:
            self._look_through()
        if picture and os.environ.get("KHEO_PICTURES"):
            self._keep(picture)
        return self.page

    def _look_through(self):
        self.page.wait_for_load_state("load")
        where = self.page.evaluate("location.pathname")
        self.page.evaluate(_axe())
        for one in self.page.evaluate(f"axe.run(document, {_RULES}).then(found => found.violations)"):
            nodes = [node["html"][:160] for node in one["nodes"][:3]]
            self.faults.append(f"{where} at {self.width}: {one['id']} {nodes}")
        over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            self.faults.append(f"{where} at {self.width}: {over} pixels too wide")

    def _keep(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def tab_to(self, selector):
        """Only keys: Tab until that field has the focus."""
        for _ in range(150):
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by Tab to {selector}")

    def write(self, selector, words):
        """Only keys: go there and type."""
        self.tab_to(selector)
        self.page.keyboard.type(words)

    def close(self):
        self.context.close()
