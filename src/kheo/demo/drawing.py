"""Drawn scenes for the demo's photos: nobody is in them, and nobody takes them for real."""

import io

from PIL import Image, ImageDraw

_SIZE = (1200, 800)
_HILLS = [(0, 470), (220, 330), (430, 450), (700, 290), (960, 440), (1200, 340), (1200, 800), (0, 800)]
_ROAD = [(520, 480), (680, 480), (1020, 800), (180, 800)]


def scene(name: str) -> bytes:
    """A .jpg of the scene: “road”, “road-done”, “lamps”, “flowers”."""
    night = name == "lamps"
    image = Image.new("RGB", _SIZE, "#1d2b4a" if night else "#cfe4f2")
    draw = ImageDraw.Draw(image)
    draw.polygon(_HILLS, fill="#21402f" if night else "#7fa66a")
    draw.rectangle((0, 480, 1200, 800), fill="#1b3425" if night else "#8fb573")
    draw.polygon(_ROAD, fill={"road": "#b9a98c", "flowers": "#d9cdb8"}.get(name, "#a8a8a8"))
    if name == "road-done":
        draw.line([(520, 480), (180, 800)], fill="#6b6b6b", width=14)
        draw.line([(680, 480), (1020, 800)], fill="#6b6b6b", width=14)
    if name == "flowers":
        _flowers(draw)
    if night:
        _lamps(draw)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _flowers(draw: ImageDraw.ImageDraw) -> None:
    for step in range(1, 12):
        size = 4 + 2 * step
        for side, colour in ((-1, "#c2185b"), (1, "#f2a900")):
            x, y = 600 + side * (110 + 34 * step), 485 + 26 * step
            draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)


def _lamps(draw: ImageDraw.ImageDraw) -> None:
    for step in range(1, 7):
        x, y, high = 690 + 58 * step, 480 + 44 * step, 60 + 34 * step
        draw.line([(x, y), (x, y - high)], fill="#9a9a9a", width=2 + step)
        glow = 6 + 5 * step
        draw.ellipse((x - glow, y - high - glow, x + glow, y - high + glow), fill="#ffe9a8")
