"""The proctor's code of an exam in a run: six digits that change every half hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from assessments.entry_rules import CODE_LASTS, window_of_code

__all__ = ["code_at", "is_code"]


def code_at(run: UUID, activity: UUID, at: datetime) -> str:
    """Return the code of a moment."""
    number, _ends = window_of_code(at)
    digest = salted_hmac("assessments.proctor_code", f"{run}:{activity}:{number}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def is_code(text: str, run: UUID, activity: UUID, at: datetime) -> bool:
    """Whether a text is the code of a moment, or the one before; spaces do not count."""
    given = "".join(text.split())
    now, before = (code_at(run, activity, at - ago) for ago in (timedelta(0), CODE_LASTS))
    return constant_time_compare(given, now) | constant_time_compare(given, before)
