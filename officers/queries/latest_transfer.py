"""Whether the newest act about an officer is a transfer, which can then be undone."""

from audit.models import Entry
from officers.models import Officer, Posting

__all__ = ["latest_transfer"]

#: What is written of an officer's person and service; log-ins and what he chooses himself are no matter of postings.
_ACTS = (
    "officer.register", "officer.transfer", "officer.undo_transfer", "officer.edit", "officer.correct_name",
    "officer.change_status", "officer.close_account", "officer.import", "officer.undo_import",
)  # fmt: skip


def latest_transfer(officer: Officer) -> tuple[Posting, Posting] | None:
    """Return the posting that the newest act opened and the one that it ended; None: another act was the newest.

    What an import opened is none: an import is undone as a whole. Two statements, one when there is nothing to undo.
    """
    lines = Entry.objects.filter(on_model=Officer._meta.label, on_id=str(officer.pk), act__in=_ACTS)
    if lines.order_by("-pk").values_list("act", flat=True).first() != "officer.transfer":
        return None
    postings = list(officer.postings.select_related("unit", "rank").order_by("-since")[:2])
    if len(postings) < 2 or postings[0].until or postings[1].until != postings[0].since:
        return None
    return postings[0], postings[1]
