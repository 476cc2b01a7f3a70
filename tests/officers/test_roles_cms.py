"""Who can do what: the list, giving and withdrawing in the CMS, each within the reach of one's own grant."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officers.grant_forms import GiveRoleForm
from officers.models import Grant, Officer, Proposal, Role
from officers.roles import NotPermitted
from officers.scopes import MOST, UnknownScope
from officers.services.close_account import close_account
from officers.services.grant_role import NeedsSecondPerson, grant_role
from officers.services.keep_an_administrator import LastAdministrator
from officers.services.withdraw_role import withdraw_role
from tests.courses.factories import let_see, make_course, make_edition, make_run
from tests.officers.factories import grant, make_area, make_officer, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def granted(role: str, **scope: Any) -> Officer:
    officer = make_officer()
    grant(officer, role, **scope)
    return officer


@pytest.fixture
def administrator() -> Officer:
    return granted("administrator")


@pytest.fixture
def director() -> Officer:
    return granted("training_director", area=make_area())


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def give(by: Officer, officer: Officer, **fields: Any) -> Any:
    """Post the form, say yes to the question where one is asked, and return the answer."""
    body = {"officer": officer.login, "role": "author", "kind": "area", "place": "community", "since": TODAY,
            "until": "", "reason": "Resolución 12", **fields}  # fmt: skip
    client, address = browser(by), reverse("officers_roles:give")
    answer: Any = client.post(address, body)
    seen = (getattr(answer, "context_data", None) or {}).get("seen")
    return client.post(address, {**body, "seen": seen}) if seen else answer


def lines(client: Client, **query: str) -> Any:
    """Return the lines of the list."""
    answer: Any = client.get(reverse("officers_roles:roles"), query)
    return answer.context_data["lines"]


def errors(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200
    return dict(answer.context_data["form"].errors)


class TestGiving:
    def test_a_place_is_found_by_code_and_by_a_part_of_its_name(self, administrator: Officer) -> None:
        unit = make_unit("Comisaría de Ñaña", code="CIA-NANA")
        for text in ("cia-nana", "nana"):
            officer = make_officer()
            assert give(administrator, officer, role="station_commander", kind="unit", place=text).status_code == 302
            assert officer.grants.get().unit == unit

    def test_of_several_that_match_one_is_chosen_and_nothing_typed_is_lost(self, administrator: Officer) -> None:
        make_unit("Comisaría de Comas", code="C1")
        second, officer = make_unit("Comisaría de Comas Norte", code="C2"), make_officer()
        asked = give(administrator, officer, role="station_commander", kind="unit", place="comas")
        assert list(errors(asked)) == ["chosen"]
        assert "Resolución 12" in asked.content.decode()
        answer = give(administrator, officer, role="station_commander", kind="unit", place="comas", chosen="C2")
        assert answer.status_code == 302
        assert officer.grants.get().unit == second

    def test_what_is_out_of_reach_leaves_no_gap(self) -> None:
        for n in range(MOST + 2):
            make_unit(f"Comisaría {n}")
        region = make_unit("Región", kind="region")
        own, officer = make_unit("Comisaría propia", parent=region), make_officer()
        local = granted("administrator", unit=region)
        assert give(local, officer, role="station_commander", kind="unit", place="comisaria").status_code == 302
        assert officer.grants.get().unit == own

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"officer": "99999999"}, "officer"), ({"officer": "\x00"}, "officer"), ({"place": "nada"}, "place"),
            ({"place": ""}, "place"), ({"place": "a\x00"}, "place"), ({"kind": "everywhere"}, "kind"),
            ({"kind": "nowhere"}, "kind"), ({"role": "pope"}, "role"), ({"since": "31/13/2026"}, "since"),
            ({"until": "x"}, "until"), ({"reason": " "}, "reason"), ({"kind": "course", "place": "XX-999"}, "place"),
            ({"kind": "unit", "role": "administrator"}, "kind"), ({"kind": "unit"}, "kind"),
            ({"kind": "everywhere", "role": "station_commander", "place": ""}, "kind"),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_said_at_its_field(self, administrator: Officer, fields: Any, field: str) -> None:
        make_area()
        body = {"officer": make_officer().login, "role": "author", "kind": "area", "place": "community",
                "since": str(TODAY), "reason": "Resolución 12", **fields}  # fmt: skip
        assert list(GiveRoleForm(body, by=administrator).errors) == [field]

    def test_an_empty_form_is_no_error_of_the_program(self, administrator: Officer) -> None:
        answer = browser(administrator).post(reverse("officers_roles:give"), {"x": "1"})
        assert {"officer", "role", "kind", "since", "reason"} <= set(errors(answer))

    def test_what_the_service_refuses_is_said_at_its_field(self, administrator: Officer) -> None:
        make_area()
        assert list(errors(give(administrator, make_officer(), until=TODAY))) == ["until"]

    def test_nobody_gives_to_himself(self, administrator: Officer, director: Officer) -> None:
        assert list(errors(give(administrator, administrator))) == ["officer"]
        assert list(errors(give(director, director))) == ["officer"]


class TestTheQuestion:
    BODY = {"role": "author", "kind": "area", "place": "community", "since": str(TODAY), "reason": "Resolución 12"}

    def ask(self, by: Officer, **fields: str) -> Any:
        return browser(by).post(reverse("officers_roles:give"), {**self.BODY, **fields})

    def test_who_it_is_is_shown_before_anything_is_given(self, administrator: Officer) -> None:
        make_area()
        officer = make_officer(paternal_surname="Zarzamora", unit=make_unit("Comisaría de Ñaña"))
        page = self.ask(administrator, officer=officer.login).content.decode()
        assert "Zarzamora" in page
        assert "Comisaría de Ñaña" in page
        assert not officer.grants.exists()

    def test_the_answer_holds_for_what_was_shown_only(self, administrator: Officer) -> None:
        make_area()
        shown, other = make_officer(), make_officer()
        seen = self.ask(administrator, officer=shown.login).context_data["seen"]
        for changed in ({"officer": other.login}, {"role": "reviewer"}):
            answer = self.ask(administrator, **{"officer": shown.login, **changed}, seen=seen)
            assert answer.context_data["seen"] not in ("", seen)
        assert not Grant.objects.exclude(officer=administrator).exists()
        assert self.ask(administrator, officer=shown.login, seen=seen).status_code == 302
        assert shown.grants.get().role == "author"

    def test_what_was_done_is_said_with_person_role_and_place(self, administrator: Officer) -> None:
        unit, officer = make_unit("Comisaría de Ñaña"), make_officer()
        client = browser(administrator)
        body = {**self.BODY, "officer": officer.login, "role": "station_commander", "kind": "unit", "place": unit.code}
        asked: Any = client.post(reverse("officers_roles:give"), body)
        answer: Any = client.post(
            reverse("officers_roles:give"), {**body, "seen": asked.context_data["seen"]}, follow=True
        )
        said = str(next(iter(answer.context["messages"])))
        assert [word in said for word in ("Station commander", unit.name, officer.get_full_name())] == [True] * 3


class TestDirectors:
    def test_a_director_gives_what_works_on_the_content_that_he_directs(self, director: Officer) -> None:
        course = make_course(area=make_area())
        run = make_run(make_edition(course))
        for role, kind, place in (("author", "area", "community"), ("reviewer", "course", course.code),
                                  ("instructor", "run", run.code)):  # fmt: skip
            officer = make_officer()
            assert give(director, officer, role=role, kind=kind, place=place).status_code == 302
            assert officer.grants.get().role == role

    def test_other_roles_other_areas_and_everywhere_are_not_his_to_give(self, director: Officer) -> None:
        other = make_course(area=make_area("traffic", "Tránsito"), classification="internal")
        officer = make_officer()
        assert list(errors(give(director, officer, role="training_director"))) == ["role"]
        assert list(errors(give(director, officer, place="traffic"))) == ["place"]
        assert list(errors(give(director, officer, kind="course", place=other.code))) == ["place"]
        assert list(errors(give(director, officer, kind="everywhere", place=""))) == ["kind"]
        with pytest.raises(NotPermitted):
            grant_role(officer=officer, role=Role.AUTHOR, by=director, reason="x", since=TODAY, course=other.uuid)

    def test_he_withdraws_there_and_nowhere_else(self, director: Officer) -> None:
        course = make_course(area=make_area())
        own = grant(make_officer(), "author", course=course.uuid)
        foreign = grant(make_officer(), "author", area=make_area("traffic", "Tránsito"))
        beyond = grant(make_officer(), "training_director", area=make_area())
        client = browser(director)
        assert [line.id for line in lines(client)] == [own.pk]
        for row in (foreign, beyond):
            assert client.get(reverse("officers_roles:withdraw", args=[row.pk])).status_code == 404
            with pytest.raises(NotPermitted):
                withdraw_role(grant=row, by=director, reason="x")
        assert client.post(reverse("officers_roles:withdraw", args=[own.pk]), {"why": "Terminó"}).status_code == 302
        own.refresh_from_db()
        assert own.withdrawn_at


class TestReservedCourses:
    def test_an_administrator_is_told_nothing_of_a_course_that_he_does_not_see(self, administrator: Officer) -> None:
        course = make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved")
        run = make_run(make_edition(course, title="Curso zarzamora"), code="ZZ-1")
        grant(make_officer(), "author", course=course.uuid)
        grant(make_officer(), "instructor", run=run.uuid)
        Grant.objects.exclude(officer=administrator).update(reason="para zarzamora")
        page = browser(administrator).get(reverse("officers_roles:roles")).content.decode()
        assert "a course that you do not see" in page
        assert not {word for word in ("zarzamora", course.code, run.code) if word in page}
        for kind, place in (("course", course.code), ("course", "zarzamora"), ("run", run.code)):
            answer = give(administrator, make_officer(), kind=kind, place=place)
            assert errors(answer) == errors(give(administrator, make_officer(), kind=kind, place="XX-999"))
        with pytest.raises(UnknownScope):
            grant_role(
                officer=make_officer(), role=Role.AUTHOR, by=administrator, reason="x", since=TODAY, course=course.uuid
            )

    def test_whoever_sees_it_finds_it(self, administrator: Officer) -> None:
        course = make_course(area=make_area("intelligence", "Inteligencia"), classification="reserved")
        let_see(course, officer=administrator)
        officer = make_officer()
        assert give(administrator, officer, kind="course", place=course.code).status_code == 302
        assert course.code in browser(administrator).get(reverse("officers_roles:roles")).content.decode()


class TestAdministrators:
    def test_the_role_takes_two_persons(self, administrator: Officer) -> None:
        officer, second = make_officer(), granted("administrator")
        with pytest.raises(NeedsSecondPerson):
            grant_role(officer=officer, role=Role.ADMINISTRATOR, by=administrator, reason="x", since=TODAY)
        answer = give(administrator, officer, role="administrator", kind="everywhere", place="")
        assert answer["Location"] == reverse("officers_proposals:proposals")
        assert not officer.grants.exists()
        client, proposal = browser(second), Proposal.objects.get()
        assert "Role “Administrator”, everywhere" in client.get(answer["Location"]).content.decode()
        assert client.post(reverse("officers_proposals:confirm", args=[proposal.public_id])).status_code == 302
        assert officer.grants.in_force().get().role == "administrator"

    def test_the_last_one_stays(self, administrator: Officer) -> None:
        other, hr = granted("administrator"), granted("hr_verifier")
        granted("administrator", unit=make_unit())  # holds nowhere else
        withdraw_role(grant=other.grants.get(), by=administrator, reason="Cambio de funciones")
        with pytest.raises(LastAdministrator):
            withdraw_role(grant=administrator.grants.get(), by=administrator, reason="x")
        with pytest.raises(LastAdministrator):
            close_account(officer=administrator, by=hr, why="Pasó al retiro")


class TestTheList:
    def test_it_is_narrowed(self, administrator: Officer) -> None:
        unit, client = make_unit(), browser(administrator)
        quispe = make_officer(paternal_surname="Quispe")
        present = grant(quispe, "station_commander", unit=unit)
        ended = grant(quispe, "author", area=make_area(), until=TODAY)
        later = grant(quispe, "auditor")
        Grant.objects.filter(pk=later.pk).update(since=TODAY.replace(year=TODAY.year + 1))

        def ids(**query: str) -> set[int]:
            return {line.id for line in lines(client, **query)}

        assert ids() == {present.pk, administrator.grants.get().pk}
        assert ids(q="QUÍSPE rosa") == ids(q=quispe.login) == ids(kind="unit") == {present.pk}
        assert ids(q="quispe", state="ended") == {ended.pk}
        assert ids(state="later") == {later.pk}
        assert ids(q="quispe", state="", role="author") == {ended.pk}
        assert ids(q="\x00", role="pope", state="?") >= {present.pk}

    def test_it_keeps_its_number_of_queries(self, administrator: Officer) -> None:
        course = make_course()
        run, client = make_run(make_edition(course)), browser(administrator)

        def fill(count: int) -> None:
            for _ in range(count):
                grant(make_officer(), "author", course=course.uuid)
                grant(make_officer(), "instructor", run=run.uuid)
                grant(make_officer(), "author", area=make_area())

        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse("officers_roles:roles"))
            return len(caught)

        fill(1)
        queries()
        few = queries()
        fill(9)
        assert queries() == few

    @pytest.mark.parametrize("role", ["hr_verifier", "author", "auditor"])
    def test_it_is_not_there_for_whoever_gives_no_role(self, role: str) -> None:
        client = browser(granted(role))
        assert client.get(reverse("officers_roles:roles")).status_code == 404
        assert reverse("officers_roles:roles") not in client.get("/admin/").content.decode()
