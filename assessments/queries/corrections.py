"""What a decision about a question changes: read for the dry run, and again under the locks when it is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from assessments.draw import Draw
from assessments.grading import attempt_fraction, counting_fraction
from assessments.models.attempt import Attempt, AttemptQuerySet
from assessments.models.board_act import SittingAnnulment
from assessments.models.mark import AttemptMark
from assessments.models.question import QuestionVersion
from assessments.models.response import Response
from assessments.queries.answers import Answer, answers_of_many, counting
from assessments.queries.decisions import Decisions, decisions_on, marked_line
from assessments.queries.hand_changes import hand_changes
from assessments.queries.marks import Line, lines_from
from assessments.queries.overrides import terms_of, with_terms
from assessments.queries.tries import Tries, checked_of_many, tries_in
from assessments.queries.wordings import wordings
from assessments.question_types.further import Accepted
from assessments.rules import ExamRules
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.outcome import Outcome
from courses.models.progress import ActivityState, Progress
from kernel.canonical import sha256

__all__ = ["Change", "Changed", "asked", "changes_by_accepting", "changes_by_annulling", "digest"]

#: The answers of so many attempts are read at once.
_CHUNK = 500
#: By the key of an attempt, its line that is marked anew.
_Again = dict[int, Line]


@dataclass(frozen=True, slots=True)
class Change:
    """An attempt whose marking changes. lines: of the new marking; before, after: marks of 20."""

    attempt: Attempt
    lines: tuple[Line, ...]
    fraction: Fraction
    before: Decimal
    after: Decimal
    passed: bool

    @property
    def falls(self) -> bool:
        """Whether it is worth less than before, be it by less than the mark shows."""
        return self.fraction < from_text(self.attempt.fraction)


@dataclass(frozen=True, slots=True)
class Changed:
    """An exam of an enrolment that changes: its attempts, and where it stands then.

    before: the mark that counted. was_done: whether the exam was passed. completed: the course is. counts: whether the
    exam makes a mark of the course, so that paper rests on it.
    """

    enrolment: Enrolment
    activity: UUID
    title: str
    changes: tuple[Change, ...]
    state: str
    fraction: Fraction
    before: Decimal
    was_done: bool
    completed: bool
    counts: bool

    @property
    def mark(self) -> Decimal:
        """The counting mark."""
        return mark_of(self.fraction)

    @property
    def passes(self) -> bool:
        """Whether an enrolment that had failed passes this exam by it."""
        return self.enrolment.state == Enrolment.State.FAILED and self.state == ActivityState.DONE

    @property
    def falls(self) -> bool:
        """Whether one of its attempts is worth less than before."""
        return any(change.falls for change in self.changes)

    @property
    def no_longer_passes(self) -> bool:
        """Whether an exam that was passed no longer is."""
        return self.was_done and self.state != ActivityState.DONE

    @property
    def below_paper(self) -> bool:
        """Whether the certificate says more than the mark that counts then."""
        return self.completed and self.counts and (self.no_longer_passes or self.mark < self.before)


def asked(version: QuestionVersion) -> AttemptQuerySet:
    """Return the attempts of the exams that may ask a version: those that did are among them."""
    return Attempt.objects.filter(kind=Attempt.Kind.ENROLLED, item__pinned_questions__version=version)


def changes_by_annulling(version: QuestionVersion) -> list[Changed]:
    """Return every exam of an enrolment that annulling a version changes, by officer.

    Five statements for every 500 attempts that had it wrong, beyond two.
    """
    annulled = Decisions(annulled=frozenset({version.uuid}))

    def again(attempts: Sequence[Any]) -> _Again:
        lines = [(attempt, line) for attempt, line in _lines_of(version, attempts) if line.fraction < 1]
        return {attempt.pk: new for attempt, _line, new in _marked_again(version, lines, annulled)}

    return _changes(version, again)


def changes_by_accepting(version: QuestionVersion, accepted: Accepted | None) -> list[Changed]:
    """Return every exam of an enrolment that a further answer of a version changes, by officer.

    accepted: what is to be decided; None: nothing beyond what is in force, for a second look. Each answer is marked
    again from what is stored: draw, response, version, decisions. Five statements for every 500 attempts beyond four.
    """
    decided = decisions_on([version.uuid])
    in_force = decided.further.get(version.uuid, ())
    further = (*in_force, accepted) if accepted is not None else in_force
    with_it = Decisions(decided.annulled, {version.uuid: further})
    never_falls = bool(further) and further[-1].raises_only

    def again(attempts: Sequence[Any]) -> _Again:
        found: _Again = {}
        for attempt, line, new in _marked_again(version, list(_lines_of(version, attempts)), with_it):
            if new.fraction != line.fraction and not (never_falls and new.fraction < line.fraction):
                found[attempt.pk] = new
        return found

    return _changes(version, again)


def digest(found: Sequence[Changed]) -> str:
    """Return a hash of what a dry run showed: what is done must be what was looked at."""
    return sha256(
        [
            [str(change.attempt.public_id), str(change.before), str(change.after)]
            for changed in found
            for change in changed.changes
        ]
    )


def _lines_of(version: QuestionVersion, attempts: Iterable[Any]) -> Iterable[tuple[Any, Line]]:
    """Yield the attempts that were asked a version, each with its line of the newest marking."""
    for attempt in attempts:
        for line in lines_from(attempt.marked or ()):
            if line.version == version.uuid:
                yield attempt, line


def _marked_again(
    version: QuestionVersion, lines: Sequence[tuple[Any, Line]], decided: Decisions
) -> Iterable[tuple[Any, Line, Line]]:
    """Yield each attempt with its stored line and the line that its stored answer earns by these decisions.

    What was changed by hand since a complaint was upheld stays: the question earns at least so much.
    """
    wording = wordings([version.uuid])[version.uuid]
    for start in range(0, len(lines), _CHUNK):
        chunk = lines[start : start + _CHUNK]
        pks = [attempt.pk for attempt, _line in chunk]
        draws = dict(Attempt.objects.filter(pk__in=pks).values_list("pk", "draw"))
        by_hand = hand_changes(pks)
        answers = _answers(pks, {(attempt.pk, line.response) for attempt, line in chunk if line.response})
        tried = _tried(chunk)
        for attempt, line in chunk:
            slot = next(slot for slot in Draw.from_json(draws[attempt.pk]).slots if slot.number == line.slot)
            answer, tries = tried.get(attempt.pk) or (answers.get((attempt.pk, line.response)), None)
            new = marked_line(slot, answer, wording, decided, tries)
            least = by_hand.get(attempt.pk, {}).get(line.slot, Fraction(0))
            yield attempt, line, replace(line, fraction=least) if new.fraction < least else new


def _tried(chunk: Sequence[tuple[Any, Line]]) -> dict[int, tuple[Answer | None, Tries]]:
    """Return, for attempts at a practice in which the question was checked, its last answer and its tries."""
    checked = checked_of_many([attempt.pk for attempt, _line in chunk])
    given = answers_of_many(checked) if checked else {}
    found: dict[int, tuple[Answer | None, Tries]] = {}
    for attempt, line in chunk:
        rows = checked.get(attempt.pk, {}).get(line.slot)
        if rows:
            penalty = ExamRules.from_payload(attempt.item.payload).try_penalty
            of_attempt = given[attempt.pk]
            tries = tries_in({line.slot: rows}, of_attempt, penalty)[line.slot]
            found[attempt.pk] = counting(of_attempt).get(line.slot), tries
    return found


def _answers(pks: Sequence[int], marked: set[tuple[int, str]]) -> dict[tuple[int, str], Answer]:
    """Return the answers that were marked, by attempt and key."""
    rows = Response.objects.filter(attempt_id__in=pks).values_list(
        "attempt_id", "client", "sequence", "slot", "value", "standing", "order", "at"
    )
    return {
        (attempt, key): Answer(slot, key, value, standing, order, at)
        for attempt, client, sequence, slot, value, standing, order, at in rows
        if (attempt, (key := f"{client}.{sequence}")) in marked
    }


def _changes(version: QuestionVersion, marked_again: Callable[[Sequence[Any]], _Again]) -> list[Changed]:
    rows = asked(version).marked().select_related(
        "item__edition", "enrolment__officer", "enrolment__run", "enrolment__edition", "enrolment__course"
    )  # fmt: skip
    newest = AttemptMark.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    # By whose rules the exam stands: those of the edition that the enrolment takes by now, where it still has it.
    present = EditionItem.objects.filter(
        edition=OuterRef("enrolment__edition"), activity_uuid=OuterRef("activity_uuid")
    )
    stood = Progress.objects.filter(enrolment=OuterRef("enrolment"), activity_uuid=OuterRef("activity_uuid"))
    # After completion progress stays as it stands on paper; where the exam stands by now, the newest outcome says.
    stands = Outcome.objects.filter(
        enrolment=OuterRef("enrolment"), activity_uuid=OuterRef("activity_uuid")
    ).order_by("-pk")  # fmt: skip
    used = SittingAnnulment.objects.filter(
        attempt__enrolment=OuterRef("enrolment"), attempt__activity_uuid=OuterRef("activity_uuid"), is_used=True
    )  # fmt: skip
    read = with_terms(rows, enrolment=OuterRef("enrolment")).annotate(
        stands=Subquery(stands.values("state")[:1]),
        marked=Subquery(newest.values("slots")[:1]), marking=Subquery(newest.values("number")[:1]),
        annulled=Subquery(used.values("attempt__activity_uuid").annotate(made=Count("pk")).values("made")),
        present=Subquery(present.values("payload")[:1]), stood=Subquery(stood.values("state")[:1]),
    )  # fmt: skip
    read = read.defer("seed", "draw", "item__edition__payload", "enrolment__edition__payload")
    ordered: list[Any] = list(read.order_by("enrolment", "activity_uuid", "number"))
    # What is being marked has no mark to change: what was decided by then goes into the one that it gets.
    again = marked_again([attempt for attempt in ordered if attempt.mark is not None])
    groups = groupby(ordered, key=lambda attempt: (attempt.enrolment_id, attempt.activity_uuid))
    found = (_changed(list(attempts), again) for _key, attempts in groups)
    return [changed for changed in found if changed is not None]


def _changed(attempts: list[Any], again: _Again) -> Changed | None:
    first = attempts[0]
    rules = terms_of(first).on(ExamRules.from_payload(first.present or first.item.payload))
    pass_mark = rules.passing(first.enrolment.edition.pass_mark)
    found = {attempt.pk: _change(attempt, again[attempt.pk], pass_mark) for attempt in attempts if attempt.pk in again}
    if not found:
        return None
    before = [from_text(attempt.fraction) for attempt in attempts]
    after = [found[attempt.pk].fraction if attempt.pk in found else from_text(attempt.fraction) for attempt in attempts]
    waits = any(attempt.mark is None for attempt in attempts)
    state, fraction = exam_standing(after, rules, pass_mark, annulled=first.annulled or 0, waits=waits)
    counted, was_done = counting_fraction(before, rules.counting), first.stood == ActivityState.DONE
    if first.stands == ActivityState.DONE and fraction >= counted:  # passed by the rules of its day
        state = ActivityState.DONE
    return Changed(
        enrolment=first.enrolment, activity=first.activity_uuid, title=first.item.title,
        changes=tuple(found.values()), state=state, fraction=fraction, before=mark_of(counted), was_done=was_done,
        completed=first.enrolment.state == Enrolment.State.COMPLETED, counts=rules.counts,
    )  # fmt: skip


def _change(attempt: Any, again: Line, pass_mark: Decimal) -> Change:
    lines = tuple(again if line.slot == again.slot else line for line in lines_from(attempt.marked))
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    after = mark_of(fraction)
    return Change(attempt, lines, fraction, attempt.mark, after, after >= pass_mark)
