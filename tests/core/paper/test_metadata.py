"""Metadata of a paper under the names and lengths of the decree."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from kheo.core.errors import InvalidInput
from kheo.core.paper.metadata import Metadata, check_lengths, metadata_json, metadata_xml

PAPER = Metadata(
    organ_id="000.12.34.H19",
    organ_name="Ủy ban nhân dân xã Đồng Trăng",
    type_name="Kế hoạch",
    number="05",
    notation="KH-UBND",
    issued_on=date(2026, 2, 5),
    subject="Phát động phong trào <thi đua> & “Dân vận khéo”",
    signer_name="Lò Thị Mẫu",
    signer_position="Chủ tịch",
    recipients=("Đảng ủy xã", "Các xóm"),
    pages=4,
)


def test_xml_and_json_say_the_same():
    root = ET.fromstring(metadata_xml(PAPER))
    said = json.loads(metadata_json(PAPER))

    assert root.findtext("IssuedDate") == said["IssuedDate"] == "05/02/2026"
    assert root.findtext("Subject") == said["Subject"] == PAPER.subject
    assert root.findtext("SignerInfo/FullName") == said["SignerInfo"]["FullName"] == "Lò Thị Mẫu"
    assert [one.text for one in root.findall("To/OrganName")] == ["Đảng ủy xã", "Các xóm"]
    assert said["PageAmount"] == "4"


def test_what_is_too_long_is_named_and_not_cut():
    long = replace(PAPER, signer_name="Tên " * 20, subject="x" * 501)

    with pytest.raises(InvalidInput) as refusal:
        check_lengths(long)

    assert "SignerInfo.FullName (80/50)" in str(refusal.value)
    assert "Subject (501/500)" in str(refusal.value)
    check_lengths(PAPER)
