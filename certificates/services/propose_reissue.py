"""Proposing that a certificate be replaced by a corrected one: the first of the two persons."""

from collections.abc import Collection

from certificates.models import Certificate
from certificates.queries.holder import corrections_of
from certificates.services.reissue import NothingToCorrect, refuse_unreplaceable
from officers.models import Act, Officer, Proposal
from officers.services.propose import propose

__all__ = ["propose_reissue"]


def propose_reissue(*, certificate: Certificate, wrong: Collection[str], reason: str, by: Officer) -> Proposal:
    """Have a replacement wait for its second person, with what it would print.

    ``wrong``: columns of ``HolderField`` in which the paper is. The words are kept with the proposal: the second
    person confirms what the first one saw, or nothing. What the confirmation would refuse is refused here already:
    raises ``NotPermitted``, ``AlreadySuperseded``, ``AlreadyRevoked``, ``NothingToCorrect``, ``ReasonMissing``,
    ``AlreadyProposed``.
    """
    refuse_unreplaceable(certificate)
    corrections = {each.field.value: each.corrected for each in corrections_of(certificate) if each.field in wrong}
    if not corrections:
        raise NothingToCorrect(field="wrong")
    return propose(
        act=Act.REISSUE_CERTIFICATE, on=certificate, arguments={"corrections": corrections}, by=by, why=reason
    )  # fmt: skip
