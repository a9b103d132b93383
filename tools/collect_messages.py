#!/usr/bin/env python3
"""Collect every text of the interface into src/kheo/kernel/locale/en/LC_MESSAGES/django.po.

Msgids are Vietnamese; the English catalogue is the only one of ours. Texts already translated are
kept, those no longer used are dropped. Needs Babel only (no gettext programs).
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/kheo/kernel/locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_lazy": None,
}


def texts() -> Iterator[tuple[str, int, object, str | None]]:
    """Every (file, line, message, context) of the code and the templates."""
    if not settings.configured:
        settings.configure()
    for path in sorted(
        [*ROOT.glob("src/kheo/**/*.py"), *ROOT.glob("src/kheo/**/*.html"), *ROOT.glob("config/**/*.py")]
    ):
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Inside brackets the tokenizer minds no indentation.
            source = f"({templatize(source)}\n)"
        found = extract("python", io.BytesIO(source.encode("utf-8")), KEYWORDS, (), {"encoding": "utf-8"})
        for line, message, _comments, context in found:
            yield path.relative_to(ROOT).as_posix(), line, message, context


def collected() -> Catalog:
    """A catalogue of every text that the interface can show, untranslated."""
    catalogue = Catalog(
        locale="en",
        charset="utf-8",
        project="Khéo",
        header_comment="# English texts of Khéo; msgids are Vietnamese.",
        fuzzy=False,
    )
    for file, _line, message, context in texts():
        catalogue.add(message, locations=[(file, 0)], context=context)
    return catalogue


def main() -> int:
    """Write the merged catalogue; say how many texts have no English yet."""
    fresh = collected()
    if CATALOGUE.is_file():
        with CATALOGUE.open("rb") as file:
            old = read_po(file, locale="en")
        for message in fresh:
            known = old.get(message.id, context=message.context)
            if message.id and known is not None:
                message.string = known.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, sort_output=True, no_location=True, width=110, include_lineno=False)
    missing = sum(
        1 for m in fresh if m.id and not any(m.string if isinstance(m.string, tuple) else (m.string,))
    )
    sys.stdout.write(f"{len(fresh)} texts, {missing} without English\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
