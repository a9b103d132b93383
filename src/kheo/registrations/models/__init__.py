"""Tables of registrations."""

from kheo.registrations.models.amending import Amendment, RegistrationVersion
from kheo.registrations.models.listing import (
    ColumnMatch,
    ImportBatch,
    ListNotice,
    SignedCopy,
    UpwardBundle,
)
from kheo.registrations.models.registering import (
    Draft,
    Indicator,
    Initiative,
    Receipt,
    Registration,
    TitleWord,
)

__all__ = [
    "Amendment",
    "ColumnMatch",
    "Draft",
    "ImportBatch",
    "Indicator",
    "Initiative",
    "ListNotice",
    "Receipt",
    "Registration",
    "RegistrationVersion",
    "SignedCopy",
    "TitleWord",
    "UpwardBundle",
]
