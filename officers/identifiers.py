"""Identity numbers of people: their forms, without Django.

CIP: the personnel number, 6–8 digits, padded to 8 with zeros, kept as text. DNI: 8 digits as text;
its verification character is printed apart and not kept. A log-in is the CIP, or ``D`` and the
DNI for civilians, who have none.
"""

import re
import unicodedata

__all__ = ["InvalidIdentifier", "is_login", "login_of", "normal_cip", "normal_dni", "normal_login", "normal_name"]

_CIP = re.compile(r"[0-9]{6,8}")
_DNI = re.compile(r"[0-9]{8}")
_SEPARATORS = str.maketrans("", "", " .-\u00a0")
_NAME_MARKS = frozenset(" -'.\u2019\u02bc")


class InvalidIdentifier(ValueError):
    """A text is no identity number or name; ``code`` says of which kind."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def normal_cip(text: str) -> str:
    """Return a CIP as eight digits; raises ``InvalidIdentifier("cip")``."""
    digits = text.translate(_SEPARATORS)
    if not _CIP.fullmatch(digits):
        raise InvalidIdentifier("cip")
    return digits.zfill(8)


def normal_dni(text: str) -> str:
    """Return a DNI as eight digits; raises ``InvalidIdentifier("dni")``."""
    digits = text.translate(_SEPARATORS)
    if not _DNI.fullmatch(digits):
        raise InvalidIdentifier("dni")
    return digits


def login_of(*, cip: str | None, dni: str | None) -> str:
    """Return the log-in name of a person: the CIP, else ``D`` and the DNI."""
    if cip:
        return cip
    if dni:
        return f"D{dni}"
    raise InvalidIdentifier("login")


def normal_login(text: str) -> str:
    """Return what a person typed as log-in in its stored form; unknown forms come back trimmed."""
    compact = text.translate(_SEPARATORS).upper()
    if compact[:1] == "D" and _DNI.fullmatch(compact[1:]):
        return compact
    return compact.zfill(8) if _CIP.fullmatch(compact) else compact[:12]


def is_login(text: str) -> bool:
    """Whether a text has the stored form of a log-in."""
    return bool(_DNI.fullmatch(text.removeprefix("D")))


def normal_name(text: str) -> str:
    """Return a name in NFC with single spaces; raises ``InvalidIdentifier("name")``.

    Letters of Latin script, space, hyphen, apostrophe (', ’, ʼ) and full stop; nothing that turns
    the direction of writing, no digits, no other script.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    name = re.sub(r" {2,}", " ", name)
    letters = [char for char in name if char not in _NAME_MARKS]
    if not letters or not all(_is_latin(char) for char in letters):
        raise InvalidIdentifier("name")
    return name


def _is_latin(char: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")
