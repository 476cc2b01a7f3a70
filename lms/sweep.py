"""The sweep: finds what no task and no request did in time. It is the guarantee, a task only a hint."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessments.services.close_overdue import close_overdue
from assessments.services.count_shown import count_shown
from assessments.services.note_clock import note_clock
from certificates.services.award import award_missed
from certificates.services.make_bundle import remove_bundles
from certificates.services.render_pdf import render_missing
from certificates.services.resume_bundles import resume_bundles
from courses.services.close_ended_runs import close_ended_runs
from courses.services.make_asked_edition import resume_publications
from lms.models import LastRun
from lms.services.note_run import note_run
from officers.limits import forget_failures
from officers.services.forget_requests import forget_requests
from officers.services.mail_notices import mail_notices
from officers.services.settle_grants import settle_grants
from officers.services.work_on_import import resume_imports

logger = logging.getLogger(__name__)

#: A task that has been running for longer was left by a worker that died.
ABANDONED_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """One thing that the sweep does: idempotent, safe to run twice at once, returns how much it did."""

    name: str
    run: Callable[[], int]


def reclaim_abandoned_tasks() -> int:
    """Give tasks back to the queue that a worker took and never finished."""
    with transaction.atomic():
        abandoned = DBTaskResult.objects.filter(
            status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - ABANDONED_AFTER
        )
        return abandoned.update(status=TaskResultStatus.READY)


#: In this order: the clock is noted before anything is told to be over, and exams past their end are submitted before
#: runs that ended are closed.
STEPS = (
    Step("tasks given back", reclaim_abandoned_tasks),
    Step("clock noted", note_clock),
    Step("attempts submitted at their end", close_overdue),
    Step("editions asked for taken up", resume_publications),
    Step("attempts whose questions were counted as shown", count_shown),
    Step("enrolments ended with their run", close_ended_runs),
    Step("awards made", award_missed),
    Step("certificates drawn", render_missing),
    Step("bundles of certificates taken up", resume_bundles),
    Step("bundles of certificates removed", remove_bundles),
    Step("ways to the CMS shown or hidden", settle_grants),
    Step("imports of people taken up", resume_imports),
    Step("wrong passwords forgotten", forget_failures),
    Step("requests for a password lapsed", forget_requests),
    # The last: a mail server that does not answer takes seconds.
    Step("notices mailed", mail_notices),
)


def sweep() -> dict[str, int]:
    """Run every step once; one that fails is logged and does not stop the others. That it ran is remembered."""
    done: dict[str, int] = {}
    failed: list[str] = []
    for step in STEPS:
        close_old_connections()
        try:
            done[step.name] = step.run()
        except Exception:  # the next step must run whatever became of this one
            logger.exception("The sweep failed at: %s", step.name)
            failed.append(step.name)
        else:
            if done[step.name]:
                logger.info("Sweep: %s: %d", step.name, done[step.name])
    note_run(work=LastRun.Work.SWEEP, failed=failed)
    return done
