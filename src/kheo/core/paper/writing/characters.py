"""Which characters may stand in a file: those that XML 1.0 allows, with one kind of line end."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")


def printable(text: str) -> str:
    """The text as any of the file formats can hold it: tabs become spaces, other controls vanish."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
