"""Serials and persons as they come over the counter or in a file, answered many at a time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from certificates.models import Certificate
from certificates.queries.search import FoundCertificate, certificates_within, found_certificates
from certificates.serials import Mistyped, serial_in
from certificates.verdict import VerdictState
from courses.models import Course
from officers.identifiers import normal_login
from officers.models import Act, Officer
from officers.roles import officers_for

__all__ = ["Checked", "NumberKind", "Person", "check", "names_somebody"]

#: A CIP or DNI in its stored form, or a civilian's log-in name.
_NUMBER = re.compile(r"D?[0-9]{8}")
#: So many texts are answered with the same three statements.
CHUNK = 1000


class NumberKind(StrEnum):
    """As what eight digits are read. Both kinds have eight, so that one person's CIP may be another's DNI."""

    CIP = "cip"
    DNI = "dni"
    EITHER = "either"


@dataclass(frozen=True)
class Person:
    """Who has a number. ``named_by``: whether it is this person's CIP or DNI."""

    name: str
    cip: str
    dni: str
    named_by: NumberKind


@dataclass(frozen=True)
class Checked:
    """The answer to one text.

    ``person``: who was meant, where the text is a CIP or DNI. ``certificates``: the one with this serial, or all of
    this person (of one course, where one was named), the newest first. ``mistake``: ``Mistyped.code``, where the
    text is neither. ``namesakes``: where the number is one person's CIP and another's DNI, the answer for each of
    them; then the text itself has neither person nor certificate.
    """

    asked: str
    person: Person | None = None
    is_person: bool = False
    certificates: tuple[FoundCertificate, ...] = ()
    mistake: str = ""
    namesakes: tuple["Checked", ...] = ()

    @property
    def best(self) -> FoundCertificate | None:
        """The certificate that says how it stands: one that is valid, else the newest."""
        valid = (line for line in self.certificates if line.state is VerdictState.VALID)
        return next(valid, None) or next(iter(self.certificates), None)


def check(
    by: Officer, texts: Sequence[str], now: datetime, *,
    course: Course | None = None, numbers: NumberKind = NumberKind.EITHER,
) -> list[Checked]:  # fmt: skip
    """Return the answers to texts in their order; three statements for every thousand.

    A serial is answered as to the public. A CIP or DNI is answered of the records that ``by`` may see. ``numbers``:
    as what digits are read; behind a ``D`` they are always the DNI.
    """
    answers: list[Checked] = []
    for start in range(0, len(texts), CHUNK):
        answers += _chunk(by, [text.strip() for text in texts[start : start + CHUNK]], now, course, numbers)
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


@dataclass(frozen=True)
class _Found:
    """What the texts of a chunk name: certificates by serial, people by number, and what these hold by log-in."""

    issued: Mapping[str, FoundCertificate]
    by_cip: Mapping[str, Officer]
    by_dni: Mapping[str, Officer]
    held: Mapping[str, Sequence[FoundCertificate]]


def _chunk(by: Officer, texts: Sequence[str], now: datetime, course: Course | None, kind: NumberKind) -> list[Checked]:
    keys = [_key(text) for text in texts]
    serials = {key for key in keys if isinstance(key, str) and "-" in key}
    digits = {key.removeprefix("D") for key in keys if isinstance(key, str) and "-" not in key}
    people = list(officers_for(by, Act.VIEW_RECORD).filter(Q(cip__in=digits) | Q(dni__in=digits)))
    found = _Found(
        issued={line.serial: line for line in found_certificates(Certificate.objects.filter(serial__in=serials), now)},
        by_cip={officer.cip: officer for officer in people if officer.cip},
        by_dni={officer.dni: officer for officer in people if officer.dni},
        held=_held(by, people, now, course),
    )
    return [_answer(text, key, kind, found) for text, key in zip(texts, keys, strict=True)]


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


def _answer(text: str, key: str | Mistyped, kind: NumberKind, found: _Found) -> Checked:
    if isinstance(key, Mistyped):
        return Checked(text, mistake=key.code)
    if "-" in key:
        return Checked(text, certificates=(found.issued[key],) if key in found.issued else ())
    each = [_answer_for(text, officer, as_, found) for as_, officer in _named(key, kind, found).items()]
    if len(each) == 1:
        return each[0]
    return Checked(text, is_person=True, namesakes=tuple(each))


def _named(key: str, kind: NumberKind, found: _Found) -> dict[NumberKind, Officer]:
    """Return whom a number names, as CIP and as DNI; one person once, though both be alike."""
    digits = key.removeprefix("D")
    if key != digits:
        kind = NumberKind.DNI
    people: dict[NumberKind, Officer] = {}
    if kind is not NumberKind.DNI and digits in found.by_cip:
        people[NumberKind.CIP] = found.by_cip[digits]
    if kind is not NumberKind.CIP and digits in found.by_dni and found.by_dni[digits] not in people.values():
        people[NumberKind.DNI] = found.by_dni[digits]
    return people


def _answer_for(text: str, officer: Officer, named_by: NumberKind, found: _Found) -> Checked:
    person = Person(officer.get_full_name(), officer.cip or "", officer.dni or "", named_by)
    return Checked(text, person, is_person=True, certificates=tuple(found.held.get(officer.login, ())))
