"""Handing in a file as an answer, and handing it out again to whoever may read it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.forms import client_of, given_of
from assessments.models.answer_file import AnswerFile
from assessments.models.attempt import Attempt
from assessments.pens import Pens
from assessments.queries.attempts import attempt_or_404, own_attempt_or_404
from assessments.queries.to_mark import answers_within
from assessments.services.keep_file import FileRefused, keep_file, path_of_answer
from assessments.services.save_form import FormSaved, Given, save_form
from assessments.services.save_response import NoPen
from assessments.views.device import device_of
from assessments.views.pen import ask, tell
from assessments.views.sitting import note_sitting
from courses.handing import hand
from courses.views.person import officer_of

__all__ = ["answer_file", "marked_file", "upload"]


@never_cache
@require_POST
def upload(request: HttpRequest, attempt: UUID, slot: int) -> HttpResponse:
    """Keep a file. To the page's script the answer that names it; without one the whole page is saved with it."""
    officer = officer_of(request)
    held = own_attempt_or_404(officer, attempt)
    by_script = request.headers.get("accept", "").startswith("application/json")
    if held.state == Attempt.State.OPEN and Pens.of(held.pens).is_strange(device_of(request, held)):
        return JsonResponse({"error": {"code": NoPen.code, "message": str(NoPen())}}, status=409) if by_script else ask(
            request, held
        )  # fmt: skip
    sent = request.FILES.get(f"file-{slot}")
    value, problem = "", ""
    try:
        if sent is None:
            raise FileRefused
        kept = keep_file(attempt=held, slot=slot, content=sent.read(), name=sent.name or "", by=officer)
        value = f"{kept.sha256}/{kept.name}"
    except FileRefused as refused:
        problem = str(refused)
    if by_script:
        if problem:
            return JsonResponse({"error": {"code": "file_refused", "message": problem}}, status=400)
        return JsonResponse({"attempt": str(attempt), "slot": slot, "value": value})
    given = [Given(slot, value, one.base) if one.slot == slot and value else one for one in given_of(request, held)]
    saved = save_form(
        attempt=held, client=client_of(request), given=given, by=officer, device=device_of(request, held)
    )  # fmt: skip
    if problem:
        saved = FormSaved(saved.counted, saved.stale, saved.kept, (*saved.refused, (slot, problem)))
    tell(request, saved)
    return redirect("assessments:sitting", attempt=attempt)


@require_safe
def answer_file(request: HttpRequest, attempt: UUID, slot: int, sha256: str) -> HttpResponseBase:
    """Hand a file to whoever handed it in."""
    officer = officer_of(request)
    held = attempt_or_404(officer, attempt)
    note_sitting(held, officer)
    return _handed(request, held, slot, sha256)


@require_safe
def marked_file(request: HttpRequest, answer: UUID) -> HttpResponseBase:
    """Hand the file that is to be marked to whoever marks it."""
    officer = officer_of(request)
    rows = answers_within(officer).select_related("attempt__item", "attempt__enrolment__course")
    row: Any = get_object_or_404(rows, uuid=answer)
    client, sequence = row.response.split(".")
    value = row.attempt.responses.values_list("value", flat=True).get(client=int(client), sequence=int(sequence))
    note_sitting(row.attempt, officer)
    return _handed(request, row.attempt, row.slot, str(value).partition("/")[0])


def _handed(request: HttpRequest, attempt: Any, slot: int, sha256: str) -> HttpResponseBase:
    found = AnswerFile.objects.filter(attempt=attempt, slot=slot, sha256=sha256).first()
    if found is None:
        raise Http404
    return hand(
        request, path_of_answer(sha256), media_type=found.media_type, name=found.name, tag=sha256, keep="never"
    )  # fmt: skip
