"""Undoing a revocation: by two persons who may, with both acts kept, and as often as life needs."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from certificates.models import Certificate, Reinstatement, Revocation
from certificates.services.reinstate import NotRevoked, reinstate_certificate
from certificates.services.revoke import AlreadyRevoked, SamePerson, revoke_certificate
from certificates.services.verify import verify
from officers.models import Act, Notice, Officer
from officers.notices import words_of
from officers.roles import NotPermitted
from officers.services.confirm_proposal import confirm_proposal
from officers.services.propose import propose
from tests.certificates.factories import make_certificate
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

WHY = "El acta era de un homónimo."


@pytest.fixture
def verifiers() -> tuple[Officer, Officer]:
    persons = make_officer(), make_officer()
    for person in persons:
        grant(person, "hr_verifier")
    return persons


def revoke(certificate: Certificate, by: Officer, second: Officer) -> Revocation:
    return revoke_certificate(certificate=certificate, category="fraud", reason="Suplantación.", by=by, second=second)


def test_an_undone_revocation_is_history_and_the_certificate_holds(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    revoke(certificate, *verifiers)
    assert verify(text=certificate.serial).state == "revoked"
    reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[1], second=verifiers[0])
    verdict = verify(text=certificate.serial)
    assert (verdict.state, verdict.category, verdict.revoked_on) == ("valid", "", "")
    assert certificate.revocations.get().reinstatement.reason == WHY
    assert {entry.act for entry in Entry.objects.filter(act__startswith="certificate.reinstate")} == {
        "certificate.reinstate", "certificate.reinstate.confirm",
    }  # fmt: skip
    assert certificate.serial in words_of(Notice.objects.get(kind="certificate.reinstated"))


def test_it_may_be_revoked_again_and_never_twice_at_once(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    first = revoke(certificate, *verifiers)
    undone = reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=verifiers[1])
    again = revoke(certificate, *verifiers)
    assert again.after == undone
    assert verify(text=certificate.serial).state == "revoked"
    with pytest.raises(AlreadyRevoked):
        revoke(certificate, *verifiers)
    written = {"certificate": certificate, "category": "fraud", "reason": "x", "by": first.by, "second": first.second}
    for after in (None, undone):  # the database holds it too
        with pytest.raises(IntegrityError), transaction.atomic():
            Revocation.objects.create(**written, after=after)


def test_what_is_not_revoked_is_not_reinstated(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    with pytest.raises(NotRevoked):
        reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=verifiers[1])
    revoke(certificate, *verifiers)
    reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=verifiers[1])
    with pytest.raises(NotRevoked):
        reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=verifiers[1])


def test_it_needs_two_persons_with_the_right_over_the_holders_unit(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    revoke(certificate, *verifiers)
    elsewhere = make_officer()
    grant(elsewhere, "hr_verifier", unit=make_unit("Otra unidad"))
    with pytest.raises(SamePerson):
        reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=verifiers[0])
    with pytest.raises(NotPermitted):
        reinstate_certificate(certificate=certificate, reason=WHY, by=verifiers[0], second=elsewhere)
    assert not Reinstatement.objects.exists()


def test_a_proposal_is_run_when_the_second_person_confirms(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    revoke(certificate, *verifiers)
    proposal = propose(act=Act.REINSTATE_CERTIFICATE, on=certificate, arguments={}, by=verifiers[0], why=WHY)
    confirm_proposal(proposal=proposal, second=verifiers[1])
    assert verify(text=certificate.serial).state == "valid"
