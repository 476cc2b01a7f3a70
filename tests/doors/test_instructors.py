"""An instructor of one run: sees its learners and marks, and nothing opens besides."""

import itertools

import pytest

from officers.models import Act, Officer, Role
from officers.roles import acts_of
from tests.courses.factories import add_item, make_enrolment
from tests.doors.addresses import filled, routes
from tests.doors.world import MARKER, World, granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(world: World) -> Officer:
    return granted(Role.INSTRUCTOR, run=world.open.run.uuid)


def test_instructors_do_not_work_in_the_cms(world: World, teacher: Officer, client_of):
    """With ``cms.use`` the library and the explorer would open, of which a run is no part."""
    assert Act.USE_CMS not in acts_of(Role.INSTRUCTOR)
    client = client_of(teacher)
    for route in routes():
        if route.in_cms:
            for address in itertools.islice(filled(route, {"run": [world.open.run.uuid]}, [1]), 1):
                assert client.get(address).status_code == 404, address


def test_an_instructor_sees_who_learns_in_her_run_and_how(world: World, teacher: Officer, client_of):
    learner = make_enrolment(run=world.open.run)
    client, run = client_of(teacher), world.open.run
    client.cookies["django_language"] = "en"
    assert f"/teaching/{run.uuid}/" in client.get("/teaching/").content.decode()
    assert "/teaching/" in client.get("/learn/").content.decode()
    assert learner.officer.login in client.get(f"/teaching/{run.uuid}/?situation=not_begun").content.decode()
    way = client.get(f"/teaching/{run.uuid}/{learner.uuid}/").content.decode()
    assert learner.officer.get_full_name() in way


def test_no_other_run_and_nobody_of_another_run_is_found(world: World, teacher: Officer, client_of):
    client, own = client_of(teacher), world.open.run
    hidden = world.reserved.run.enrolments.get()
    for address in (
        f"/teaching/{world.reserved.run.uuid}/",
        f"/teaching/{world.internal.run.uuid}/",
        f"/teaching/{own.uuid}/{hidden.uuid}/",
        f"/teaching/{world.reserved.run.uuid}/{hidden.uuid}/",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert MARKER not in answer.content.decode()
    assert MARKER not in client.get("/teaching/").content.decode()


def test_the_instructor_of_a_reserved_run_reads_it_and_that_is_written_down(world: World, client_of):
    from audit.models import Reading

    client = client_of(granted(Role.INSTRUCTOR, run=world.reserved.run.uuid))
    hidden = world.reserved.run.enrolments.get()
    assert MARKER in client.get(f"/teaching/{world.reserved.run.uuid}/{hidden.uuid}/").content.decode()
    assert Reading.objects.exists()


def test_whoever_teaches_nothing_finds_no_such_page(world: World, client_of):
    for officer in (world.outside, world.author, world.hr):
        assert client_of(officer).get("/teaching/").status_code == 404


def test_a_run_that_is_taught_opens_at_the_same_cost_whatever_its_size(world: World, teacher: Officer, client_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address, counts = client_of(teacher), f"/teaching/{world.open.run.uuid}/", []
    add_item(world.open.edition, kind="lesson", title="Otra", label="1.8", order=8)
    client.get(address)  # the first page of a session counts the notices
    for _round in range(2):
        for _n in range(5):
            make_enrolment(run=world.open.run)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, {"situation": "behind"}).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15
