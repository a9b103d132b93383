"""Photos and files of an initiative: all that were chosen are taken, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, ClassifiedPaper, InvalidInput, Refusal, UnreadableFile
from kheo.core.paper.gate import open_paper
from kheo.core.pictures import Picture, is_picture, read_picture
from kheo.core.vietnamese import clean_line, short_date
from kheo.documents import public as documents
from kheo.documents.public import StoredFile
from kheo.kernel.clock import day_of
from kheo.progress import permissions
from kheo.progress.hooks import require_not_kept
from kheo.progress.models import Evidence
from kheo.progress.selectors.evidence import not_found
from kheo.progress.states import Consent
from kheo.registrations.public import Registration, State

MOST_AT_ONCE = 20
MOST_OF_ONE = 200
_FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_DEFENCE = "QP-AN"
_UNSAFE = ("file-macro", "file-bomb", "file-password")
_NEEDS_DAY = (Consent.AGREED, Consent.PARENTS_AGREED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file on its way in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What the person says of the files."""

    caption: str = ""
    consent: str = ""
    consent_on: date | None = None
    keeps_when_and_where: bool = False
    shows_help_received: bool = False
    wished_public: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    chosen: Chosen
    picture: Picture | None
    media_type: str


def is_defence(registration: Registration) -> bool:
    """Whether nothing of its places may be told: the sector of defence and security."""
    return registration.sector is not None and registration.sector.code == _DEFENCE


def add(
    registration: Registration,
    files: Sequence[Chosen],
    about: About,
    *,
    by: User,
    at: datetime,
    token: UUID | None = None,
    require: Callable[[User, Registration, date], object] = permissions.require_writer,
) -> list[Evidence]:
    """Take photos and files in: a small copy for the page, the original kept. The same form (`token`) sent
    again takes nothing in: what it brought the first time is the answer. `require` raises unless the person may:
    the unit and its officer, where the caller has no other rule (a team that inspects).

    Day and place of a photo are kept only where the person agreed; of a registration of defence and security
    the place never is. Raises InvalidInput (evidence-refused: `faults`, one a file or field), NotAllowed.
    """
    require(by, registration, day_of(at))
    if earlier := _of_form(registration, files, token):
        return earlier
    _require_room(registration, files)
    _require_sound(registration, about, files, at)
    read = _read_all(files, about, at)
    caption = clean_line(about.caption)[:300]
    with transaction.atomic():
        locked = (
            Registration.objects.select_for_update(of=("self",))
            .select_related("round__campaign", "sector")
            .get(pk=registration.pk)
        )
        require(by, locked, day_of(at))
        if locked.state != State.ACCEPTED:
            raise Refusal(
                N_("Mô hình này chưa được tiếp nhận nên chưa gửi minh chứng được."), code="not-received"
            )
        if earlier := _of_form(locked, files, token):
            return earlier
        rows = [
            _write(locked, one, about, caption, by=by, at=at, token=part)
            for one, part in zip(read, _parts(locked, token, len(read)), strict=True)
        ]
        audit.record(
            "progress:evidence:add",
            locked,
            by=by,
            at=at,
            unit_id=locked.handled_by_unit_id,
            files=len(rows),
            consent=about.consent,
        )
    return rows


def _parts(registration: Registration, token: UUID | None, count: int) -> list[UUID | None]:
    """One id for each file of a form about this registration, always the same."""
    return [uuid5(token, f"{registration.pk}:{place}") if token else None for place in range(count)]


def _of_form(registration: Registration, files: Sequence[Chosen], token: UUID | None) -> list[Evidence]:
    """What the same form brought before; none where it was never taken, or had no id."""
    if token is None or not files:
        return []
    return list(
        Evidence.objects.filter(
            registration=registration, token__in=_parts(registration, token, MOST_AT_ONCE)
        )
    )


@transaction.atomic
def remove(evidence: Evidence, *, reason: str, by: User, at: datetime) -> Evidence:
    """Take a photo or file out, with the reason: the row stays, its bytes go.

    Raises InvalidInput without a reason, NotFound where it is gone already, NotAllowed.
    """
    row = (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("registration__round__campaign", "file", "shown_copy")
        .filter(pk=evidence.pk, removed_at__isnull=True)
        .first()
    )
    if row is None:
        raise not_found()
    permissions.require_writer(by, row.registration, day_of(at))
    require_not_kept(row, by)
    reason = clean_line(reason)[:300]
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do bỏ, ví dụ: người trong ảnh không đồng ý nữa."),
            code="reason-missing",
            field="reason",
        )
    files: list[StoredFile] = [one for one in (row.file, row.shown_copy) if one is not None]
    row.file = row.shown_copy = None
    row.wished_public = False
    row.taken_at = row.latitude = row.longitude = None
    row.removed_at, row.removed_by, row.remove_reason = at, by, reason
    row.save()
    for one in files:
        documents.forget(one)
    audit.record(
        "progress:evidence:remove",
        row.registration,
        by=by,
        at=at,
        unit_id=row.registration.handled_by_unit_id,
        evidence=row.pk,
        reason=reason,
    )
    return row


def _require_room(registration: Registration, files: Sequence[Chosen]) -> None:
    if not files:
        raise _refused([_fault("file", N_("Hãy chọn ít nhất một ảnh hoặc tệp."), "nothing-chosen")])
    if len(files) > MOST_AT_ONCE:
        raise _refused(
            [
                _fault(
                    "file",
                    N_(
                        "Mỗi lần gửi nhiều nhất %(most)d tệp; vừa chọn %(count)d. Hãy chọn những ảnh rõ nhất."
                    ),
                    "too-many-files",
                    most=MOST_AT_ONCE,
                    count=len(files),
                )
            ]
        )
    kept = Evidence.objects.filter(registration=registration, removed_at__isnull=True).count()
    if kept + len(files) > MOST_OF_ONE:
        raise _refused(
            [
                _fault(
                    "file",
                    N_(
                        "Một mô hình giữ nhiều nhất %(most)d ảnh và tệp; đang có %(count)d. Hãy bỏ bớt ảnh cũ."
                    ),
                    "too-much-evidence",
                    most=MOST_OF_ONE,
                    count=kept,
                )
            ]
        )


def _require_sound(registration: Registration, about: About, files: Sequence[Chosen], at: datetime) -> None:
    """What is said of consent and of public use holds together."""
    faults = []
    if about.consent not in Consent.values:
        faults.append(
            _fault(
                "consent", N_("Hãy chọn: trong ảnh có nhận ra ai không, người đó đã đồng ý chưa."), "missing"
            )
        )
    if about.consent in _NEEDS_DAY and about.consent_on is None:
        faults.append(_fault("consent_on", N_("Hãy ghi ngày người trong ảnh đồng ý."), "missing"))
    if about.consent_on is not None and about.consent_on > day_of(at):
        faults.append(_fault("consent_on", N_("Ngày đồng ý không thể ở sau hôm nay."), "day-to-come"))
    if about.wished_public and (sentence := _why_not_public(registration, about)):
        faults.append(_fault("wished_public", sentence, "not-public"))
    if faults:
        raise _refused(faults)


def _why_not_public(registration: Registration, about: About) -> str:
    if is_defence(registration):
        return N_("Ảnh của mô hình quốc phòng, an ninh không đưa ra công khai. Hãy bỏ dấu ở mục này.")
    if about.shows_help_received:
        return N_("Ảnh có người đang nhận hỗ trợ không đưa ra công khai. Hãy bỏ dấu ở mục này.")
    if about.consent == Consent.NOT_ASKED:
        return N_(
            "Chưa hỏi ý kiến người trong ảnh thì chưa dùng công khai được. Hãy hỏi trước, hoặc bỏ dấu ở mục này."
        )
    return ""


def _read_all(files: Sequence[Chosen], about: About, at: datetime) -> list[_Read]:
    read, faults = [], []
    for chosen in files:
        try:
            read.append(_read_one(chosen, about, at))
        except ClassifiedPaper:
            raise
        except UnreadableFile as error:
            why = _said(error).removesuffix(".")
            faults.append(_named(chosen, why[:1].lower() + why[1:], error.code))
        except InvalidInput as error:
            faults.append(_named(chosen, _said(error), error.code))
    if faults:
        raise _refused(faults)
    return read


def _named(chosen: Chosen, why: str, code: str) -> InvalidInput:
    return _fault("file", N_("Tệp “%(name)s”: %(why)s."), code, name=chosen.name, why=why)


def _said(error: Refusal) -> str:
    return error.sentence % error.params if error.params else error.sentence


def _read_one(chosen: Chosen, about: About, at: datetime) -> _Read:
    if not chosen.data:
        raise InvalidInput(N_("tệp rỗng. Hãy chọn lại"), code="file-empty")
    if is_picture(chosen.data):
        picture = read_picture(chosen.data)
        if about.keeps_when_and_where and picture.taken_at and day_of(picture.taken_at) > day_of(at):
            raise InvalidInput(
                N_(
                    "ảnh ghi ngày chụp %(day)s, ở sau hôm nay. Hãy xem lại ngày giờ của điện thoại; hoặc gửi lại mà không giữ ngày, nơi chụp"
                ),
                code="taken-in-future",
                day=short_date(picture.taken_at.date()),
            )
        return _Read(chosen, picture, picture.media_type)
    return _Read(chosen, None, _file_type(chosen))


def _file_type(chosen: Chosen) -> str:
    suffix = chosen.name.rpartition(".")[2].lower()
    begins = chosen.data[:4]
    known = (suffix == "pdf" and begins == b"%PDF") or (
        suffix in {"docx", "xlsx"} and begins == b"PK\x03\x04"
    )
    if not known:
        raise InvalidInput(
            N_(
                "không phải ảnh (.jpg, .png, .webp) hay văn bản (.pdf, .docx, .xlsx). Hãy đổi sang một trong các dạng đó"
            ),
            code="not-evidence",
        )
    _refuse_unsafe(chosen)
    return _FILE_TYPES[suffix]


def _refuse_unsafe(chosen: Chosen) -> None:
    """A paper marked secret is not taken, nor one with macros or that unpacks without end: others open it later.

    One that cannot be read (a scan) is evidence all the same.
    """
    try:
        open_paper(chosen.data, chosen.name)
    except ClassifiedPaper:
        raise
    except UnreadableFile as error:
        if error.code in _UNSAFE:
            raise
    except InvalidInput:
        return


def _write(
    registration: Registration,
    one: _Read,
    about: About,
    caption: str,
    *,
    by: User,
    at: datetime,
    token: UUID | None,
) -> Evidence:
    picture, keeps = one.picture, about.keeps_when_and_where
    data = one.chosen.data if picture is None or _stays_whole(registration, about) else picture.bare
    place = picture.place if picture and keeps and not is_defence(registration) else None
    small = picture and documents.store(picture.small, media_type="image/jpeg", at=at)
    return Evidence.objects.create(
        registration=registration,
        token=token,
        kind=Evidence.Kind.PHOTO if picture else Evidence.Kind.FILE,
        file=documents.store(data, media_type=one.media_type, at=at),
        shown_copy=small or None,
        file_name=clean_line(one.chosen.name)[-200:] or "tep",
        caption=caption,
        taken_at=picture.taken_at if picture and keeps else None,
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        consent=about.consent,
        consent_on=about.consent_on if about.consent in _NEEDS_DAY else None,
        shows_help_received=about.shows_help_received,
        wished_public=about.wished_public,
        added_at=at,
        added_by=by,
    )


def _stays_whole(registration: Registration, about: About) -> bool:
    """The file as it came, with what the camera wrote into it."""
    return about.keeps_when_and_where and not is_defence(registration)


def _fault(field: str, sentence: str, code: str, **params: object) -> InvalidInput:
    return InvalidInput(sentence, code=code, field=field, **params)


def _refused(faults: list[InvalidInput]) -> InvalidInput:
    return InvalidInput(
        N_("Chưa nhận tệp nào: còn %(count)d chỗ cần sửa."),
        code="evidence-refused",
        field=faults[0].field,
        count=len(faults),
        faults=faults,
    )
