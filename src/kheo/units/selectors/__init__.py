"""Reading units."""

from kheo.units.selectors.areas import areas, areas_by_code, communes_to_found, place_names, provinces
from kheo.units.selectors.over_time import (
    alive,
    ancestors,
    children,
    commune_root,
    history,
    living_ids,
    living_name,
    name_of,
    names,
    of_commune,
    subtree,
    successions,
    with_names,
)
from kheo.units.selectors.people import (
    Contact,
    commune_contacts,
    contacts,
    has_officer,
    people,
    seats,
    units_without_contact,
)
from kheo.units.selectors.trees import Node, forest

__all__ = [
    "Contact",
    "Node",
    "alive",
    "ancestors",
    "areas",
    "areas_by_code",
    "children",
    "commune_contacts",
    "commune_root",
    "communes_to_found",
    "contacts",
    "forest",
    "has_officer",
    "history",
    "living_ids",
    "living_name",
    "name_of",
    "names",
    "of_commune",
    "people",
    "place_names",
    "provinces",
    "seats",
    "subtree",
    "successions",
    "units_without_contact",
    "with_names",
]
