"""Keeping the names that a correction takes away, so that people are found by them."""

from collections.abc import Sequence

from officers.models import FormerName

__all__ = ["keep_former_names"]


def keep_former_names(names: Sequence[FormerName]) -> None:
    """Insert former names, and make their officers findable by them; part of an act that saves the officers."""
    FormerName.objects.bulk_create(names)
    for former in names:
        former.officer.find_also_by(former.for_searching)
