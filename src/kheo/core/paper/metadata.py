"""What goes with a paper to an archive or another system: names and lengths of Nghị định 30/2020/NĐ-CP, Phụ lục VI.

A value that is too long is named, never cut: whoever receives it would not know.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.writing.characters import printable

LENGTHS = {
    "OrganId": 13,
    "FileCatalog": 4,
    "FileNotation": 20,
    "DocOrdinal": 3,
    "TypeName": 100,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "IssuedDate": 10,
    "OrganName": 200,
    "Subject": 500,
    "Language": 30,
    "PageAmount": 3,
    "Description": 500,
    "SignerInfo.Position": 100,
    "SignerInfo.FullName": 50,
    "To.OrganId": 13,
    "To.OrganName": 200,
    "Priority": 1,
    "IssuedAmount": 3,
    "DueDate": 10,
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """One outgoing paper. `recipients` are names; `file_catalog` is the year of the file it is kept in."""

    organ_id: str
    organ_name: str
    type_name: str
    number: str
    notation: str
    issued_on: date
    subject: str
    file_catalog: str = ""
    file_notation: str = ""
    ordinal: str = ""
    language: str = "Tiếng Việt"
    pages: int | None = None
    description: str = ""
    signer_position: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = ()
    priority: str = ""
    copies: int | None = None
    due_on: date | None = None

    def fields(self) -> Iterator[tuple[str, str]]:
        """Every field under its name in the decree, in its order; “To” once for each recipient."""
        yield "OrganId", self.organ_id
        yield "FileCatalog", self.file_catalog
        yield "FileNotation", self.file_notation
        yield "DocOrdinal", self.ordinal
        yield "TypeName", self.type_name
        yield "CodeNumber", self.number
        yield "CodeNotation", self.notation
        yield "IssuedDate", f"{self.issued_on:%d/%m/%Y}"
        yield "OrganName", self.organ_name
        yield "Subject", self.subject
        yield "Language", self.language
        yield "PageAmount", _figure(self.pages)
        yield "Description", self.description
        yield "SignerInfo.Position", self.signer_position
        yield "SignerInfo.FullName", self.signer_name
        for name in self.recipients:
            yield "To.OrganName", name
        yield "Priority", self.priority
        yield "IssuedAmount", _figure(self.copies)
        yield "DueDate", f"{self.due_on:%d/%m/%Y}" if self.due_on else ""


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)


def check_lengths(metadata: Metadata) -> None:
    """Raise InvalidInput that names every field longer than the decree allows."""
    long = [
        f"{name} ({len(value)}/{LENGTHS[name]}): “{value[:40]}…”"
        for name, value in metadata.fields()
        if len(value) > LENGTHS[name]
    ]
    if long:
        raise InvalidInput(
            N_(
                "Chưa xuất được vì có thông tin dài hơn mức của Phụ lục VI Nghị định 30/2020/NĐ-CP: %(fields)s. Hãy rút gọn ở sổ của cơ quan nhận; Khéo không tự cắt."
            ),
            code="metadata-too-long",
            fields="; ".join(long),
        )


def metadata_xml(metadata: Metadata) -> bytes:
    """The fields as .xml; parts of SignerInfo and To stand inside their element."""
    root = ET.Element("Document")
    groups: dict[str, ET.Element] = {}
    for name, value in metadata.fields():
        group, dot, part = name.partition(".")
        if not dot:
            ET.SubElement(root, name).text = printable(value)
            continue
        if group == "To" or group not in groups:
            groups[group] = ET.SubElement(root, group)
        ET.SubElement(groups[group], part).text = printable(value)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def metadata_json(metadata: Metadata) -> bytes:
    """The same fields as .json; To is a list."""
    found: dict[str, object] = {"To": [{"OrganName": name} for name in metadata.recipients]}
    signer: dict[str, str] = {}
    for name, value in metadata.fields():
        group, dot, part = name.partition(".")
        if group == "SignerInfo":
            signer[part] = value
        elif not dot:
            found[name] = value
    return json.dumps({**found, "SignerInfo": signer}, ensure_ascii=False, indent=2).encode()
