"""What happened to a certificate, and what waits for a second person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.models import Certificate, Reinstatement, Revocation, Supersession
from officers.models import Act, Officer, Proposal
from officers.proposals import kind_of

__all__ = ["Event", "Waiting", "history_of", "waiting_on"]

_ACTS = (Act.REVOKE_CERTIFICATE, Act.REINSTATE_CERTIFICATE, Act.REISSUE_CERTIFICATE)


@dataclass(frozen=True)
class Event:
    """One act on a certificate: what, when, by whom (empty: the system), for which reason."""

    at: datetime
    what: str
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits, and what would be done, in words."""

    proposal: Proposal
    words: str
    own: bool


def history_of(certificate: Certificate) -> list[Event]:
    """Return the events of a certificate of ``with_standing`` in their order; three statements."""
    return sorted(_events(certificate), key=lambda event: event.at)


def waiting_on(certificate: Certificate, person: Officer, now: datetime) -> Waiting | None:
    """Return what waits for a second person on a certificate, as one person sees it; one statement."""
    proposal = _waiting_proposals(certificate).filter(until__gt=now).first()
    if proposal is None:
        return None
    words = kind_of(proposal.act).words(certificate, proposal.arguments)
    return Waiting(proposal=proposal, words=words, own=proposal.by_id == person.pk)


def _waiting_proposals(certificate: Certificate) -> QuerySet[Proposal]:
    """Return the proposals on a certificate that nobody has decided, those that have lapsed included."""
    return Proposal.objects.filter(
        act__in=_ACTS, on_model=Certificate._meta.label, on_id=str(certificate.pk), state=Proposal.State.WAITING
    ).select_related("by")


def _events(certificate: Certificate) -> Iterator[Event]:
    yield Event(certificate.made_at, pgettext("a certificate was", "Issued"))
    for file in certificate.files.all():
        yield Event(file.made_at, _("The PDF was made"))
    steps = Supersession.objects.filter(Q(certificate=certificate) | Q(certificate__supersedes=certificate))
    for step in steps.select_related("by", "second", "certificate__supersedes"):
        if step.certificate_id == certificate.pk:
            yield _by_two(step, _("It replaced %(serial)s") % {"serial": step.certificate.supersedes.serial})
        else:
            yield _by_two(step, _("Replaced by %(serial)s") % {"serial": step.certificate.serial})
    rows = certificate.revocations.select_related(
        "by", "second", "reinstatement__by", "reinstatement__second"
    )  # fmt: skip
    for revocation in rows:
        yield _by_two(revocation, _("Revoked. Category: %(name)s") % {"name": revocation.get_category_display()})
        undone = getattr(revocation, "reinstatement", None)
        if undone:
            yield _by_two(undone, _("The revocation was undone"))


def _by_two(act: Revocation | Reinstatement | Supersession, what: str) -> Event:
    return Event(act.at, what, (act.by.get_full_name(), act.second.get_full_name()), act.reason)
