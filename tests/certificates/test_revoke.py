"""Revocation: by two persons who may, once, for a reason."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from certificates.models import Certificate, Revocation
from certificates.services.revoke import (
    AlreadyRevoked,
    ReasonMissing,
    SamePerson,
    UnknownCategory,
    revoke_certificate,
)
from officers.models import Act, Notice, Officer
from officers.notices import words_of
from officers.roles import NotPermitted
from officers.services.confirm_proposal import confirm_proposal
from officers.services.propose import propose
from tests.certificates.factories import make_certificate
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

WHY = "El acta de identificación corresponde a otra persona."


@pytest.fixture
def verifiers() -> tuple[Officer, Officer]:
    persons = make_officer(), make_officer()
    for person in persons:
        grant(person, "hr_verifier")
    return persons


def revoke(certificate: Certificate, by: Officer, second: Officer, **changes: str) -> Revocation:
    said = {"category": "identity_error", "reason": WHY, **changes}
    return revoke_certificate(
        certificate=certificate, category=said["category"], reason=said["reason"], by=by, second=second
    )


def test_two_persons_revoke_and_the_certificate_stays_as_it_was(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    before = Certificate.objects.filter(pk=certificate.pk).values().get()
    revocation = revoke(certificate, *verifiers)
    assert (revocation.by, revocation.second) == verifiers
    assert Certificate.objects.filter(pk=certificate.pk).values().get() == before


def test_both_persons_are_audited_and_the_holder_is_told_the_category_only(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    revoke(certificate, *verifiers)
    acts = dict(Entry.objects.filter(act__startswith="certificate.revoke").values_list("act", "actor_login"))
    assert acts == {"certificate.revoke": verifiers[0].login, "certificate.revoke.confirm": verifiers[1].login}
    notice = Notice.objects.get(kind="certificate.revoked", officer=certificate.award.officer)
    assert certificate.serial in words_of(notice)
    assert WHY not in words_of(notice)


def test_one_person_alone_cannot(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    with pytest.raises(SamePerson):
        revoke(certificate, verifiers[0], verifiers[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation.objects.create(
            certificate=certificate, category="fraud", reason=WHY, by=verifiers[0], second=verifiers[0]
        )


@pytest.mark.parametrize("place", [0, 1])
def test_whoever_has_no_right_over_the_holders_unit_cannot(verifiers: tuple[Officer, Officer], place: int) -> None:
    elsewhere = make_officer()
    grant(elsewhere, "hr_verifier", unit=make_unit("Otra unidad"))
    persons = list(verifiers)
    persons[place] = elsewhere
    with pytest.raises(NotPermitted):
        revoke(make_certificate(), *persons)


def test_a_certificate_is_revoked_once(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    revoke(certificate, *verifiers)
    with pytest.raises(AlreadyRevoked):
        revoke(certificate, *verifiers, category="fraud")


def test_category_and_reason_are_needed(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    with pytest.raises(UnknownCategory):
        revoke(certificate, *verifiers, category="because")
    with pytest.raises(ReasonMissing):
        revoke(certificate, *verifiers, reason=" \n")
    assert not Revocation.objects.exists()


def test_a_proposal_is_run_when_the_second_person_confirms(verifiers: tuple[Officer, Officer]) -> None:
    certificate = make_certificate()
    proposal = propose(
        act=Act.REVOKE_CERTIFICATE, on=certificate, arguments={"category": "fraud"}, by=verifiers[0], why=WHY
    )
    assert not Revocation.objects.exists()
    confirm_proposal(proposal=proposal, second=verifiers[1])
    revocation = Revocation.objects.get()
    assert (revocation.category, revocation.reason) == ("fraud", WHY)
    assert (revocation.by, revocation.second) == verifiers
