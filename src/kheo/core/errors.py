"""One tree of expected failures. Whatever is not in it is a bug and reaches the error log.

KheoError                      a sentence for the person, in plain Vietnamese
├── Refusal                    the request cannot be done as it stands (422)
│   ├── InvalidInput           a value is missing or wrong
│   ├── UnreadableFile         the file cannot be taken (empty, huge, encrypted, no text …)
│   │   └── ClassifiedPaper    marked MẬT, TỐI MẬT or TUYỆT MẬT: nothing of it is kept
│   ├── Conflict               somebody else was there first (409)
│   └── TransitionNotAllowed   not from this state (409)
├── NotAllowed                 this person may not do this here (403)
└── NotFound                   no such thing, or not for these eyes (404)
"""

from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802
    """Mark a sentence for translation without translating it yet: core knows no language."""
    return sentence


class KheoError(Exception):
    """An expected failure.

    `sentence` says what is wrong, where, and what to do; it may hold named placeholders
    (`%(name)s`) filled from `params`, so that it can be translated before it is filled.
    `code` is stable and fit for programs and tests.
    """

    status: ClassVar[int] = 422

    def __init__(self, sentence: str, /, *, code: str, **params: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return self.sentence % self.params if self.params else self.sentence


class Refusal(KheoError):
    """The request cannot be carried out as it stands; the person can mend it."""


class InvalidInput(Refusal):
    """A value is missing or wrong. `field` names the form field where the sentence belongs."""

    def __init__(self, sentence: str, /, *, code: str, field: str = "", **params: object) -> None:
        super().__init__(sentence, code=code, **params)
        self.field = field


class UnreadableFile(Refusal):
    """The file cannot be taken; nothing of it was written."""


class ClassifiedPaper(UnreadableFile):
    """The paper bears a mark of secrecy: it is neither kept nor logged."""


class Conflict(Refusal):
    """Somebody else changed the thing first."""

    status: ClassVar[int] = 409


class TransitionNotAllowed(Refusal):
    """The verb is not possible from the present state."""

    status: ClassVar[int] = 409


class NotAllowed(KheoError):
    """This person may not do this here."""

    status: ClassVar[int] = 403


class NotFound(KheoError):
    """There is no such thing, or not for this person."""

    status: ClassVar[int] = 404
