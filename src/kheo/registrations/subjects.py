"""Who leads, by the words of the name."""

from kheo.core.vietnamese import fold
from kheo.units.public import Subject

_PEOPLE = ("ong ", "ba ", "anh ", "chi ", "dong chi ", "d c ")
_NOT_PEOPLE = ("chi bo", "chi hoi", "chi doan", "ba con")


def lead_kind(led_by: str) -> str:
    """A household or a person where the words say so, else a collective."""
    words = f"{fold(led_by)} "
    if words.startswith("ho ") and not words.startswith("ho khau "):
        return str(Subject.Kind.HOUSEHOLD)
    is_person = words.startswith(_PEOPLE) and not words.startswith(_NOT_PEOPLE)
    return str(Subject.Kind.INDIVIDUAL if is_person else Subject.Kind.COLLECTIVE)
