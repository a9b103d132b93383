"""Photos as they come from telephones: a small copy for pages without what the camera wrote into the file, and the
original, whole only where the person agreed that day and place are kept.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from kheo.core.errors import N_, InvalidInput
from kheo.core.timetable.deadline import VIETNAM

LONGEST_SIDE = 1280
MOST_PIXELS = 60_000_000
# A .jpg is unpacked small; the others only whole, four bytes a point: this bounds the memory one photo takes.
MOST_PIXELS_WHOLE = 30_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_PNG_TEXT = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
_KEPT_SEGMENTS = (0xE0, 0xE2, 0xEE)  # JFIF, colours (ICC), Adobe's colour transform
_APP_OR_COMMENT = (*range(0xE0, 0xF0), 0xFE)
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that was read. `bare` is the original without place, time and remarks."""

    small: bytes
    bare: bytes
    media_type: str
    taken_at: datetime | None
    place: tuple[Decimal, Decimal] | None


def looks_like_heic(data: bytes) -> bool:
    """The format that iPhones and some others use, which browsers do not show."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC


def read_picture(data: bytes) -> Picture:
    """The photo with its copies. Raises InvalidInput in plain words for what is no photo or cannot be taken."""
    if looks_like_heic(data):
        raise InvalidInput(
            N_(
                "ảnh ở dạng HEIC, nhiều máy không mở được. Trên điện thoại, hãy gửi ảnh qua Zalo cho chính mình rồi tải về, hoặc chọn Cài đặt → Camera → Định dạng → Tương thích nhất"
            ),
            code="heic",
        )
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > (MOST_PIXELS if image.format == "JPEG" else MOST_PIXELS_WHOLE):
                raise InvalidInput(
                    N_("ảnh quá lớn (%(width)d × %(height)d điểm). Hãy chụp lại ở cỡ thường hoặc thu nhỏ"),
                    code="too-many-pixels",
                    width=image.width,
                    height=image.height,
                )
            kind = str(image.format)
            exif = image.getexif()
            taken_at, place = _taken_at(exif), _place(exif)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            small = _jpeg(ImageOps.exif_transpose(image), quality=80)
        bare = _bare(data, kind, int(exif.get(ExifTags.Base.Orientation, 1)))
    except Image.DecompressionBombError as error:
        raise InvalidInput(
            N_("ảnh có quá nhiều điểm ảnh. Hãy chụp lại ở cỡ thường hoặc thu nhỏ"), code="too-many-pixels"
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InvalidInput(
            N_("không đọc được ảnh, tệp có thể bị hỏng khi tải. Hãy mở thử ảnh rồi chọn lại"),
            code="picture-unreadable",
        ) from error
    return Picture(small, bare, _MEDIA[kind], taken_at, place)


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin like a photo."""
    return (
        data[:3] == b"\xff\xd8\xff"
        or data[:8] == b"\x89PNG\r\n\x1a\n"
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or looks_like_heic(data)
    )


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    """On white where the picture is see-through; nothing but pixels goes along."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        image = ground
    plain = image.convert("RGB")
    plain.info.clear()
    buffer = io.BytesIO()
    plain.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def _bare(data: bytes, kind: str, orientation: int) -> bytes:
    if kind == "PNG":
        return _bare_png(data)
    if kind == "JPEG" and (stripped := _bare_jpeg(data, orientation)) is not None:
        return stripped
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
        upright.info.clear()
        upright.save(buffer, kind, quality=95)
    return buffer.getvalue()


def _bare_jpeg(data: bytes, orientation: int) -> bytes | None:
    """The same picture to the last pixel without the segments that tell of camera, time and place, and
    without what follows its end. None where it is not built as expected.
    """
    out, at = [b"\xff\xd8", _orientation_segment(orientation)], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.find(b"\xff\xd9", at)
            out.append(data[at : end + 2] if end > 0 else data[at:])
            return _if_readable(b"".join(out))
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return None
        if marker not in _APP_OR_COMMENT or marker in _KEPT_SEGMENTS:
            out.append(data[at : at + 2 + length])
        at += 2 + length
    return None


def _if_readable(data: bytes) -> bytes | None:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
    except (OSError, SyntaxError, ValueError):
        return None
    return data


def _orientation_segment(orientation: int) -> bytes:
    """Which side is up, and nothing else."""
    if orientation == 1:
        return b""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    body = exif.tobytes()
    body = body if body.startswith(b"Exif") else b"Exif\x00\x00" + body
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _bare_png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind not in _PNG_TEXT:
            out.append(data[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join(out)


def _taken_at(exif: Image.Exif) -> datetime | None:
    """The moment as the camera's clock had it; a telephone of ours shows Vietnamese time."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    said = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(said).strip(), "%Y:%m:%d %H:%M:%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def _place(exif: Image.Exif) -> tuple[Decimal, Decimal] | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(parts: Any, negative: bool) -> Decimal | None:  # noqa: FBT001
    try:
        degrees, minutes, seconds = (Fraction(str(part)) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
        exact = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.00001"))
    except (TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None
    return -exact if negative else exact
