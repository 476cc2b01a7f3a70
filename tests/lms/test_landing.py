"""After log-in each lands where the work is."""

import pytest
from django.test import Client
from django.urls import reverse

from officers.models import Officer, Role
from tests.courses.factories import make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import PASSWORD, grant, make_officer, make_unit

pytestmark = pytest.mark.django_db
NEW = "cuatro palabras muy nuevas"


def landing(officer: Officer, **wanted: str) -> str:
    data = {"login": officer.login, "password": PASSWORD, **wanted}
    return Client().post(reverse("account_login"), data)["Location"]


def test_who_works_in_the_cms_lands_there():
    officer = make_officer(is_staff=True, password=PASSWORD)
    assert landing(officer) == reverse("home")  # the mark alone, without a grant in force, leads nowhere
    grant(officer, Role.STATION_COMMANDER, unit=make_unit())
    assert landing(officer) == reverse("wagtailadmin_home")
    assert landing(officer, next="/verify/") == "/verify/"
    make_enrolment(officer)
    assert landing(officer) == reverse("wagtailadmin_home")


def test_who_teaches_lands_at_the_runs_and_who_learns_at_home():
    officer = make_officer(password=PASSWORD)
    assert landing(officer) == reverse("home")
    grant(officer, Role.INSTRUCTOR, run=make_run(make_edition(make_course())).uuid)
    assert landing(officer) == reverse("courses:teaching")


@pytest.mark.parametrize(("role", "where"), [(Role.HR_VERIFIER, "wagtailadmin_home"), (None, "home")])
def test_so_it_is_after_the_very_first_log_in(role: str | None, where: str):
    officer = make_officer(is_staff=bool(role), password=PASSWORD, welcomed=False)
    if role:
        grant(officer, role)
    client = Client()
    client.force_login(officer)
    assert client.get("/admin/")["Location"] == "/welcome/"
    answer = client.post("/welcome/", {"accepted": "on", "password": NEW, "again": NEW})
    assert answer["Location"] == reverse(where)
