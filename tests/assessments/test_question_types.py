"""What every kind of question keeps, whichever it is."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.question_types import registry
from assessments.question_types.base import Graded
from assessments.question_types.plain import plain_text
from assessments.question_types.problems import CONTENT_SENTENCES, InvalidContent, ResponseRefused
from tests.assessments.placed_sources import PLACED_KINDS
from tests.assessments.question_sources import EVERY, options, source

MAPPING = {"kzrt": "a", "bcdf": "b", "ghjk": "c"}
TRUE_FALSE_MAPPING = {"kzrt": "true", "bcdf": "false"}

#: Anything JSON, YAML or a hostile client may give, and what Python may hold besides.
_TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)  # with lone surrogates and NUL
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | _TEXT
    | st.binary(max_size=8)
    | st.sampled_from([10**400, "x" * 501, "1" * 500, "\0", "\ud800", "kzrt", "true", "a", "1e999", "-0", "NaN"])
)
JUNK: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner)
        | st.dictionaries(_TEXT | st.integers() | st.none(), inner, max_size=3)
    ),
    max_leaves=6,
)
SOURCE_FIELDS = st.sampled_from(
    [
        "prompt",
        "options",
        "answer",
        "tolerance",
        "unit",
        "accepted",
        "exact",
        "explanation",
        "kind",
        "feedback_true",
        "other",
    ]
)


def mapping_of(kind: str) -> dict[str, str]:
    return {"true_false": TRUE_FALSE_MAPPING, "numeric": {}, "calculated": {}, "hot_spot": {}, "short_answer": {}}.get(
        kind, MAPPING
    )


def paths(error: InvalidContent) -> set[tuple[str, str]]:
    return {(problem.where, problem.code) for problem in error.problems}


def test_registry_finds_each_folder() -> None:
    assert {*EVERY, *PLACED_KINDS, "case"} <= set(registry.kinds())
    assert [kind for kind in registry.kinds() if not registry.get(kind).is_asked] == ["case"]
    assert all(registry.get(kind).kind == kind for kind in registry.kinds())


@pytest.mark.parametrize("kind", ["poem", "", "base", "__pycache__", None, ["numeric"], {}, 7])
def test_unknown_kind_is_a_named_error(kind: Any) -> None:
    with pytest.raises(registry.UnknownKind):
        registry.get(kind)


@pytest.mark.parametrize("fraction", [Fraction(-1, 100), Fraction(101, 100)])
def test_graded_never_leaves_zero_to_one(fraction: Fraction) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Graded(fraction)


@pytest.mark.parametrize("kind", EVERY)
def test_content_survives_json(kind: str) -> None:
    question_type = registry.get(kind)
    content = question_type.parse(source(kind))
    stored = json.loads(json.dumps(question_type.dump(content)))
    assert question_type.load(stored) == content


@pytest.mark.parametrize("kind", EVERY)
def test_content_cannot_be_changed(kind: str) -> None:
    content = registry.get(kind).parse(source(kind))
    with pytest.raises(ValueError, match="frozen"):
        content.prompt = "otra"


@pytest.mark.parametrize("kind", EVERY)
def test_public_holds_nothing_of_the_key(kind: str) -> None:
    question_type = registry.get(kind)
    content = question_type.parse(source(kind))
    shown = repr(question_type.public(content))
    assert content.prompt in shown
    for secret in ("MARK", "right", "0.17", "0.0123", "Comisaría"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("single_choice", ("a", "b", "c")),
        ("multiple_choice", ("a", "b", "c", "d", "e")),
        ("true_false", ("true", "false")),
        ("numeric", ()),
        ("calculated", ()),
        ("likert", ("1", "2", "3", "none")),
        ("hot_spot", ()),
        ("short_answer", ()),
    ],
)
def test_option_ids_stand_in_the_authors_order(kind: str, ids: tuple[str, ...]) -> None:
    question_type = registry.get(kind)
    content = question_type.parse(source(kind))
    assert question_type.option_ids(content) == ids
    assert tuple(option.id for option in question_type.public(content).options) == ids
    assert tuple(option.id for option in question_type.reviewed(content, None)) == ids


@pytest.mark.parametrize("kind", EVERY)
def test_template_names_follow_the_kind(kind: str) -> None:
    assert registry.get(kind).template == f"assessments/questions/{kind}.html"
    assert registry.get(kind).review_template == f"assessments/questions/review/{kind}.html"


@pytest.mark.parametrize(
    ("kind", "value", "summary", "right"),
    [
        ("single_choice", "a", "Un método", "Un método"),
        ("multiple_choice", ["e", "a"], "Ofensor; Móvil", "Ofensor; Víctima; Lugar"),
        ("true_false", "false", "false", "true"),
        ("numeric", " 0,2\n% ", "0,2 %", "0.17 % (± 0.0123)"),
        ("calculated", "25", "25", "part / total * 100"),
        ("likert", "3", "De acuerdo", ""),
        ("hot_spot", ["B2", "412:38"], "B2; (41.2 %, 3.8 %)", "MARK-paradero (B2); MARK-parque (E4)"),
        ("short_answer", " la  comisaría", "la comisaría", "Comisaría PNP / MARK-accepted"),
    ],
)
def test_summaries_are_plain_text(kind: str, value: Any, summary: str, right: str) -> None:
    question_type = registry.get(kind)
    content = question_type.parse(source(kind))
    assert question_type.summary(content, value) == summary
    assert question_type.summary(content, None) == ""
    assert question_type.right_summary(content) == right


def test_a_table_in_a_line_of_text_is_its_words() -> None:
    table = "Mire:\n\n| Dato | **H1** |\n| --- | --: |\n| Robos | 12 |\n\n¿Cuántos?"
    assert plain_text(table) == "Mire: Dato H1 Robos 12 ¿Cuántos?"


@pytest.mark.parametrize(
    ("kind", "value", "chosen"),
    [("single_choice", "b", {"b"}), ("multiple_choice", ["a", "d"], {"a", "d"}), ("true_false", "true", {"true"})],
)
def test_review_says_what_was_chosen_and_what_is_right(kind: str, value: Any, chosen: set[str]) -> None:
    question_type = registry.get(kind)
    content = question_type.parse(source(kind))
    reviewed = question_type.reviewed(content, value)
    assert {option.id for option in reviewed if option.chosen} == chosen
    right = [option.id for option in reviewed if option.right]
    answer: Any = right if kind == "multiple_choice" else right[0]
    assert question_type.grade(content, answer).fraction == 1


# What the author may have got wrong: where, and what.


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        ("single_choice", {"prompt": None}, ("prompt", "missing")),
        ("single_choice", {"prompt": "  \n"}, ("prompt", "blank")),
        ("single_choice", {"prompt": 7}, ("prompt", "not_text")),
        ("single_choice", {"prompt": "a\0b"}, ("prompt", "unstorable_character")),
        ("single_choice", {"prompt": "a\ud800b"}, ("prompt", "unstorable_character")),
        ("single_choice", {"prompt": "x" * 10_001}, ("prompt", "too_long")),
        ("single_choice", {"promt": "x"}, ("promt", "unknown_field")),
        ("single_choice", {"kind": "numeric"}, ("kind", "other_kind")),
        ("single_choice", {"kind": {}}, ("kind", "other_kind")),
        ("single_choice", {"options": "a"}, ("options", "not_a_list")),
        ("single_choice", {"options": []}, ("options", "too_few")),
        ("single_choice", {"options": options(True)}, ("options", "too_few")),
        ("single_choice", {"options": options(True, True)}, ("options", "not_one_right")),
        ("single_choice", {"options": options(False, False)}, ("options", "not_one_right")),
        ("single_choice", {"options": ["a", "b"]}, ("options.0", "not_a_mapping")),
        ("single_choice", {"options": options(True, False)[:1] * 2}, ("options", "option_twice")),
        (
            "single_choice",
            {"options": [*options(True), {"key": "B", "text": "x", "right": False}]},
            ("options.1.key", "bad_option_key"),
        ),
        (
            "single_choice",
            {"options": [*options(True), {"key": "b", "text": "x", "right": "no"}]},
            ("options.1.right", "not_true_or_false"),
        ),
        (
            "single_choice",
            {"options": [*options(True), {"id": "b", "text": "x", "right": False}]},
            ("options.1.key", "missing"),
        ),
        ("multiple_choice", {"options": options(False, False)}, ("options", "none_right")),
        (
            "multiple_choice",
            {"options": [{"key": f"o{n}", "text": "x", "right": True} for n in range(27)]},
            ("options", "too_many"),
        ),
        ("true_false", {"answer": "true"}, ("answer", "not_true_or_false")),
        ("true_false", {"answer": 1}, ("answer", "not_true_or_false")),
        ("numeric", {"answer": 0.17}, ("answer", "not_text")),
        ("numeric", {"answer": "0,17"}, ("answer", "not_a_decimal")),
        ("numeric", {"answer": "1e3"}, ("answer", "not_a_decimal")),
        ("numeric", {"answer": "NaN"}, ("answer", "not_a_decimal")),
        ("numeric", {"answer": "٣"}, ("answer", "not_a_decimal")),
        ("numeric", {"tolerance": "-1"}, ("tolerance", "negative")),
        ("numeric", {"unit": "5 m"}, ("unit", "bad_unit")),
        ("numeric", {"unit": "-m"}, ("unit", "bad_unit")),
        ("short_answer", {"accepted": []}, ("accepted", "too_few")),
        ("short_answer", {"accepted": ["a", 3]}, ("accepted.1", "not_text")),
        ("short_answer", {"accepted": ["¡!"]}, ("", "nothing_left")),
        ("short_answer", {"exact": "no"}, ("exact", "not_true_or_false")),
    ],
)
def test_parse_says_where_and_what(kind: str, changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidContent) as caught:
        registry.get(kind).parse(source(kind, **changes))
    assert problem in paths(caught.value)
    assert problem[1] in CONTENT_SENTENCES
    assert all(found.sentence for found in caught.value.problems)


def test_parse_reports_every_problem_at_once() -> None:
    wrong = source("single_choice", prompt="", options=[*options(True), {"key": "b", "text": "", "right": 1}])
    with pytest.raises(InvalidContent) as caught:
        registry.get("single_choice").parse(wrong)
    assert paths(caught.value) == {
        ("prompt", "blank"),
        ("options.1.text", "blank"),
        ("options.1.right", "not_true_or_false"),
    }


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("junk", [None, [], "x", 3, {1: 2}, {None: 1}, {("a",): 1}, {b"x": 1}, {"\ud800": 1}])
def test_a_source_that_is_no_question_is_a_named_error(kind: str, junk: Any) -> None:
    with pytest.raises(InvalidContent):
        registry.get(kind).parse(junk)


@given(kind=st.sampled_from(EVERY), changes=st.dictionaries(SOURCE_FIELDS, JUNK, max_size=3), bare=st.booleans())
def test_parse_gives_content_or_problems_for_any_junk(kind: str, changes: dict[str, Any], bare: bool) -> None:
    question_type = registry.get(kind)
    whole = changes if bare else source(kind) | changes
    content = None
    try:
        content = question_type.parse(whole)
    except InvalidContent as error:
        said = [str(problem) for problem in error.problems]
    else:
        said = []
        assert question_type.load(json.loads(json.dumps(question_type.dump(content)))) == content
    assert said or content
    assert all(said)


# What a browser may send.


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("blank", [None, ""])
def test_blank_is_accepted_and_earns_nothing(kind: str, blank: Any) -> None:
    question_type = registry.get(kind)
    accepted = question_type.accepts(mapping_of(kind), blank)
    assert accepted is None
    graded = question_type.grade(question_type.parse(source(kind)), accepted)
    assert graded == Graded(Fraction(0), ("blank",))


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("single_choice", "bcdf", "bcdf"),
        ("multiple_choice", ["ghjk", "kzrt"], ["kzrt", "ghjk"]),
        ("multiple_choice", [], None),
        ("true_false", "kzrt", "kzrt"),
        ("numeric", " 0,17 % ", " 0,17 % "),
        ("numeric", "no sé", "no sé"),
        ("short_answer", "x" * 500, "x" * 500),
        ("short_answer", "  \n", None),
    ],
)
def test_an_answer_is_kept_as_sent(kind: str, sent: Any, kept: Any) -> None:
    assert registry.get(kind).accepts(mapping_of(kind), sent) == kept


@pytest.mark.parametrize(
    ("kind", "sent", "code"),
    [
        ("single_choice", "a", "unknown_option"),  # a stable id is not a key
        ("single_choice", ["kzrt"], "not_one_option"),
        ("single_choice", True, "not_one_option"),
        ("single_choice", 10**400, "not_one_option"),
        ("multiple_choice", "kzrt", "not_a_list_of_options"),
        ("multiple_choice", {"kzrt": 1}, "not_a_list_of_options"),
        ("multiple_choice", ["kzrt", "kzrt"], "option_chosen_twice"),
        ("multiple_choice", ["kzrt", "zzzz"], "unknown_option"),
        ("multiple_choice", [["kzrt"]], "unknown_option"),
        ("multiple_choice", [None], "unknown_option"),
        ("true_false", "true", "unknown_option"),
        ("true_false", True, "not_one_option"),
        ("numeric", 0.17, "answer_not_text"),
        ("numeric", float("nan"), "answer_not_text"),
        ("numeric", b"1", "answer_not_text"),
        ("short_answer", "x" * 501, "answer_too_long"),
        ("short_answer", "a\0b", "answer_unstorable"),
        ("short_answer", "a\ud800", "answer_unstorable"),
        ("short_answer", ["a"], "answer_not_text"),
    ],
)
def test_what_no_page_sends_is_refused_by_name(kind: str, sent: Any, code: str) -> None:
    with pytest.raises(ResponseRefused) as caught:
        registry.get(kind).accepts(mapping_of(kind), sent)
    assert caught.value.code == code
    assert str(caught.value)


@given(kind=st.sampled_from(EVERY), junk=JUNK)
def test_any_junk_is_refused_or_goes_all_the_way(kind: str, junk: Any) -> None:
    question_type = registry.get(kind)
    mapping = mapping_of(kind)
    content = question_type.parse(source(kind))
    try:
        accepted = question_type.accepts(mapping, junk)
    except ResponseRefused:
        return
    assert question_type.accepts(mapping, accepted) == accepted
    stored = json.loads(json.dumps(accepted))
    assert stored == accepted
    stable = question_type.translate(stored, mapping)
    assert 0 <= question_type.grade(content, stable).fraction <= 1
    assert "\n" not in question_type.summary(content, stable)


@pytest.mark.parametrize(("kind", "value"), [("single_choice", "zzzz"), ("multiple_choice", ["kzrt", "zzzz"])])
def test_a_key_of_another_attempt_is_not_translated(kind: str, value: Any) -> None:
    with pytest.raises(ResponseRefused, match="does not belong"):
        registry.get(kind).translate(value, mapping_of(kind))
