"""Gói hồ sơ: papers and metadata in one archive, every byte under its SHA-256, written for the level above and read there.

Pure: knows no database. What does not hold is refused whole, in a sentence; the checksums show what changed on the way
and prove nobody's identity (the signed tờ trình does that).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.archive import Archive, open_archive
from kheo.core.paper.limits import Limits
from kheo.core.paper.refusals import refusal

FORMAT, SCHEMA, MANIFEST = "kheo-commendation-bundle", 1, "muc-luc.json"
MOST_CASES = 500
LIMITS = Limits(archive_entries=2000, archive_bytes=100 * 1024 * 1024, part_bytes=20 * 1024 * 1024)
_MANIFEST_BYTES = 4 * 1024 * 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,150}\.(?:docx|pdf|xlsx)")
_CODE = re.compile(r"[A-Z0-9-]{4,20}")
_LENGTHS = {
    "name": 200,
    "office": 200,
    "award": 60,
    "occasion": 10,
    "achievement": 400,
    "summary": 3000,
    "report": 20_000,
    "rating": 10,
    "confirmed_by": 200,
    "passed_by": 500,
}


@dataclass(frozen=True, slots=True)
class Body:
    """A unit as another installation can find it: its name, kind and place."""

    name: str
    kind: str
    province_code: str
    area_code: str


@dataclass(frozen=True, slots=True)
class BundleCase:
    """One dossier. `code` is its receipt's at the sender: it stays the same when the dossier is mended and sent again."""

    code: str
    name: str
    subject: str
    office: str
    unit: Body
    award: str
    occasion: str
    achievement: str
    summary: str
    report: str
    first: str
    last: str
    leads: bool
    rating: str
    confirmed_by: str
    passed_by: str
    files: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[date, date]:
        """The days of the achievement."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @property
    def mark(self) -> str:
        """A hash over what it says, its papers apart: the same dossier sent twice has the same."""
        told = asdict(self)
        del told["files"]
        return _digest(told)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Who sends, by which letter, the cases and the papers."""

    sender: Body
    to: str
    letter: str
    campaign: str
    year: int
    made_on: str
    cases: tuple[BundleCase, ...]
    checksum: str = ""
    papers: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def common(self) -> list[str]:
        """Papers that belong to the whole: tờ trình, list."""
        own = {name for case in self.cases for name in case.files}
        return [name for name in self.papers if name not in own]


def manifest(bundle: Bundle) -> bytes:
    """The table of contents of a bundle about to be sent: every paper with size and SHA-256, every case with its facts."""
    told = {
        "format": FORMAT,
        "schema": SCHEMA,
        "sender": asdict(bundle.sender),
        **{name: getattr(bundle, name) for name in ("to", "letter", "campaign", "year", "made_on")},
        "files": [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in bundle.papers.items()
        ],
        "cases": [asdict(case) | {"files": list(case.files)} for case in bundle.cases],
    }
    return json.dumps(told | {"checksum": _digest(told)}, ensure_ascii=False, indent=1).encode()


def read_bundle(data: bytes, limits: Limits = LIMITS) -> Bundle:
    """The bundle that the archive holds, every checksum checked.

    Raises UnreadableFile (file-too-large, file-bomb, file-macro, file-corrupted …); InvalidInput (`field` file):
    bundle-foreign, bundle-newer, bundle-edited, bundle-paper-missing, bundle-paper-changed, bundle-paper-extra,
    bundle-facts.
    """
    if len(data) > limits.document_bytes:
        raise refusal("file-too-large", limit=limits.document_bytes // (1024 * 1024))
    archive = open_archive(data, limits)
    told = _manifest_of(archive)
    papers = _papers(archive, told)
    try:
        return _bundle(told, papers)
    except (KeyError, TypeError, ValueError) as error:
        raise _refused(
            "bundle-facts",
            N_(
                "Mục lục của gói ghi thiếu hoặc sai dữ liệu (%(what)s) nên không nhận. Hãy đề nghị nơi gửi lập lại gói."
            ),
            what=str(error)[:80],
        ) from error


def _manifest_of(archive: Archive) -> dict[str, Any]:
    if MANIFEST not in archive.names:
        raise _foreign()
    if archive.file.getinfo(MANIFEST).file_size > _MANIFEST_BYTES:
        raise refusal("file-bomb")
    try:
        told = json.loads(archive.read(MANIFEST))
    except (ValueError, RecursionError) as error:
        raise _foreign() from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise _foreign()
    schema = told.get("schema")
    if schema != SCHEMA:
        newer = isinstance(schema, int) and schema > SCHEMA
        raise _refused(
            "bundle-newer" if newer else "bundle-foreign",
            N_(
                "Gói được lập theo mẫu số %(schema)s, bản Khéo này chỉ đọc được mẫu số %(known)d. Hãy cập nhật Khéo ở đây, hoặc đề nghị nơi gửi gửi hồ sơ giấy."
            ),
            schema=str(schema)[:10],
            known=SCHEMA,
        )
    said = told.pop("checksum", "")
    if said != _digest(told):
        raise _refused(
            "bundle-edited",
            N_(
                "Mục lục của gói (%(name)s) đã bị sửa sau khi lập: mã kiểm không khớp. Không nhận gì; hãy đề nghị nơi gửi gửi lại đúng tệp đã lập."
            ),
            name=MANIFEST,
        )
    return told | {"checksum": said}


def _papers(archive: Archive, told: Mapping[str, Any]) -> dict[str, bytes]:
    listed = told.get("files")
    entries = [one.filename for one in archive.file.infolist()]
    if not isinstance(listed, list) or len(set(entries)) != len(entries):
        raise _foreign()
    rows = {str(one.get("name")): one for one in listed if isinstance(one, dict)}
    extra = next((name for name in entries if name != MANIFEST and name not in rows), None)
    if extra is not None:
        raise _refused(
            "bundle-paper-extra",
            N_(
                "Trong gói có tệp “%(name)s” không ghi trong mục lục nên không nhận. Hãy đề nghị nơi gửi gửi lại đúng tệp đã lập."
            ),
            name=extra[:120],
        )
    found = {}
    for name, row in rows.items():
        if not _NAME.fullmatch(name):
            raise _refused(
                "bundle-paper-extra",
                N_("Mục lục ghi tệp “%(name)s”: gói chỉ gồm tệp .docx, .pdf, .xlsx. Không nhận gì."),
                name=name[:120],
            )
        if name not in archive.names:
            raise _refused(
                "bundle-paper-missing",
                N_("Gói thiếu tệp “%(name)s” có trong mục lục. Hãy đề nghị nơi gửi gửi lại đúng tệp đã lập."),
                name=name,
            )
        data = archive.read(name)
        if len(data) != row.get("size") or hashlib.sha256(data).hexdigest() != row.get("sha256"):
            raise _refused(
                "bundle-paper-changed",
                N_(
                    "Tệp “%(name)s” đã bị thay đổi sau khi lập gói: mã băm không khớp. Không nhận gì; hãy đề nghị nơi gửi gửi lại đúng tệp đã lập."
                ),
                name=name,
            )
        if not name.endswith(".pdf"):
            open_archive(data, LIMITS)  # others open it later: no macros, nothing that unpacks without end
        found[name] = data
    return found


def _bundle(told: Mapping[str, Any], papers: dict[str, bytes]) -> Bundle:
    cases = tuple(_case(row, papers) for row in told["cases"])
    codes = {case.code for case in cases}
    if not 1 <= len(cases) <= MOST_CASES or len(codes) != len(cases):
        raise ValueError("cases")
    return Bundle(
        sender=_body(told["sender"]),
        to=_text(told, "to", 300),
        letter=_text(told, "letter", 100),
        campaign=_text(told, "campaign", 500),
        year=date(told["year"], 1, 1).year,
        made_on=date.fromisoformat(told["made_on"]).isoformat(),
        cases=cases,
        checksum=told["checksum"],
        papers=papers,
    )


def _case(row: Mapping[str, Any], papers: Mapping[str, bytes]) -> BundleCase:
    files = tuple(row["files"])
    if not all(isinstance(name, str) and name in papers for name in files):
        raise ValueError("files")
    if not _CODE.fullmatch(row["code"]):
        raise ValueError("code")
    made = BundleCase(
        code=row["code"],
        subject=_text(row, "subject", 12),
        unit=_body(row["unit"]),
        first=date.fromisoformat(row["first"]).isoformat(),
        last=date.fromisoformat(row["last"]).isoformat(),
        leads=row["leads"] is True,
        files=files,
        **{name: _text(row, name, most) for name, most in _LENGTHS.items()},
    )
    if made.first > made.last or not (made.name and made.achievement and made.summary and made.passed_by):
        raise ValueError(made.code)
    return made


def _body(row: Mapping[str, Any]) -> Body:
    lengths = {"name": 200, "kind": 20, "province_code": 2, "area_code": 5}
    return Body(**{name: _text(row, name, most) for name, most in lengths.items()})


def _text(row: Mapping[str, Any], name: str, most: int) -> str:
    value = row[name]
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise ValueError(name)
    value.encode()  # half a letter raises what is refused
    return value


def _digest(told: Mapping[str, Any]) -> str:
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _foreign() -> InvalidInput:
    return _refused(
        "bundle-foreign",
        N_(
            "Tệp này không phải gói hồ sơ khen thưởng do Khéo lập (không đọc được mục lục %(name)s). Hãy chọn đúng tệp .zip tải từ trang “Trình cấp trên khen thưởng” của nơi gửi."
        ),
        name=MANIFEST,
    )


def _refused(code: str, words: str, **params: object) -> InvalidInput:
    return InvalidInput(words, code=code, field="file", **params)
