"""Every address of the system, asked as every kind of person: a route without a row fails.

Our own routes are asked one by one; Wagtail's and allauth's by namespace, with a default and the exceptions.
"""

import itertools
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from assessments.services.start_attempt import start_attempt
from tests.assessments.factories import add_exam, make_bank, make_question
from tests.doors.addresses import Route, filled, routes
from tests.doors.world import MARKER, World

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"

#: Who asks, in the order of the letters of a row.
PEOPLE = (
    "anonymous", "inside", "outside", "author", "director", "hr", "administrator", "reviewer", "commander", "auditor",
    "instructor",
)  # fmt: skip

#: What a letter stands for: the answers that it allows.
ANSWERS = {
    "+": {200, 204, 304},  # shown
    ">": {302},  # led on
    "L": {302},  # led to log in
    "-": {404},  # does not exist
    "!": {403, 409, 429},  # refused with a sentence
    "m": {405},  # not by this method
    "j": {400},  # no save at all; whose attempt it is, its own tests ask
}


@dataclass(frozen=True)
class Row:
    """What each person gets from a route by GET, with the ids of the reserved course where it takes ids."""

    answers: str


#: Our own routes, each by name. The ids are the reserved course's; "inside" has need to know and is enrolled.
OURS: dict[str, Row] = {
    "home": Row(">>>>>>>>>>>"),
    "healthz": Row("+++++++++++"),
    "readyz": Row("+++++++++++"),
    "officers:profile": Row("L++++++++++"),
    "officers:mail_choice": Row("Lmmmmmmmmmm"),
    "officers:notices": Row("L++++++++++"),
    "officers:welcome": Row("L>>>>>>>>>>"),
    "officers:privacy": Row("+++++++++++"),
    "officers:forgotten": Row("+++++++++++"),
    "officers:asked": Row("+++++++++++"),
    "officers:login_link": Row("-----------"),
    "set_language": Row("mmmmmmmmmmm"),
    "courses:catalogue": Row("+++++++++++"),
    "courses:course": Row("L+---------"),
    "courses:enrol": Row("Lmmmmmmmmmm"),
    "courses:guidelines": Row("+++++++++++"),
    "courses:guideline": Row("L+---------"),
    "courses:guideline_edition": Row("L+---------"),
    "courses:my_learning": Row("L++++++++++"),
    "courses:outline": Row("L+---------"),
    "courses:withdraw": Row("Lmmmmmmmmmm"),
    "courses:glossary": Row("L+---------"),
    "courses:activity": Row("L+---------"),
    "courses:activity_done": Row("Lmmmmmmmmmm"),
    "courses:print": Row("L+---------"),
    "courses:file": Row("L+---------"),
    "courses:teaching": Row("L---+----++"),
    "courses:taught_run": Row("L----------"),
    "courses:taught_officer": Row("L----------"),
    "assessments:missed": Row("L----------"),
    "assessments:codes": Row("L----------"),
    "assessments:marking": Row("L---+-----+"),
    "assessments:mark": Row("L----------"),
    "assessments:marked_file": Row("L----------"),
    "assessments:upload": Row("Lmmmmmmmmmm"),
    "assessments:answer_file": Row("L----------"),
    "assessments:start": Row("Lmmmmmmmmmm"),
    "assessments:sitting": Row("L----------"),
    "assessments:check": Row("Lmmmmmmmmmm"),
    "assessments:save": Row("mmmmmmmmmmm"),
    "assessments:events": Row("Lmmmmmmmmmm"),
    # The file of a lesson: no question of the attempt shows it (tests/assessments/test_cases.py has those that do).
    "assessments:file": Row("L----------"),
    "assessments:next_section": Row("L----------"),
    "assessments:pen": Row("L----------"),
    "assessments:deliver": Row("Lmmmmmmmmmm"),
    "assessments:submit": Row("L----------"),
    "assessments:review": Row("L----------"),
    "assessments:complaints": Row("L----------"),
    "assessments:receipt": Row("L----------"),
    "assessments:receipt_file": Row("L----------"),
    "certificates:verify": Row("+++++++++++"),
    "certificates:verification": Row("+++++++++++"),
    "certificates:mine": Row("L++++++++++"),
    "certificates:certificate": Row("L----------"),
    "certificates:pdf": Row("L----------"),
}

#: What changes something, asked by POST with the reserved course's ids. "inside" would be answered: not asked.
POSTED: dict[str, Row] = {
    "courses:enrol": Row("L.---------"),
    "courses:withdraw": Row("L.---------"),
    "courses:activity_done": Row("L.---------"),
    "assessments:mark": Row("L.---------"),
    "assessments:upload": Row("L.---------"),
    "assessments:start": Row("L.---------"),
    "assessments:next_section": Row("L.---------"),
    "assessments:pen": Row("L.---------"),
    "assessments:deliver": Row("L.---------"),
    "assessments:submit": Row("L.---------"),
    "assessments:check": Row("L.---------"),
    "assessments:save": Row("L.jjjjjjjjj"),
    "assessments:events": Row("L.---------"),
    "assessments:complaints": Row("L.---------"),
}

#: allauth's and Wagtail's outside the CMS: the answers by default, and the exceptions.
THEIRS: dict[str, str] = {"account_": "->>>>>>>>>>", "wagtail": "L----------"}
EXCEPTIONS: dict[str, str] = {
    "account_login": "+>>>>>>>>>>",
    "account_logout": "L++++++++++",
    "account_change_password": "L++++++++++",
    "wagtail_serve": "L----------",
}


def own_routes() -> list[Route]:
    """Return the routes that are not the CMS's, Wagtail's or allauth's."""
    return [route for route in routes() if not route.in_cms and not route.name.startswith(("account_", "wagtail"))]


@pytest.fixture
def sitting(world: World) -> UUID:
    """An exam of the reserved course that "inside" is sitting."""
    question = make_question(make_bank(world.reserved.course))
    item = add_exam(world.reserved.edition, [question])
    enrolment = world.reserved.run.enrolments.get()
    return start_attempt(enrolment=enrolment.uuid, activity=item.activity_uuid, by=world.inside).public_id


def values(world: World, attempt: UUID | str = UNKNOWN) -> dict[str, list[Any]]:
    """The ids of the reserved course; its guideline has the same code."""
    course = world.reserved
    lesson = course.edition.items.get(label="1.1")
    return {
        "code": ["in-201"], "enrolment": [course.run.enrolments.get().uuid], "activity": [lesson.activity_uuid],
        "sha256": [course.asset.sha256], "name": [course.asset.name], "serial": ["2026-000001-ABCDEFGH-X"],
        "run": [course.run.uuid], "attempt": [attempt], "answer": [UNKNOWN], "slot": [1], "pk": [1],
        "notice": [1], "number": [1],
    }  # fmt: skip


def person(world: World, who: str) -> Client:
    """Return the browser of a person."""
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(world, who))
    return client


def test_the_sitting_that_others_are_asked_with_is_one(world: World, sitting: UUID):
    assert person(world, "inside").get(f"/sit/{sitting}/").status_code == 200


def test_every_route_of_ours_has_a_row():
    assert sorted({route.name for route in own_routes()} - set(OURS)) == []


def test_every_row_is_a_route():
    assert sorted(set(OURS) - {route.name for route in own_routes()}) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_every_route_of_ours_answers_as_its_row_says(world: World, sitting: UUID, who: str):
    """Of "inside" the sitting is her own, and its pages have tests of their own: she asks for none."""
    client, wrong = person(world, who), []
    ids = values(world, UNKNOWN if who == "inside" else sitting)
    for route in own_routes():
        letter = OURS[route.name].answers[PEOPLE.index(who)]
        for address in filled(route, ids, [UNKNOWN]):
            answer = client.get(address)
            to_log_in = answer.get("Location", "") == f"/accounts/login/?next={address}"
            if answer.status_code not in ANSWERS[letter] or (letter == "L") != to_log_in:
                wrong.append((route.name, letter, answer.status_code, answer.get("Location")))
    assert wrong == []


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "inside"])
def test_what_changes_something_does_not_exist_for_whoever_is_outside(world: World, sitting: UUID, who: str):
    client, wrong, ids = person(world, who), [], values(world, sitting)
    for route in own_routes():
        if route.name not in POSTED:
            continue
        letter = POSTED[route.name].answers[PEOPLE.index(who)]
        for address in filled(route, ids, [UNKNOWN]):
            answer = client.post(address, {"run": world.reserved.run.code}, headers={"accept": "application/json"})
            to_log_in = answer.get("Location", "").startswith("/accounts/login/")
            if answer.status_code not in ANSWERS[letter] or (letter == "L") != to_log_in:
                wrong.append((route.name, letter, answer.status_code, answer.get("Location")))
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_routes_of_others_answer_by_namespace(world: World, who: str):
    client, wrong = person(world, who), []
    for route in routes():
        if route.in_cms or not route.name.startswith(tuple(THEIRS)):
            continue
        default = next(answers for start, answers in THEIRS.items() if route.name.startswith(start))
        letter = EXCEPTIONS.get(route.name, default)[PEOPLE.index(who)]
        address = "/nada/" if route.name == "wagtail_serve" else next(filled(route, {}, [1]))
        answer = client.get(address)
        if answer.status_code not in ANSWERS[letter]:
            wrong.append((route.name, letter, answer.status_code, answer.get("Location")))
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_the_cms_is_for_those_who_work_in_it(world: World, who: str):
    client, works = person(world, who), who not in {"anonymous", "inside", "outside", "instructor"}
    answers = set()
    for route in routes():
        if route.in_cms and not works:
            for address in itertools.islice(filled(route, {}, [1]), 1):
                answer = client.get(address)
                answers.add((answer.status_code, answer.get("Location", "").startswith("/accounts/login/")))
    assert answers == (set() if works else {(302, True)} if who == "anonymous" else {(404, False)})
    if works:
        assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("who", [who for who in PEOPLE if who not in {"inside", "auditor"}])
def test_nobody_outside_meets_the_marker_word_at_a_route_of_ours(world: World, sitting: UUID, who: str):
    client, ids = person(world, who), values(world, sitting)
    for route in own_routes():
        for address in filled(route, ids, [UNKNOWN]):
            for asked in (address, f"{address}?q={MARKER}"):
                answer = client.get(asked)
                body = b"" if answer.streaming else answer.content
                assert MARKER not in body.decode().replace(f'value="{MARKER}"', "").replace(asked, ""), asked
