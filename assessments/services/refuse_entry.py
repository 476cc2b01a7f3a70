"""Whether somebody who is about to begin an exam gives what it asks for."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from assessments.entry_rules import EntryGiven, EntryRules
from assessments.proctor_code import is_code
from assessments.queries.entry import undone_before
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.asking import Asker

__all__ = [
    "EarlierFirst", "NotPledged", "OutsideHere", "OutsideNetwork", "WrongCode", "WrongPassword", "WrongSecret",
    "counted_as", "refuse_entry",
]  # fmt: skip


class WrongSecret(Refusal):
    """A password or a code that is wrong; tries are counted. Nothing has begun, and no attempt is used."""

    code = "wrong_secret"


class WrongPassword(WrongSecret):
    """The password of the exam is another."""

    message = _("This is not the password of the exam. No attempt was used.")


class WrongCode(WrongSecret):
    """The code is not the one that the proctor has now."""

    message = _("This is not the code that holds now. Ask the proctor for it; it changes. No attempt was used.")


class OutsideNetwork(Refusal):
    """The exam is begun from certain places only."""

    code = "outside_network"
    message = _("This exam can be begun only from the places that its organisers have named. Ask where.")


class OutsideHere(OutsideNetwork):
    """Its questions are shown at certain places only, also once it was begun."""

    message = _("This exam goes on only at the places that its organisers have named. What was saved counts.")


class EarlierFirst(Refusal):
    """Something that the course requires before the exam is not done."""

    code = "earlier_first"
    message = _("Before this exam, finish: %(titles)s.")


class NotPledged(Refusal):
    """The pledge was not ticked."""

    code = "not_pledged"
    message = _("Read the pledge and tick it to begin.")


def counted_as(by: Asker, activity: UUID) -> str:
    """Return under which name wrong secrets are counted: the officer's at this exam, in whatever run he sits it."""
    return f"exam:{by.pk}:{activity.hex[:20]}"  # a count's address has 45 characters


def refuse_entry(
    *, enrolment: Enrolment, item: EditionItem, given: EntryGiven, proved: str | None, now: datetime
) -> None:
    """Raise what is missing, the places first and the secrets last, so that no guess is spent where one may not begin.

    proved: the hash of the password that was given rightly; empty or None: none was.

    Raises ``OutsideNetwork``, ``EarlierFirst``, ``NotPledged``, ``WrongPassword``, ``WrongCode``.
    """
    rules = EntryRules.from_payload(item.payload)
    if not rules.lets_in(given.address):
        raise OutsideNetwork
    missing = undone_before(enrolment, item) if rules.after_earlier else []
    if missing:
        raise EarlierFirst(titles="; ".join(missing))
    if rules.pledge and not given.pledged:
        raise NotPledged(field="pledged")
    if rules.password and proved != rules.password:
        raise WrongPassword(field="password")
    if rules.code and not is_code(given.code, enrolment.run.uuid, item.activity_uuid, now):
        raise WrongCode(field="code")
