"""What moving enrolments to another edition does to each: read for the preview, and again under the locks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from courses import activities
from courses.activities import Stand, is_under_way
from courses.edition_comparison import Compared, Part, compare
from courses.marks import to_text
from courses.models import ActivityState, Edition, EditionItem, Enrolment, Progress
from kernel.canonical import sha256

__all__ = ["LESSON", "Effect", "Effects", "comparison", "effects"]

#: The kind of which a person decides whether it must be read again.
LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Effect:
    """What it does to one who is learning.

    again: lessons done that must be read again; gained: activities that are done by the new rules; stuck: exams in
    which no attempt would be left; dropped: activities done that the new edition has no more; moved: where he
    stands otherwise by the new rules; sitting: something is under way.
    """

    enrolment: int
    uuid: UUID
    officer: int
    again: tuple[UUID, ...] = ()
    gained: tuple[UUID, ...] = ()
    stuck: tuple[UUID, ...] = ()
    dropped: tuple[UUID, ...] = ()
    moved: tuple[tuple[UUID, Stand], ...] = ()
    sitting: bool = False
    completes: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether anything that he did is seen otherwise afterwards."""
        return bool(self.again or self.gained or self.stuck or self.dropped or self.completes)


@dataclass(frozen=True)
class Effects:
    """All of them, by name of the officer; parts: of the new edition, by key; titles: also of what is removed."""

    after: Edition
    learning: Sequence[Effect]
    parts: dict[UUID, Part]
    titles: dict[UUID, str] = field(repr=False)

    def digest(self) -> str:
        """Return a hash of what is decided: what is done must be what was looked at."""
        touched = sorted(
            [
                str(each.uuid), each.completes,
                *([str(key) for key in keys] for keys in (each.again, each.gained, each.stuck)),
            ]
            for each in self.learning
            if each.again or each.gained or each.stuck or each.completes
        )  # fmt: skip
        return sha256([str(self.after.uuid), touched])


@dataclass
class _Learner:
    """What is known of one while it is put together."""

    again: list[UUID] = field(default_factory=list)
    gained: list[UUID] = field(default_factory=list)
    stuck: list[UUID] = field(default_factory=list)
    dropped: list[UUID] = field(default_factory=list)
    moved: list[tuple[UUID, Stand]] = field(default_factory=list)


def comparison(before: Edition, after: Edition) -> list[Compared]:
    """Return what differs between two editions; one statement."""
    parts = _parts([before.pk, after.pk])
    return compare(list(parts[before.pk].values()), list(parts[after.pk].values()))


def effects(rows: QuerySet[Enrolment], after: Edition, *, again: Collection[UUID] = ()) -> Effects:
    """Return what moving those of ``rows`` who are learning to ``after`` does.

    ``again``: the changed lessons that must be read again. What was done stays done; an exam that was not passed is
    judged by its new rules, from the attempts taken. As many statements for one enrolment as for 3,000: five, and
    one for each exam that differs.
    """
    active = rows.filter(state=Enrolment.State.ACTIVE)
    learners = list(
        active.annotate(sitting=is_under_way())
        .order_by("officer__search_name", "pk")
        .values_list("pk", "uuid", "officer_id", "edition_id", "sitting")
    )
    parts = _parts({edition for *_rest, edition, _sitting in learners} | {after.pk})
    new = parts[after.pk]
    found: dict[int, _Learner] = defaultdict(_Learner)
    changed = {key for key, part in new.items() if _differs(key, part, parts.values())}
    lessons = {key for key in again if key in changed and new[key].kind == LESSON}
    removed = {key for edition in parts.values() for key in edition if key not in new}
    keys = active.order_by().values("pk")
    for pk, activity in _done(keys, lessons | removed):
        (found[pk].again if activity in lessons else found[pk].dropped).append(activity)
    _judge(found, keys, after, changed)
    required = [key for key, part in new.items() if part.required]
    counts = dict(_done(keys, required, count=True))
    return Effects(
        after=after,
        learning=[_effect(row, found[row[0]], counts.get(row[0], 0), set(required)) for row in learners],
        parts=new,
        titles={key: f"{part.label} {part.title}" for each in (*parts.values(), new) for key, part in each.items()},
    )  # fmt: skip


def _parts(editions: Iterable[int]) -> dict[int, dict[UUID, Part]]:
    ids = set(editions)
    held: dict[int, dict[UUID, Part]] = {pk: {} for pk in ids}
    rows = EditionItem.objects.filter(edition__in=ids).exclude(kind="module").order_by("edition", "order")
    for edition, *values in rows.values_list(
        "edition", "activity_uuid", "kind", "label", "title", "sha256", "required", "weight"
    ):
        part = Part(*values)
        held[edition][part.activity] = part
    return held


def _differs(key: UUID, part: Part, editions: Iterable[dict[UUID, Part]]) -> bool:
    rules = (part.sha256, part.required)
    return any(key in each and (each[key].sha256, each[key].required) != rules for each in editions)


def _done(enrolments: Any, keys: Collection[UUID], *, count: bool = False) -> Iterable[tuple[int, Any]]:
    """Return pairs of enrolment and activity done among these keys; or of enrolment and how many."""
    rows = Progress.objects.filter(enrolment__in=enrolments, activity_uuid__in=keys, state=ActivityState.DONE)
    if count:
        return list(rows.values("enrolment").annotate(count=Count("pk")).values_list("enrolment", "count"))
    return list(rows.order_by("enrolment", "activity_uuid").values_list("enrolment", "activity_uuid")) if keys else []


def _judge(found: dict[int, _Learner], enrolments: Any, after: Edition, keys: Collection[UUID]) -> None:
    """Note for what differs and has rules where each stands by the new ones, unless it is done already."""
    if not keys:
        return
    rows = Progress.objects.filter(enrolment__in=enrolments, activity_uuid__in=keys)
    stood = {(pk, key): (state, fraction) for pk, key, state, fraction in rows.values_list(
        "enrolment", "activity_uuid", "state", "fraction"
    )}  # fmt: skip
    items = EditionItem.objects.filter(edition=after, activity_uuid__in=keys).select_related("edition")
    for item in items.defer(*Edition.cover_at("edition")):
        for stand in activities.get(item.kind).stands_by(item, enrolments):
            was, fraction = stood.get((stand.enrolment, item.activity_uuid), ("", ""))
            text = "" if stand.fraction is None else to_text(stand.fraction)
            if was == ActivityState.DONE:
                continue
            learner = found[stand.enrolment]
            if stand.state == ActivityState.FAILED and item.required:
                learner.stuck.append(item.activity_uuid)
                continue
            if (was, fraction) == (stand.state, text):
                continue
            learner.moved.append((item.activity_uuid, stand))
            if stand.state == ActivityState.DONE:
                learner.gained.append(item.activity_uuid)


def _effect(row: tuple[Any, ...], learner: _Learner, done: int, required: set[UUID]) -> Effect:
    pk, uuid, officer, _edition, sitting = row
    done += len(required.intersection(learner.gained)) - len(required.intersection(learner.again))
    return Effect(
        enrolment=pk, uuid=uuid, officer=officer, again=tuple(learner.again), gained=tuple(learner.gained),
        stuck=tuple(learner.stuck), dropped=tuple(learner.dropped), moved=tuple(learner.moved), sitting=sitting,
        completes=bool(required) and done == len(required) and not sitting,
    )  # fmt: skip
