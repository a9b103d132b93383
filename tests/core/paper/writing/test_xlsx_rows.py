"""Rows of a workbook: tall enough for their words, group rows across the table."""

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from kheo.core.paper.writing.xlsx import write_xlsx
from tests.core.paper.writing.paper_samples import unit_list

_NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def _sheet(paper):
    archive = ZipFile(BytesIO(write_xlsx(paper)))
    return ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def test_every_row_of_the_table_has_a_height_of_its_own():
    heights = [float(row.get("ht", 0)) for row in _sheet(unit_list()).iterfind(".//s:row", _NS)]

    assert max(heights) > 30  # a long name goes over several lines
    assert all(height <= 409 for height in heights)  # what the format allows


def test_group_rows_go_across_the_table():
    merged = [one.get("ref") for one in _sheet(unit_list()).iterfind(".//s:mergeCell", _NS)]

    assert [ref for ref in merged if ref.startswith("B")] != []
