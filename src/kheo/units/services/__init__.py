"""Writing units."""

from kheo.units.services.areas import AreasLoaded, load_areas
from kheo.units.services.arranging import found, found_many, merge, move, rename, subject
from kheo.units.services.boards import change_seat, end_seat, give_seat
from kheo.units.services.installation import Roots, found_roots, start_installation
from kheo.units.services.people import close_account, end_role, give_role, open_account, reset_password

__all__ = [
    "AreasLoaded",
    "Roots",
    "change_seat",
    "close_account",
    "end_role",
    "end_seat",
    "found",
    "found_many",
    "found_roots",
    "give_role",
    "give_seat",
    "load_areas",
    "merge",
    "move",
    "open_account",
    "rename",
    "reset_password",
    "start_installation",
    "subject",
]
