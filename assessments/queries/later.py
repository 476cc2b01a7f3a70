"""What came after a mark was first made: its later markings, and what was accepted of its questions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.models.further_answer import FurtherAnswer
from assessments.models.mark import AttemptMark
from assessments.queries.marks import Line, lines_from
from assessments.queries.wordings import wordings
from assessments.question_types.further_words import further_words

__all__ = ["Marking", "first_lines", "later_words", "markings_of"]


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking of an attempt. Why it was made again is not told: the reason may hold the key."""

    at: datetime
    mark: Decimal
    slots: Sequence[Mapping[str, Any]]


def markings_of(attempt_id: int) -> list[Marking]:
    """Return the markings of what was handed in last that made a mark, from the first on; one statement.

    A sitting that was opened again is marked anew: that is no correction of the marking before.
    """
    rows = AttemptMark.objects.filter(attempt_id=attempt_id).order_by("number")
    found = list(rows.values_list("at", "mark", "slots", "answers"))
    begins = max((place for place, row in enumerate(found) if row[3] is not None), default=0)
    return [Marking(at, mark, slots) for at, mark, slots, _answers in found[begins:] if mark is not None]


def first_lines(markings: Sequence[Marking]) -> dict[int, Line]:
    """Return the lines of the first of these markings by slot; empty where there are none."""
    return {line.slot: line for line in lines_from(markings[0].slots)} if markings else {}


def later_words(versions: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return, by version, a sentence for what each decision accepted; nothing before a review allows it asks this."""
    found: dict[UUID, tuple[str, ...]] = {}
    rows = FurtherAnswer.objects.filter(version__uuid__in=versions).order_by("version", "number")
    known = wordings(versions)
    for version, further, way, at in rows.values_list("version__uuid", "further", "way", "at"):
        wording = known[version]
        facts = {
            "what": further_words(wording.type.further_fields(wording.content), further),
            "on": date_format(localtime(at), "DATE_FORMAT"),
        }
        sentence = (
            _("Since %(on)s this is right as well: %(what)s. Whoever would lose by it keeps what the answer earned.")
            if way == FurtherAnswer.Way.RAISES
            else _("Since %(on)s this is right as well: %(what)s. All answers were marked again by it.")
        )
        found[version] = (*found.get(version, ()), sentence % facts)
    return found
