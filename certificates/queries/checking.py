"""Serials and persons as they come over the counter or in a file, answered many at a time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from certificates.models import Certificate
from certificates.queries.search import FoundCertificate, certificates_within, found_certificates
from certificates.serials import Mistyped, serial_in
from certificates.verdict import VerdictState
from courses.models import Course
from officers.identifiers import normal_login
from officers.models import Act, Officer
from officers.roles import officers_for

__all__ = ["Checked", "check", "names_somebody"]

#: A CIP or DNI in its stored form, or a civilian's log-in name.
_NUMBER = re.compile(r"D?[0-9]{8}")
#: So many texts are answered with the same three statements.
CHUNK = 1000


@dataclass(frozen=True)
class Checked:
    """The answer to one text.

    ``person``: who was meant, where the text is a CIP or DNI. ``certificates``: the one with this serial, or all of
    this person (of one course, where one was named), the newest first. ``mistake``: ``Mistyped.code``, where the
    text is neither.
    """

    asked: str
    person: str = ""
    is_person: bool = False
    certificates: tuple[FoundCertificate, ...] = ()
    mistake: str = ""

    @property
    def best(self) -> FoundCertificate | None:
        """The certificate that says how it stands: one that is valid, else the newest."""
        valid = (line for line in self.certificates if line.state is VerdictState.VALID)
        return next(valid, None) or next(iter(self.certificates), None)


def check(by: Officer, texts: Sequence[str], now: datetime, *, course: Course | None = None) -> list[Checked]:
    """Return the answers to texts in their order; three statements for every thousand.

    A serial is answered as to the public. A CIP or DNI is answered of the records that ``by`` may see;
    a number that is both is taken as the CIP.
    """
    answers: list[Checked] = []
    for start in range(0, len(texts), CHUNK):
        answers += _chunk(by, [text.strip() for text in texts[start : start + CHUNK]], now, course)
    return answers


def names_somebody(text: str) -> bool:
    """Whether a text has the form of a serial, a CIP or a DNI."""
    return isinstance(_key(text), str)


def _key(text: str) -> str | Mistyped:
    """Return the serial or log-in name that a text means; the mistake where it is neither."""
    try:
        return str(serial_in(text))
    except Mistyped as mistake:
        login = normal_login(text)
        return login if _NUMBER.fullmatch(login) else mistake


def _chunk(by: Officer, texts: Sequence[str], now: datetime, course: Course | None) -> list[Checked]:
    keys = [_key(text) for text in texts]
    serials = {key for key in keys if isinstance(key, str) and "-" in key}
    numbers = {key for key in keys if isinstance(key, str) and "-" not in key}
    issued = {line.serial: line for line in found_certificates(Certificate.objects.filter(serial__in=serials), now)}
    people = _people(by, numbers)
    held = _held(by, people.values(), now, course)
    return [_answer(text, key, issued, people, held) for text, key in zip(texts, keys, strict=True)]


def _people(by: Officer, numbers: set[str]) -> dict[str, Officer]:
    dnis = {number.removeprefix("D") for number in numbers}
    rows = officers_for(by, Act.VIEW_RECORD).filter(Q(login__in=numbers) | Q(dni__in=dnis))
    people: dict[str, Officer] = {}
    for officer in rows:
        people[officer.login] = officer
        if officer.dni:
            people.setdefault(f"dni {officer.dni}", officer)
    return people


def _held(
    by: Officer, people: Iterable[Officer], now: datetime, course: Course | None
) -> dict[str, list[FoundCertificate]]:
    rows = certificates_within(by).filter(award__officer__in={officer.pk for officer in people})
    if course:
        rows = rows.filter(award__edition__course=course)
    held: dict[str, list[FoundCertificate]] = defaultdict(list)
    for line in found_certificates(rows.order_by("-issued_on", "-pk"), now):
        held[line.login].append(line)
    return held


def _answer(
    text: str,
    key: str | Mistyped,
    issued: dict[str, FoundCertificate],
    people: dict[str, Officer],
    held: dict[str, list[FoundCertificate]],
) -> Checked:
    if isinstance(key, Mistyped):
        return Checked(text, mistake=key.code)
    if "-" in key:
        return Checked(text, certificates=(issued[key],) if key in issued else ())
    officer = people.get(key) or people.get(f"dni {key.removeprefix('D')}")
    if officer is None:
        return Checked(text, is_person=True)
    return Checked(text, officer.get_full_name(), is_person=True, certificates=tuple(held.get(officer.login, ())))
