"""HR's page of a certificate: what rests on it, and revoking it and undoing that by two persons."""

import pytest
from django.test import Client

from certificates.models import Certificate
from certificates.services.verify import verify
from officers.models import Officer, Proposal
from tests.certificates.factories import make_award, make_certificate
from tests.courses.factories import course_of, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db


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


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def page(certificate: Certificate, *parts: object) -> str:
    return "/".join(["/admin/certificates", certificate.serial, *map(str, parts), ""])


def decision(proposal: Proposal, act: str) -> str:
    return f"/admin/proposals/{proposal.public_id}/{act}/"


def test_two_persons_revoke_and_undo_it_from_its_page(first: Officer, second: Officer) -> None:
    certificate = make_certificate()
    one, other = browser(first), browser(second)
    said = {"category": "fraud", "reason": "Suplantación en el examen."}
    assert one.post(page(certificate, "revoke"), said).headers["Location"] == page(certificate)
    proposal = Proposal.objects.get()
    assert "Suplantación" in other.get(page(certificate)).content.decode()
    assert one.post(decision(proposal, "confirm")).status_code == 409
    assert verify(text=certificate.serial).state == "valid"
    assert other.post(decision(proposal, "confirm")).status_code == 302
    assert verify(text=certificate.serial).state == "revoked"

    other.post(page(certificate, "reinstate"), {"why": "El acta era de un homónimo."})
    undoing = Proposal.objects.get(state="waiting")
    one.post(decision(undoing, "confirm"))
    assert verify(text=certificate.serial).state == "valid"
    shown = one.get(page(certificate)).content.decode()
    assert "Suplantación" in shown
    assert "homónimo" in shown


def test_it_says_first_what_rests_on_the_certificate(first: Officer) -> None:
    certificate = make_certificate()
    holder, course = certificate.award.officer, course_of(certificate.award.edition)
    requiring, earned = make_course(code="PC-201"), make_course(code="PC-202", classification="reserved")
    for later in (requiring, earned):
        later.prerequisites.add(course)
    make_enrolment(holder, make_run(make_edition(requiring, title="Curso que sigue"), code="SIGUE-1"))
    make_award(holder, edition=make_edition(earned, title="Secreto", public_title="Curso de la Dirección"))
    shown = browser(first).get(page(certificate, "revoke")).content.decode()
    assert "Curso que sigue" in shown
    assert "SIGUE-1" in shown
    assert "Curso de la Dirección" in shown
    assert "Secreto" not in shown


def test_whoever_confirms_is_shown_first_what_rests_on_it_and_where_it_may_be_looked_at(
    first: Officer, second: Officer
) -> None:
    certificate = make_certificate()
    holder = certificate.award.officer
    later = make_course(code="PC-201")
    later.prerequisites.add(course_of(certificate.award.edition))
    make_enrolment(holder, make_run(make_edition(later, title="Curso que sigue"), code="SIGUE-1"))
    browser(first).post(page(certificate, "revoke"), {"category": "fraud", "reason": "x"})
    proposal, other = Proposal.objects.get(), browser(second)
    listed = other.get("/admin/proposals/").content.decode()
    shown = other.get(decision(proposal, "confirm")).content.decode()
    for text in (listed, shown):
        assert page(certificate) in text
        assert f"/admin/certificates/records/{holder.public_id}/" in text
        assert certificate.holder_cip in text
    assert "SIGUE-1" in shown
    assert verify(text=certificate.serial).state == "valid"  # looking confirms nothing
    assert f'action="{decision(proposal, "confirm")}"' not in listed


def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(first: Officer, second: Officer) -> None:
    certificate = make_certificate()
    client = browser(first)
    answer = client.post(page(certificate, "revoke"), {"category": "because", "reason": "Escrito con cuidado"})
    assert set(answer.context["form"].errors) == {"category"}
    assert "Escrito con cuidado" in answer.content.decode()
    assert set(client.post(page(certificate, "revoke")).context["form"].errors) == set()  # nothing was sent
    for _ in range(2):
        answer = client.post(page(certificate, "revoke"), {"category": "fraud", "reason": "x"})
    assert answer.context["form"].non_field_errors()
    assert client.post(page(certificate, "reinstate"), {"why": "x"}).context["form"].non_field_errors()


def test_a_proposal_is_declined_with_a_reason(first: Officer, second: Officer) -> None:
    certificate = make_certificate()
    browser(first).post(page(certificate, "revoke"), {"category": "fraud", "reason": "x"})
    address = decision(Proposal.objects.get(), "decline")
    client = browser(second)
    assert client.post(address, {"why": ""}).context["form"].errors
    client.post(address, {"why": "Falta el acta."})
    assert Proposal.objects.get().state == "declined"
    assert client.post(address, {"why": "Otra vez"}).context["form"].non_field_errors()


def test_who_may_not_revoke_there_finds_no_such_address(first: Officer) -> None:
    elsewhere, auditor = make_officer(), make_officer()
    grant(elsewhere, "hr_verifier", unit=make_unit("Otra unidad"))
    grant(auditor, "auditor")
    certificate = make_certificate()
    browser(first).post(page(certificate, "revoke"), {"category": "fraud", "reason": "x"})
    proposal = Proposal.objects.get()
    acts = [page(certificate, "revoke"), page(certificate, "reinstate"), decision(proposal, "confirm")]
    for person, sees in ((elsewhere, 404), (auditor, 200)):
        client = browser(person)
        assert client.get(page(certificate)).status_code == sees
        assert {client.post(act).status_code for act in acts} == {404}
    assert {browser(first).get(f"/admin/certificates/{text}/").status_code for text in ("x", "%00", "9" * 99)} == {404}
