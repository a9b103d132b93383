"""What services ask of a typed text before anything is written."""

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line, fold


def needed(text: str, field: str, longest: int, missing: str) -> str:
    """One line of text. Raises InvalidInput at its field where there is none; too long a one is refused too."""
    said = clean_line(text)
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return short_enough(said, field, longest)


def needed_text(text: str, field: str, longest: int, missing: str) -> str:
    """The same for a text of several lines."""
    said = clean(text).strip()
    if not said:
        raise InvalidInput(missing, code=f"{field}-missing", field=field)
    return short_enough(said, field, longest)


def short_enough(said: str, field: str, longest: int) -> str:
    """Raises InvalidInput where a text is too long for its place."""
    if len(said) > longest:
        raise InvalidInput(
            N_("Nội dung này dài %(length)d ký tự, quá %(most)d. Hãy viết gọn lại."),
            code=f"{field}-long",
            field=field,
            length=len(said),
            most=longest,
        )
    return said


def typed_word(typed: str, word: str) -> None:
    """The word that goes before an act which cannot be undone; letters without marks count too."""
    if fold(clean_line(typed)) != fold(word):
        raise InvalidInput(
            N_("Hãy gõ đúng chữ “%(word)s” để xác nhận: việc này không sửa lại được."),
            code="word-not-typed",
            field="typed",
            word=word,
        )
