"""Certificates as pages: whose they are, and who may take the PDF."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone, translation

from assessments.services.submit_attempt import submit_attempt
from certificates.facts import facts_of
from certificates.models import Certificate, CertificateFile, Revocation
from certificates.pdf import NotDrawn, certificate_pdf
from certificates.services import render_pdf as drawing
from certificates.services.award import award
from certificates.services.render_pdf import render_missing, render_pdf
from certificates.tasks import draw_certificate
from courses.learner_panels import panels_of
from courses.services.record_outcome import record_outcome
from officers.models import Officer
from tests.assessments.factories import Exam
from tests.certificates.factories import make_certificate
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    return make_certificate()


def as_officer(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


def holder_of(certificate: Certificate) -> Officer:
    return certificate.award.officer


def pdf_bytes(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_pdf_is_drawn_once_and_stored_by_its_hash(certificate: Certificate) -> None:
    file = render_pdf(certificate=certificate)
    assert render_pdf(certificate=certificate) == file
    draw_certificate.call(certificate.pk)
    assert CertificateFile.objects.count() == 1
    assert file.file == f"certificates/{file.sha256[:2]}/{file.sha256}.pdf"


def test_the_sweep_draws_what_has_no_pdf(certificate: Certificate) -> None:
    render_pdf(certificate=make_certificate())
    assert (render_missing(), render_missing()) == (1, 0)
    assert certificate.files.count() == 1


def test_one_that_cannot_be_drawn_holds_up_none_of_the_others(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fine = make_certificate()
    real = certificate_pdf

    def draw(row: Certificate) -> bytes:
        if row.pk == certificate.pk:
            raise NotDrawn("no ink")
        return real(row)

    monkeypatch.setattr(drawing, "certificate_pdf", draw)
    assert render_missing() == 1
    assert (fine.files.count(), certificate.files.count()) == (1, 0)
    assert "no ink" in caplog.text


def test_until_it_is_ready_the_page_says_so_and_the_pdf_leads_there(client: Client, certificate: Certificate) -> None:
    as_officer(client, holder_of(certificate))
    shown = client.get(certificate.get_absolute_url()).content.decode()
    assert f"{certificate.get_absolute_url()}pdf/" not in shown
    assert 'hx-trigger="every' in shown
    assert client.get(f"{certificate.get_absolute_url()}pdf/")["Location"] == certificate.get_absolute_url()
    render_missing()
    shown = client.get(certificate.get_absolute_url()).content.decode()
    assert f"{certificate.get_absolute_url()}pdf/" in shown
    assert "hx-trigger" not in shown


def test_the_holder_downloads_the_pdf(client: Client, certificate: Certificate) -> None:
    render_missing()
    response = as_officer(client, holder_of(certificate)).get(f"{certificate.get_absolute_url()}pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="certificado-{certificate.serial}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert len(pypdf.PdfReader(BytesIO(pdf_bytes(response))).pages) == 1


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (None, None, 404),
        ("hr_verifier", "everywhere", 200),
        ("hr_verifier", "unit", 200),
        ("station_commander", "unit", 200),
        ("auditor", "everywhere", 200),
        ("hr_verifier", "elsewhere", 404),
        ("training_director", "everywhere", 404),
        ("author", "everywhere", 404),
        ("administrator", "everywhere", 404),
    ],
)
def test_who_may_see_and_download(
    client: Client, certificate: Certificate, role: str | None, where: str | None, status: int
) -> None:
    render_missing()
    person = make_officer()
    units = {None: None, "everywhere": None, "unit": holder_of(certificate).unit, "elsewhere": make_unit("Otra")}
    if role:
        grant(person, role, unit=units[where])
    as_officer(client, person)
    for address in (certificate.get_absolute_url(), f"{certificate.get_absolute_url()}pdf/"):
        assert client.get(address).status_code == status


def test_what_is_not_ones_business_answers_like_what_does_not_exist(client: Client, certificate: Certificate) -> None:
    as_officer(client, make_officer())
    there = client.get(certificate.get_absolute_url())
    none = client.get("/certificates/2026-999999-00000001-0/")
    wrong = client.get("/certificates/nonsense/")
    assert there.status_code == none.status_code == wrong.status_code == 404
    assert certificate.holder_name not in there.content.decode()


def test_an_anonymous_visitor_is_led_to_log_in(client: Client, certificate: Certificate) -> None:
    for address in ("/certificates/", certificate.get_absolute_url(), f"{certificate.get_absolute_url()}pdf/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_the_page_says_everything_that_is_printed(client: Client, certificate: Certificate) -> None:
    shown = as_officer(client, holder_of(certificate)).get(certificate.get_absolute_url()).content.decode()
    with translation.override("es"):
        for fact in facts_of(certificate):
            assert f">{fact.value}<" in shown


def test_the_list_shows_ones_own_with_their_states(client: Client) -> None:
    holder = make_officer()
    valid = make_certificate(holder)
    expired = make_certificate(holder, at=timezone.now() - timedelta(days=2000))
    taken = make_certificate(holder)
    Revocation.objects.create(certificate=taken, category="fraud", reason="x", by=make_officer(), second=make_officer())
    stranger = make_certificate()
    response = as_officer(client, holder).get("/certificates/")
    states = {line.serial: line.state for line in response.context["lines"]}
    assert states == {valid.serial: "valid", expired.serial: "expired", taken.serial: "revoked"}
    assert stranger.serial not in response.content.decode()


def test_only_what_holds_or_held_says_until_when(client: Client) -> None:
    holder = make_officer()
    taken = make_certificate(holder)
    Revocation.objects.create(certificate=taken, category="fraud", reason="x", by=make_officer(), second=make_officer())
    as_officer(client, holder)
    for address in ("/certificates/", "/learn/"):
        assert "Vigente hasta" not in client.get(address).content.decode()
    make_certificate(holder)
    assert client.get("/certificates/").content.decode().count("Vigente hasta") == 1


def test_a_list_costs_the_same_with_one_and_with_many(client: Client, django_assert_max_num_queries: Any) -> None:
    holder = make_officer()
    for _ in range(12):
        make_certificate(holder)
    as_officer(client, holder).get("/certificates/")
    with django_assert_max_num_queries(6):
        client.get("/certificates/")


def test_without_certificates_the_list_says_how_to_get_one(client: Client) -> None:
    response = as_officer(client, make_officer()).get("/certificates/")
    assert "/catalogue/" in response.content.decode()


def test_my_learning_shows_the_newest_certificates(client: Client) -> None:
    holder = make_officer()
    assert not [panel for panel in panels_of(holder) if panel.template.startswith("certificates/")]
    made = [make_certificate(holder, at=timezone.now() - timedelta(days=days)) for days in (4, 3, 2, 1)]
    shown = as_officer(client, holder).get("/learn/").content.decode()
    assert all(row.get_absolute_url() in shown for row in made[1:])
    assert f'href="{made[0].get_absolute_url()}"' not in shown.split('id="certificates"')[1]


def test_the_outline_of_a_completed_course_leads_to_its_certificate(client: Client, certificate: Certificate) -> None:
    enrolment = certificate.award.enrolment
    shown = as_officer(client, holder_of(certificate)).get(f"/learn/{enrolment.uuid}/").content.decode()
    assert f'href="{certificate.get_absolute_url()}"' in shown


def test_the_review_of_the_exam_that_completed_the_course_leads_to_the_certificate(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], pass_mark="0.00", lessons=1)
    record_outcome(
        enrolment=exam.enrolment, activity=exam.lesson.activity_uuid, state="done", fraction=None, evidence="read",
        by=exam.officer,
    )  # fmt: skip
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    made = award(enrolment=exam.enrolment).certificates.get()
    shown = as_officer(client, exam.officer).get(f"/sit/{attempt.public_id}/review/").content.decode()
    assert "Ha culminado el curso" in shown
    assert f'href="{made.get_absolute_url()}"' in shown


def test_a_retired_officer_sees_his_certificates(client: Client) -> None:
    holder = make_officer(status="retired")
    certificate = make_certificate(holder)
    assert certificate.serial in as_officer(client, holder).get("/certificates/").content.decode()
    assert client.get(certificate.get_absolute_url()).status_code == 200
