"""Photos as telephones make them."""

import io

from PIL import ExifTags, Image


def photo(
    *,
    kind: str = "JPEG",
    size: tuple[int, int] = (640, 480),
    orientation: int = 1,
    taken: str = "",
    place: bool = False,
) -> bytes:
    """A picture with colours in it; `taken` and `place` as a camera writes them."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Telephone"
    exif[ExifTags.Base.Orientation] = orientation
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
        gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLongitude] = (21.0, 30.0, 18.0), (104.0, 15.0, 0.0)
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def heic() -> bytes:
    """How a HEIC file begins."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
