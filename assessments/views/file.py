"""The files of an attempt's questions, while a page of it shows them: ``/sit/<attempt>/files/<sha256>/<name>``."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from assessments.models.attempt import Attempt
from assessments.queries.attempt_files import file_of
from assessments.queries.attempts import finished_or_404, is_overdue
from assessments.queries.sections import open_parts
from assessments.queries.window import measure_of
from assessments.rules import ExamRules
from assessments.views.device import away, is_away
from assessments.views.sitting import note_sitting
from courses.frozen_files import path_of
from courses.handing import hand, is_shown
from courses.views.person import officer_of

__all__ = ["file"]


@require_safe
def file(request: HttpRequest, attempt: UUID, sha256: str, name: str) -> HttpResponseBase:
    """Hand out a picture or a document to whoever sits the attempt, or reviews it in full; nobody keeps a copy.

    While it is sat, at the places that the exam names alone, as its pages.
    """
    officer = officer_of(request)
    held: Any = finished_or_404(officer, attempt)
    if held.state == Attempt.State.OPEN and is_away(request, held):
        return away(request, held)
    found = file_of(held.draw, sha256, parts=_shown(held))
    if found is None:
        raise Http404
    if not is_shown(found.media_type):
        note_sitting(held, officer)
    return hand(
        request, path_of(found.sha256), media_type=found.media_type, name=found.name, tag=found.sha256, keep="never"
    )


def _shown(attempt: Any) -> Collection[int]:
    """Return the sections whose questions a page of the attempt shows now: those open, or all in a full review."""
    if attempt.state == Attempt.State.OPEN:
        return () if is_overdue(attempt) else open_parts(attempt)
    rules = ExamRules.from_payload(attempt.item.payload)
    measure = measure_of(attempt, rules)
    return range(1, len(attempt.item.payload["sections"]) + 1) if measure.wording else ()
