"""Saving a question: its wording becomes a new version, since rows that were asked never change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import Bank
from assessments.models.question import Question, QuestionTag, QuestionVersion
from assessments.models.question_step import VersionState
from assessments.question_types import registry
from assessments.question_types.base import QuestionContent, QuestionType
from assessments.services.compare_question import compare_question, take_turn
from assessments.services.put_step import put_step, state_of
from assessments.version_moves import FOLLOWS
from audit.services.record import record
from kernel.canonical import sha256
from kernel.folding import fold
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["ChangedMeanwhile", "NoSuchCase", "OtherBank", "save_question"]


class OtherBank(Refusal):
    """The question is of another bank than the one it was to be saved in."""

    code = "other_bank"
    message = _("This question belongs to another bank. Questions do not move; make a new one there.")


class NoSuchCase(Refusal):
    """The case that a question is to be about is not in its bank, or is none."""

    code = "no_such_case"
    message = _("The bank of this question does not hold that case.")


class ChangedMeanwhile(Refusal):
    """Somebody saved another version after this person opened the question."""

    code = "changed_meanwhile"
    message = _(
        "Not saved yet: %(who)s saved version %(number)s meanwhile. What you typed is still here; compare it with that "
        "version below, and save again to put yours after it."
    )


def save_question(
    *,
    question: UUID,
    bank: Bank,
    kind: str,
    content: QuestionContent,
    weight: str,
    difficulty: str,
    tags: Sequence[str],
    lessons: Sequence[UUID],
    objectives: Sequence[str],
    by: Officer | None,
    case: UUID | None = None,
    seen: int | None = None,
    state: str = VersionState.READY,
    at: datetime | None = None,
) -> QuestionVersion:
    """Return the newest version of a question after inserting one, unless the newest says the same already.

    question: its identity; a new one is made in the bank. weight: as text, "1", "1.5" or "2/3". by: None
    for the loader of curricula. objectives: identifiers of objectives of these lessons. case: the case
    of the same bank that it is about. seen: the number of the version that the person saw last, 0 for none; None: it
    does not matter. state: where the version stands from now on; the newest that says the same is moved there. Two
    saves at once give consecutive numbers: the question's row is locked (PostgreSQL; IMMEDIATE on SQLite). Raises
    ``NotPermitted``, ``OtherBank``, ``NoSuchCase``, ``ChangedMeanwhile`` and what ``put_step`` raises.
    """
    if by is not None:
        require(by, Act.EDIT_CONTENT, on=bank.scope)
    question_type = registry.get(kind)
    stored = question_type.dump(content)
    said = {
        "kind": kind, "content": stored, "weight": weight, "difficulty": difficulty,
        "tags": list(tags), "lessons": [str(lesson) for lesson in lessons],
    }  # fmt: skip
    beside: dict[str, Any] = {"objectives": list(objectives)} if objectives else {}
    digest = sha256({**said, **beside, **({"case": str(case)} if case else {})})
    with transaction.atomic():
        take_turn(bank)
        about = _case(case, bank, question_type) if case else None
        # FOR NO KEY UPDATE: who saves a question that is like this one names this row in a foreign key meanwhile.
        held = Question.objects.select_for_update(no_key=True)
        row, made = held.get_or_create(uuid=question, defaults={"bank": bank})
        if row.bank_id != bank.pk:  # the right was asked on the bank that was named
            raise OtherBank
        newest: QuestionVersion | None = None if made else row.versions.select_related("by").order_by("-number").first()
        if newest is not None and newest.sha256 == digest:
            if state != VersionState.DRAFT and state in FOLLOWS[state_of(newest)]:
                put_step(newest, to=state, by=by, at=at)
            return newest
        if newest is not None and seen is not None and newest.number != seen:
            raise ChangedMeanwhile(who=newest.author, number=newest.number)
        version: QuestionVersion = QuestionVersion.objects.create(
            question=row, number=newest.number + 1 if newest else 1, sha256=digest, by=by, case=about,
            reference=content.reference, made_at=at or timezone.now(), **said, **beside,
        )  # fmt: skip
        row.words = fold(question_type.words(content))
        row.save(update_fields=["words"])
        _put_tags(row, tags)
        compare_question(question=row, bank=bank, says=question_type.public(content), is_new=newest is None)
        record(by=by, act="question.save", on=version, changed=["version"])
        put_step(version, to=state, by=by, at=at)
    return version


def _case(uuid: UUID, bank: Bank, question_type: QuestionType[Any, Any]) -> Question:
    case = Question.objects.filter(uuid=uuid, bank=bank, versions__kind__in=registry.unasked()).first()
    if case is None or not question_type.is_asked:
        raise NoSuchCase
    return case


def _put_tags(question: Question, tags: Sequence[str]) -> None:
    held = set(question.tags.values_list("tag", flat=True))
    question.tags.filter(tag__in=held - set(tags)).delete()
    new = [QuestionTag(question=question, tag=tag) for tag in dict.fromkeys(tags) if tag not in held]
    QuestionTag.objects.bulk_create(new)
