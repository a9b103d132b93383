"""Rubrics to begin with, as files: each says where it comes from; none of them is law."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kheo.core.scoring.reading import Data

_ORDER = (
    "dat-chua-dat",
    "sau-dieu-kien",
    "nam-tieu-chuan-tap-the",
    "nam-tieu-chuan-ca-nhan",
    "goi-y-100-diem",
)
DEFAULT = "dat-chua-dat"


@dataclass(frozen=True, slots=True)
class Preset:
    """One of them: `key` is the file's name, `data` what `rubric_of` reads."""

    key: str
    name: str
    source: str
    data: Data


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, the plainest first."""
    return tuple(_read(key) for key in _ORDER)


def preset(key: str) -> Preset | None:
    """One by its key."""
    return next((one for one in presets() if one.key == key), None)


def _read(key: str) -> Preset:
    data = tomllib.loads(files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8"))
    return Preset(key, data["name"], data["source"], data)
