"""Papers of units: the directory of contacts."""

from datetime import date

from kheo.core.paper.forms import DirectoryEntry, directory
from kheo.core.paper.model import Paper
from kheo.core.paper.profiles import profile_for
from kheo.units.selectors import commune_contacts


def directory_paper(area_code: str, place: str, on: date) -> Paper:
    """“Danh bạ đầu mối” of a commune on one A4 page: name, unit, office telephone."""
    entries = [
        DirectoryEntry(name=line.full_name, unit=line.unit_name, phone=line.office_phone)
        for line in commune_contacts(area_code, on)
    ]
    return directory(profile=profile_for("STATE", on), place=place, entries=entries, on=on)
