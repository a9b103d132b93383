"""No link of the documents leads nowhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\]\(([^)#\s]+)\)")


def test_every_link_of_the_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/kheo/**/README.md")]

    dead = [
        f"{page.relative_to(ROOT)} → {link}"
        for page in pages
        for link in _LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]

    assert dead == []


def test_readme_names_the_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for readme in ("README.md", "README.vi.md"):
        named = set(re.findall(r"^make ([a-z-]+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE))
        assert {"run", "test"} <= named
        assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()
