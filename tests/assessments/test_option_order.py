"""In which order a draw shows options: what is pinned stays, what is the key in the author's text is always moved."""

from collections import Counter
from typing import Any

import pytest

from assessments.question_types import registry
from kernel.canonical import canonical
from tests.assessments.drawn import drawn_slot
from tests.assessments.placed_sources import PLACED_KINDS
from tests.assessments.question_sources import source

SEEDS = range(120)


def orders(kind: str, content: Any, **how: Any) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(option.id for option in drawn_slot(kind, content, seed, **how).options) for seed in SEEDS
    )  # fmt: skip


def with_none_of_them(kind: str = "single_choice") -> Any:
    written = source(kind)
    written["options"][2]["pinned"] = True
    return registry.get(kind).parse(written)


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_a_pinned_option_keeps_its_place_and_the_others_are_shuffled(kind: str) -> None:
    found = orders(kind, with_none_of_them(kind), shuffle=True)
    assert {order[2] for order in found} == {"c"}
    assert len({order[:2] for order in found}) > 1


def test_nothing_is_stored_of_an_option_that_is_not_pinned() -> None:
    """The hashes of versions from before there were pinned options stay what they were."""
    question_type = registry.get("single_choice")
    plain = question_type.dump(question_type.parse(source("single_choice")))
    assert [set(option) for option in plain["options"]] == [{"id", "text", "right", "feedback"}] * 3
    assert "pinned" in canonical(question_type.dump(with_none_of_them())).decode()


@pytest.mark.parametrize("kind", PLACED_KINDS)
@pytest.mark.parametrize("shuffle", [False, True])
def test_what_would_tell_the_key_is_moved_in_every_draw_and_the_rest_only_where_the_exam_shuffles(
    kind: str, shuffle: bool
) -> None:
    content = registry.get(kind).parse(source(kind))
    order = registry.get(kind).order(content)
    found = orders(kind, content, shuffle=shuffle)
    for group in order.moved:
        shown = {tuple(option for option in each if option in group) for each in found}
        assert len(shown) > 1
        if len(group) < 5:
            every = 24 if len(group) == 4 else 6
            assert len(shown) == every - order.never
    still = [option for option in order.ids if not any(option in group for group in order.moved)]
    shown = {tuple(option for option in each if option in still) for each in found}
    assert (len(shown) > 1) == (shuffle and order.shuffles)
    assert all(sorted(each) == sorted(order.ids) for each in found)


def test_an_order_is_never_drawn_as_the_right_one() -> None:
    content = registry.get("ordering").parse(source("ordering"))
    right = tuple(f"place//{key}" for key in "abcd")
    assert not any(order[:4] == right for order in orders("ordering", content))


def test_columns_keep_their_order() -> None:
    content = registry.get("matrix").parse(source("matrix"))
    columns = ("choice//x", "choice//y", "choice//z")
    assert all(order[3:] == columns for order in orders("matrix", content, shuffle=True))
