"""What papers leave out: what XML cannot hold and what their font cannot draw."""

import struct

import pytest

from kheo.core.paper.writing.characters import draws, printable
from kheo.core.paper.writing.pdf import FONT_COUNT, FONTS

FILES = sorted(FONTS.glob("*.ttf"))


def drawn_by(data):
    """The characters of a font file, from its table of segments."""
    count = struct.unpack(">H", data[4:6])[0]
    tables = {entry[0]: entry[2] for entry in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count])}
    start = tables[b"cmap"]
    _platform, _encoding, offset = struct.unpack(">HHI", data[start + 4 : start + 12])
    at = start + offset
    wide = struct.unpack(">H", data[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{wide // 2}H", data[at + 14 : at + 14 + wide])
    starts = struct.unpack(f">{wide // 2}H", data[at + 16 + wide : at + 16 + 2 * wide])
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}


@pytest.mark.skipif(len(FILES) < FONT_COUNT, reason="fonts are brought by make setup")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_draws_says_what_the_font_file_says(file):
    has = drawn_by(file.read_bytes())

    told = {code for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000 and draws(chr(code))}

    assert told == {code for code in has if 0x20 <= code < 0xFFFF}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Đường hoa 🌸 đẹp", "Đường hoa đẹp"),
        ("🌸🌸 Đường hoa", "Đường hoa"),
        ("Đường hoa ❤️", "Đường hoa"),
        ("Nhà 👨‍👩‍👧 văn hóa", "Nhà văn hóa"),
        ("dòng một\n🌸 dòng hai", "dòng một\ndòng hai"),
        ("rộng ≥ 2,5 m², dài 1.200 m", "rộng ≥ 2,5 m², dài 1.200 m"),
        ("tab\tvà\x00 điều khiển", "tab và điều khiển"),
    ],
)
def test_printable_leaves_out_what_would_be_an_empty_box(typed, printed):
    assert printable(typed) == printed
