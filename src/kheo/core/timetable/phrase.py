"""A sentence that is not yet in any language: template and parameters, filled by whoever shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kheo.core.vietnamese.numbers import format_number


class Word(str):
    """A parameter that is itself a word to translate (a weekday), not a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """`template` is a Vietnamese msgid with named placeholders, `params` what fills them: values,
    words to translate, or phrases again. A Decimal is written as people write numbers, only once it is shown.
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The filled sentence; pass `gettext` to have template and words translated first."""
        params = {name: _filled(value, translate) for name, value in self.params.items()}
        return translate(self.template) % params

    def __str__(self) -> str:
        return self.text()


def _filled(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Word):
        return translate(str(value))
    if isinstance(value, Phrase):
        return value.text(translate)
    if isinstance(value, Decimal):
        return format_number(value)
    return value
