"""What the page shows before a run moves to a newer edition: what differs, and whom it concerns, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.edition_comparison import Compared, Difference
from courses.models import CourseRun, Edition, Enrolment, RunMove
from courses.queries.move_effects import LESSON, Effect, Effects, comparison, effects

__all__ = ["Concerned", "Group", "Preview", "changed_lessons", "moves_of", "newer_editions", "preview"]

_A_PAGE = 50


@dataclass(frozen=True)
class Group:
    """Some of those in the run whom the move concerns alike: how many, and what it means for them."""

    key: str
    count: int
    words: str


@dataclass(frozen=True)
class Concerned:
    """One of them: name, and what changes for him, in words."""

    name: str
    login: str
    changes: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """What the move would be. stuck: how many would have no attempt left, so that it is refused."""

    compared: Sequence[Compared]
    groups: Sequence[Group]
    shown: str
    page: "Page[int]"
    lines: Sequence[Concerned]
    stuck: int
    digest: str

    @property
    def differing(self) -> list[Compared]:
        """What differs."""
        return [each for each in self.compared if each.difference != Difference.SAME or each.duty is not None]


def newer_editions(run: CourseRun) -> QuerySet[Edition]:
    """Return the editions to which a run can move, the newest first; their facts."""
    rows: QuerySet[Edition] = Edition.objects.filter(course=run.edition.course_id, number__gt=run.edition.number)
    return rows.defer("payload", "search_text", "revisions").order_by("-number")


def moves_of(run: CourseRun) -> QuerySet[RunMove]:
    """Return through which editions a run went, the newest move first."""
    rows: QuerySet[RunMove] = RunMove.objects.filter(run=run).select_related("before", "after", "by")
    return rows.defer(
        *(f"{each}__{name}" for each in ("before", "after") for name in ("payload", "search_text", "revisions"))
    ).order_by("-at", "-pk")


def preview(run: CourseRun, to: Edition, *, again: Sequence[UUID], shown: str, page: str) -> Preview:
    """Return what moving a run would be, with the names of one group; as many statements whatever the size."""
    compared = comparison(run.edition, to)
    rows = run.enrolments.open()
    found = effects(rows, to, again=again)
    members = _members(found, run)
    groups = [Group(key, len(members[key]), words) for key, words in _group_words() if members[key]]
    shown = shown if members.get(shown) else next((group.key for group in groups), "")
    paged = Paginator(members.get(shown, []), _A_PAGE).get_page(page)
    return Preview(
        compared=compared, groups=groups, shown=shown, page=paged, lines=_lines(found, list(paged)),
        stuck=len(members["stuck"]), digest=found.digest(),
    )  # fmt: skip


def changed_lessons(compared: Sequence[Compared]) -> list[Compared]:
    """Return the lessons that differ: of each a person decides whether it must be read again."""
    return [each for each in compared if each.difference == Difference.CHANGED and each.part.kind == LESSON]


def _group_words() -> list[tuple[str, str]]:
    """Return every group with what the move means for it, in the order in which it matters."""
    return [
        ("stuck", _("no attempt would be left in an exam: give more attempts first")),
        ("completes", _("the course is completed by it; the certificate follows")),
        ("gained", _("an exam is passed by its new rules")),
        ("again", _("a lesson is to be read again")),
        ("dropped", _("something that was done no longer counts; it stays on record")),
        ("kept", _("everything that was done is kept")),
        ("sitting", _("an exam is being sat: it ends with its questions, and counts")),
        ("pending", _("a place is asked or waited for: the new edition from the beginning")),
        ("ended", _("ended already: the edition by which it ended stays")),
    ]


def _members(found: Effects, run: CourseRun) -> dict[str, list[int]]:
    """Return the keys of the enrolments of every group."""
    holds: dict[str, Callable[[Effect], object]] = {
        "stuck": lambda each: each.stuck,
        "completes": lambda each: each.completes,
        "gained": lambda each: each.gained,
        "again": lambda each: each.again,
        "dropped": lambda each: each.dropped,
        "kept": lambda each: not each.is_touched,
        "sitting": lambda each: each.sitting,
    }
    members = {key: [each.enrolment for each in found.learning if of(each)] for key, of in holds.items()}
    others = run.enrolments.exclude(state=Enrolment.State.ACTIVE).order_by("officer__search_name", "pk")
    members |= {"pending": [], "ended": []}
    for pk, state in others.values_list("pk", "state"):
        members["pending" if state in Enrolment.OPEN_STATES else "ended"].append(pk)
    return members


def _lines(found: Effects, keys: list[int]) -> list[Concerned]:
    of = {each.enrolment: each for each in found.learning}
    rows = Enrolment.objects.filter(pk__in=keys).select_related("officer").in_bulk()
    return [
        Concerned(
            f"{rows[pk].officer.last_name}, {rows[pk].officer.given_names}", rows[pk].officer.login,
            _changes(of[pk], found) if pk in of else [str(rows[pk].get_state_display())],
        )
        for pk in keys
    ]  # fmt: skip


def _changes(effect: Effect, found: Effects) -> list[str]:
    said = []
    for keys, words in (
        (effect.stuck, _("no attempt left: %(titles)s")),
        (effect.gained, _("passes: %(titles)s")),
        (effect.again, _("reads again: %(titles)s")),
        (effect.dropped, _("no longer counts: %(titles)s")),
    ):
        if keys:
            said.append(words % {"titles": ", ".join(found.titles[key] for key in keys)})
    if effect.sitting:
        said.append(_("sits an exam now"))
    if effect.completes:
        said.append(_("completes the course"))
    return said
