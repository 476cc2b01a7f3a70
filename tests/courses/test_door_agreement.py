"""The door over content: what it says of one course is what its lists hold, whatever was granted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.access import admitted, decide, visible, visible_courses
from courses.models import AccessRule, Course, Edition
from officers.models import Grant, Officer, Role
from officers.roles import CONTENT_ROLES
from tests.courses.factories import make_course, make_edition, make_run
from tests.officers.factories import make_area, make_officer, make_unit

DAYS = st.integers(-3, 3)
SPANS = st.tuples(DAYS, st.none() | st.integers(1, 4))
WHO = st.sampled_from(["officer", "unit", "parent", "other unit", "other officer"])
RULES = st.lists(st.tuples(st.integers(0, 3), WHO, SPANS, st.booleans()), max_size=4)
SCOPES = st.sampled_from(["area", "other area", "course", "other course", "run", "unit", "none"])
GRANTS = st.lists(st.tuples(st.sampled_from(Role.values), SCOPES, SPANS, st.booleans()), max_size=4)
STATUSES = st.sampled_from(Officer.Status.values)


class DoorAgreesWithItself(TestCase):
    """Random rules and grants over four courses: open, internal, and reserved ones of two areas."""

    def setUp(self) -> None:
        area, other = make_area("a", "A"), make_area("b", "B")
        self.areas = {"area": area, "other area": other}
        self.courses = [
            make_course(classification="open", area=area),
            make_course(classification="internal", area=area),
            make_course(classification="reserved", area=area),
            make_course(classification="reserved", area=other),
        ]
        self.editions = [make_edition(course, lessons=1) for course in self.courses]
        self.given_run = make_run(self.editions[2])
        self.parent = make_unit("Región", kind="region")
        self.unit = make_unit("Comisaría", parent=self.parent)
        self.elsewhere = make_unit("Otra")
        self.giver, self.other = make_officer(), make_officer()

    @settings(max_examples=60, deadline=None)
    @given(RULES, GRANTS, STATUSES)
    def test_decide_agrees_with_every_list_and_with_the_rule(self, rules: Any, grants: Any, status: Any) -> None:
        officer = make_officer(unit=self.unit, status=status)
        expected = {0, 1} if status in {"active", "on_leave"} else set()
        for course, who, span, withdrawn in rules:
            self._rule(officer, course, who, span, withdrawn)
            if _in_force(span, withdrawn) and who in {"officer", "unit", "parent"} and status in {"active", "on_leave"}:
                expected.add(course)
        for role, scope, span, withdrawn in grants:
            self._grant(officer, role, scope, span, withdrawn)
            if _in_force(span, withdrawn) and role in CONTENT_ROLES and status in {"active", "on_leave"}:
                expected |= {"area": {2}, "other area": {3}, "course": {2}, "other course": {3}, "run": {2}}.get(
                    scope, set()
                )
        decided = {n for n, course in enumerate(self.courses) if decide(officer, course).allowed}
        assert decided == expected
        assert self._positions(visible_courses(officer)) == expected
        seen = visible(officer, Edition.objects.all(), at="course")
        assert self._positions(Course.objects.filter(pk__in=seen.values("course"))) == expected
        alone = Officer.objects.filter(pk=officer.pk)
        assert {n for n, course in enumerate(self.courses) if admitted(alone, course).exists()} == expected

    def test_anonymous_visitors_see_open_outlines_only(self) -> None:
        decided = {n for n, course in enumerate(self.courses) if decide(AnonymousUser(), course).allowed}
        assert decided == self._positions(visible_courses(AnonymousUser())) == {0}

    def _positions(self, courses: Any) -> Any:
        found = set(courses.values_list("pk", flat=True))
        return {n for n, course in enumerate(self.courses) if course.pk in found}

    def _rule(self, officer: Any, course: Any, who: Any, span: Any, withdrawn: Any) -> Any:
        named: Any = {
            "officer": {"officer": officer}, "unit": {"unit": self.unit}, "parent": {"unit": self.parent},
            "other unit": {"unit": self.elsewhere}, "other officer": {"officer": self.other},
        }[who]  # fmt: skip
        AccessRule.objects.create(
            course=self.courses[course], why="prueba", withdrawn_at=timezone.now() if withdrawn else None,
            **_dates(span), **named,
        )  # fmt: skip

    def _grant(self, officer: Any, role: Any, scope: Any, span: Any, withdrawn: Any) -> Any:
        scopes: Any = {
            "area": {"area": self.areas["area"]}, "other area": {"area": self.areas["other area"]},
            "course": {"course": self.courses[2].uuid}, "other course": {"course": self.courses[3].uuid},
            "run": {"run": self.given_run.uuid}, "unit": {"unit": self.unit}, "none": {},
        }[scope]  # fmt: skip
        Grant.objects.create(
            officer=officer, role=role, by=self.giver, reason="prueba",
            withdrawn_at=timezone.now() if withdrawn else None, **_dates(span), **scopes,
        )  # fmt: skip


def _dates(span: Any) -> Any:
    since = timezone.localdate() + timedelta(days=span[0])
    return {"since": since, "until": since + timedelta(days=span[1]) if span[1] else None}


def _in_force(span: Any, withdrawn: Any) -> Any:
    return not withdrawn and span[0] <= 0 and (span[1] is None or span[0] + span[1] > 0)


def test_a_grant_for_an_unknown_run_opens_nothing(db: Any) -> None:
    course = make_course(classification="reserved")
    officer = make_officer()
    Grant.objects.create(
        officer=officer, role="instructor", run=uuid4(), since=timezone.localdate(), reason="prueba"
    )  # fmt: skip
    assert not decide(officer, course).allowed
