"""The board's acts against each other and against the officer, with real connections on PostgreSQL.

Each waits for the lock that the other took: ``Enrolment.objects.locked``, the first statement of both, and then the
attempt's. All three seen to fail with ``select_for_update`` locking nothing.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Attempt, SittingAnnulment, SittingReopening
from assessments.queries.sittings import Effects
from assessments.services.annul_sitting import NotToAnnul, annul_sitting
from assessments.services.make_again import OtherEffects
from assessments.services.reopen_sitting import NotToReopen, reopen_sitting
from assessments.services.submit_attempt import submit_attempt
from assessments.views.cms_board import _effects
from tests.assessments.factories import Exam
from tests.assessments.test_annulment import director_of
from tests.assessments.test_submit_attempt import sit
from tests.races.test_sitting import one_after_the_other

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def _seen(attempt: Attempt, *, goes_on: bool = False) -> Effects:
    found = _effects(Attempt.objects.get(pk=attempt.pk), goes_on=goes_on)
    assert found is not None
    return found


def test_of_annulling_and_reopening_at_once_the_first_holds() -> None:
    exam = Exam(kinds=["single_choice"], pass_mark="11.00", attempts=2)
    attempt = sit(exam, False)
    board: dict[str, Any] = {"why": "x", "by": director_of(exam), "second": director_of(exam)}
    seen, seen_open = _seen(attempt).digest, _seen(attempt, goes_on=True).digest
    until = timezone.now() + timedelta(minutes=20)
    came = one_after_the_other(
        lambda: annul_sitting(attempt=attempt, is_used=False, looked_at=seen, **board),
        lambda: reopen_sitting(attempt=attempt, until=until, looked_at=seen_open, **board),
    )
    assert isinstance(came[0], SittingAnnulment)
    assert isinstance(came[1], NotToReopen)
    assert Attempt.objects.get().state == "annulled"
    assert not SittingReopening.objects.exists()


def test_of_two_annulments_at_once_one_is_made() -> None:
    exam = Exam(kinds=["single_choice"], pass_mark="11.00", attempts=2)
    attempt = sit(exam, True)
    board: dict[str, Any] = {"why": "x", "by": director_of(exam), "second": director_of(exam)}
    seen = _seen(attempt).digest
    came = one_after_the_other(
        lambda: annul_sitting(attempt=attempt, is_used=False, looked_at=seen, **board),
        lambda: annul_sitting(attempt=attempt, is_used=True, looked_at=seen, **board),
    )
    assert isinstance(came[1], NotToAnnul)
    assert SittingAnnulment.objects.get().is_used is False


def test_an_annulment_beside_another_sitting_that_is_handed_in_is_refused() -> None:
    """What was confirmed had been looked at before that sitting counted."""
    exam = Exam(kinds=["single_choice"], pass_mark="11.00", attempts=3)
    first = sit(exam, False)
    second = exam.start()
    board: dict[str, Any] = {"why": "x", "by": director_of(exam), "second": director_of(exam)}
    seen = _seen(first).digest
    came = one_after_the_other(
        lambda: submit_attempt(attempt=second.pk, by=exam.officer),
        lambda: annul_sitting(attempt=first, is_used=False, looked_at=seen, **board),
    )
    assert isinstance(came[0], Attempt)
    assert isinstance(came[1], OtherEffects)
