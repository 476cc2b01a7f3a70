"""Finding the questions that one is much like: part of saving it."""

from django.db.models import Q

from assessments.likeness import HIGH, asked_words, likeness, sketch
from assessments.models.bank import Bank
from assessments.models.likeness import Likeness, QuestionSketch
from assessments.models.question import Question, QuestionVersion
from assessments.question_types import registry
from assessments.question_types.base import PublicQuestion
from officers.models import Area

__all__ = ["compare_question", "take_turn"]


def take_turn(bank: Bank) -> None:
    """Wait until whoever saves another question of this area has done so; until the end of the transaction.

    Of two that are compared at the same moment neither would see the other's new version: two that are alike would not
    be found, and two that are alike no longer would stay a pair (PostgreSQL; IMMEDIATE on SQLite). It comes before the
    lock of the question: a load saves many in one transaction, and would wait for a question whose saver waits for it.
    """
    Area.objects.select_for_update(no_key=True).get(pk=bank.area_id)


def compare_question(*, question: Question, bank: Bank, says: PublicQuestion, is_new: bool) -> None:
    """Write down which questions of the same area ask much the same as this one by its new version.

    The caller has taken its turn (``take_turn``) and locked the question. Three statements at most for a new one that
    nothing is like, whatever the size of the banks: ``sketch`` names the few to be compared. Whom one may be shown,
    ``queries.likenesses`` asks of the doors.
    """
    words = asked_words(says)
    keys = sketch(words)
    if not is_new:
        question.sketch.all().delete()
        _forget_pairs(question)
    near = QuestionSketch.objects.filter(key__in=keys, question__bank__area=bank.area_id).exclude(question=question)
    candidates = set(near.values_list("question", flat=True)) if keys else set()
    QuestionSketch.objects.bulk_create(QuestionSketch(question=question, key=key) for key in dict.fromkeys(keys))
    alike = [(other, likeness(words, text)) for other, text in _newest_words(candidates)]
    found = [(other, hundredths) for other, hundredths in alike if hundredths >= HIGH]
    rows = [Likeness(question_id=question.pk, other_id=other, hundredths=share) for other, share in found]
    rows += [Likeness(question_id=other, other_id=question.pk, hundredths=share) for other, share in found]
    # In one order everywhere, so that two saves at once wait for each other instead of locking each other out.
    rows.sort(key=lambda row: (row.question_id, row.other_id))
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)


def _forget_pairs(question: Question) -> None:
    """Remove what a question was like, whose pairs the save of another one may be removing: locked in one order."""
    old = Likeness.objects.filter(Q(question=question) | Q(other=question)).order_by("question_id", "other_id")
    if keys := list(old.select_for_update().values_list("pk", flat=True)):
        Likeness.objects.filter(pk__in=keys).delete()


def _newest_words(questions: set[int]) -> list[tuple[int, str]]:
    """Return what the newest versions of questions ask, by question; one statement."""
    if not questions:
        return []
    rows = QuestionVersion.objects.filter(question__in=questions).order_by("question", "number")
    newest = {version.question_id: version for version in rows.only("question", "kind", "content")}
    said = []
    for question, version in newest.items():
        kind = registry.get(version.kind)
        said.append((question, asked_words(kind.public(kind.load(version.content)))))
    return said
