"""Proposing that a certificate be taken back, or given back: the first of the two persons."""

from certificates.models import Certificate, Revocation
from certificates.services.reinstate import NotRevoked
from certificates.services.revoke import AlreadyRevoked, UnknownCategory, refuse_superseded
from officers.models import Act, Officer, Proposal
from officers.services.propose import propose

__all__ = ["propose_reinstatement", "propose_revocation"]


def propose_revocation(*, certificate: Certificate, category: str, reason: str, by: Officer) -> Proposal:
    """Have a revocation wait for its second person.

    What the confirmation would refuse is refused here already: raises ``NotPermitted``, ``UnknownCategory``,
    ``AlreadyRevoked``, ``AlreadySuperseded``, ``ReasonMissing``, ``AlreadyProposed``.
    """
    if category not in Revocation.Category.values:
        raise UnknownCategory(field="category")
    if Revocation.objects.in_force().filter(certificate=certificate).exists():
        raise AlreadyRevoked
    refuse_superseded(certificate)
    return propose(
        act=Act.REVOKE_CERTIFICATE, on=certificate, arguments={"category": category}, by=by, why=reason
    )  # fmt: skip


def propose_reinstatement(*, certificate: Certificate, reason: str, by: Officer) -> Proposal:
    """Have the undoing of a revocation wait for its second person; raises ``NotRevoked`` and what proposing does."""
    if not Revocation.objects.in_force().filter(certificate=certificate).exists():
        raise NotRevoked
    return propose(act=Act.REINSTATE_CERTIFICATE, on=certificate, arguments={}, by=by, why=reason)
