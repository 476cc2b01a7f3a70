"""What happened to a certificate, and what waits for a second person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.models import Certificate, Reinstatement, Revocation
from officers.models import Act, Officer, Proposal

__all__ = ["Event", "Waiting", "history_of", "waiting_on"]

_ACTS = (Act.REVOKE_CERTIFICATE, Act.REINSTATE_CERTIFICATE)


@dataclass(frozen=True)
class Event:
    """One act on a certificate: what, when, by whom (empty: the system), for which reason."""

    at: datetime
    what: str
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits; ``category`` in words, empty where the revocation is to be undone."""

    proposal: Proposal
    category: str
    own: bool


def history_of(certificate: Certificate) -> list[Event]:
    """Return the events of a certificate of ``with_standing`` in their order; two statements."""
    return sorted(_events(certificate), key=lambda event: event.at)


def waiting_on(certificate: Certificate, person: Officer, now: datetime) -> Waiting | None:
    """Return what waits for a second person on a certificate, as one person sees it; one statement."""
    proposal = _waiting_proposals(certificate).filter(until__gt=now).first()
    if proposal is None:
        return None
    category = proposal.arguments.get("category", "")
    words = str(Revocation.Category(category).label) if category else ""
    return Waiting(proposal=proposal, category=words, own=proposal.by_id == person.pk)


def _waiting_proposals(certificate: Certificate) -> QuerySet[Proposal]:
    """Return the proposals on a certificate that nobody has decided, those that have lapsed included."""
    return Proposal.objects.filter(
        act__in=_ACTS, on_model=Certificate._meta.label, on_id=str(certificate.pk), state=Proposal.State.WAITING
    ).select_related("by")


def _events(certificate: Certificate) -> Iterator[Event]:
    yield Event(certificate.made_at, pgettext("a certificate was", "Issued"))
    for file in certificate.files.all():
        yield Event(file.made_at, _("The PDF was made"))
    successor: Certificate | None = getattr(certificate, "superseded_by", None)
    if successor:
        yield Event(successor.made_at, _("Replaced by %(serial)s") % {"serial": successor.serial})
    rows = certificate.revocations.select_related(
        "by", "second", "reinstatement__by", "reinstatement__second"
    )  # fmt: skip
    for revocation in rows:
        yield _by_two(revocation, _("Revoked. Category: %(name)s") % {"name": revocation.get_category_display()})
        undone = getattr(revocation, "reinstatement", None)
        if undone:
            yield _by_two(undone, _("The revocation was undone"))


def _by_two(act: Revocation | Reinstatement, what: str) -> Event:
    return Event(act.at, what, (act.by.get_full_name(), act.second.get_full_name()), act.reason)
