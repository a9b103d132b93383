"""Every table and every state has its line in the glossary."""

import importlib
from pathlib import Path

from django.apps import apps
from django.db.models import TextChoices

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs/domain/glossary.md").read_text(encoding="utf-8")


def test_every_table_stands_in_the_glossary():
    tables = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("kheo.")
        for model in config.get_models()
    }

    assert {name for name in tables if f"| `{name}` |" not in GLOSSARY} == set()


def test_every_state_stands_in_the_glossary():
    states = {
        name
        for path in ROOT.glob("src/kheo/*/states.py")
        for choices in vars(importlib.import_module(f"kheo.{path.parent.name}.states")).values()
        if isinstance(choices, type) and issubclass(choices, TextChoices) and choices is not TextChoices
        for name in choices.names
    }

    assert {name for name in states if name not in GLOSSARY} == set()
