"""The exception for an act that the rules do not allow, worded for the person who asked."""

from typing import ClassVar


class Refusal(Exception):
    """An act was refused for a reason that a person can understand and do something about.

    Services raise subclasses; one decorator turns them into form errors and one handler of the
    API into a 409. ``message`` is a sentence for people (lazily translated where it is defined);
    ``code`` is stable, for machines and tests; ``field`` names the form field it belongs to.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[object] = "This is not possible."

    def __init__(self, message: object | None = None, *, field: str | None = None, **params: object) -> None:
        self.text = self.message if message is None else message
        self.field = field
        self.params = params
        super().__init__(self.code)

    def __str__(self) -> str:
        text = str(self.text)
        return text % self.params if self.params else text
