"""HR's page for replacing a certificate: what is printed beside what would be, and two persons."""

import pytest
from django.test import Client

from certificates.models import Certificate
from certificates.services.revoke import revoke_certificate
from officers.models import Officer, Proposal
from tests.certificates.factories import make_certificate
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

SAID = {"wrong": ["holder_name"], "reason": "Partida de nacimiento: Ñahue."}


@pytest.fixture
def first() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def second() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def certificate() -> Certificate:
    """Return one whose holder's name and number were mended since."""
    row = make_certificate()
    Officer.objects.filter(pk=row.award.officer_id).update(maternal_surname="Ñahue", cip="31888777", login="31888777")
    return Certificate.objects.get(pk=row.pk)


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def page(certificate: Certificate, *parts: object) -> str:
    return "/".join(["/admin/certificates", certificate.serial, *map(str, parts), ""])


def test_two_persons_replace_it_from_its_page(first: Officer, second: Officer, certificate: Certificate) -> None:
    one, other = browser(first), browser(second)
    shown = one.get(page(certificate, "reissue")).content.decode()
    for text in (certificate.holder_name, "Rosa Elena Huamán Ñahue", certificate.holder_cip, "31888777"):
        assert text in shown
    assert one.post(page(certificate, "reissue"), SAID).headers["Location"] == page(certificate)
    proposal = Proposal.objects.get()
    address = f"/admin/proposals/{proposal.public_id}/confirm/"
    for text in (other.get(page(certificate)).content.decode(), other.get(address).content.decode()):
        assert "“Rosa Elena Huamán Ñahue” in place of “Rosa Elena Huamán Ñahui”" in text
        assert "31888777" not in text  # was not ticked
        assert "Partida de nacimiento" in text
    assert one.post(address).status_code == 409
    assert other.post(address).status_code == 302
    new = Certificate.objects.get(supersedes=certificate)
    assert (new.holder_name, new.holder_cip) == ("Rosa Elena Huamán Ñahue", certificate.holder_cip)
    assert f"Replaced by {new.serial}" in other.get(page(certificate)).content.decode()
    after = other.get(page(new)).content.decode()
    assert f"It replaced {certificate.serial}" in after
    assert "Partida de nacimiento" in after


def test_what_may_be_done_is_offered_and_nothing_else(
    first: Officer, second: Officer, certificate: Certificate
) -> None:
    client = browser(first)
    ways = [f'href="{page(certificate, act)}"' for act in ("reissue", "revoke", "reinstate")]

    def offered() -> list[bool]:
        shown = client.get(page(certificate)).content.decode()
        return [way in shown for way in ways]

    assert offered() == [True, True, False]
    client.post(page(certificate, "reissue"), SAID)
    assert offered() == [False, False, False]
    browser(second).post(f"/admin/proposals/{Proposal.objects.get().public_id}/confirm/")
    assert offered() == [False, False, False]
    answer = client.post(page(certificate, "reissue"), SAID)
    assert answer.context["form"].non_field_errors()  # replaced already
    new = Certificate.objects.get(supersedes=certificate)
    revoke_certificate(certificate=new, category="fraud", reason="x", by=first, second=second)
    assert client.post(page(new, "reissue"), {**SAID, "wrong": ["holder_cip"]}).context["form"].non_field_errors()


def test_where_nothing_differs_it_says_where_to_mend_it(first: Officer) -> None:
    certificate = make_certificate()
    shown = browser(first).get(page(certificate, "reissue")).content.decode()
    assert "there is nothing to correct" in shown
    assert f"/admin/certificates/records/{certificate.award.officer.public_id}/" in shown
    assert 'name="reason"' not in shown


def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(first: Officer, certificate: Certificate) -> None:
    client = browser(first)
    answer = client.post(page(certificate, "reissue"), {"reason": "Escrito con cuidado"})
    assert set(answer.context["form"].errors) == {"wrong"}
    assert "Escrito con cuidado" in answer.content.decode()
    answer = client.post(page(certificate, "reissue"), {"wrong": ["holder_unit"], "reason": "x"})
    assert set(answer.context["form"].errors) == {"wrong"}  # it does not differ
    assert set(client.post(page(certificate, "reissue"), {**SAID, "reason": ""}).context["form"].errors) == {"reason"}
    assert not Proposal.objects.exists()


def test_who_may_not_replace_there_finds_no_such_address(first: Officer, certificate: Certificate) -> None:
    elsewhere, auditor = make_officer(), make_officer()
    grant(elsewhere, "hr_verifier", unit=make_unit("Otra unidad"))
    grant(auditor, "auditor")
    for person in (elsewhere, auditor):
        assert browser(person).post(page(certificate, "reissue"), SAID).status_code == 404
    assert "reissue" not in browser(auditor).get(page(certificate)).content.decode()
