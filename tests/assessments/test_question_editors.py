"""The forms in which questions are written: what is read back, what is refused where, rows without JavaScript."""

from typing import Any

import pytest
from django.http import QueryDict

from assessments.question_types import editors, registry
from assessments.question_types.registry import UnknownKind
from tests.assessments.question_sources import EVERY, source


def posted(kind: str, **changes: Any) -> QueryDict:
    """Return what a browser sends of the form of a stored question: lines end in CR LF."""
    content = registry.get(kind).parse(source(kind))
    data = QueryDict(mutable=True)
    for name, value in {**editors.get(kind).initial_of(content), **changes}.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(name, [str(each).replace("\n", "\r\n") for each in values if each not in (None, False)])
    return data


def form_of(kind: str, **changes: Any) -> Any:
    """Return the form of a stored question as it is posted back."""
    content = registry.get(kind).parse(source(kind))
    editor = editors.get(kind)
    return editor(posted(kind, **changes), initial=editor.initial_of(content), before=content)


def errors(kind: str, **changes: Any) -> dict[str, Any]:
    return {**form_of(kind, **changes).errors}


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_stored_comes_back_from_its_form_unchanged(kind: str) -> None:
    form = form_of(kind)
    assert form.is_valid(), form.errors
    assert form.content == registry.get(kind).parse(source(kind))


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_has_a_form_with_a_name_and_says_what_a_content_holds(kind: str) -> None:
    editor = editors.get(kind)
    facts = editor.facts(registry.get(kind).parse(source(kind)))
    assert (editor.kind, bool(editor.label), bool(editor.hint)) == (kind, True, True)
    assert len({fact.key for fact in facts}) == len(facts)


def test_a_kind_that_does_not_exist_has_no_form() -> None:
    with pytest.raises(UnknownKind):
        editors.get("riddle")


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("single_choice", {"prompt": " \n"}, "prompt"),
        ("single_choice", {"prompt": "x" * 10_001}, "prompt"),
        ("single_choice", {"prompt": "a\0b"}, "prompt"),
        ("single_choice", {"right": []}, "right"),
        ("single_choice", {"right": ["a", "b"]}, "right"),
        ("single_choice", {"option": ["a"]}, "right"),
        ("single_choice", {"text-b": ""}, "text-b"),
        ("single_choice", {"feedback-b": "x" * 10_001}, "feedback-b"),
        ("single_choice", {"reference": "x" * 301}, "reference"),
        ("multiple_choice", {"right": []}, "right"),
        ("multiple_choice", {"right": ["nada"]}, "right"),
        ("true_false", {"answer": ""}, "answer"),
        ("true_false", {"answer": "quizá"}, "answer"),
        ("numeric", {"answer": "mucho"}, "answer"),
        ("numeric", {"answer": "9" * 400}, "answer"),
        ("numeric", {"tolerance": "-1"}, "tolerance"),
        ("numeric", {"unit": "7"}, "unit"),
        ("short_answer", {"accepted": " \n"}, "accepted"),
        ("short_answer", {"accepted": "¿?"}, None),
    ],
)
def test_what_is_wrong_is_said_at_its_field(kind: str, changes: dict[str, Any], field: str | None) -> None:
    found = errors(kind, **changes)
    assert list(found) == [field or "__all__"]
    assert len(found[field or "__all__"]) == 1


def test_an_empty_post_is_refused_in_every_kind() -> None:
    for kind in EVERY:
        assert "prompt" in editors.get(kind)(QueryDict("do=save")).errors


def test_numbers_are_read_as_they_are_written_here() -> None:
    form = editors.get("numeric")(posted("numeric", answer="−0,17", tolerance=""))
    assert form.is_valid()
    assert (form.content.answer, form.content.tolerance) == ("-0.17", "0")


def test_what_word_hides_in_a_paste_is_not_stored() -> None:
    form = editors.get("true_false")(posted("true_false", prompt="\ufeffUna\u200b frase\x0bsegunda\x07"))
    assert form.is_valid()
    assert form.content.prompt == "Una frase\nsegunda"


def test_a_row_in_which_nothing_stands_is_left_out() -> None:
    form = editors.get("single_choice")(posted("single_choice", option=["a", "b", "c", "o-1"]))
    assert form.is_valid()
    assert [option.id for option in form.content.options] == ["a", "b", "c"]


def test_the_order_of_the_rows_is_the_order_of_the_options() -> None:
    form = editors.get("single_choice")(posted("single_choice", option=["c", "a", "b"]))
    assert form.is_valid()
    assert [option.id for option in form.content.options] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("act", "ids", "right"),
    [
        ("up-b", ["b", "a", "c"], ["a"]),
        ("up-a", ["a", "b", "c"], ["a"]),
        ("down-a", ["b", "a", "c"], ["a"]),
        ("down-c", ["a", "b", "c"], ["a"]),
        ("remove-a", ["b", "c"], []),
    ],
)
def test_rows_are_moved_and_removed_by_buttons(act: str, ids: list[str], right: list[str]) -> None:
    moved = rearranged(act)
    assert (moved.getlist("option"), moved.getlist("right")) == (ids, right)


def rearranged(act: str) -> QueryDict:
    moved: QueryDict = editors.get("single_choice").rearranged(posted("single_choice"), act)
    return moved


def test_a_new_row_has_an_id_that_no_version_had_and_what_was_typed_stays() -> None:
    moved = rearranged("add")
    form: Any = editors.get("single_choice")(moved, checked=False)
    assert len(set(moved.getlist("option"))) == 4
    assert not form.errors
    assert str(form.rows[0].text.value()) == "Un *método*"
    assert not form.rows[3].text.value()


@pytest.mark.parametrize("act", ["up-z", "remove-", "save", "down-new-row", "nada"])
def test_a_button_that_there_is_not_moves_nothing(act: str) -> None:
    assert editors.get("single_choice").rearranged(posted("single_choice"), act) is None


def test_ids_that_are_none_make_no_rows() -> None:
    data = posted("single_choice", option=["a", "b", "c", "<b>", "A", "a", "", "new-row", *map(str, range(500))])
    form: Any = editors.get("single_choice")(data)
    assert len(form.ids) == 60
    assert form.ids[:3] == ["a", "b", "c"]
