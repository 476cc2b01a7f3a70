"""Kills the process that serves a request, at the moment that the request names (``faults.settings`` alone)."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

__all__ = ["FaultMiddleware"]

#: What a save, a submit and a start insert: when it has been sent, nothing has been committed.
_INSERTS = ("assessments_response", "assessments_attemptmark", "assessments_attempt")


class FaultMiddleware:
    """``X-Fault: before-commit`` and ``after-commit``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or die."""
        fault = request.headers.get("X-Fault", "")
        if fault == "before-commit":
            with connection.execute_wrapper(_die_after_insert):
                return self.get_response(request)
        response = self.get_response(request)
        if fault == "after-commit":
            os.kill(os.getpid(), signal.SIGKILL)
        return response


def _die_after_insert(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    is_function = "aula_save_response" in sql
    if is_function:  # which commits by itself
        connection.set_autocommit(False)
    done = execute(sql, *rest)
    if is_function or ("INSERT" in sql and any(table in sql for table in _INSERTS)):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
