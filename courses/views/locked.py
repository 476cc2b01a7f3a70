"""What is locked for a learner, instead of what he asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.place import Outline

__all__ = ["show_locked"]


def show_locked(request: HttpRequest, *, outline: Outline, title: str, why: str) -> HttpResponse:
    """Say why something of a course cannot be opened; nothing of it is shown."""
    return render(request, "courses/locked.html", {"outline": outline, "title": title, "why": why}, status=403)
