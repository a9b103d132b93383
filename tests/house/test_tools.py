"""The two set-up tools: nothing is written twice, and what is missing is one sentence."""

import importlib.util
import os
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def tool(name: str):
    spec = importlib.util.spec_from_file_location(f"kheo_tool_{name}", TOOLS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_assets_written_once_are_not_written_again(tmp_path):
    assets = tool("assets")
    files = {tmp_path / "a/one.css": b"x", tmp_path / "two.svg": b"y"}

    assert [assets.write_changed(files), assets.write_changed(files)] == [2, 0]


def test_assets_without_node_modules_say_what_to_do(tmp_path, monkeypatch, capsys):
    assets = tool("assets")
    monkeypatch.setattr(assets, "NODE_MODULES", tmp_path / "node_modules")

    assert assets.main() == 1
    assert capsys.readouterr().out == (
        "node_modules is missing: run `make setup`, which fetches the style sheet, icons and fonts.\n"
    )


def test_assets_leave_out_the_source_map_that_is_not_shipped():
    assets = tool("assets")
    if not assets.NODE_MODULES.is_dir():
        pytest.skip("node_modules is not there")

    sheets = assets.style_sheets()

    assert [b"sourceMappingURL" in content for content in sheets.values()] == [False, False]


def test_catalogue_is_compiled_when_it_is_newer_and_left_when_not(tmp_path, monkeypatch, capsys):
    messages = tool("compile_messages")
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    catalogue = tmp_path / "units/locale/en/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "đơn vị"\nmsgstr "unit"\n'
    )
    os.utime(catalogue, ns=(1, 1))

    assert [messages.main(), messages.main()] == [0, 0]
    assert capsys.readouterr().out == "Catalogues: 1, 1 compiled.\nCatalogues: 1, 0 compiled.\n"
    assert b"unit" in catalogue.with_suffix(".mo").read_bytes()
