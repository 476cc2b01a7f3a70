"""After log-in each lands where the work is."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officers.models import Officer, Role
from tests.courses.factories import make_enrolment
from tests.officers.factories import PASSWORD, grant, make_officer

pytestmark = pytest.mark.django_db


def landing(officer: Officer, **wanted: str) -> str:
    data = {"login": officer.login, "password": PASSWORD, **wanted}
    return Client().post(reverse("account_login"), data)["Location"]


def test_who_works_in_the_cms_and_learns_nothing_lands_there():
    officer = make_officer(is_staff=True, password=PASSWORD)
    assert landing(officer) == reverse("home")  # the mark alone, without a grant in force, leads nowhere
    grant(officer, Role.HR_VERIFIER)
    assert landing(officer) == reverse("wagtailadmin_home")
    assert landing(officer, next="/verify/") == "/verify/"
    enrolment = make_enrolment(officer)
    assert landing(officer) == reverse("home")
    enrolment.end("completed", timezone.now())
    enrolment.save()
    assert landing(officer) == reverse("wagtailadmin_home")
