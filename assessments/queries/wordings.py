"""Question versions, read once: rows that are never changed may be kept by the process."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from assessments.draw import Blueprint, QuestionRef, Slot, translate
from assessments.models.question import QuestionVersion
from assessments.question_types import registry
from assessments.question_types.base import Graded, PublicQuestion, QuestionContent, QuestionType, Value
from assessments.question_types.further import FURTHER, Accepted
from assessments.rules import Options, compose, named_questions
from courses.kept import Kept
from courses.models.edition import EditionItem

__all__ = ["Wording", "blueprint_of", "composed_of", "wording_of", "wordings"]

_known: Kept[UUID, "Wording"] = Kept(4096)
#: The blueprints of exams, by the hash of their payload.
_composed: Kept[str, tuple[Blueprint, dict[str, tuple[QuestionRef, ...]]]] = Kept(64)


@dataclass(frozen=True)
class Wording:
    """A question version, its content read. It holds the key: it never reaches a template before review."""

    version: UUID
    question: UUID
    sha256: str
    type: QuestionType[Any, Any]
    content: QuestionContent
    public: PublicQuestion
    lessons: tuple[UUID, ...]

    @property
    def options(self) -> Options:
        """What a draw must know."""
        return Options(self.type.kind, self.type.order(self.content), self.type.parameters(self.content))

    def of(self, slot: Slot) -> "Wording":
        """Return the wording of one sitting, with the values that it drew: grading and pages read this one."""
        if not slot.values:
            return self
        content = self.type.with_values(self.content, slot.values)
        return replace(self, content=content, public=self.type.public(content))

    def graded(self, slot: Slot, value: Value, accepted: Sequence[Accepted] = ()) -> Graded:
        """Return what an accepted answer earns in this slot; accepted: further answers, in order of their decisions."""
        asked, answer = self.of(slot), translate(slot, value)
        first: Graded = asked.type.grade(asked.content, answer)
        graded, content = first, asked.content
        for one in accepted:
            content = asked.type.accepting(content, one.further)
            again: Graded = asked.type.grade(content, answer)
            if again.fraction > graded.fraction or not one.raises_only:
                graded = again
        return graded if graded.fraction == first.fraction else replace(graded, reasons=(*graded.reasons, FURTHER))

    def accepting(self, accepted: Sequence[Accepted]) -> QuestionContent:
        """Return the content with what was accepted since: by it a further decision is checked, nothing is shown."""
        content = self.content
        for one in accepted:
            content = self.type.accepting(content, one.further)
        return content


def wording_of(version: QuestionVersion, question: UUID) -> Wording:
    """Read a version's content. question: the UUID of its question."""
    question_type = registry.get(version.kind)
    content: QuestionContent = question_type.load(version.content)
    return Wording(
        version=version.uuid, question=question, sha256=version.sha256, type=question_type, content=content,
        public=question_type.public(content), lessons=tuple(UUID(lesson) for lesson in version.lessons),
    )  # fmt: skip


def wordings(versions: Collection[UUID]) -> dict[UUID, Wording]:
    """Return the wordings of these versions: one statement for those that this process has not read yet."""
    found = {uuid: wording for uuid in versions if (wording := _known.get(uuid)) is not None}
    missing = [uuid for uuid in versions if uuid not in found]
    if missing:
        rows = QuestionVersion.objects.filter(uuid__in=missing).select_related("question")
        read = {version.uuid: wording_of(version, version.question.uuid) for version in rows}
        _known.add(read)
        found |= read
    return found


def blueprint_of(item: EditionItem) -> tuple[Blueprint, dict[str, tuple[QuestionRef, ...]]]:
    """Return what an exam of an edition asks, and the pools of its draws."""
    composed = _composed.get(item.sha256)
    if composed is None:
        composed = composed_of(item.payload)
        _composed.add({item.sha256: composed})
    return composed


def composed_of(payload: Mapping[str, Any]) -> tuple[Blueprint, dict[str, tuple[QuestionRef, ...]]]:
    """Return what the payload of an exam asks, and the pools of its draws; ``blueprint_of`` remembers an edition's."""
    named = list(named_questions(payload))
    known = wordings([one.version for one in named])
    return compose(payload, {one.version: known[one.version].options for one in named})
