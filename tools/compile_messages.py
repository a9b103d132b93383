"""Compile every translation catalogue under src/kheo whose .mo is missing or older than its .po.

    python tools/compile_messages.py

Babel does it, so no gettext program is needed. Fuzzy entries are left out, as gettext does.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src/kheo"


def catalogues(source: Path) -> list[Path]:
    """Every .po file in a locale folder, in a steady order."""
    return sorted(source.glob("**/locale*/*/LC_MESSAGES/*.po"))


def is_current(catalogue: Path) -> bool:
    """Whether the compiled file stands and is not older than the catalogue."""
    compiled = catalogue.with_suffix(".mo")
    return compiled.is_file() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns


def compile_catalogue(catalogue: Path) -> None:
    """Write the .mo beside the .po; raises babel's PoFileError where the catalogue is broken."""
    with catalogue.open("rb") as text:
        messages = read_po(text, locale=catalogue.parents[1].name, abort_invalid=True)
    with catalogue.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, messages)


def main() -> int:
    """Compile what changed and say how much that was."""
    found = catalogues(SOURCE)
    stale = [catalogue for catalogue in found if not is_current(catalogue)]
    for catalogue in stale:
        compile_catalogue(catalogue)
    print(f"Catalogues: {len(found)}, {len(stale)} compiled.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
