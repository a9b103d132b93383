"""Writing units."""

from kheo.units.services.areas import AreasLoaded, load_areas
from kheo.units.services.arranging import found, found_many, move, rename, subject
from kheo.units.services.boards import change_seat, end_seat, give_seat
from kheo.units.services.handing import hand_over_roles
from kheo.units.services.installation import Roots, found_commune, found_roots, start_installation
from kheo.units.services.people import close_account, end_role, give_role, open_account, reset_password
from kheo.units.services.succession import dissolve, kinds_differ, merge, parts_named, split

__all__ = [
    "AreasLoaded",
    "Roots",
    "change_seat",
    "close_account",
    "dissolve",
    "end_role",
    "end_seat",
    "found",
    "found_commune",
    "found_many",
    "found_roots",
    "give_role",
    "give_seat",
    "hand_over_roles",
    "kinds_differ",
    "load_areas",
    "merge",
    "move",
    "open_account",
    "parts_named",
    "rename",
    "reset_password",
    "split",
    "start_installation",
    "subject",
]
