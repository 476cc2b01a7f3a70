"""Moving a run to a newer edition."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.edition_comparison import Compared, Difference
from courses.models import CourseRun, Edition, Enrolment, RunMove
from courses.queries.move_effects import LESSON, Effects, comparison, effects
from courses.services.carry_progress import carry_progress
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["NotNewer", "OtherEffects", "move_run"]


class NotNewer(Refusal):
    """The edition is none to which this run can move."""

    code = "not_newer"
    message = _("A run that has not ended moves to a newer edition of its course. Look at the page again.")


class OtherEffects(Refusal):
    """What the move does is not what was looked at."""

    code = "other_effects"
    message = _("The effects are others by now, since somebody went on learning. Look at the list again.")


def move_run(
    *,
    run: CourseRun,
    to: Edition,
    again: Collection[UUID] = (),
    why: str,
    by: Officer,
    looked_at: str,
    at: datetime | None = None,
) -> RunMove:
    """Let a run teach a newer edition from now on, with all who ask, wait or learn in it: all of them or none.

    ``again``: the changed lessons that must be read again; ``looked_at``: the digest of the effects that were shown.
    Who has ended keeps the edition by which he ended; a sitting under way goes on with its questions. Needs
    ``Act.MANAGE_RUNS`` on the run. Raises ``NotNewer``, ``OtherEffects``, ``NoAttemptLeft``.

    Locks the run, so that who enrols comes before or after, and the enrolments, so that an outcome does (row locks
    on PostgreSQL, ``IMMEDIATE`` on SQLite). As many statements for one officer as for 3,000, but for the chunks in
    which rows are written.
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        before = locked.edition
        if to.course_id != before.course_id or to.number <= before.number or locked.ends_at <= now:
            raise NotNewer
        rows = Enrolment.objects.filter(run=locked).open()
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        found = effects(rows, to, again=again)
        if found.digest() != looked_at:
            raise OtherEffects
        compared = comparison(before, to)
        rows.update(edition=to)
        locked.edition = to
        locked.save(update_fields=["edition"])
        completed = carry_progress(found=found, evidence=f"edition:{to.uuid}", by=by, at=now)
        move = RunMove.objects.create(
            run=locked, before=before, after=to, again=_lessons(compared, again), learning=len(found.learning),
            completed=completed, why=why, by=by, at=now,
        )  # fmt: skip
        record(by=by, act="run.move", on=locked, changed=["edition"], why=why)
        _tell(locked, found, compared, now)
    return move


def _lessons(compared: list[Compared], again: Collection[UUID]) -> list[str]:
    lessons = [each.part for each in compared if each.difference == Difference.CHANGED and each.part.kind == LESSON]
    return [str(part.activity) for part in lessons if part.activity in again]


def _tell(run: CourseRun, found: Effects, compared: list[Compared], at: datetime) -> None:
    """Tell those who go on learning what it means for them; who completed by it is told of that."""
    added = sum(each.difference == Difference.ADDED for each in compared)
    shared: dict[str, Any] = {"course": run.edition.public_title, "run": run.code, "number": run.edition.number}
    news = []
    for each in found.learning:
        if not each.completes:
            own = {
                "again": [found.titles[key] for key in each.again],
                "gained": [found.titles[key] for key in each.gained],
            }
            address = Enrolment(uuid=each.uuid).get_absolute_url()
            news.append(News(each.officer, {**shared, **own, "added": added}, address))
    notify_all(news, kind="enrolment.edition", at=at)
