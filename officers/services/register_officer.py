"""Registering a person: account and first posting."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.identifiers import InvalidIdentifier, login_of, normal_cip, normal_dni
from officers.models import Act, Officer, Rank, Unit
from officers.roles import Scope, require
from officers.services.transfer import transfer


class AlreadyRegistered(Refusal):
    """Somebody with this CIP, DNI or e-mail has an account."""

    code = "already_registered"
    message = _("Somebody with this CIP, DNI or e-mail is registered already.")


class NumberMissing(Refusal):
    """A person is known by a CIP or a DNI."""

    code = "number_missing"
    message = _("Write the CIP; for civilians, the DNI.")


class CipMissing(Refusal):
    """A member of the police without a CIP would get a log-in that nobody expects."""

    code = "cip_missing"
    message = _("Whoever holds a rank of the police has a CIP: write it. Only trainees and civilians may lack one.")


@transaction.atomic
def register_officer(
    *, cip: str | None, dni: str | None, given_names: str, paternal_surname: str, rank: Rank, unit: Unit, since: date,
    by: Officer | None, maternal_surname: str = "", email: str | None = None,
) -> Officer:  # fmt: skip
    """Make an account without a password (``issue_password`` gives one) and open its first posting.

    Raises ``NotPermitted``, ``NumberMissing``, ``CipMissing``, ``AlreadyRegistered``, and a ``ValidationError`` that
    names the fields of a value that is no number or name. ``by`` is None only for an installation.
    """
    if by is not None:
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=unit))
    officer = Officer(
        login=login_for(cip, dni), cip=cip or None, dni=dni or None, given_names=given_names, email=email or None,
        paternal_surname=paternal_surname, maternal_surname=maternal_surname,
    )  # fmt: skip
    if rank.bears_cip and not officer.cip:
        raise CipMissing(field="cip")
    officer.set_unusable_password()
    officer.clean_fields(exclude=["login", "search_name"])
    save_with_numbers(officer)
    record(by=by, act="officer.register", on=officer)
    transfer(officer=officer, unit=unit, rank=rank, since=since, by=by, why="")
    return officer


def save_with_numbers(officer: Officer, **kwargs: Any) -> None:
    """Save an officer whose CIP, DNI or e-mail is new; raises ``AlreadyRegistered`` at what is another's."""
    try:
        with transaction.atomic():
            officer.save(**kwargs)
    except IntegrityError as error:  # the unique columns
        others = Officer.objects.exclude(pk=officer.pk)
        numbers = {"cip": officer.cip, "dni": officer.dni, "email": officer.email}
        taken = [name for name, value in numbers.items() if value and others.filter(**{name: value}).exists()]
        raise AlreadyRegistered(field=taken[0] if taken else None) from error


def login_for(cip: str | None, dni: str | None) -> str:
    """Return the log-in that follows from a person's numbers; raises ``NumberMissing``."""
    try:
        return login_of(cip=normal_cip(cip) if cip else None, dni=normal_dni(dni) if dni else None)
    except InvalidIdentifier as error:
        if error.code == "login":
            raise NumberMissing(field="cip") from error
        return ""  # the field itself says what is wrong
