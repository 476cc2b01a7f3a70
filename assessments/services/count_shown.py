"""The sweep's part in exposure: how often each question has been shown, counted once an attempt is over."""

from collections import Counter

from django.db import transaction
from django.db.models import F

from assessments.draw import Draw
from assessments.models.attempt import Attempt
from assessments.models.question import Question

__all__ = ["count_shown"]

#: So many attempts in one transaction, and so many of these in one sweep.
_BATCH, _BATCHES = 100, 20


def count_shown() -> int:
    """Count the questions of attempts that are over and were not counted yet; return how many attempts.

    Trials are no attempts. Counting is apart from the start, which must stay quick, and each attempt is counted once:
    it is marked so in the transaction that counts it, and whoever is at it is passed over.
    """
    done = 0
    for _batch in range(_BATCHES):
        counted = _count()
        done += counted
        if counted < _BATCH:
            break
    return done


def _count() -> int:
    with transaction.atomic():
        waiting = Attempt.objects.exclude(state=Attempt.State.OPEN).filter(is_counted=False, kind=Attempt.Kind.ENROLLED)
        locked = waiting.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
        draws = dict(locked.values_list("pk", "draw")[:_BATCH])
        shown = Counter(slot.question for draw in draws.values() for slot in Draw.from_json(draw).slots)
        # Locked in one order, so that this waits for whoever saves one of them, and nobody for it in a circle.
        list(Question.objects.filter(uuid__in=shown).order_by("pk").select_for_update(no_key=True).values_list("pk"))
        for times in set(shown.values()):
            questions = [question for question, number in shown.items() if number == times]
            Question.objects.filter(uuid__in=questions).update(shown=F("shown") + times)
        Attempt.objects.filter(pk__in=draws).update(is_counted=True)
    return len(draws)
