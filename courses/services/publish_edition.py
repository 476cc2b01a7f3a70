"""Publishing an edition: the live pages of a course or a guideline, frozen under the next number."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses import activities, frozen_files
from courses.activities import Problem
from courses.models.course import Course, Guideline
from courses.models.edition import Edition, EditionAsset, EditionItem, Level
from courses.queries.next_edition import MODULE, NextEdition, next_edition
from courses.queries.ready_pages import places_of_pages
from courses.search_words import cover_words, guideline_words, lesson_words
from courses.signals import edition_published
from courses.subjects import Subject, noun_of
from kernel.canonical import sha256
from kernel.refusal import Refusal
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["ChangedSinceShown", "NotReady", "Unchanged", "publish_edition"]


class NotReady(Refusal):
    """Pages cannot be published as they are; ``problems`` says which, in which field, and why."""

    code = "not_ready"
    message = _("It cannot be published yet: %(count)s things have to be put right first.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class Unchanged(Refusal):
    """An edition like the latest one would be a number without a difference."""

    code = "unchanged"
    message = _("Nothing has changed since edition %(number)s: there is nothing to publish.")


class ChangedSinceShown(Refusal):
    """What would be frozen is not what whoever asked for it had before his eyes."""

    code = "changed_since_shown"
    message = _(
        "Something became ready or was changed after this page was shown, so nothing was published. Look at what "
        "would be published now, and publish again."
    )


def publish_edition(
    *,
    course: Course | None = None,
    guideline: Guideline | None = None,
    by: Officer | None,
    notes: str,
    shown: str = "",
    met: Callable[[], None] = lambda: None,
    at: datetime | None = None,
) -> Edition:
    """Freeze the live pages of a course, or of a guideline (exactly one is named), as its next edition.

    ``by`` is None only for the loader of curricula and the demo. ``shown``: the ``NextEdition.shown`` that was looked
    at, where anybody looked; ``met`` is called after each page. Raises ``NotPermitted``, ``NotReady``, ``Unchanged``
    and ``ChangedSinceShown``. Simultaneous publications wait for each other on its row (SQLite: on the whole
    database); numbers are consecutive.
    """
    named = course or guideline
    assert named is not None, "one is named"  # noqa: S101 - a fault of the program
    if by is not None:
        require(by, Act.PUBLISH_EDITION, on=named.scope)
    with transaction.atomic():
        subject: Subject = type(named)._default_manager.select_for_update(no_key=True).get(pk=named.pk)
        before = places_of_pages(subject)
        frozen = next_edition(subject, met=met)
        if places_of_pages(subject) != before:  # Wagtail's own moves do not wait: half of it would be the old order
            raise ChangedSinceShown
        if frozen.problems or frozen.cover is None:
            raise NotReady(frozen.problems)
        latest = subject.editions.order_by("-number").first()
        if latest is not None and frozen.is_again(latest):
            raise Unchanged(number=latest.number)
        if shown and frozen.shown != shown:
            raise ChangedSinceShown
        number = latest.number + 1 if latest is not None else 1
        edition = _edition(frozen, number, by, notes, at or timezone.now())
        _assets(edition, frozen)
        for item in _items(edition, frozen):
            activities.get(item.kind).pin(item)
        record(by=by, act=Act.PUBLISH_EDITION, on=edition, why=notes)
        transaction.on_commit(lambda: edition_published.send(Edition, edition_id=edition.pk))
    return edition


def _edition(frozen: NextEdition, number: int, by: Officer | None, notes: str, at: datetime) -> Edition:
    cover = frozen.cover or {}
    revisions = {str(item.activity_uuid): item.revision_id for item in frozen.items}
    if frozen.glossary_id is not None:
        revisions["glossary"] = frozen.glossary_revision_id
    columns = _of_course(cover) if isinstance(frozen.subject, Course) else _of_guideline(cover)
    return Edition.objects.create(
        **{noun_of(frozen.subject): frozen.subject}, **columns, number=number, title=cover["title"], payload=cover,
        notes=notes, revisions={"cover": frozen.revision_id, **revisions}, sha256=frozen.hash_as(number),
        published_at=at, by=by,
    )  # fmt: skip


def _of_course(cover: dict[str, Any]) -> dict[str, Any]:
    return {
        "public_title": cover["public_title"], "academic_hours": cover["academic_hours"],
        "credits": Decimal(cover["credits"]), "level": cover["level"], "pass_mark": Decimal(cover["pass_mark"]),
        "rounding": cover["rounding"], "validity_months": cover["validity_months"],
        "resolution": cover["resolution"], "search_text": cover_words(cover),
    }  # fmt: skip


def _of_guideline(cover: dict[str, Any]) -> dict[str, Any]:
    """A guideline has neither hours nor a level nor a mark: those columns hold what says nothing."""
    return {
        "public_title": cover["title"], "academic_hours": 0, "level": Level.BASIC,
        "resolution": cover["resolution"], "search_text": guideline_words(cover),
    }  # fmt: skip


def _assets(edition: Edition, frozen: NextEdition) -> None:
    EditionAsset.objects.bulk_create(
        EditionAsset(
            edition=edition, sha256=file["sha256"], source=file["source"], file=frozen_files.path_of(file["sha256"]),
            media_type=file["media_type"], name=file["name"], size=file["size"],
        )
        for file in frozen.files
    )  # fmt: skip


def _items(edition: Edition, frozen: NextEdition) -> list[EditionItem]:
    """Write modules, then what lies in them; return the activities."""
    modules: dict[object, EditionItem] = {}
    written: list[EditionItem] = []
    for order, item in enumerate(frozen.items):
        row = EditionItem(
            edition=edition, activity_uuid=item.activity_uuid, kind=item.kind, order=order,
            parent=modules.get(item.parent), title=item.title, label=item.label, minutes=item.minutes,
            required=item.required, weight=item.weight, payload=item.payload,
            search_text=lesson_words(item.payload), sha256=sha256(item.payload),
        )  # fmt: skip
        if item.kind == MODULE:
            row.save()
            modules[item.activity_uuid] = row
        else:
            written.append(row)
    EditionItem.objects.bulk_create(written)
    return written
