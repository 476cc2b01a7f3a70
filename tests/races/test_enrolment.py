"""Enrolling and completing with real connections on PostgreSQL.

On SQLite both hold because a transaction that writes begins with the right to write (``IMMEDIATE``).
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from courses.admission import AlreadyEnrolled
from courses.models import Enrolment, Progress
from courses.services.enrol import enrol
from courses.services.put_back import NoSeat, put_back_chosen
from courses.services.record_outcome import record_outcome
from courses.services.withdraw import NotEnrolled, withdraw
from courses.signals import enrolment_completed
from officers.models import Notice
from tests.courses.factories import course_of, make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each act on a connection of its own, all begun together; return what each gave or raised."""
    outcomes: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(n: int, act: Callable[[], Any]) -> None:
        connection.ensure_connection()
        gate.wait(10)
        try:
            outcomes[n] = act()
        except Exception as error:  # noqa: BLE001 - what was raised is what is looked at
            outcomes[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def test_of_several_enrolments_of_one_officer_at_once_one_is_made():
    """Seen to fail with the constraint gone.

    After ``DROP INDEX one_open_enrolment_per_course`` at the head of the test all six were made in the
    first round: each looks before any has written.
    """
    edition = make_edition()
    for _round in range(5):
        officer = make_officer()
        runs = [make_run(edition) for _n in range(6)]
        made = at_once(*[partial(enrol, officer=officer, run=run, by=officer) for run in runs])
        assert sum(isinstance(each, Enrolment) for each in made) == 1
        assert sum(isinstance(each, AlreadyEnrolled) for each in made) == 5, made
        assert Enrolment.objects.filter(officer=officer).count() == 1


def test_of_several_officers_the_last_seat_goes_to_one():
    """Seen to fail without the lock.

    With ``select_for_update`` taken out of ``CourseRunQuerySet.locked`` more than one was active in the first
    round: each counts the seats before any has written.
    """
    for _round in range(4):
        run = make_run(capacity=1)
        officers = [make_officer() for _n in range(6)]
        made = at_once(*[partial(enrol, officer=officer, run=run, by=officer) for officer in officers])
        assert sorted(each.state for each in made) == ["active", *["waiting"] * 5]


def test_of_several_put_back_at_once_the_last_seat_goes_to_one():
    """Seen to fail without the lock: with ``select_for_update`` taken out of ``locked`` more than one had it."""
    for _round in range(4):
        run = make_run(capacity=1)
        by = make_officer(is_staff=True)
        grant(by, "training_director", course=course_of(run.edition).uuid)
        slips = [make_enrolment(run=run, state="withdrawn", ended_at=timezone.now()) for _n in range(4)]
        rows = [Enrolment.objects.filter(pk=each.pk) for each in slips]
        made = at_once(*[partial(put_back_chosen, run=run, chosen=each, by=by, why="Descuido") for each in rows])
        assert sum(each == 1 for each in made) == 1, made
        assert sum(isinstance(each, NoSeat) for each in made) == 3, made


def test_seats_freed_at_once_are_all_given_and_nobody_waits_in_a_circle():
    """Seen to fail with the locks in the other order.

    With ``withdraw`` locking the enrolment before the run PostgreSQL found a deadlock in the first round: who
    fills the seats holds the run and wants the row of whoever leaves the list.
    """
    for _round in range(4):
        run = make_run(capacity=4)
        seated = [make_enrolment(run=run) for _n in range(4)]
        waiting = [make_enrolment(run=run, state="waiting") for _n in range(6)]
        leaving = [*seated, waiting[0]]
        outcomes = at_once(*[partial(withdraw, enrolment=each, by=each.officer) for each in leaving])
        assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
        states = [Enrolment.objects.get(pk=each.pk).state for each in waiting]
        assert states == ["withdrawn", *["active"] * 4, "waiting"]


def test_of_outcomes_that_complete_a_course_at_once_one_completes_it():
    """Seen to fail without the lock.

    With ``select_for_update`` taken out of ``EnrolmentQuerySet.locked`` the same activity pushed twice broke
    ``progress_once_per_activity`` in the first round.
    """
    heard: list[int] = []

    def hear(enrolment_id: int, **kwargs: Any) -> None:
        heard.append(enrolment_id)

    enrolment_completed.connect(hear)
    try:
        for _round in range(5):
            enrolment = make_enrolment(run=make_run(make_edition(lessons=3)))
            items = list(enrolment.run.edition.items.exclude(kind="module"))
            pushes = [partial(_done, enrolment, item) for item in [*items, *items]]
            made = at_once(*pushes)
            assert not [each for each in made if isinstance(each, Exception)]
            enrolment.refresh_from_db()
            assert enrolment.state == "completed"
            assert heard.count(enrolment.pk) == 1
            assert Progress.objects.filter(enrolment=enrolment, state="done").count() == 3
            assert Notice.objects.filter(officer=enrolment.officer, kind="enrolment.completed").count() == 1
    finally:
        enrolment_completed.disconnect(hear)


def test_leaving_and_completing_at_once_end_an_enrolment_once():
    """Seen to fail without the lock: both ended it, and who was told of completion was let to withdraw too."""
    for _round in range(8):
        enrolment = make_enrolment(run=make_run(make_edition(lessons=1)))
        item = enrolment.run.edition.items.get(order=1)
        officer = enrolment.officer
        withdrawal, _outcome = at_once(
            partial(withdraw, enrolment=Enrolment.objects.get(pk=enrolment.pk), by=officer),
            partial(_done, enrolment, item),
        )
        enrolment.refresh_from_db()
        completed = Notice.objects.filter(officer=officer, kind="enrolment.completed").count()
        assert (enrolment.state, completed, isinstance(withdrawal, NotEnrolled)) in {
            ("withdrawn", 0, False), ("completed", 1, True),
        }  # fmt: skip


def _done(enrolment: Enrolment, item: Any) -> Any:
    return record_outcome(
        enrolment=Enrolment.objects.get(pk=enrolment.pk), activity=item.activity_uuid, state="done", fraction=None,
        evidence="prueba", by=enrolment.officer,
    )  # fmt: skip
