"""Where the versions of a question are asked, and how often they have been."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from assessments.models.attempt import Attempt
from assessments.models.question import PinnedQuestion, Question

__all__ = ["Use", "uses_of"]


@dataclass(frozen=True, slots=True)
class Use:
    """An exam of an edition that may ask a version. how: fixed, or by which draw, in words. asked: attempts."""

    version: int
    course: str
    edition: int
    exam: str
    how: str
    asked: int


def uses_of(question: Question) -> list[Use]:
    """Return every exam of an edition that may ask the question, the newest edition first; two statements."""
    pins = list(
        PinnedQuestion.objects.filter(version__question=question)
        .select_related("version", "item__edition__course")
        .order_by("-item__edition__number", "item__order")
    )
    asked = _asked(pins)
    return [
        Use(
            version=pin.version.number, course=pin.item.edition.course.code, edition=pin.item.edition.number,
            exam=f"{pin.item.label} {pin.item.title}".strip(), how="; ".join(_ways(pin.item.payload, pin.version.uuid)),
            asked=asked[pin.item_id, pin.version.uuid],
        )
        for pin in pins
    ]  # fmt: skip


def _asked(pins: list[PinnedQuestion]) -> dict[tuple[int, UUID], int]:
    """Count the attempts by exam and version: a stored draw names the versions that it drew."""
    versions = list({pin.version.uuid for pin in pins})
    counts = {f"v{n}": Count("pk", filter=Q(drawn__contains=str(uuid))) for n, uuid in enumerate(versions)}
    attempts: Any = Attempt.objects.filter(item__in={pin.item_id for pin in pins}, kind=Attempt.Kind.ENROLLED)
    found: dict[tuple[int, UUID], int] = defaultdict(int)
    for row in attempts.annotate(drawn=Cast("draw", TextField())).values("item").annotate(**counts):
        found.update({(row["item"], uuid): row[f"v{n}"] for n, uuid in enumerate(versions)})
    return found


def _ways(payload: dict[str, Any], version: UUID) -> Iterator[str]:
    wanted = str(version)
    for section in payload["sections"]:
        named = {"section": section["title"]} if section["title"] else {}
        if any(stored["version"] == wanted for stored in section["questions"]):
            yield _("fixed, in “%(section)s”") % named if named else _("fixed")
        for draw in section["draws"]:
            if any(stored["version"] == wanted for stored in draw["pool"]):
                values = {**named, "count": draw["count"], "tag": draw["tag"], "pool": len(draw["pool"])}
                words = _("drawn in “%(section)s”: %(count)s of the %(pool)s tagged “%(tag)s”")
                yield (words if named else _("drawn: %(count)s of the %(pool)s tagged “%(tag)s”")) % values
