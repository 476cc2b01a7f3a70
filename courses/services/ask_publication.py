"""Asking for an edition, which a task then makes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models.publication import Publication
from courses.services.make_asked_edition import refuse_changed
from courses.services.publish_edition import ChangedSinceShown
from courses.subjects import Subject, named
from courses.tasks import make_edition
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["BeingPublished", "ask_publication"]


class BeingPublished(Refusal):
    """One edition at a time: the next would be of pages that nobody has compared with it."""

    code = "being_published"
    message = _(
        "%(who)s asked for an edition at %(at)s, and it is being made. Wait for it, look at what differs from it, and "
        "publish again."
    )


def ask_publication(
    *,
    subject: Subject,
    shown: str,
    revisions: Mapping[int, int],
    notes: str,
    by: Officer,
    at: datetime | None = None,
) -> Publication:
    """Have the next edition made by a task, of what was shown and of nothing else.

    shown, revisions: the ``NextEdition.shown`` and the ``ready_revisions`` that whoever asks was shown. Raises
    ``NotPermitted``, ``BeingPublished``, ``ChangedPages`` and ``ChangedSinceShown``; what else stands in the way the
    task finds.
    """
    require(by, Act.PUBLISH_EDITION, on=subject.scope)
    _refuse_second(subject)
    refuse_changed(subject, revisions)
    try:
        with transaction.atomic():
            row: Publication = Publication.objects.create(
                **named(subject), by=by, notes=notes, shown=shown, asked_at=at or timezone.now(),
                revisions={str(page): revision for page, revision in revisions.items()},
            )  # fmt: skip
            record(by=by, act="edition.ask", on=row, why=notes)
            make_edition.enqueue(row.pk)
    except IntegrityError as error:  # one_publication_of_a_course, one_publication_of_a_guideline
        _refuse_second(subject)
        raise ChangedSinceShown from error  # it was made while we asked
    return row


def _refuse_second(subject: Subject) -> None:
    making = subject.publications.filter(state=Publication.State.MAKING).select_related("by").first()
    if making is not None:
        at = date_format(localtime(making.asked_at), "SHORT_DATETIME_FORMAT")
        raise BeingPublished(who=making.by, at=at)
