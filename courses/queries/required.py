"""What an enrolment must still do for its course."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress

__all__ = ["required_undone"]


def required_undone(enrolment: Enrolment) -> QuerySet[Any]:
    """Return the required activities of its edition that are not done."""
    done = Progress.objects.filter(
        enrolment=enrolment, activity_uuid=OuterRef("activity_uuid"), state=ActivityState.DONE
    )
    items: QuerySet[Any] = EditionItem.objects.filter(edition=enrolment.edition_id, required=True)
    return items.exclude(kind="module").exclude(Exists(done))
