"""An upload that is too large is stopped while it streams, before it fills the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from kheo.core.errors import N_, InvalidInput
from kheo.kernel.web.middleware import sentence_of

READABLE_PAPERS = gettext_lazy(".docx, .doc, .pdf có lớp chữ, .html, .txt hoặc .md")
"""What every page says of the papers that Khéo reads."""
READABLE_ENDINGS = ".docx,.doc,.pdf,.html,.txt,.md"
MOST_IN_ALL = 5
"""How many times the size of the largest file the files of one request may come to."""


class UploadTooLarge(InvalidInput):
    """The upload was stopped; says how large a file may be."""

    def __init__(self) -> None:
        most = settings.KHEO_PAPER_LIMITS.document_bytes // (1024 * 1024)
        super().__init__(
            N_(
                "Tệp lớn hơn %(most)s MB nên chưa được nhận. Hãy bỏ bớt ảnh bên trong, hoặc tách thành nhiều tệp nhỏ, rồi gửi lại."
            ),
            code="request-too-large",
            field="file",
            most=most,
        )


def was_too_large(request: HttpRequest) -> bool:
    """Whether the file that came with the request was stopped at the limit."""
    request.FILES  # noqa: B018 -- the body is read when it is first asked for
    return bool(getattr(request, "upload_too_large", False))


def refuse_too_large(form: Form) -> None:
    """Say at the field why the file was not taken, instead of that there is none."""
    form.errors.pop("file", None)
    form.add_error("file", sentence_of(UploadTooLarge()))


class StopAtLimit(FileUploadHandler):
    """Counts what has come; a file over the limit is left out and the request is marked. What was typed below it
    still arrives, unless all of the request is far too large: then the rest is not read.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._seen = 0
        self._in_all = 0
        self._length = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- Django's name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """How long the request says it is."""
        self._length = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Every file is counted for itself; all of one request too."""
        super().new_file(*args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        self._in_all += len(raw_data)
        most = settings.KHEO_PAPER_LIMITS.document_bytes
        if self._seen > most or self._in_all > MOST_IN_ALL * most:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            if max(self._length, self._in_all) > MOST_IN_ALL * most:
                raise StopUpload(connection_reset=False)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
