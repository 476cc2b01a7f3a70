"""Making the edition that somebody asked for, as a task or by the sweep."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.publication import Publication
from courses.queries.ready_pages import changed_titles, ready_revisions
from courses.services.publish_edition import ChangedSinceShown, publish_edition
from courses.subjects import Subject, named
from courses.sweeping import sweep_rows
from kernel.refusal import Refusal
from officers.troubles import PROGRAM_FAILED
from officers.work_progress import tell

__all__ = ["ChangedPages", "make_asked_edition", "refuse_changed", "resume_publications"]

_STATE = Publication.State
#: What has been wanted for longer was left by a worker that died.
_LEFT_AFTER = timedelta(minutes=10)
#: So many in one sweep.
_BATCH = 5
#: So many pages are named.
_NAMED = 5


class ChangedPages(ChangedSinceShown):
    """Of what changed since it was shown, pages can be named."""

    code = "pages_changed"
    message = _(
        "Somebody changed what is ready after this page was shown: %(pages)s. Nothing was published. Look at what "
        "would be published now, and publish again."
    )


def make_asked_edition(*, publication_id: int, at: datetime | None = None) -> bool:
    """Publish what was asked for, if it is still what was shown; return whether anything was wanted.

    Edition and state are one transaction. Of two at it at once the second leaves it to the first and waits for nothing,
    so that the sweep goes on: one edition (the row's lock on PostgreSQL; on SQLite they take turns). A refusal is kept
    as the reason. A fault of the program is kept too and raised again, so that it stands among the failed tasks.
    """
    row = Publication.objects.select_related("course", "guideline", "by").get(pk=publication_id)
    try:
        return _make(row, at)
    except ChangedSinceShown as refusal:
        changed = _changed(row.subject, {int(page): revision for page, revision in row.revisions.items()})
        _refuse(row, ChangedPages(pages=changed) if changed else refusal)
    except Refusal as refusal:
        _refuse(row, refusal)
    except Exception:
        _waiting(row).update(state=_STATE.REFUSED, trouble={"code": PROGRAM_FAILED, "params": {}})
        raise
    return True


def resume_publications() -> int:
    """Take up what a worker left; return how many. Part of the sweep."""
    left = Publication.objects.filter(state=_STATE.MAKING, asked_at__lt=timezone.now() - _LEFT_AFTER)
    return sweep_rows(left, lambda pk: make_asked_edition(publication_id=pk), at_most=_BATCH)


def refuse_changed(subject: Subject, shown: Mapping[int, int]) -> None:
    """Raise ``ChangedPages`` where other pages are ready now, or in other revisions, than were shown."""
    if changed := _changed(subject, shown):
        raise ChangedPages(pages=changed)


def _make(row: Publication, at: datetime | None) -> bool:
    with transaction.atomic():
        if not _waiting(row).select_for_update(skip_locked=True).exists():
            return False
        edition = publish_edition(
            **named(row.subject), by=row.by, notes=row.notes, shown=row.shown, met=_telling(row), at=at
        )  # fmt: skip
        _waiting(row).update(state=_STATE.PUBLISHED, edition=edition)
    return True


def _telling(row: Publication) -> Callable[[], None]:
    total, done = len(row.revisions), count(1)
    tell(row, 0, total)
    return lambda: tell(row, next(done), total)


def _changed(subject: Subject, shown: Mapping[int, int]) -> str:
    titles = changed_titles(shown, ready_revisions(subject))
    return ", ".join(f"“{title}”" for title in titles[:_NAMED]) + (" …" if len(titles) > _NAMED else "")


def _refuse(row: Publication, refusal: Refusal) -> None:
    params: dict[str, Any] = {name: str(value) for name, value in refusal.params.items()}
    _waiting(row).update(state=_STATE.REFUSED, trouble={"code": refusal.code, "params": params})


def _waiting(row: Publication) -> Any:
    return Publication.objects.filter(pk=row.pk, state=_STATE.MAKING)
