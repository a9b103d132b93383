"""Which characters may stand in a paper: those that XML 1.0 allows and the papers' font can draw.

An emoji in a title stays in the title and on the pages; on paper it would be an empty box, so papers leave it out.
"""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
# What Tinos draws (a test compares it with the font files); Times New Roman has all of it too.
_DRAWN = (
    "20-7E A0-377 37A-37F 384-38A 38C 38E-3A1 3A3-52F 591-5C7 5D0-5EA 5F0-5F4 1AB0-1ABE 1C80-1C88 1D00-1DF5 "
    "1DFB-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 "
    "1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-2064 2066-2071 2074-208E 2090-209C 20A0-20BE 20F0 2100-214F "
    "2153-2154 215B-215E 2184 2190-2195 21A8 2202 2206 220F 2211-2212 2215 2219-221A 221E-221F 2229 222B 2248 "
    "2260-2261 2264-2265 2302 2310 2320-2321 2500 2502 250C 2510 2514 2518 251C 2524 252C 2534 253C 2550-256C "
    "2580 2584 2588 258C 2590-2593 25A0-25A1 25AA-25AC 25B2 25BA 25BC 25C4 25CA-25CC 25CF 25D8-25D9 25E6 "
    "263A-263C 2640 2642 2660 2663 2665-2666 266A-266B 266F 2C60-2C7F 2DE0-2E42 A640-A69F A717-A7AE A7B0-A7B7 "
    "A7F7-A7FF AB30-AB65 F001-F002 F004-F005 F00A-F00E FB01-FB04 FB1D-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 "
    "FB46-FB4F FE20-FE2F FEFF FFFC-FFFD"
)


def _ranges() -> str:
    ends = (part.partition("-") for part in _DRAWN.split())
    return "".join(f"{re.escape(chr(int(a, 16)))}-{re.escape(chr(int(b or a, 16)))}" for a, _, b in ends)


_NOT_DRAWN = f"(?:[^\\n{_ranges()}]\u200d?)+"
# One of the two blanks around what is left out goes with it.
_LEFT_OUT = re.compile(f"(?m:^(?:{_NOT_DRAWN} *)+| ?{_NOT_DRAWN}(?= |$)|{_NOT_DRAWN})")


def printable(text: str) -> str:
    """The text as any of the file formats can hold it and the font can draw it.

    Tabs become spaces; other controls and what the font lacks vanish.
    """
    kept = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return kept if draws(kept) else _LEFT_OUT.sub("", kept)


def draws(text: str) -> bool:
    """Whether the papers' font has every character of the text."""
    return re.search(_NOT_DRAWN, text) is None
