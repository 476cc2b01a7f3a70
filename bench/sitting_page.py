"""Reads the page of a sitting as a browser does: which questions, which controls, which keys."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_NUMBER = re.compile(r"(\d+)\Z")


@dataclass
class Field:
    """One question as it is shown. kind: ``one`` of ``keys``, ``many`` of them, ``numeric`` or ``short_answer``."""

    slot: int
    kind: str
    keys: list[str] = field(default_factory=list)


class SittingPage(HTMLParser):
    """The form of a sitting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.fields: list[Field] = []
        self.hidden: dict[str, str] = {}
        self.data: dict[str, str] = {}

    @classmethod
    def read(cls, html: str) -> "SittingPage":
        """Read a page."""
        page = cls()
        page.feed(html)
        return page

    @property
    def attempt(self) -> str:
        """The attempt's UUID."""
        return self.data["data-attempt"]

    @property
    def client(self) -> int:
        """The number of this load of the page."""
        return int(self.data["data-client"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what the form's controls say."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name", "")] = given.get("value", "")
        elif tag == "input":
            self._control(given)
        self.data.update((name, value) for name, value in given.items() if name.startswith("data-"))

    def _control(self, given: dict[str, str]) -> None:
        number = _NUMBER.search(given.get("name", ""))
        if number is None:
            return
        slot = int(number[1])
        if not self.fields or self.fields[-1].slot != slot:
            written = "numeric" if given.get("inputmode") == "decimal" else "short_answer"
            self.fields.append(Field(slot, {"radio": "one", "checkbox": "many"}.get(given.get("type", ""), written)))
        if given.get("value"):
            self.fields[-1].keys.append(given["value"])
