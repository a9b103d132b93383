"""What holds for every template: no inline script or style, only icons that are shipped."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/kheo"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
ICONS = frozenset((SOURCE / "kernel/icons.txt").read_text(encoding="utf-8").split())

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*="),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)"),
    "a javascript address": re.compile(r"javascript:"),
    "something from another host": re.compile(r"(?:src|href)=[\"'](?:https?:)?//"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_template_has_nothing_the_content_policy_forbids(path):
    text = path.read_text(encoding="utf-8")

    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_template_uses_only_icons_of_the_list(path):
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(r"{%\s*icon\s+[\"']([^\"']+)", text))

    assert used - ICONS == set()


def test_states_use_only_icons_of_the_list():
    from kheo.kernel.templatetags import kheo as tags

    used = {mark for _, mark in [*tags._STATES.values(), tags._OTHER_STATE]}

    assert used - ICONS == set()


def test_icon_list_is_sorted_and_without_doubles():
    lines = (SOURCE / "kernel/icons.txt").read_text(encoding="utf-8").splitlines()

    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        ('<p style="x">', "an inline style"),
        ('<a onclick="x">', "an inline handler"),
        ("<script>x</script>", "a script in the page"),
        ('<img src="//host/x.png">', "something from another host"),
    ],
)
def test_the_guard_itself_finds_what_it_looks_for(bad, name):
    assert FORBIDDEN[name].search(bad)
