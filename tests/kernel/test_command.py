"""The command `kheo` after an update whose libraries are not installed yet."""

import pytest

from config.cli import main


def _missing(name):
    def execute(_words):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    return execute


def test_a_missing_library_is_told_with_what_to_run(monkeypatch, capsys):
    monkeypatch.setattr("django.core.management.execute_from_command_line", _missing("structlog"))

    assert main(["run"]) == 1
    assert "Thiếu thư viện “structlog”" in capsys.readouterr().err


def test_a_module_of_ours_that_is_missing_is_a_fault_and_not_hidden(monkeypatch):
    monkeypatch.setattr("django.core.management.execute_from_command_line", _missing("kheo.nowhere"))

    with pytest.raises(ModuleNotFoundError):
        main(["run"])
