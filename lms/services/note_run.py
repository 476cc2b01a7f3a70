"""Remembering that one of the system's own works came to its end."""

from typing import Any

from django.utils import timezone

from lms.models import LastRun

__all__ = ["note_run"]


def note_run(*, work: LastRun.Work, **facts: Any) -> LastRun:
    """Write that ``work`` has just ended, with what there is to say of it."""
    return LastRun.objects.update_or_create(work=work, defaults={"at": timezone.now(), "facts": facts})[0]
