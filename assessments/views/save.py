"""Saving an answer: no template, no session write, no page tree (``docs/exams.md``)."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.queries.answers import iso
from assessments.queries.late_rows import LATE
from assessments.services.save_and_note import Sender, save_and_note
from assessments.services.save_response import (
    BadAnswer,
    Entry,
    KeyTaken,
    NoPen,
    NoSuchAttempt,
    Saved,
    TooMany,
)
from assessments.sitting_json import entry_of
from assessments.views.device import device_in
from kernel.refusal import Refusal
from officers.limits import address_of

__all__ = ["save"]

#: What ``never_cache`` says at length: a cache keeps no answer to a POST that does not ask for it.
_NOT_KEPT = {"Cache-Control": "no-store, private"}
_STATUS: dict[type[Refusal], HTTPStatus] = {
    BadAnswer: HTTPStatus.BAD_REQUEST,
    KeyTaken: HTTPStatus.CONFLICT,
    TooMany: HTTPStatus.CONFLICT,
    NoPen: HTTPStatus.LOCKED,
}


def refused_as_json(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer refusals with their code and sentence; an attempt that is not there with 404."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return _error(refusal.code, str(refusal), _status(refusal))
        except NoSuchAttempt:
            return _error("not_found", _("Log in again and open the exam."), HTTPStatus.NOT_FOUND)

    return answer


# The session says who it is; the statement that locks the attempt checks it, so that no other is needed.
@login_not_required
@require_POST
@refused_as_json
def save(request: HttpRequest, attempt: UUID) -> HttpResponseBase:
    """Store one answer. Only a JSON 200 that names attempt, client and sequence means "saved"."""
    officer = request.session.get(SESSION_KEY)
    if officer is None:
        return redirect_to_login(request.get_full_path())
    entry = entry_of(request)
    session_hash = request.session.get(HASH_SESSION_KEY, "")
    saved = save_and_note(
        attempt=attempt, officer=int(officer), session_hash=session_hash, entry=entry,
        device=device_in(request, attempt),
        sender=lambda: Sender(request.headers.get("user-agent", ""), address_of(request)),
    )  # fmt: skip
    # ``JsonResponse`` makes an encoder of Django's each time; what is told here is text and numbers.
    told = json.dumps(_reply(attempt, entry, saved))
    return HttpResponse(told, content_type="application/json", headers=_NOT_KEPT)


def _status(refusal: Refusal) -> HTTPStatus:
    return next((status for kind, status in _STATUS.items() if isinstance(refusal, kind)), HTTPStatus.CONFLICT)


def _reply(attempt: UUID, entry: Entry, saved: Saved) -> dict[str, Any]:
    reply: dict[str, Any] = {
        "attempt": str(attempt), "client": entry.client, "sequence": entry.sequence,
        "standing": saved.standing, "kept": saved.standing in LATE, "saved_at": iso(saved.at),
    }  # fmt: skip
    if saved.newest is not None:
        newest = saved.newest
        reply["newest"] = {"base": newest.key, "value": newest.value, "saved_at": iso(newest.at)}
    if saved.elsewhere is not None:
        reply["pen"] = {"since": iso(saved.elsewhere)}
    return reply


def _error(code: str, message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status, headers=_NOT_KEPT)
