"""Checking one answer of a practice."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404

from assessments.draw import Draw, UnknownSlot
from assessments.models.attempt import Attempt
from assessments.models.checked_answer import CheckedAnswer
from assessments.queries.answers import answers_of, counting
from assessments.queries.clock import is_over, latest
from assessments.queries.wordings import wordings
from assessments.rules import ExamRules
from assessments.stages import open_sections, stages_of
from courses.marks import to_text
from officers.models import Officer

__all__ = ["MOST_TRIES", "check_answer"]

#: More tries at one question than this are no practice.
MOST_TRIES = 20


def check_answer(*, attempt: UUID, slot: int, by: Officer) -> CheckedAnswer | None:
    """Mark the answer that counts at a question of the officer's practice, and keep that it was checked.

    An answer is checked once: again gives the same. None where there is nothing to check: no answer, a question that
    is not scored or that a person marks, an attempt or a section that is over, or as many tries as one may make. Locks
    the attempt, as a save does. Raises ``Http404`` where there is no such practice or question.
    """
    with transaction.atomic():
        rows = Attempt.objects.filter(public_id=attempt, officer=by).annotate(now=Now(), latest=latest())
        held: Any = rows.select_related("item").select_for_update(no_key=True, of=("self",)).first()
        if held is None or held.item is None or not ExamRules.from_payload(held.item.payload).is_practice:
            raise Http404
        drawn = Draw.from_json(held.draw)
        try:
            asked = drawn.slot(slot)
        except UnknownSlot:
            raise Http404 from None
        if is_over(held):
            return None
        if asked.section not in open_sections(stages_of(held.stages), asked.section, held.latest):
            return None
        answer = counting(answers_of(held.pk)).get(slot)
        wording = wordings([asked.version])[asked.version]
        if answer is None or answer.value is None or not wording.type.is_scored or wording.type.is_marked_by_hand:
            return None
        made = list(CheckedAnswer.objects.filter(attempt=held, slot=slot).order_by("number"))
        known = next((one for one in made if one.response == answer.key), None)
        if known is not None or len(made) >= MOST_TRIES:
            return known
        graded = wording.graded(asked, answer.value)
        return CheckedAnswer.objects.create(
            attempt=held, slot=slot, number=len(made) + 1, response=answer.key, fraction=to_text(graded.fraction),
            reasons=list(graded.reasons), at=held.now,
        )  # fmt: skip
