"""Beside a course's page: what holds at once, who may decide it, and what is told before."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Bank
from audit.models import Entry
from courses.access import decide, losing
from courses.models import AccessRule, Course, CourseImage, Enrolment
from courses.services.set_area import set_area
from officers.models.grant import Role
from officers.roles import NotPermitted
from tests.courses.cms import address, logged_in
from tests.courses.factories import let_see, make_course, make_edition, make_enrolment, make_run
from tests.courses.media_factory import make_image
from tests.officers.factories import grant, make_area, make_officer, make_unit

pytestmark = pytest.mark.django_db


def test_a_raised_classification_is_effective_at_once_and_audited(director: Client, written: Any) -> None:
    answer = director.post(
        address("classification", written),
        {"classification": "reserved", "why": "Datos de un caso", "confirmed": "yes"},
    )
    assert answer.status_code == 302
    assert Course.objects.get(pk=written.course.pk).classification == "reserved"
    line = Entry.objects.filter(act="access.set").get()
    assert (line.changed, line.why) == (["classification"], "Datos de un caso")


def test_raising_first_says_who_loses_access_and_what_requires_the_course(director: Client, written: Any) -> None:
    run = make_run(make_edition(written.course))
    outside, inside = make_enrolment(run=run).officer, make_enrolment(run=run).officer
    let_see(written.course, officer=inside)
    requiring = make_course()
    requiring.prerequisites.add(written.course)
    form = {"classification": "reserved", "why": "Datos de un caso"}
    told = director.post(address("classification", written), form)
    assert Course.objects.get(pk=written.course.pk).classification == "open"
    raising = told.context["raising"]
    assert (raising.losing, raising.rules, raising.required_for) == (1, 1, [requiring.code])
    confirmed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', told.content.decode()))
    director.post(address("classification", written), confirmed)
    course = Course.objects.get(pk=written.course.pk)
    assert [decide(officer, course).allowed for officer in (outside, inside)] == [False, True]


def test_who_would_lose_access_is_who_then_has_none(written: Any) -> None:
    course, run = written.course, make_run(make_edition(written.course))
    above = make_unit(kind="region")
    below = make_unit(parent=above)
    people = [make_officer(unit=below), make_officer(), make_officer(status="retired"), *(make_officer() for _ in "12")]
    grant(people[3], Role.INSTRUCTOR, run=run.uuid)
    grant(people[4], Role.HR_VERIFIER, area=course.area)
    let_see(course, unit=above)
    for officer in people:
        make_enrolment(officer, run)
    for level in ("internal", "reserved"):
        lost = set(
            losing(Enrolment.objects.all(), course=course, classification=level).values_list("officer", flat=True)
        )
        Course.objects.update(classification=level)
        after = Course.objects.get(pk=course.pk)
        assert lost == {each.pk for each in people if not decide(each, after).allowed}
        Course.objects.update(classification="open")


def test_a_director_of_both_areas_gives_a_course_and_its_banks_to_another(written: Any) -> None:
    client, by = logged_in(written, Role.TRAINING_DIRECTOR)
    other = make_area("intelligence")
    bank = Bank.objects.create(name="B", course=written.course, area=written.course.area)
    form = {"area": other.pk, "why": "Nueva competencia"}
    assert client.post(address("area", written), form).context["area_form"].errors["area"]  # not offered to him
    with pytest.raises(NotPermitted):
        set_area(on=written.course, area=other, by=by, why="x")
    client, by = logged_in(written, Role.TRAINING_DIRECTOR)
    grant(by, Role.TRAINING_DIRECTOR, area=other)
    Course.objects.update(classification="reserved")
    assert client.post(address("area", written), form).context["area_form"].errors["area"]
    Course.objects.update(classification="internal")
    assert client.post(address("area", written), form).status_code == 302
    bank.refresh_from_db()
    assert Course.objects.get(pk=written.course.pk).area == bank.area == other
    assert Entry.objects.get(act="access.set").changed == ["area"]


def test_the_settings_tell_nobody_of_errors_he_did_not_make_and_lead_to_those_he_made(
    director: Client, written: Any
) -> None:
    for name in ("area", "contact", "prerequisites", "classification", "give_access"):
        assert 'role="alert"' not in director.get(address(name, written)).content.decode()
    refused = director.post(address("give_access", written), {"why": ""}).content.decode()
    form = re.search(r'<form method="post" action="[^"]*/access/#(\w+)" id="(\w+)"[^>]*>.*?</form>', refused, re.DOTALL)
    assert form
    assert form[1] == form[2]
    assert 'role="alert"' in form[0]


def test_lowering_is_offered_to_whoever_may_where_there_is_a_lower_level(author: Client, written: Any) -> None:
    director = logged_in(written, Role.TRAINING_DIRECTOR)[0]
    image = make_image(written.course, classification="internal")
    edit, link = (
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("courses_lowering:lower", args=["image", image.pk]),
    )
    assert link in director.get(edit).content.decode()
    assert link not in author.get(edit).content.decode()
    CourseImage.objects.update(classification="open")
    assert link not in director.get(edit).content.decode()
    assert "/lowering/course/" not in director.get(address("settings", written)).content.decode()


def test_lowering_is_refused_with_what_to_do(director: Client, written: Any) -> None:
    Course.objects.update(classification="internal")
    answer = director.post(address("classification", written), {"classification": "open", "why": "Ya no hace falta"})
    assert answer.context["classification_form"].errors["classification"]
    assert Course.objects.get(pk=written.course.pk).classification == "internal"


def test_an_author_changes_the_contact_and_nothing_about_access(author: Client, written: Any) -> None:
    author.post(address("contact", written), {"contact": "Mesa de partes"})
    assert Course.objects.get(pk=written.course.pk).contact == "Mesa de partes"
    for name in ("classification", "prerequisites", "give_access"):
        assert author.post(address(name, written), {}).status_code == 404


def test_prerequisites_in_a_circle_are_refused(director: Client, written: Any) -> None:
    other = make_course()
    other.prerequisites.add(written.course)
    answer = director.post(address("prerequisites", written), {"prerequisites": [other.pk]})
    assert other.code in str(answer.context["prerequisites_form"].errors)
    director.post(address("prerequisites", written), {"prerequisites": [make_course().pk]})
    assert written.course.prerequisites.count() == 1


def test_a_prerequisite_that_the_director_may_not_see_stays(director: Client, written: Any) -> None:
    unseen, shown = make_course(classification="reserved", area=make_area("intelligence")), make_course()
    written.course.prerequisites.add(unseen, shown)
    director.post(address("prerequisites", written), {"prerequisites": [], "x": ""})
    assert list(written.course.prerequisites.all()) == [unseen]


def test_a_prerequisite_that_learners_may_not_know_of_is_refused(director: Client, written: Any) -> None:
    other = make_course(classification="internal")
    director.post(address("prerequisites", written), {"prerequisites": [other.pk]})
    assert written.course.prerequisites.count() == 0


def test_access_is_given_to_a_unit_or_an_officer_and_withdrawn_with_a_reason(director: Client, written: Any) -> None:
    form = {"since": "2026-01-01", "until": "", "why": "Designados", "unit": make_unit().pk, "login": ""}
    director.post(address("give_access", written), form)
    rule = AccessRule.objects.get()
    director.post(address("give_access", written), {**form, "unit": "", "login": make_officer().login})
    assert AccessRule.objects.count() == 2
    director.post(address("withdraw_access", written, rule.pk), {"why": "Ya no"})
    assert AccessRule.objects.in_force().count() == 1
    assert AccessRule.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit": "", "login": ""}, "unit"),
        ({"unit": "", "login": "99999999"}, "login"),
        ({"until": "2025-01-01"}, "until"),
        ({"since": "30 de febrero"}, "since"),
        ({"why": ""}, "why"),
    ],
)
def test_a_wrong_access_rule_is_refused_at_the_field(
    director: Client, written: Any, changed: dict[str, str], field: str
) -> None:
    form = {"since": "2026-01-01", "until": "", "why": "Designados", "unit": make_unit().pk, "login": "", **changed}
    answer = director.post(address("give_access", written), form)
    assert field in answer.context["access_form"].errors
    assert not AccessRule.objects.exists()


def test_the_day_from_which_access_is_given_is_filled_in_as_the_picker_reads_it(director: Client, written: Any) -> None:
    page = director.get(address("settings", written)).content.decode()
    assert f'name="since" value="{timezone.localdate():%Y-%m-%d}"' in page
