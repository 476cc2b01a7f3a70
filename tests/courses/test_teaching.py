"""An instructor's runs: who is behind is counted as on the page of the run, and at one price for all runs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import CourseRun, Edition, Progress, RunActivity
from courses.queries.pace import pace
from courses.queries.teaching import attention, taught_runs
from tests.courses.factories import make_edition, make_enrolment, make_run

pytestmark = pytest.mark.django_db


def run_with_learners(edition: Edition, *done: int, **fields: Any) -> CourseRun:
    """Return a run in whose enrolments so many activities are done."""
    run = make_run(edition, **fields)
    activities = list(edition.items.exclude(kind="module").order_by("order").values_list("activity_uuid", flat=True))
    for amount in done:
        enrolment = make_enrolment(run=run)
        for activity in activities[:amount]:
            Progress.objects.create(enrolment=enrolment, activity_uuid=activity, state="done")
    return run


def test_who_is_behind_is_counted_as_on_the_page_of_the_run():
    now, edition = timezone.now(), make_edition(lessons=4)
    half = {
        "starts_at": now - timedelta(days=10), "ends_at": now + timedelta(days=10),
        "enrolment_closes_at": now + timedelta(days=1),
    }  # fmt: skip
    over_soon = {"ends_at": now + timedelta(hours=1), "enrolment_closes_at": now}
    runs = [
        run_with_learners(edition, 0, 1, 2, 4, **half),
        run_with_learners(edition, 0, 3),  # too early for anybody to be behind
        run_with_learners(make_edition(lessons=1), 0, 1, **over_soon),
        run_with_learners(edition, 0, 2, 3),
    ]
    lessons = edition.items.exclude(kind="module").order_by("order")
    for item in lessons[:3]:
        RunActivity.objects.create(run=runs[3], activity_uuid=item.activity_uuid, closes=now - timedelta(hours=1))
    _page, taught = taught_runs(CourseRun.objects.all(), at=now, page="1")
    counted = {each.run.pk: each.behind for each in taught}
    assert counted == {run.pk: attention(run, pace(run, at=now)).behind for run in runs}
    assert [counted[run.pk] for run in runs] == [2, 0, 0, 2]


def test_many_runs_cost_as_many_statements_as_few():
    def cost() -> int:
        with CaptureQueriesContext(connection) as work:
            taught_runs(CourseRun.objects.all(), at=timezone.now(), page="1")
        return len(work)

    run_with_learners(make_edition(), 0, 1)
    few = cost()
    for _ in range(8):
        run_with_learners(make_edition(), 0, 1, 2)
    assert cost() == few
