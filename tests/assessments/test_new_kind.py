"""A kind of question is one folder and two templates: a made-up one is written, sat, saved, graded and reviewed."""

import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from assessments import question_types
from assessments.models import Attempt, QuestionVersion, Response
from assessments.question_types import editors, registry, words
from assessments.services.number_client import number_client
from tests.assessments.factories import add_exam, log_in
from tests.assessments.test_questions_written import Desk
from tests.courses.factories import make_edition, make_enrolment, make_run

pytestmark = pytest.mark.django_db

#: The whole of a kind that asks for a word backwards.
FILES = {
    "__init__.py": '''
"""Mirror: a word backwards."""
from assessments.question_types.base import Graded, RIGHT, WRONG, BLANK
from assessments.question_types.mirror.schema import Content
from assessments.question_types.problems import ResponseRefused
from assessments.question_types.written import WrittenType
from fractions import Fraction

class Mirror(WrittenType[Content]):
    kind = "mirror"
    content = Content

    def accepts(self, keys, value):
        if isinstance(value, str) and " " in value:
            raise ResponseRefused("mirror_space", {"found": value.count(" ")})
        return super().accepts(keys, value)

    def grade(self, content, value):
        if value is None:
            return BLANK
        if value == content.word:
            return Graded(Fraction(1, 4), ("mirror_forwards",))
        return RIGHT if value == content.word[::-1] else WRONG

    def right_summary(self, content):
        return content.word[::-1]

TYPE = Mirror()
''',
    "schema.py": """
from pydantic import field_validator
from pydantic_core import PydanticCustomError
from assessments.question_types.base import Line, QuestionContent

class Content(QuestionContent):
    word: Line

    @field_validator("word")
    @classmethod
    def _long(cls, word):
        if len(word) < 3:
            raise PydanticCustomError("mirror_short", "short", {"found": len(word)})
        return word
""",
    "editor.py": """
from django import forms
from assessments.question_types.editing import QuestionEditor

class Editor(QuestionEditor):
    kind = "mirror"
    label = "Espejo"
    hint = "Una palabra al revés"
    own = ("word",)
    word = forms.CharField(label="Palabra", required=False)

    @classmethod
    def initial_of(cls, content):
        return {**super().initial_of(content), "word": content.word}

    def source(self):
        return {**super().source(), "word": self.cleaned_data.get("word", "")}
""",
    "words.py": """
REASONS = {"mirror_forwards": "Al derecho"}
REFUSALS = {"mirror_space": "Sin espacios: hay %(found)s."}
PROBLEMS = {"mirror_short": "Muy corta: %(found)s letras."}
""",
}
TEMPLATES = {
    "mirror.html": '<label>ESPEJO <input name="slot-{{ q.number }}" value="{{ q.text }}"></label>',
    "review/mirror.html": "REVISADO {{ answers.given }} / {{ answers.right }}",
}
CACHES = (registry._types, editors.get, words._every, words._words_of)


@pytest.fixture(autouse=True)
def _mirror(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lay the kind's folder beside the others, and its templates beside theirs."""
    for name, text in FILES.items():
        _write(tmp_path / "kinds" / "mirror" / name, text)
    for name, text in TEMPLATES.items():
        _write(tmp_path / "templates" / "assessments" / "questions" / name, text)
    monkeypatch.setattr(question_types, "__path__", [*question_types.__path__, str(tmp_path / "kinds")])
    first, *others = settings.TEMPLATES
    folders: Any = first["DIRS"]
    settings.TEMPLATES = [{**first, "DIRS": [*folders, tmp_path / "templates"]}, *others]
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _forget() -> None:
    for cached in CACHES:
        cached.cache_clear()
    for name in [name for name in sys.modules if name.startswith("assessments.question_types.mirror")]:
        del sys.modules[name]


SENT = {"seen": 0, "prompt": "Al revés", "weight": "1", "difficulty": "easy"}


def test_a_made_up_kind_goes_all_the_way_and_nothing_else_knows_of_it(client: Client) -> None:
    desk = Desk()
    address = f"/admin/questions/new/{desk.bank.uuid}/mirror/"
    assert b"Palabra" in desk.client.get(address).content
    assert "Espejo" in desk.client.get("/admin/questions/new/").content.decode()
    refused = desk.client.post(address, {**SENT, "question": str(uuid.uuid4()), "word": "ab"})
    assert refused.context["form"].errors["word"] == ["Muy corta: 2 letras."]
    desk.client.post(address, {**SENT, "question": str(uuid.uuid4()), "word": "sara"})
    version = QuestionVersion.objects.get()

    edition = make_edition(desk.course)
    item = add_exam(edition, [version], counts=False, review="at_once")
    enrolment = make_enrolment(run=make_run(edition))
    log_in(client, enrolment.officer)
    sit = client.post(f"/learn/{enrolment.uuid}/{item.activity_uuid}/start/")["Location"]
    assert "ESPEJO" in client.get(sit).content.decode()

    attempt = Attempt.objects.get()
    refusal = save(client, sit, number_client(attempt), 1001, "s a")
    assert refusal.status_code == 400
    assert refusal.json()["error"]["message"] == "Sin espacios: hay 1."
    assert save(client, sit, number_client(attempt), 1001, "sara").status_code == 200
    assert 'value="sara"' in client.get(sit).content.decode()
    client.post(f"{sit}submit/")
    review = client.get(f"{sit}review/").content.decode()
    assert "REVISADO sara / aras" in review
    assert "Al derecho" in review
    attempt.refresh_from_db()
    assert str(attempt.mark) == "5.00"
    assert Response.objects.get().value == "sara"


def save(client: Client, sit: str, number: int, sequence: int, value: str) -> Any:
    body = {"client": number, "sequence": sequence, "slot": 1, "value": value, "base": ""}
    return client.post(f"{sit}save/", json.dumps(body), content_type="application/json")


def test_two_kinds_that_word_one_code_differently_are_refused(tmp_path: Path) -> None:
    _write(tmp_path / "kinds" / "mirror" / "words.py", 'REASONS = {"right": "Otra cosa"}')
    with pytest.raises(ValueError, match="other words for right"):
        words.reasons()
