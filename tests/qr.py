"""Reads the QR code off a printed page, as a telephone held over it would: a clean print, so no error is corrected."""

from segno import consts

_MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, _x: y % 2,
    lambda _y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
_BYTES = 0b0100


def printed_modules(picture):
    """The dark and light modules of the one code that stands in the lower left of a landscape page."""
    left = picture.crop((0, picture.height * 7 // 10, picture.width // 4, picture.height * 84 // 100))
    box = left.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    code = left.crop(box)
    # The finder's upper edge is seven modules of black: its length says how wide one is.
    edge = next(x for x in range(code.width) if code.getpixel((x, code.height // 60)) >= 128)
    count = round((code.width * 7 / edge - 17) / 4) * 4 + 17
    step = code.width / count
    return [
        [code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128 for x in range(count)]
        for y in range(count)
    ]


def words_of(modules):
    """The text of a code of versions 2 to 6 in bytes (ISO/IEC 18004)."""
    size = len(modules)
    level, mask = _format(modules)
    words = _codewords(modules, _MASKS[mask])
    blocks = [
        data for many in consts.ECC[(size - 17) // 4][level] for data in [many.num_data] * many.num_blocks
    ]
    rows = [[] for _ in blocks]
    for place in range(max(blocks)):
        for row, data in zip(rows, blocks, strict=True):
            if place < data:
                row.append(next(words))
    bits = "".join(f"{word:08b}" for row in rows for word in row)
    assert int(bits[:4], 2) == _BYTES
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * place : 20 + 8 * place], 2) for place in range(length)).decode()


def _format(modules):
    """Level of correction and mask, as the fifteen modules beside the upper left finder say them."""
    across = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)]
    up = [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    said = int("".join("1" if modules[y][x] else "0" for y, x in across + up), 2) ^ 0b101010000010010
    return said >> 13, said >> 10 & 0b111


def _codewords(modules, mask):
    """Two columns at a time from the right, up and down by turns, past everything that carries no data."""
    size, word, count = len(modules), 0, 0
    right = [x for x in range(size - 1, 0, -2) if x > 6] + [5, 3, 1]
    for turn, column in enumerate(right):
        for y in range(size - 1, -1, -1) if turn % 2 == 0 else range(size):
            for x in (column, column - 1):
                if _carries_none(y, x, size):
                    continue
                word, count = word << 1 | (modules[y][x] ^ (mask(y, x) == 0)), count + 1
                if count == 8:
                    yield word
                    word, count = 0, 0


def _carries_none(y, x, size):
    corners = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    aligning = size - 9 <= y <= size - 5 and size - 9 <= x <= size - 5
    return corners or aligning or y == 6 or x == 6
