"""At how many questions an answer came too late, and that the index of these rows serves the statement."""

import pytest
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.models.attempt import Attempt
from assessments.models.response import Response
from assessments.queries.late_rows import LATE, late_rows
from tests.assessments.factories import Exam

pytestmark = pytest.mark.django_db


def test_a_question_counts_once_however_many_answers_to_it_came_too_late() -> None:
    attempt = Exam().start()
    rows = Attempt.objects.annotate(late=Subquery(late_rows(OuterRef("pk")))).values_list("late", flat=True)
    assert rows.get() is None
    for order, (slot, standing) in enumerate([(1, "counted"), (1, "late"), (1, "after_submit"), (2, "late")], start=1):
        Response.objects.create(
            attempt=attempt, client=1, sequence=order, slot=slot, value="", base="", standing=standing, order=order,
            at=timezone.now(),
        )  # fmt: skip
    assert rows.get() == 2


def test_the_standings_are_words_of_the_statement() -> None:
    """As parameters they keep PostgreSQL from the index once the plan is kept, and SQLite always."""
    sql, parameters = Attempt.objects.annotate(late=Subquery(late_rows(OuterRef("pk")))).query.sql_with_params()
    assert not set(LATE) & set(parameters)
    assert all(f"'{standing}'" in sql for standing in LATE)
