"""What authors have done since the last edition of a course, by page; and the exams that give trouble."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Page

from courses.gate.reach import Tree
from courses.models import ActivityState, Course, CourseRun, Edition, EditionItem, Guideline, Progress
from courses.subjects import Subject

__all__ = ["SinceEdition", "TroubledExam", "since_editions", "troubled_exams"]

#: An exam is told of when so many have sat it lately and fewer than half have passed.
_FEWEST = 5
_LATELY = timedelta(days=90)
_SHOWN = 10


@dataclass(frozen=True)
class SinceEdition:
    """So many pages are ready for the next edition and changed since the last; on so many somebody still writes."""

    ready: int
    drafts: int


@dataclass(frozen=True)
class TroubledExam:
    """An exam that most who sat it lately have not passed."""

    edition: str
    number: int
    label: str
    title: str
    sat: int
    passed: int


def since_editions(trees: Sequence[Tree]) -> dict[Subject, SinceEdition]:
    """Return it for courses and guidelines with pages; two statements."""
    if not trees:
        return {}
    same = Q(course=OuterRef("course")) | Q(guideline=OuterRef("guideline"))
    newer = Edition.objects.filter(same, number__gt=OuterRef("number"))
    among = Q(course__in=[tree.subject for tree in trees if isinstance(tree.subject, Course)])
    among |= Q(guideline__in=[tree.subject for tree in trees if isinstance(tree.subject, Guideline)])
    latest = Edition.objects.filter(~Exists(newer), among)
    frozen = {
        (course, guideline): set(revisions.values())
        for course, guideline, revisions in latest.values_list("course", "guideline", "revisions")
    }
    within = reduce(or_, (Q(path__startswith=tree.page.path) for tree in trees))
    columns = ("path", "live", "live_revision", "has_unpublished_changes")
    pages = list(Page.objects.filter(within).values_list(*columns))
    return {tree.subject: _since(tree, pages, frozen.get(_key(tree.subject), set())) for tree in trees}


def troubled_exams(runs: QuerySet[CourseRun], *, at: datetime) -> list[TroubledExam]:
    """Return the exams of these runs that most have not passed lately, the worst first; two statements."""
    sat = Progress.objects.filter(enrolment__run__in=runs.order_by().values("pk"), at__gt=at - _LATELY)
    rows = list(
        sat.exclude(fraction="")
        .order_by()
        .values_list("enrolment__edition", "activity_uuid")
        .annotate(sat=Count("pk"), passed=Count("pk", filter=Q(state=ActivityState.DONE)))
        .filter(sat__gte=_FEWEST, passed__lt=F("sat") / 2.0)
    )
    worst = sorted(rows, key=lambda row: row[3] / row[2])[:_SHOWN]
    items = {
        (item.edition_id, item.activity_uuid): item
        for item in EditionItem.objects.filter(
            edition__in={row[0] for row in worst}, activity_uuid__in=[row[1] for row in worst]
        )
        .select_related("edition")
        .defer("payload", "edition__payload", "edition__search_text", "edition__revisions")
    }
    return [
        TroubledExam(item.edition.title, item.edition.number, item.label, item.title, so_many, passed)
        for edition, activity, so_many, passed in worst
        if (item := items.get((edition, activity)))
    ]


def _key(subject: Subject) -> tuple[int | None, int | None]:
    return (subject.pk, None) if isinstance(subject, Course) else (None, subject.pk)


def _since(tree: Tree, pages: Sequence[tuple[str, bool, int | None, bool]], frozen: set[int]) -> SinceEdition:
    """Return it for one of them: ready is what is live in a revision that the last edition does not have."""
    own = [page for page in pages if tree.holds(page[0])]
    ready = [page for page in own if page[1] and page[2] and page[2] not in frozen]
    return SinceEdition(ready=len(ready), drafts=sum(page[3] for page in own))
