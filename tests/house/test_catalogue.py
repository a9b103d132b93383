"""Every text of the interface has its English, with the same placeholders."""

import importlib.util
import re
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
_PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[sd]|\{\w+\}")


def _tool():
    spec = importlib.util.spec_from_file_location("collect_messages", ROOT / "tools/collect_messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _strings(value):
    return value if isinstance(value, (tuple, list)) else (value,)


def _english():
    with (ROOT / "src/kheo/kernel/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_text_has_its_english():
    english = _english()

    missing = [
        message.id
        for message in _tool().collected()
        if message.id
        and (
            (known := english.get(message.id, context=message.context)) is None
            or not all(_strings(known.string))
        )
    ]

    assert missing == [], "run `make messages` and translate what is empty"


def test_english_has_the_same_placeholders():
    different = [
        message.id
        for message in _english()
        if message.id
        and {p for text in _strings(message.string) for p in _PLACEHOLDER.findall(text)}
        != {p for text in _strings(message.id) for p in _PLACEHOLDER.findall(text)}
    ]

    assert different == []
