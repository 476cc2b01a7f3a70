"""Saving a question: versions, and who may."""

import uuid
from typing import Any

import pytest

from assessments.models import Bank, QuestionVersion
from assessments.question_types import registry
from assessments.services.save_question import OtherBank, save_question
from audit.append_only import Immutable
from audit.models import Entry
from officers.models import Officer
from officers.roles import NotPermitted
from tests.assessments.factories import make_bank, make_question
from tests.assessments.question_sources import source
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


def save(bank: Bank, question: uuid.UUID, by: Officer | None = None, **changes: Any) -> QuestionVersion:
    fields = {"weight": "1", "difficulty": "easy", "tags": ["sara"], "lessons": [], "objectives": [], **changes}
    prompt = fields.pop("prompt", "¿Qué?")
    content = registry.get("single_choice").parse(source("single_choice", prompt=prompt))
    return save_question(question=question, bank=bank, kind="single_choice", content=content, by=by, **fields)


def test_the_same_content_makes_no_new_version() -> None:
    bank, question = make_bank(), uuid.uuid4()
    assert save(bank, question) == save(bank, question)
    assert Entry.objects.filter(act="question.save").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "¿Cuál?"},
        {"weight": "2"},
        {"difficulty": "hard"},
        {"tags": []},
        {"lessons": [uuid.uuid4()]},
        {"objectives": ["uno"]},
    ],
)
def test_any_change_makes_a_new_version_with_another_hash(change: dict[str, Any]) -> None:
    bank, question = make_bank(), uuid.uuid4()
    first, second = save(bank, question), save(bank, question, **change)
    assert (second.number, second.question) == (2, first.question)
    assert first.sha256 != second.sha256


def test_a_version_is_never_changed() -> None:
    version = make_question(make_bank())
    version.weight = "9"
    with pytest.raises(Immutable):
        version.save()


def test_only_whoever_edits_the_content_of_the_course_saves_a_question() -> None:
    bank = make_bank()
    author, other = make_officer(), make_officer()
    grant(author, "author", area=bank.area)
    grant(other, "author", area=make_area("intelligence", "Inteligencia"))
    assert save(bank, uuid.uuid4(), by=author).by == author
    with pytest.raises(NotPermitted):
        save(bank, uuid.uuid4(), by=other)


def test_a_question_of_another_bank_is_not_written_through_ones_own() -> None:
    """Seen to fail where the right is asked on the bank that was named alone."""
    author, theirs = make_officer(), make_question(make_bank())
    own = make_bank()
    grant(author, "author", area=own.area)
    with pytest.raises(OtherBank):
        save(own, theirs.question.uuid, by=author)
    assert QuestionVersion.objects.count() == 1
