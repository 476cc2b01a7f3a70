"""The forms of questions that are answered place by place: what comes back, what is refused where, rows."""

import uuid
from typing import Any

import pytest
from django.http import QueryDict

from assessments.models import QuestionVersion
from assessments.question_types import editors, registry
from tests.assessments.factories import make_bank, make_question
from tests.assessments.placed_sources import PLACED_KINDS, RIGHT
from tests.assessments.question_sources import source
from tests.assessments.test_question_editors import errors, posted
from tests.assessments.test_questions_written import Desk, typed


@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_what_is_stored_comes_back_from_its_form_unchanged(kind: str) -> None:
    form = editors.get(kind)(posted(kind))
    assert form.is_valid(), form.errors
    assert form.content == registry.get(kind).parse(source(kind))


@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_a_form_says_what_a_content_holds_and_each_thing_once(kind: str) -> None:
    facts = editors.get(kind).facts(registry.get(kind).parse(source(kind)))
    assert len({fact.key for fact in facts}) == len(facts)
    said = " ".join(f"{fact.label} {fact.text}" for fact in facts)
    assert "MARK-explanation" in said
    assert "MARK-b" in said


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("matching", {"item-a-text": ""}, "item-a-text"),
        ("matching", {"item-a-right": ""}, "item-a-right"),
        ("matching", {"item-a-right": "nada"}, "item-a-right"),
        ("matching", {"item-a-right": "y"}, "__all__"),
        ("matching", {"item": []}, "item"),
        ("matching", {"choice": ["x", "y", "z"], "item": ["a"]}, "item"),
        ("categories", {"choice-y-text": ""}, "choice"),
        ("matrix", {"item-a-right": []}, "__all__"),
        ("matrix", {"item-a-right": ["x", "y"]}, "__all__"),
        ("ordering", {"item": ["a", "b"]}, "item"),
        ("ordering", {"item-b-feedback": "x" * 10_001}, "item-b-feedback"),
        ("gap_fill", {"text": ""}, "text"),
        ("gap_fill", {"text": "[[a]] [[b]] [[c]]"}, "__all__"),
        ("gap_fill", {"gap-a-answers": "¡!"}, "gap-a-answers"),
        ("gap_fill", {"gap-b-answers": "uno"}, "gap-b-answers"),
        ("gap_fill", {"gap-a-answers": ""}, "gap-a-answers"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(kind: str, changes: dict[str, Any], field: str) -> None:
    found = errors(kind, **changes)
    assert list(found) == [field]
    assert len(found[field]) == 1


@pytest.mark.parametrize(
    ("act", "items", "choices"),
    [
        ("up-item-b", ["b", "a", "c"], ["x", "y", "z", "sobra"]),
        ("down-item-a", ["b", "a", "c"], ["x", "y", "z", "sobra"]),
        ("remove-item-c", ["a", "b"], ["x", "y", "z", "sobra"]),
        ("remove-choice-sobra", ["a", "b", "c"], ["x", "y", "z"]),
        ("down-choice-sobra", ["a", "b", "c"], ["x", "y", "z", "sobra"]),
    ],
)
def test_rows_are_moved_and_removed_by_buttons(act: str, items: list[str], choices: list[str]) -> None:
    moved: Any = editors.get("matching").rearranged(posted("matching"), act)
    assert (moved.getlist("item"), moved.getlist("choice")) == (items, choices)


@pytest.mark.parametrize("act", ["up-item-z", "remove-item-", "save", "add-nada", "add-item-a", "nada-item-a"])
def test_a_button_that_there_is_not_moves_nothing(act: str) -> None:
    assert editors.get("matching").rearranged(posted("matching"), act) is None


def test_a_new_choice_is_offered_to_every_item() -> None:
    moved: Any = editors.get("matching").rearranged(posted("matching"), "add-choice")
    form: Any = editors.get("matching")(moved, checked=False)
    new = moved.getlist("choice")[4]
    offered = [value for value, _words in form.shown_lists[1].rows[0].rights.field.choices]
    assert offered == ["", "x", "y", "z", "sobra", new]
    assert form.shown_lists[1].rows[0].rights.value() == "x"


def test_what_is_written_at_a_gap_beside_its_word_stands_among_the_words() -> None:
    form = editors.get("gap_fill")(posted("gap_fill", **{"gap-c-answers": "analizar\nnada"}))
    assert form.is_valid(), form.errors
    assert form.content.words == ("responder", "nada")


def test_an_option_that_keeps_its_place_is_written_and_read_back() -> None:
    form = editors.get("single_choice")(posted("single_choice", pinned=["c"]))
    assert form.is_valid()
    assert [option.pinned for option in form.content.options] == [False, False, True]
    again = editors.get("single_choice").initial_of(form.content)
    assert again["pinned"] == ["c"]


def test_an_empty_post_is_refused_in_every_kind() -> None:
    for kind in PLACED_KINDS:
        assert "prompt" in editors.get(kind)(QueryDict("do=save")).errors


# In the CMS


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_a_question_is_written_from_nothing_tried_and_saved(kind: str) -> None:
    desk = Desk()
    like = make_question(make_bank(), kind)
    assert desk.client.get(f"/admin/questions/new/{desk.bank.uuid}/{kind}/").status_code == 200
    sent = {"seen": 0, "question": str(uuid.uuid4()), **typed(like)}
    trial = desk.new(kind, {**sent, "do": "try"}).context["trial"]
    marked = desk.new(kind, {**sent, "do": "mark", "seed": trial.seed, **right(kind, trial)}).context["trial"]
    assert marked.marked.earned == marked.marked.weight == "1"
    answer = desk.new(kind, sent)
    version = QuestionVersion.objects.get(question__bank=desk.bank)
    assert answer["Location"] == f"/admin/questions/{version.question.uuid}/"
    assert version.content == like.content
    shown = desk.client.get(answer["Location"]).content.decode()
    assert "MARK-b" in shown
    assert desk.client.get(f"/admin/questions/{version.question.uuid}/preview/").status_code == 200
    found = desk.client.get("/admin/questions/?q=MARK-explanation").content.decode()
    assert str(version.question.uuid) in found


def right(kind: str, trial: Any) -> dict[str, str]:
    """Return the fields of the right answer: what the page shows, by its words."""
    places = trial.question.places
    if kind == "gap_fill":
        words = dict(zip(range(1, 5), (what for _gap, what in RIGHT[kind]), strict=True))
        keys = {place.key: words[place.number] for place in places}
    else:
        texts = {"ordering": "Paso {}"}.get(kind, "Cosa {}")
        named = {texts.format(item): what for item, what in RIGHT[kind]}
        keys = {place.key: named[place.plain] for place in places}
    found = {}
    for place in places:
        wanted = {keys[place.key], f"Texto {keys[place.key]}"}
        chosen = [choice.key for choice in place.choices if choice.plain in wanted]
        found[f"slot-1.{place.key}"] = chosen[0] if place.choices else keys[place.key]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_whatever_is_sent_to_the_form_is_answered_with_the_form(kind: str) -> None:
    desk = Desk()
    for data in (
        {"do": "save"}, {"item": "\0", "do": "up-item-\0"}, {"item": ["a"] * 900, "do": "add-item"},
        {"item": "a", "item-a-right": ["\ud7ff", "x"], "choice": "x", "do": "add-choice"},
        {"gap": ["g", "<b>"], "gap-g-way": "nada", "gap-g-answers": "\0", "text": "[[g]]", "do": "save"},
        {"do": "mark", "slot-1.x": ["a"] * 50, "seed": "0" * 32},
    ):  # fmt: skip
        assert desk.new(kind, data).status_code == 200
    assert not QuestionVersion.objects.exists()
