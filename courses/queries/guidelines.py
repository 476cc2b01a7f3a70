"""Guidelines as they are read: the list of those in the newest edition, and one of them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.safestring import SafeString

from courses.access import visible, visible_guidelines
from courses.models import Edition, Guideline
from courses.render import render
from courses.sections import Section, sections
from kernel.folding import fold
from officers.models import Area, Officer

__all__ = ["CARDS_A_PAGE", "GuidelineCard", "GuidelineText", "WantedGuidelines", "guideline_areas", "guideline_text",
           "guidelines_page"]  # fmt: skip

CARDS_A_PAGE = 24

Person = Officer | AnonymousUser


@dataclass(frozen=True)
class WantedGuidelines:
    """What somebody looks for; empty means everything."""

    words: str = ""
    area: str = ""


@dataclass(frozen=True)
class GuidelineCard:
    """A guideline in the list, by its newest edition."""

    code: str
    title: str
    area: str
    summary: str
    edition: int
    version: str
    in_force_on: date


@dataclass(frozen=True)
class GuidelineText:
    """One edition of a guideline, with the numbers of all of them, the newest first."""

    guideline: Guideline
    edition: Edition
    numbers: Sequence[int]

    @property
    def newest(self) -> int:
        """The number of the newest edition."""
        return self.numbers[0]

    @property
    def superseded(self) -> bool:
        """Whether there is a newer edition than this one."""
        return self.edition.number != self.newest

    @property
    def text(self) -> dict[str, Any]:
        """What was frozen."""
        payload: dict[str, Any] = self.edition.payload
        return payload

    @property
    def in_force_on(self) -> date:
        """The first day on which it holds."""
        return date.fromisoformat(self.text["in_force_on"])

    @property
    def not_yet_in_force(self) -> bool:
        """Whether it was published ahead of its day."""
        return self.in_force_on > timezone.localdate()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings, as the table of contents lists them."""
        return sections(self.text["body"])

    @property
    def body(self) -> SafeString:
        """The text as HTML. No link leads to an activity: a guideline belongs to no course."""
        return render(self.text, activity_url=lambda uuid: "#main", headings=self.sections)


def guideline_areas(person: Person) -> QuerySet[Area]:
    """Return the areas in which a person may see a guideline that has been published."""
    published = visible_guidelines(person).filter(editions__isnull=False)
    return Area.objects.filter(pk__in=published.values("area"))


def guidelines_page(
    person: Person, wanted: WantedGuidelines, *, page: str = "1"
) -> "tuple[Page[Edition], Sequence[GuidelineCard]]":
    """Return a page of the list and its cards; two statements, whatever the number of guidelines.

    What a person may not see is in no list and in no count. Of a text of ten pages only what a card says is read.
    """
    found = Paginator(_search(_newest(person), wanted), CARDS_A_PAGE).get_page(page)
    return found, [_card(edition) for edition in found]


def guideline_text(person: Person, code: str, number: int | None = None) -> GuidelineText | None:
    """Return an edition of a guideline, the newest unless ``number`` says which; None when there is none to be seen.

    Unknown, unpublished and unseen are one answer, found by one statement.
    """
    rows: QuerySet[Edition] = Edition.objects.filter(guideline__code=code.upper())
    rows = visible(person, rows, subject=Guideline, at="guideline").order_by("-number")
    wanted = rows if number is None else rows.filter(number=number)
    edition = wanted.select_related("guideline__area").first()
    if edition is None or edition.guideline is None:
        return None
    return GuidelineText(edition.guideline, edition, list(rows.values_list("number", flat=True)))


def _newest(person: Person) -> QuerySet[Edition]:
    newer = Edition.objects.filter(guideline=OuterRef("guideline"), number__gt=OuterRef("number"))
    rows: QuerySet[Edition] = Edition.objects.filter(guideline__isnull=False)
    return (
        visible(person, rows, subject=Guideline, at="guideline")
        .exclude(Exists(newer))
        .select_related("guideline__area")
        .defer("payload", "search_text")
        .annotate(
            summary=KT("payload__summary"), version=KT("payload__version"), in_force_on=KT("payload__in_force_on")
        )
        .order_by("title", "pk")
    )


def _search(rows: QuerySet[Edition], wanted: WantedGuidelines) -> QuerySet[Edition]:
    for word in fold(wanted.words).split():
        rows = rows.filter(Q(search_text__contains=word) | Q(guideline__code__icontains=word))
    if wanted.area:
        rows = rows.filter(guideline__area__code=wanted.area)
    return rows


def _card(edition: Any) -> GuidelineCard:
    guideline = edition.guideline
    return GuidelineCard(
        code=guideline.code, title=edition.title, area=guideline.area.name, summary=edition.summary,
        edition=edition.number, version=edition.version, in_force_on=date.fromisoformat(edition.in_force_on),
    )  # fmt: skip
