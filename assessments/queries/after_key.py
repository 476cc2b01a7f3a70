"""Since when the right answers of an exam have been open in a run: who sits it afterwards may know them."""

from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from assessments.models.after_key import AfterKey
from assessments.models.attempt import Attempt
from assessments.queries.window import window_for_all, with_dates_for_all
from assessments.review_rules import TELLING, Moment
from assessments.rules import ExamRules
from courses.models.edition import EditionItem
from courses.models.run import CourseRun

__all__ = ["after_key", "key_open_since"]


def after_key(*, run: int) -> Subquery:
    """Return, for rows with an ``activity_uuid``, since when right answers were open before it was let be sat again."""
    rows = AfterKey.objects.filter(run=run, activity_uuid=OuterRef("activity_uuid")).order_by()
    return Subquery(rows.values("activity_uuid").annotate(since=Min("since")).values("since"))


def key_open_since(run: CourseRun, exam: EditionItem, *, now: datetime) -> datetime | None:
    """Return since when those who have taken an exam that counts in this run see what tells its right answers.

    Or have seen it: also where it is closed again since. None: nobody has. At most three statements.
    """
    before = AfterKey.objects.filter(run=run, activity_uuid=exam.activity_uuid).aggregate(since=Min("since"))
    if before["since"] is not None:
        since: datetime = before["since"]
        return since
    taken = Attempt.objects.filter(
        enrolment__run=run, activity_uuid=exam.activity_uuid, submitted_at__isnull=False
    )  # fmt: skip
    if not taken.exists():
        return None
    rules = ExamRules.from_payload(exam.payload)
    dated: Any = with_dates_for_all(EditionItem.objects.filter(pk=exam.pk), run=run.pk).get()
    window = window_for_all(run, dated)
    told = [
        at
        for moment, at in (
            (Moment.CLOSED, window.ends),
            (Moment.RESULTS, max(window.ends, window.results or window.ends)),
        )
        if rules.review_table.at(moment, counts=rules.counts) & TELLING and at <= now
    ]
    return min(told) if rules.counts and told else None
