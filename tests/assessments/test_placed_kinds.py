"""Kinds that are answered place by place: what is stored, what is refused, what an answer earns."""

import json
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.draw import Draw, Slot, accept, translate
from assessments.question_types import registry, words
from assessments.question_types.base import MOST_BYTES, Graded
from assessments.question_types.gap_fill.schema import text_id
from assessments.question_types.ordering.grading import order_share
from assessments.question_types.places import MAX_TYPED
from assessments.question_types.problems import CONTENT_SENTENCES, InvalidContent, ResponseRefused
from assessments.question_types.shares import right_less_wrong
from tests.assessments.drawn import drawn_slot
from tests.assessments.placed_sources import PLACED_KINDS, RIGHT
from tests.assessments.question_sources import source


def content_of(kind: str, **changes: Any) -> Any:
    return registry.get(kind).parse(source(kind, **changes))


def sent(slot: Slot, pairs: Any) -> list[str]:
    """Return an answer as the browser sends it: each place and what stands there, by the ids of the content."""
    keys = {option.id.split("/")[2]: option.key for option in slot.options}
    return [f"{keys[place]}:{keys.get(what) or keys.get(text_id(what)) or what}" for place, what in pairs]


def grade(kind: str, pairs: Any, **changes: Any) -> Graded:
    content = content_of(kind, **changes)
    slot = drawn_slot(kind, content)
    return registry.get(kind).grade(content, translate(slot, accept(slot, sent(slot, pairs))))


# What is stored


@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_content_survives_json(kind: str) -> None:
    content = content_of(kind)
    assert registry.get(kind).load(json.loads(json.dumps(registry.get(kind).dump(content)))) == content


@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_nothing_that_is_public_holds_the_key(kind: str) -> None:
    public = repr(registry.get(kind).public(content_of(kind)))
    assert not [secret for secret in ("MARK", "right", "accepted", "Comisaría") if secret in public]


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        ("matching", {"items": [{"key": "a", "text": "A", "right": "x"}]}, ("items", "too_few")),
        ("matching", {"items": [{"key": "a", "text": "A", "right": "x"}] * 2}, ("items", "option_twice")),
        ("matching", {"items": [{"key": k, "text": k, "right": "x"} for k in "ab"]}, ("", "right_shared")),
        ("matching", {"items": [{"key": k, "text": k, "right": k} for k in "xq"]}, ("", "right_unknown")),
        ("matching", {"choices": [{"key": f"c{n}", "text": "x"} for n in range(17)]}, ("choices", "too_many")),
        ("categories", {"choices": [{"key": "x", "text": ""}] * 2}, ("choices.0.text", "blank")),
        ("matrix", {"items": [{"key": k, "text": k, "right": []} for k in "ab"]}, ("", "row_without_right")),
        ("matrix", {"items": [{"key": k, "text": k, "right": ["x", "y"]} for k in "ab"]}, ("", "row_with_several")),
        ("matrix", {"items": [{"key": k, "text": k, "right": "x"} for k in "ab"]}, ("items.0.right", "not_a_list")),
        ("ordering", {"items": [{"key": k, "text": k} for k in "ab"]}, ("items", "too_few")),
        ("gap_fill", {"text": "Sin huecos"}, ("", "gap_not_once")),
        ("gap_fill", {"text": "[[a]] [[a]] [[b]] [[c]] [[d]]"}, ("", "gap_not_once")),
        ("gap_fill", {"text": "[x](http://y/[[a]]) [[b]] [[c]] [[d]]"}, ("", "gap_not_once")),
        ("gap_fill", {"text": "[[a]] [[b]] [[c]] [[d]] [[e]]"}, ("", "gap_unknown")),
        ("gap_fill", {"text": "\ue0001\ue001 [[a]]"}, ("text", "unstorable_character")),
        ("gap_fill", {"gaps": [{"key": "a", "accepted": ["x"], "right": "y"}]}, ("gaps.0", "gap_two_ways")),
        ("gap_fill", {"gaps": [{"key": "a"}]}, ("gaps.0", "gap_two_ways")),
        ("gap_fill", {"gaps": [{"key": "a", "accepted": ["¡!"]}]}, ("gaps.0", "nothing_left")),
        ("gap_fill", {"gaps": [{"key": "a", "right": "x", "others": ["x"]}]}, ("gaps.0", "word_twice")),
        ("gap_fill", {"gaps": [{"key": "a", "right": "x", "others": [" "]}]}, ("gaps.0", "gap_list_short")),
        ("gap_fill", {"text": "[[a]]", "gaps": [{"key": "a", "accepted": ["x"]}]}, ("", "words_for_no_gap")),
        ("gap_fill", {"text": "[[a]]", "gaps": [{"key": "a", "right": "x"}], "words": []}, ("", "too_few")),
        ("gap_fill", {"words": ["analizar"]}, ("", "word_twice")),
    ],
)  # fmt: skip
def test_parse_says_where_and_what_in_words(kind: str, changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidContent) as caught:
        content_of(kind, **changes)
    assert problem in {(found.where, found.code) for found in caught.value.problems}
    assert problem[1] in {**CONTENT_SENTENCES, **words.problems()}


# What a browser may send


@pytest.mark.parametrize("kind", PLACED_KINDS)
@pytest.mark.parametrize("blank", [None, "", [], [""], ["  "]])
def test_blank_is_blank(kind: str, blank: Any) -> None:
    content = content_of(kind)
    slot = drawn_slot(kind, content)
    assert accept(slot, blank) is None
    assert registry.get(kind).grade(content, None) == Graded(Fraction(0), ("blank",))


@given(kind=st.sampled_from(PLACED_KINDS), data=st.data())
def test_equal_answers_are_stored_equal_whatever_their_order(kind: str, data: st.DataObject) -> None:
    slot = drawn_slot(kind, content_of(kind))
    pairs = data.draw(st.permutations(RIGHT[kind]))
    stored = accept(slot, sent(slot, pairs))
    assert stored == accept(slot, sent(slot, RIGHT[kind]))
    assert accept(slot, stored) == stored


def key_of(slot: Slot, stable: str) -> str:
    return next(option.key for option in slot.options if option.id == stable)


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        ("matching", "{place//a}:{choice//x}", "not_a_list_of_options"),
        ("matching", ["{place//a}"], None),
        ("matching", ["a:x"], "unknown_option"),
        ("matching", ["{place//a}:x"], "unknown_option"),
        ("matching", ["{choice//x}:{place//a}"], "unknown_option"),
        ("matching", ["{place//a}:{place//b}"], "unknown_option"),
        ("matching", ["{place//a}:{choice//x}", "{place//a}:{choice//y}"], "option_chosen_twice"),
        ("matching", [["{place//a}:{choice//x}"]], "unknown_option"),
        ("matching", [None], "unknown_option"),
        ("matching", {"a": "x"}, "not_a_list_of_options"),
        ("gap_fill", ["{place/b/b}:{choice//" + text_id("evaluar") + "}"], "unknown_option"),
        ("gap_fill", ["{place//c}:{choice/b/" + text_id("es grave") + "}"], "unknown_option"),
        ("gap_fill", ["{typed//a}:" + "x" * (MAX_TYPED + 1)], "answer_too_long"),
        ("gap_fill", ["{typed//a}:a\0"], "answer_unstorable"),
        ("gap_fill", ["{typed//a}:x", "{typed//a}:y"], "option_chosen_twice"),
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused_by_name(kind: str, answer: Any, code: str | None) -> None:
    slot = drawn_slot(kind, content_of(kind))
    text = json.dumps(answer)
    for option in slot.options:
        text = text.replace("{" + option.id + "}", option.key)
    if code is None:
        assert accept(slot, json.loads(text)) is None
        return
    with pytest.raises(ResponseRefused) as caught:
        accept(slot, json.loads(text))
    assert caught.value.code == code
    assert code in words.refusals()


_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12), lambda inner: st.lists(inner, max_size=4)
)


@given(kind=st.sampled_from(PLACED_KINDS), junk=_JUNK, data=st.data())
def test_any_junk_is_refused_or_goes_all_the_way(kind: str, junk: Any, data: st.DataObject) -> None:
    content = content_of(kind)
    slot = drawn_slot(kind, content)
    some = st.sampled_from([*slot.keys, "x", ""])
    answer = data.draw(st.just(junk) | st.lists(st.builds("{}:{}".format, some, some), max_size=6))
    try:
        accepted = accept(slot, answer)
    except ResponseRefused:
        return
    question_type = registry.get(kind)
    assert accept(slot, accepted) == accepted
    assert json.loads(json.dumps(accepted)) == accepted
    stable = translate(slot, accepted)
    assert 0 <= question_type.grade(content, stable).fraction <= 1
    assert "\n" not in question_type.summary(content, stable)
    assert len(question_type.reviewed_places(content, stable)) == len(question_type.public(content).places)


def test_the_longest_answers_fit_into_a_stored_response() -> None:
    gaps = [{"key": f"g{n}", "accepted": ["x"]} for n in range(12)]
    content = content_of("gap_fill", text=" ".join(f"[[g{n}]]" for n in range(12)), gaps=gaps, words=None)
    slot = drawn_slot("gap_fill", content)
    longest = accept(slot, [f"{key}:{'ñ' * MAX_TYPED}" for key in slot.keys])
    assert len(json.dumps(longest, ensure_ascii=False).encode()) <= MOST_BYTES


# What an answer earns


@pytest.mark.parametrize("kind", PLACED_KINDS)
def test_the_right_answer_earns_all_and_a_review_says_so(kind: str) -> None:
    content = content_of(kind)
    slot = drawn_slot(kind, content)
    stable = translate(slot, accept(slot, sent(slot, RIGHT[kind])))
    assert registry.get(kind).grade(content, stable) == Graded(Fraction(1), ("right",))
    assert all(place.earned == 1 for place in registry.get(kind).reviewed_places(content, stable))


@pytest.mark.parametrize(
    ("kind", "pairs", "changes", "fraction"),
    [
        ("matching", [("a", "x")], {}, "1/3"),
        ("matching", [("a", "x"), ("b", "z"), ("c", "y")], {}, "1/3"),
        ("matching", [("a", "y"), ("b", "z"), ("c", "x")], {}, "0"),
        ("matching", [("a", "x"), ("b", "x"), ("c", "z")], {}, "2/3"),
        ("matching", [("a", "x"), ("b", "y"), ("c", "sobra")], {"penalty": True}, "5/9"),  # (2 - 1/3) / 3
        ("matching", [("a", "sobra"), ("b", "x")], {"penalty": True}, "0"),
        ("categories", [("a", "x"), ("b", "x"), ("c", "y"), ("d", "x")], {}, "3/4"),
        ("categories", [("a", "x"), ("b", "x"), ("c", "y"), ("d", "x")], {"penalty": True}, "1/2"),  # (3 - 1) / 4
        ("matrix", [("a", "x"), ("b", "z")], {}, "1/3"),
        ("matrix", [("a", "x"), ("b", "z")], {"penalty": True}, "1/6"),  # (1 - 1/2) / 3
        ("ordering", [("a", "1"), ("b", "3"), ("c", "2"), ("d", "4")], {}, "2/3"),
        ("ordering", [("a", "4"), ("b", "1"), ("c", "2"), ("d", "3")], {}, "0"),
        ("ordering", [("a", "1"), ("b", "2"), ("c", "3")], {}, "0"),
        ("ordering", [("a", "1"), ("b", "1"), ("c", "1"), ("d", "2")], {}, "0"),
        ("gap_fill", [("a", " COMISARÍA pnp. "), ("b", "es grave"), ("c", "analizar")], {}, "1/2"),
        ("gap_fill", [("a", "x"), ("b", "es grave"), ("c", "analizar"), ("d", "evaluar")], {"penalty": True}, "3/8"),
    ],
)  # fmt: skip
def test_partial_credit(kind: str, pairs: Any, changes: dict[str, Any], fraction: str) -> None:
    assert grade(kind, pairs, **changes).fraction == Fraction(fraction)


@pytest.mark.parametrize(
    ("marked", "share"), [("xy", "1"), ("x", "1/2"), ("xz", "0"), ("xyz", "0"), ("z", "0"), ("", "0")]
)
def test_a_row_with_several_right_columns_takes_off_for_wrong_ones(marked: str, share: str) -> None:
    assert right_less_wrong({"x", "y"}, set(marked), choices=3) == Fraction(share)


def test_rows_with_several_columns_are_answered_with_several() -> None:
    rows = [{"key": "a", "text": "A", "right": ["x", "y"]}, {"key": "b", "text": "B", "right": ["z"]}]
    found = grade("matrix", [("a", "y"), ("a", "x"), ("b", "z"), ("b", "x")], items=rows, several=True)
    assert found == Graded(Fraction(3, 4), ("partly_right",))  # (1 + (1 - 1/2)) / 2


@given(st.permutations("abcde"))
def test_an_order_and_its_reverse_never_both_earn_and_one_exchange_costs_two_pairs(given_order: list[str]) -> None:
    def share(order: Any) -> Fraction:
        return order_share("abcde", {item: number for number, item in enumerate(order, start=1)})

    assert 0 <= share(given_order) <= 1
    assert not (share(given_order) and share(given_order[::-1]))
    exchanged = [given_order[1], given_order[0], *given_order[2:]]
    assert abs(share(given_order) - share(exchanged)) <= Fraction(1, 5)


def test_a_guessed_order_earns_on_average_what_the_floor_leaves() -> None:
    orders = list(permutations("abcd"))
    shares = [order_share("abcd", {item: n for n, item in enumerate(order)}) for order in orders]
    assert sum(shares) / len(orders) == Fraction(7, 36)


@given(
    kind=st.sampled_from(["matching", "categories", "matrix", "gap_fill"]), penalty=st.booleans(), data=st.data()
)  # fmt: skip
def test_one_place_less_never_earns_more_than_right_and_never_leaves_zero_to_one(
    kind: str, penalty: bool, data: st.DataObject
) -> None:
    content = content_of(kind, penalty=penalty)
    slot = drawn_slot(kind, content)
    public = registry.get(kind).public(content)
    keys = {option.id: option.key for option in slot.options}
    answer = [
        f"{keys[place.id]}:{keys[data.draw(st.sampled_from(place.choices))] if place.choices else 'x'}"
        for place in public.places if data.draw(st.booleans())
    ]  # fmt: skip
    fraction = registry.get(kind).grade(content, translate(slot, accept(slot, answer))).fraction
    right = accept(slot, sent(slot, RIGHT[kind]))
    hits = len(set(answer) & set(right if isinstance(right, list) else []))
    assert 0 <= fraction <= Fraction(hits, len(public.places))
    assert penalty or fraction == Fraction(hits, len(public.places))


def test_an_answer_to_what_a_version_no_longer_has_counts_for_nothing() -> None:
    question_type = registry.get("ordering")
    assert question_type.grade(content_of("ordering"), ["gone:1", "a:9", "b:10"]).fraction == 0
    assert registry.get("matching").grade(content_of("matching"), ["gone:x", "a:gone"]).fraction == 0


# What is said


@pytest.mark.parametrize(
    ("kind", "pairs", "summary"),
    [
        ("matching", [("b", "x"), ("a", "sobra")], "Cosa a → Texto sobra; Cosa b → Texto x"),
        ("categories", [("d", "x"), ("a", "x"), ("b", "y")], "Texto x: Cosa a, Cosa d; Texto y: Cosa b"),
        ("matrix", [("c", "z")], "Cosa c → Texto z"),
        ("ordering", [("a", "3"), ("d", "1")], "1. Paso d; 3. Paso a"),
        ("gap_fill", [("d", "analizar"), ("a", " x ")], "(1) x; (4) analizar"),
    ],
)
def test_a_summary_is_plain_and_follows_no_key(kind: str, pairs: Any, summary: str) -> None:
    content = content_of(kind)
    slot = drawn_slot(kind, content)
    assert registry.get(kind).summary(content, translate(slot, accept(slot, sent(slot, pairs)))) == summary
    assert registry.get(kind).summary(content, None) == ""


def test_a_word_that_looks_like_markdown_is_shown_as_it_stands() -> None:
    gaps = [{"key": "a", "right": "2. *dos*", "others": ["- tres"]}]
    content = content_of("gap_fill", text="[[a]]", gaps=gaps, words=None)
    assert registry.get("gap_fill").right_summary(content) == "(1) 2. *dos*"
    stable = [f"a:{text_id('- tres')}"]
    assert registry.get("gap_fill").summary(content, stable) == "(1) - tres"


def test_a_stored_draw_of_places_is_read_back() -> None:
    slot = drawn_slot("gap_fill", content_of("gap_fill"))
    assert Draw.from_json(Draw((slot,)).to_json()).slots == (slot,)
