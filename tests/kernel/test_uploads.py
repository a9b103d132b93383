"""A file over the limit is left out; what was typed around it arrives, unless the whole is far too large."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from kheo.kernel.web.uploads import MOST_IN_ALL, StopAtLimit, was_too_large


def posted(size):
    file = SimpleUploadedFile("anh.jpg", b"x" * size)
    request = RequestFactory().post(
        "/", {"received_by": "Ma Văn Kế", "photo": file, "remark": "Đường đã xong"}
    )
    request.upload_handlers = [StopAtLimit(request), *request.upload_handlers]
    return request


@pytest.fixture
def limit(settings):
    most = 200_000
    settings.KHEO_PAPER_LIMITS = settings.KHEO_PAPER_LIMITS.__class__(document_bytes=most)
    return most


def test_what_was_typed_below_a_file_that_is_too_large_still_arrives(limit):
    request = posted(limit * 2)

    assert was_too_large(request)
    assert (request.POST["received_by"], request.POST["remark"]) == ("Ma Văn Kế", "Đường đã xong")
    assert not request.FILES


def test_of_far_too_much_the_rest_is_not_read(limit):
    request = posted(limit * (MOST_IN_ALL + 1))

    assert was_too_large(request)
    assert "remark" not in request.POST


def test_a_file_within_the_limit_is_taken(limit):
    request = posted(limit // 2)

    assert not was_too_large(request)
    assert request.FILES["photo"].size == limit // 2
    request.close()
