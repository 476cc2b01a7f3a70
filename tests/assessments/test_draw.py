"""The draw of a sitting: repeatable from its seed, fair, and silent about the key."""

import json
import random
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.draw import (
    KEY_LENGTH,
    KEY_LETTERS,
    Blueprint,
    Draw,
    DrawImpossible,
    DrawUnreadable,
    QuestionRef,
    QuestionTwice,
    Section,
    TagDraw,
    UnknownSlot,
    accept,
    draw,
    stored_slot,
    translate,
)
from assessments.grading import BadWeight
from assessments.question_types.problems import ResponseRefused

SEED = bytes(range(16))


def ref(name: object, *, ids: str = "abcd", kind: str = "single_choice", **changes: Any) -> QuestionRef:
    fields: dict[str, Any] = {
        "question": uuid5(NAMESPACE_URL, f"question-{name}"),
        "version": uuid5(NAMESPACE_URL, f"version-{name}"),
        "sha256": "5a" * 32,
        "kind": kind,
        "weight": "1",
        "option_ids": tuple(ids),
    }
    return QuestionRef(**fields | changes)


def refs(*names: object) -> tuple[QuestionRef, ...]:
    return tuple(ref(name) for name in names)


def seeds(count: int) -> Iterable[bytes]:
    return (number.to_bytes(16, "big") for number in range(count))


def chi_square(counts: Iterable[int], expected: float) -> float:
    return sum((count - expected) ** 2 / expected for count in counts)


def questions(drawn: Draw) -> list[UUID]:
    return [slot.question for slot in drawn.slots]


BLUEPRINT = Blueprint(
    sections=(
        Section("Base", questions=refs(0, 1), draws=(TagDraw("sara", 3),)),
        Section("Casos", draws=(TagDraw("casos", 2), TagDraw("sara", 1))),
    ),
    shuffle_questions=True,
    shuffle_options=True,
)
POOLS = {"sara": refs(*range(12)), "casos": refs(*range(8, 16))}


def test_the_same_seed_gives_the_same_sitting() -> None:
    assert draw(BLUEPRINT, POOLS, SEED) == draw(BLUEPRINT, POOLS, SEED)
    assert draw(BLUEPRINT, POOLS, SEED) != draw(BLUEPRINT, POOLS, bytes(16))


GOLDEN = [("q", "bdac", ("crts", "msbw", "smpf", "xkvr")), ("r", "dcba", ("ttph", "tbbm", "xhsf", "vwdm"))]


def test_the_sitting_of_a_seed_stays_as_it_is() -> None:
    """A stored seed must explain a stored draw years later: a change here needs a new LABEL."""
    plain = Blueprint((Section("", draws=(TagDraw("sara", 2),)),), shuffle_questions=True, shuffle_options=True)
    drawn = draw(plain, {"sara": refs("p", "q", "r")}, SEED)
    by_question = {ref(name).question: name for name in "pqr"}
    shown = [
        (by_question[slot.question], "".join(option.id for option in slot.options), slot.keys) for slot in drawn.slots
    ]
    assert shown == GOLDEN


@given(seed=st.binary(min_size=16, max_size=16), order=st.randoms(use_true_random=False))
def test_the_order_in_which_a_database_gives_a_pool_changes_nothing(seed: bytes, order: random.Random) -> None:
    shuffled = {tag: order.sample(pool, len(pool)) for tag, pool in POOLS.items()}
    assert draw(BLUEPRINT, shuffled, seed) == draw(BLUEPRINT, POOLS, seed)


@given(seed=st.binary(min_size=16, max_size=16))
def test_every_sitting_keeps_the_blueprint(seed: bytes) -> None:
    drawn = draw(BLUEPRINT, POOLS, seed)
    assert [slot.number for slot in drawn.slots] == list(range(1, 9))
    assert [slot.section for slot in drawn.slots] == [1] * 5 + [2] * 3
    assert len(set(questions(drawn))) == 8
    first, second = set(questions(drawn)[:5]), set(questions(drawn)[5:])
    assert {ref(0).question, ref(1).question} <= first
    assert first <= {member.question for member in POOLS["sara"]}
    assert len(second & {member.question for member in POOLS["casos"]}) >= 2


@given(seed=st.binary(min_size=16, max_size=16))
def test_option_keys_are_unique_within_the_attempt_and_unambiguous(seed: bytes) -> None:
    keys = [key for slot in draw(BLUEPRINT, POOLS, seed).slots for key in slot.keys]
    assert len(set(keys)) == len(keys) == 32
    assert all(len(key) == KEY_LENGTH and set(key) <= set(KEY_LETTERS) for key in keys)
    assert not set(KEY_LETTERS) & set("aeiouly0123456789")


def test_option_keys_stay_unique_where_chance_would_repeat_them() -> None:
    """Of 1,200 keys among 130,321, five or six pairs would be equal."""
    many = Blueprint((Section("", questions=refs(*range(300))),), shuffle_questions=True, shuffle_options=True)
    keys = [key for slot in draw(many, {}, SEED).slots for key in slot.keys]
    assert len(set(keys)) == len(keys) == 1200


def test_nothing_is_shuffled_unless_the_exam_says_so() -> None:
    calm = Blueprint((Section("", questions=refs(*range(9))),), shuffle_questions=False, shuffle_options=False)
    drawn = draw(calm, {}, SEED)
    assert questions(drawn) == [member.question for member in refs(*range(9))]
    assert all([option.id for option in slot.options] == list("abcd") for slot in drawn.slots)


def test_a_kind_that_keeps_its_order_is_not_shuffled() -> None:
    fixed = tuple(ref(number, kind="true_false", option_ids=("true", "false"), shuffles=False) for number in range(20))
    drawn = draw(Blueprint((Section("", questions=fixed),), True, True), {}, SEED)
    assert all([option.id for option in slot.options] == ["true", "false"] for slot in drawn.slots)
    assert questions(drawn) != [member.question for member in fixed]


# Fairness, counted over fixed seeds; the bounds are chi-square's 99.9 % quantiles.


def test_every_order_of_options_is_equally_likely() -> None:
    blueprint = Blueprint((Section("", questions=refs(0)),), True, True)
    orders = Counter(
        "".join(option.id for option in draw(blueprint, {}, seed).slots[0].options) for seed in seeds(4800)
    )
    assert len(orders) == 24
    assert chi_square(orders.values(), 200) < 49.7


def test_every_order_of_questions_is_equally_likely() -> None:
    blueprint = Blueprint((Section("", questions=refs(0, 1, 2, 3)),), True, False)
    orders = Counter(tuple(questions(draw(blueprint, {}, seed))) for seed in seeds(4800))
    assert len(orders) == 24
    assert chi_square(orders.values(), 200) < 49.7


def test_every_choice_from_a_pool_is_equally_likely() -> None:
    blueprint = Blueprint((Section("", draws=(TagDraw("t", 3),)),), False, False)
    pool = {"t": refs(*range(6))}
    choices = Counter(frozenset(questions(draw(blueprint, pool, seed))) for seed in seeds(4000))
    assert len(choices) == 20
    assert chi_square(choices.values(), 200) < 43.8


@pytest.mark.parametrize("shuffle", [True, False])
def test_a_key_says_nothing_about_the_option_or_its_place(shuffle: bool) -> None:
    """The rank of the keys' letters against the stable id: as often each with each."""
    blueprint = Blueprint((Section("", questions=refs(0)),), True, shuffle)
    pairs: Counter[tuple[int, str]] = Counter()
    for seed in seeds(4000):
        slot = draw(blueprint, {}, seed).slots[0]
        pairs.update((sorted(slot.keys).index(option.key), option.id) for option in slot.options)
    assert len(pairs) == 16
    assert chi_square(pairs.values(), 1000) < 27.9  # 9 degrees of freedom: both margins are fixed


def test_the_right_option_stands_anywhere_whatever_its_key() -> None:
    blueprint = Blueprint((Section("", questions=refs(0)),), True, True)
    places: Counter[tuple[int, str]] = Counter()
    for seed in seeds(7600):
        slot = draw(blueprint, {}, seed).slots[0]
        place = [option.id for option in slot.options].index("a")
        places[place, slot.options[place].key[0]] += 1
    assert len(places) == 4 * len(KEY_LETTERS)
    assert chi_square(places.values(), 100) < 118.6  # 75 degrees of freedom


def test_another_attempt_has_other_keys() -> None:
    first, second = (draw(BLUEPRINT, POOLS, seed) for seed in seeds(2))
    keys = [{key for slot in drawn.slots for key in slot.keys} for drawn in (first, second)]
    assert len(keys[0] & keys[1]) <= 1


# What cannot be drawn.


def test_a_draw_larger_than_its_pool_names_section_tag_and_numbers() -> None:
    blueprint = Blueprint((Section("Base", refs(0)), Section("Casos", refs(1), (TagDraw("sara", 4),))), True, True)
    with pytest.raises(DrawImpossible) as caught:
        draw(blueprint, {"sara": refs(0, 1, 2, 3, 4)}, SEED)
    error = caught.value
    assert (error.section, error.tag, error.wanted, error.available) == ("Casos", "sara", 4, 3)
    assert "Casos" in str(error)


def test_a_tag_without_a_pool_is_a_draw_of_nothing() -> None:
    with pytest.raises(DrawImpossible) as caught:
        draw(Blueprint((Section("Base", draws=(TagDraw("nada", 1),)),), True, True), {}, SEED)
    assert caught.value.available == 0


@pytest.mark.parametrize("seed", list(seeds(60)))
def test_an_early_draw_leaves_what_a_later_one_needs(seed: bytes) -> None:
    """A blind draw of two from a, b, c fails here two times in three."""
    blueprint = Blueprint((Section("", draws=(TagDraw("wide", 2), TagDraw("narrow", 2))),), False, False)
    pools = {"wide": refs("a", "b", "c", "d"), "narrow": refs("b", "c")}
    drawn = draw(blueprint, pools, seed)
    assert set(questions(drawn)[2:]) == {ref("b").question, ref("c").question}


def possible(demands: list[tuple[int, frozenset[int]]], taken: frozenset[int] = frozenset()) -> bool:
    """Try everything."""
    if not demands:
        return True
    (count, pool), rest = demands[0], demands[1:]
    return any(possible(rest, taken | set(choice)) for choice in combinations(sorted(pool - taken), count))


@given(
    demands=st.lists(
        st.tuples(st.integers(0, 3), st.frozensets(st.integers(0, 6), max_size=6)), min_size=1, max_size=4
    ),
    fixed=st.frozensets(st.integers(0, 6), max_size=2),
    seed=st.binary(min_size=16, max_size=16),
)
def test_a_sitting_is_found_exactly_when_there_is_one(
    demands: list[tuple[int, frozenset[int]]], fixed: frozenset[int], seed: bytes
) -> None:
    draws = tuple(TagDraw(str(position), count) for position, (count, _) in enumerate(demands))
    pools = {str(position): refs(*pool) for position, (_, pool) in enumerate(demands)}
    blueprint = Blueprint((Section("", refs(*sorted(fixed)), draws),), False, True)
    if not possible(demands, fixed):
        with pytest.raises(DrawImpossible):
            draw(blueprint, pools, seed)
        return
    drawn = questions(draw(blueprint, pools, seed))
    assert len(set(drawn)) == len(drawn)
    rest = drawn[len(fixed) :]
    for count, pool in demands:
        assert set(rest[:count]) <= {ref(member).question for member in pool}
        rest = rest[count:]


def test_a_question_fixed_twice_is_refused() -> None:
    with pytest.raises(QuestionTwice):
        draw(Blueprint((Section("", refs(0)), Section("", refs(0))), True, True), {}, SEED)


def test_two_versions_of_one_question_in_the_pools_are_refused() -> None:
    other = ref(0, version=uuid5(NAMESPACE_URL, "newer"))
    blueprint = Blueprint((Section("", draws=(TagDraw("t", 1),)),), True, True)
    with pytest.raises(QuestionTwice):
        draw(blueprint, {"t": [ref(0), other]}, SEED)


def test_a_weight_that_is_none_is_refused_before_anyone_sits() -> None:
    with pytest.raises(BadWeight):
        draw(Blueprint((Section("", (ref(0, weight="mucho"),)),), True, True), {}, SEED)


@pytest.mark.parametrize("seed", [b"", bytes(15), bytes(17)])
def test_a_seed_has_sixteen_bytes(seed: bytes) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        draw(BLUEPRINT, POOLS, seed)


# What is stored.


@given(seed=st.binary(min_size=16, max_size=16))
def test_a_draw_survives_json(seed: bytes) -> None:
    drawn = draw(BLUEPRINT, POOLS, seed)
    stored = json.loads(json.dumps(drawn.to_json()))
    assert Draw.from_json(stored) == drawn
    assert [stored_slot(stored, slot.number) for slot in drawn.slots] == list(drawn.slots)


def test_the_stored_draw_does_not_hold_the_seed() -> None:
    stored = json.dumps(draw(BLUEPRINT, POOLS, SEED).to_json())
    assert SEED.hex() not in stored


@pytest.mark.parametrize("number", [0, -1, 9])
def test_a_slot_that_is_not_there_is_a_named_error(number: int) -> None:
    drawn = draw(BLUEPRINT, POOLS, SEED)
    with pytest.raises(UnknownSlot):
        drawn.slot(number)
    with pytest.raises(UnknownSlot):
        stored_slot(drawn.to_json(), number)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"form": 2, "slots": []},
        {"form": 1},
        {"form": 1, "slots": {}},
        {"form": 1, "slots": [{}]},
        {"form": 1, "slots": [None]},
        {"form": 1, "slots": [draw(BLUEPRINT, POOLS, SEED).slot(2).to_json()]},
        {"form": 1, "slots": [draw(BLUEPRINT, POOLS, SEED).slot(1).to_json() | {"version": "x"}]},
        {"form": 1, "slots": [draw(BLUEPRINT, POOLS, SEED).slot(1).to_json() | {"options": [["a"]]}]},
        None,
        [],
    ],
)
def test_a_draw_of_another_make_is_a_named_error(stored: Any) -> None:
    with pytest.raises(DrawUnreadable):
        Draw.from_json(stored)


# From the attempt's keys to the content's ids.


@pytest.mark.parametrize("seed", list(seeds(5)))
def test_translate_gives_the_stable_ids_behind_the_keys(seed: bytes) -> None:
    fixed = (
        ref("one"),
        ref("many", kind="multiple_choice"),
        ref("tf", kind="true_false", option_ids=("true", "false"), shuffles=False),
        ref("number", kind="numeric", ids=""),
        ref("text", kind="short_answer", ids=""),
    )
    one, many, true_false, number, text = draw(Blueprint((Section("", fixed),), False, True), {}, seed).slots
    for slot in (one, true_false):
        assert [translate(slot, accept(slot, key)) for key in slot.keys] == [option.id for option in slot.options]
    every = translate(many, accept(many, list(reversed(many.keys))))
    assert every == [option.id for option in many.options]
    assert translate(number, accept(number, "0,17 %")) == "0,17 %"
    assert translate(text, accept(text, many.keys[0])) == many.keys[0]
    assert all(translate(slot, accept(slot, None)) is None for slot in (one, many, true_false, number, text))


def test_a_key_of_another_slot_is_refused() -> None:
    first, second = draw(BLUEPRINT, POOLS, SEED).slots[:2]
    with pytest.raises(ResponseRefused):
        accept(first, second.keys[0])
    with pytest.raises(ResponseRefused):
        translate(first, second.keys[0])
    with pytest.raises(ResponseRefused):
        accept(first, first.options[0].id)
