"""The index of telling words by which similar names are found."""

from collections.abc import Iterable

from kheo.registrations.models import Registration, TitleWord
from kheo.registrations.similar import telling_words


def index_words(rows: Iterable[Registration]) -> None:
    """Enter the words of these received titles, in place of what was entered before.

    Runs in the transaction that received them.
    """
    received = list(rows)
    TitleWord.objects.filter(registration__in=received).delete()
    TitleWord.objects.bulk_create(
        TitleWord(registration=row, province_code=row.province_code, word=word)
        for row in received
        for word in telling_words(row.title)
    )
