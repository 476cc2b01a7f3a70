"""Certificates above the mark: HR is told of those that say too much by now, and of no others."""

import pytest
from django.test import Client

from assessments.models import MarkBelowPaper, QuestionVersion
from assessments.services.accept_further import accept_further
from certificates.models import Certificate
from certificates.services.award import award
from certificates.services.revoke import revoke_certificate
from courses.models import Enrolment
from lms.queries.below_paper import below_paper
from officers.models import Officer, Role
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import annul, director_of, read_the_lesson
from tests.assessments.test_further_answers import MORE, WHY, seen, sit
from tests.certificates.factories import supersede
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def hr() -> Officer:
    officer = make_officer()
    grant(officer, Role.HR_VERIFIER)
    return officer


def fall(exam: Exam, version: QuestionVersion) -> None:
    accept_further(
        version=version, further=MORE, why=WHY, by=director_of(exam), second=director_of(exam),
        looked_at=seen(version, MORE, raises_only=False),
    )  # fmt: skip


def certified(exam: Exam) -> Certificate:
    """Return the certificate of an officer who answered everything right."""
    read_the_lesson(exam)
    sit(exam, multiple_choice=["a", "b", "c"])
    return award(enrolment=Enrolment.objects.get()).certificates.get()


def told(by: Officer) -> list[tuple[int, str, str, bool]]:
    return [(each.certificate, str(each.before), str(each.after), each.passes) for each in below_paper(by)]


def test_hr_is_told_until_it_has_decided(client: Client) -> None:
    exam, officer = Exam(kinds=["multiple_choice"], pass_mark="16.00"), hr()
    certificate = certified(exam)
    assert told(officer) == []
    fall(exam, exam.versions[0])
    assert told(officer) == [(certificate.pk, "20.00", "15.00", False)]
    log_in(client, officer)
    client.cookies["django_language"] = "en"
    assert "1 certificate says more" in client.get("/admin/").content.decode()
    page = client.get("/admin/below-paper/").content.decode()
    assert all(word in page for word in (certificate.serial, "20.00, then 15.00", "no longer passed"))
    assert told(make_officer()) == []
    revoke_certificate(certificate=certificate, category="marking_error", reason="x", by=officer, second=hr())
    assert told(officer) == []
    assert "says more" not in client.get("/admin/").content.decode()


def test_the_mark_is_the_one_that_counts_by_now_and_what_has_risen_again_is_told_no_more(client: Client) -> None:
    exam, officer = Exam(kinds=["multiple_choice"] * 2, pass_mark="18.00"), hr()
    certificate = certified(exam)
    for version in exam.versions:
        fall(exam, version)
    assert told(officer) == [(certificate.pk, "20.00", "15.00", False)]
    annul(exam, exam.versions[0])
    assert told(officer) == [(certificate.pk, "20.00", "17.50", False)]
    annul(exam, exam.versions[1])
    assert told(officer) == []
    log_in(client, officer)
    client.cookies["django_language"] = "en"
    assert certificate.serial not in client.get("/admin/below-paper/").content.decode()
    assert "says more" not in client.get("/admin/").content.decode()


def test_what_fell_again_after_a_rise_is_compared_with_the_paper() -> None:
    exam, officer = Exam(kinds=["multiple_choice"] * 2, pass_mark="5.00"), hr()
    read_the_lesson(exam)
    sit(exam, multiple_choice=["a", "b"])
    certificate = award(enrolment=Enrolment.objects.get()).certificates.get()
    annul(exam, exam.versions[0])
    fall(exam, exam.versions[1])
    noted = MarkBelowPaper.objects.get()
    assert [str(mark) for mark in (certificate.mark, noted.before, noted.after)] == ["13.33", "16.67", "15.00"]
    assert told(officer) == []


def test_a_paper_that_was_replaced_for_another_reason_says_too_much_still_and_is_listed_once() -> None:
    exam, officer = Exam(kinds=["multiple_choice"], pass_mark="16.00"), hr()
    certificate = certified(exam)
    fall(exam, exam.versions[0])
    new = supersede(certificate)
    assert told(officer) == [(new.pk, "20.00", "15.00", False)]
