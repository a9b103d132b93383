"""Photos from telephones: what goes to pages bears nothing of camera, time and place."""

import io
import resource
import struct
import zlib
from datetime import datetime
from decimal import Decimal

import pytest
from PIL import ExifTags, Image

from kheo.core.errors import InvalidInput
from kheo.core.pictures import LONGEST_SIDE, is_picture, read_picture
from kheo.core.timetable.deadline import VIETNAM
from tests.factories.pictures import heic, photo


def opened(data):
    return Image.open(io.BytesIO(data))


def test_small_copy_is_small_upright_and_without_exif():
    picture = read_picture(photo(size=(3000, 2000), orientation=6, place=True))

    with opened(picture.small) as copy:
        assert max(copy.size) == LONGEST_SIDE
        assert copy.height > copy.width
        assert dict(copy.getexif()) == {}


def test_day_and_place_are_read():
    picture = read_picture(photo(taken="2026:05:19 07:30:00", place=True))

    assert picture.taken_at == datetime(2026, 5, 19, 7, 30, tzinfo=VIETNAM)
    assert picture.place == (Decimal("21.50500"), Decimal("104.25000"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_bare_original_keeps_the_pixels_and_loses_the_rest(kind):
    data = photo(kind=kind, size=(400, 300), taken="2026:05:19 07:30:00", place=True)

    picture = read_picture(data)

    with opened(picture.bare) as bare, opened(data) as whole:
        assert bare.size == whole.size
        assert bare.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
        assert ExifTags.Base.Make not in bare.getexif()
        if kind != "WEBP":
            assert bare.convert("RGB").tobytes() == whole.convert("RGB").tobytes()
    assert b"2026:05:19" not in picture.bare


def test_bare_original_still_knows_which_side_is_up():
    picture = read_picture(photo(orientation=6, place=True))

    with opened(picture.bare) as bare:
        assert bare.getexif()[ExifTags.Base.Orientation] == 6


def test_what_hangs_behind_a_photo_is_cut_off():
    picture = read_picture(photo() + b"ftypmp42 a short film with its place")

    assert b"short film" not in picture.bare


def test_see_through_picture_stands_on_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")

    with opened(read_picture(buffer.getvalue()).small) as copy:
        assert min(copy.getpixel((5, 5))) > 250


def test_heic_is_told_with_the_way_out():
    with pytest.raises(InvalidInput) as refusal:
        read_picture(heic())

    assert (refusal.value.code, "Zalo" in str(refusal.value)) == ("heic", True)


def test_picture_of_very_many_points_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")

    with pytest.raises(InvalidInput) as refusal:
        read_picture(buffer.getvalue())

    assert refusal.value.code == "too-many-pixels"


def test_picture_that_pretends_to_be_as_large_as_a_field_is_refused_as_too_large():
    head = struct.pack(">II5B", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    empty = b"IDAT"
    png += struct.pack(">I", 0) + empty + struct.pack(">I", zlib.crc32(empty))

    with pytest.raises(InvalidInput) as refusal:
        read_picture(png)

    assert refusal.value.code == "too-many-pixels"


def test_largest_photo_of_a_telephone_takes_little_memory():
    data = photo(size=(8000, 6000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    read_picture(data)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 120_000  # KB; 48 million points unpacked whole are 144,000


def test_picture_that_only_unpacks_whole_has_a_smaller_limit():
    buffer = io.BytesIO()
    Image.new("1", (6000, 5100)).save(buffer, "PNG")

    with pytest.raises(InvalidInput) as refusal:
        read_picture(buffer.getvalue())

    assert refusal.value.code == "too-many-pixels"


@pytest.mark.parametrize("data", [photo()[:400], b"\xff\xd8\xff" + b"x" * 50, b"\x89PNG\r\n\x1a\n"])
def test_broken_photo_is_refused_in_words(data):
    assert is_picture(data)
    with pytest.raises(InvalidInput) as refusal:
        read_picture(data)

    assert refusal.value.code == "picture-unreadable"


@pytest.mark.parametrize("data", [b"", b"MZ program", b"%PDF-1.7", b"GIF89a"])
def test_other_files_are_no_photos(data):
    assert not is_picture(data)
