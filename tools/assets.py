"""Copy style sheet, fonts and icons from node_modules into the packages that use them.

    python tools/assets.py

Nothing of others is committed: `make setup` runs npm by the lock file and then this. Run again it writes
nothing. Standard library only, because it may run before the environment stands.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/kheo/kernel/static/vendor"
PAPER_FONTS = ROOT / "src/kheo/core/paper/fonts"
ICON_LIST = ROOT / "src/kheo/kernel/icons.txt"

WEIGHTS = (400, 600, 700)
SUBSETS = ("vietnamese", "latin", "latin-ext")
PAPER_FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
SOURCE_MAP = re.compile(rb"\s*/\*# sourceMappingURL=.*?\*/\s*")
SVG = re.compile(r"<svg[^>]*\bviewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


class MissingAsset(Exception):
    """A file that npm should have brought is not there."""


def read(path: Path) -> bytes:
    """The bytes of a file under node_modules; raises MissingAsset with its name."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingAsset(path.relative_to(ROOT).as_posix()) from None


def style_sheets() -> dict[Path, bytes]:
    """Bootstrap's style sheet without its source map, which is not shipped and would be looked for."""
    package = NODE_MODULES / "bootstrap"
    css = read(package / "dist/css/bootstrap.min.css")
    return {
        VENDOR / "bootstrap/bootstrap.min.css": SOURCE_MAP.sub(b"\n", css),
        VENDOR / "bootstrap/LICENSE": read(package / "LICENSE"),
    }


def screen_fonts() -> dict[Path, bytes]:
    """Be Vietnam Pro, one file for each weight and set of letters."""
    package = NODE_MODULES / "@fontsource/be-vietnam-pro"
    names = [f"be-vietnam-pro-{subset}-{weight}-normal.woff2" for weight in WEIGHTS for subset in SUBSETS]
    files = {VENDOR / "be-vietnam-pro" / name: read(package / "files" / name) for name in names}
    return files | {VENDOR / "be-vietnam-pro/LICENSE": read(package / "LICENSE")}


def paper_fonts() -> dict[Path, bytes]:
    """Tinos, which has the widths of Times New Roman and every Vietnamese letter, for printed papers."""
    package = NODE_MODULES / "@expo-google-fonts/tinos"
    files = {
        PAPER_FONTS / f"Tinos_{face}.ttf": read(package / face / f"Tinos_{face}.ttf") for face in PAPER_FACES
    }
    return files | {PAPER_FONTS / "LICENSE_FONT": read(package / "LICENSE_FONT")}


def icon_names() -> list[str]:
    """The icons in use, one a line."""
    return ICON_LIST.read_text(encoding="utf-8").split()


def icon_sprite() -> dict[Path, bytes]:
    """One file with a <symbol> for each icon in use; pages point into it with <use>."""
    package = NODE_MODULES / "bootstrap-icons"
    symbols = []
    for name in icon_names():
        drawing = SVG.search(read(package / f"icons/{name}.svg").decode())
        if drawing is None:
            raise MissingAsset(f"node_modules/bootstrap-icons/icons/{name}.svg")
        box, paths = drawing.groups()
        outline = "".join(line.strip() for line in paths.splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="{box}" fill="currentColor">{outline}</symbol>')
    sprite = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>\n"])
    return {
        VENDOR / "icons/icons.svg": sprite.encode(),
        VENDOR / "icons/LICENSE": read(package / "LICENSE"),
    }


def wanted() -> dict[Path, bytes]:
    """Every file that must stand, with its content."""
    return style_sheets() | screen_fonts() | icon_sprite() | paper_fonts()


def write_changed(files: dict[Path, bytes]) -> int:
    """Write what is new or different and say how many that was."""
    changed = 0
    for path, content in files.items():
        if path.is_file() and _digest(path.read_bytes()) == _digest(content):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed += 1
    return changed


def remove_strangers(files: dict[Path, bytes]) -> None:
    """Take away what an earlier version put there and this one does not want."""
    for folder in (VENDOR, PAPER_FONTS):
        for path in folder.rglob("*"):
            if (
                path.is_file()
                and path not in files
                and path.suffix in {".css", ".woff2", ".svg", ".ttf", ".js"}
            ):
                path.unlink()


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def main() -> int:
    """0 when every file stands; 1 with one sentence when npm has not brought them or a folder is read-only."""
    if not NODE_MODULES.is_dir():
        print("node_modules is missing: run `make setup`, which fetches the style sheet, icons and fonts.")
        return 1
    try:
        files = wanted()
        changed = write_changed(files)
        remove_strangers(files)
    except MissingAsset as missing:
        print(f"{missing} is missing: remove the folder node_modules and run `make setup` again.")
        return 1
    except OSError as error:
        print(
            f"Cannot write {error.filename}: {error.strerror}. Make the project folder writable and try again."
        )
        return 1
    print(f"Assets: {len(files)} files, {changed} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
