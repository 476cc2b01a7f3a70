"""Addresses of the files of a draft, for the one person who previews it.

A draft's files belong to no edition yet, so that no row says who may have them. The preview, which
the gate let this person see, signs an address for her and for an hour.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from courses.frozen_files import path_of
from officers.models import Officer

__all__ = ["DraftFile", "draft_url", "opened"]

_SALT = "courses.gate.draft_files"
#: Seconds for which a signed address holds.
_HOLDS = 3600


@dataclass(frozen=True)
class DraftFile:
    """Where the bytes lie, and under which name."""

    stored: str
    name: str


def draft_url(officer: Officer, sha256: str, name: str) -> str:
    """Return an address of a frozen file that holds for this officer and an hour."""
    return reverse("courses_media:draft", args=[signing.dumps([officer.pk, sha256, name], salt=_SALT), name])


def opened(token: str, *, officer: Officer) -> DraftFile:
    """Return the file of a signed address; raises ``BadSignature`` unless it was signed for this officer lately."""
    pk, sha256, name = signing.loads(token, salt=_SALT, max_age=_HOLDS)
    if pk != officer.pk:
        raise signing.BadSignature
    return DraftFile(path_of(sha256), name)
