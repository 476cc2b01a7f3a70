"""Places in a picture: what a point or a square hits, what it earns, and who is given the picture."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.question_types import registry
from assessments.question_types.hot_spot.geometry import Grid, circle, hits, place_of, polygon
from assessments.question_types.hot_spot.schema import Content
from assessments.question_types.problems import InvalidContent, ResponseRefused
from tests.assessments.question_sources import source
from tests.assessments.test_question_editors import errors, form_of

HOT_SPOT: Any = registry.get("hot_spot")
GRID = Grid(6, 4)
L_SHAPE = [[0, 0], [600, 0], [600, 200], [200, 200], [200, 600], [0, 600]]
PLACE = st.from_regex(r"(0|[1-9][0-9]{0,2}|1000):(0|[1-9][0-9]{0,2}|1000)|[A-L]([1-9]|1[0-2])", fullmatch=True)


def content(**changes: Any) -> Content:
    parsed: Content = HOT_SPOT.parse(source("hot_spot", **changes))
    return parsed


def target(key: str, **shape: Any) -> dict[str, Any]:
    return {"key": key, "label": key, **shape}


@pytest.mark.parametrize(
    ("place", "shape", "hit"),
    [
        ("500:500", circle(500, 500, 10, ratio=Fraction(1)), True),
        ("510:500", circle(500, 500, 10, ratio=Fraction(1)), True),
        ("511:500", circle(500, 500, 10, ratio=Fraction(1)), False),
        # A circle is round where the picture is twice as wide as high: 18 thousandths down are 9 of the width.
        ("500:518", circle(500, 500, 10, ratio=Fraction(1, 2)), True),
        ("500:522", circle(500, 500, 10, ratio=Fraction(1, 2)), False),
        ("100:100", polygon(L_SHAPE), True),
        ("600:100", polygon(L_SHAPE), True),
        ("400:400", polygon(L_SHAPE), False),
        ("0:600", polygon(L_SHAPE), True),
        # A square hits what its middle lies in, or what has its centre in it, however small.
        ("C2", circle(417, 375, 5, ratio=Fraction(1)), True),
        ("C2", circle(340, 260, 5, ratio=Fraction(1)), True),
        ("C2", circle(330, 375, 60, ratio=Fraction(1)), False),
        ("D2", circle(417, 375, 200, ratio=Fraction(1)), True),
        ("F4", circle(1000, 1000, 5, ratio=Fraction(1)), True),
        ("A1", circle(0, 0, 5, ratio=Fraction(1)), True),
    ],
)
def test_a_place_hits_a_target_or_does_not(place: str, shape: Any, hit: bool) -> None:
    found = place_of(place, GRID)
    assert found is not None
    assert found.hits(shape) is hit


@given(x=st.integers(0, 1000), y=st.integers(0, 1000), columns=st.integers(2, 12), rows=st.integers(2, 12))
def test_every_point_lies_in_one_square(x: int, y: int, columns: int, rows: int) -> None:
    grid = Grid(columns, rows)
    shape = circle(x, y, 0, ratio=Fraction(1))
    holding = [name for name in grid.squares if (square := grid.square(name)) and square.hits(shape)]
    assert grid.name_at(shape.centre) in holding
    assert [name for name in holding if name != grid.name_at(shape.centre)] == []


@given(corners=st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=8))
def test_a_polygon_has_a_centre(corners: list[tuple[int, int]]) -> None:
    x, y = polygon(corners).centre
    assert 0 <= x <= 1000
    assert 0 <= y <= 1000


def test_the_centre_of_a_bay_lies_in_the_polygon() -> None:
    shape = polygon(L_SHAPE)
    assert shape.holds(shape.centre)


def test_one_place_serves_one_target_and_the_best_way_counts() -> None:
    """The point in both must serve the one that the other point does not reach."""
    wide, near = circle(500, 500, 200, ratio=Fraction(1)), circle(500, 500, 20, ratio=Fraction(1))
    places = [place for text in ("500:500", "600:500") if (place := place_of(text, GRID))]
    assert hits(places, [wide, near]) == (frozenset({0, 1}), 0)
    assert len(hits(places[:1], [wide, near])[0]) == 1


@pytest.mark.parametrize(
    ("value", "changes", "earned", "reason"),
    [
        (None, {}, "0", "blank"),
        (["310:330", "800:650"], {}, "1", "right"),
        (["B2", "E4"], {}, "1", "right"),
        (["E4", "B2"], {}, "1", "right"),
        (["310:330"], {}, "1/2", "partly_right"),
        (["310:330", "10:10"], {}, "1/2", "partly_right"),
        (["310:330", "10:10"], {"penalty": "0.5"}, "1/4", "partly_right"),
        (["310:330", "10:10"], {"penalty": "1"}, "0", "wrong"),
        (["10:10", "990:10"], {"penalty": "1"}, "0", "wrong"),
        # A second place on the same target takes nothing off.
        (["310:330", "315:330"], {"penalty": "1"}, "1/2", "partly_right"),
        # No more places count than may be given: pointing everywhere wins nothing.
        (["10:10", "20:20", "310:330", "800:650"], {}, "0", "wrong"),
        (["10:10", "310:330", "800:650"], {"points": 3}, "1", "right"),
        (["10:10", "310:330", "800:650"], {"points": 3, "penalty": "0.5"}, "3/4", "partly_right"),
        # A square that the grid does not have hits nothing.
        (["L12", "310:330"], {"penalty": "0.5"}, "1/4", "partly_right"),
    ],
)
def test_an_answer_earns_the_share_of_the_targets(
    value: Any, changes: dict[str, Any], earned: str, reason: str
) -> None:
    graded = HOT_SPOT.grade(content(**changes), value)
    assert (graded.fraction, graded.reasons) == (Fraction(earned), (reason,))


@given(
    places=st.lists(PLACE, max_size=14), penalty=st.sampled_from(["0", "0.25", "1"]), columns=st.integers(4, 12),
    points=st.integers(2, 12),
)  # fmt: skip
def test_no_answer_leaves_zero_to_one(places: list[str], penalty: str, columns: int, points: int) -> None:
    whole = content(penalty=penalty, columns=columns, points=points)
    try:
        accepted = HOT_SPOT.accepts((), places)
    except ResponseRefused:
        accepted = None
    assert 0 <= HOT_SPOT.grade(whole, accepted).fraction <= 1
    assert len(HOT_SPOT.parts(whole, accepted).choices) == points


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(["", "B2", "", "B2"], ["B2"]), (["", ""], None), ([], None), (["0:1000", "A1"], ["0:1000", "A1"])],
)
def test_blank_and_equal_places_are_left_out(sent: list[str], kept: Any) -> None:
    assert HOT_SPOT.accepts((), sent) == kept


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("B2", "not_a_list_of_places"),
        ({"B2": 1}, "not_a_list_of_places"),
        ([7], "not_a_place"),
        ([None], "not_a_place"),
        (["M1"], "not_a_place"),
        (["A13"], "not_a_place"),
        (["1001:0"], "not_a_place"),
        (["01:5"], "not_a_place"),
        (["1:2:3"], "not_a_place"),
        (["B2\n"], "not_a_place"),
        (["٣:1"], "not_a_place"),
        ([f"{n}:1" for n in range(13)], "too_many_places"),
    ],
)
def test_what_is_no_place_is_refused_by_name(sent: Any, code: str) -> None:
    with pytest.raises(ResponseRefused) as caught:
        HOT_SPOT.accepts((), sent)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"targets": []}, ("targets", "too_few")),
        ({"targets": [target("a", circle=[1, 1])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", circle=[1, 1, 1])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", circle=[1001, 1, 9])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a")]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", polygon=[[0, 0], [9, 9]])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", polygon=[[0, 0], [9, 9], [5, 5]])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", polygon=[[0, 0], [9, 9], [5]])]}, ("targets.0", "bad_shape")),
        ({"targets": [target("a", circle=[9, 9, 9])] * 2}, ("targets", "target_twice")),
        ({"targets": [target("a", circle=[9, 9, 9]), target("b", circle=[99, 99, 9])]}, ("", "same_square")),
        ({"columns": 1}, ("columns", "grid_size")),
        ({"rows": 13}, ("rows", "grid_size")),
        ({"rows": "4"}, ("rows", "not_whole")),
        ({"points": 1}, ("", "points_out")),
        ({"points": 13}, ("", "points_out")),
        ({"penalty": "1.5"}, ("penalty", "penalty_large")),
        ({"penalty": "-1"}, ("penalty", "negative")),
        ({"image": None}, ("image", "missing")),
        ({"image": {"src": "media/x.svg", "alt": " "}}, ("image.alt", "blank")),
        # No source reaches a file by its hash.
        ({"image": {"alt": "x", "files": [{"sha256": "5a"}]}}, ("image.files", "unknown_field")),
    ],
)
def test_parse_says_where_and_what(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidContent) as caught:
        content(**changes)
    assert problem in {(found.where, found.code) for found in caught.value.problems}


def test_a_sitting_is_told_nothing_of_the_targets() -> None:
    """Two questions that differ in their targets alone give the same page."""
    moved = content(targets=[target("x", circle=[100, 900, 50]), target("y", circle=[900, 100, 300])])
    assert HOT_SPOT.public(moved) == HOT_SPOT.public(content())
    assert HOT_SPOT.parts(moved, ["B2"]) == HOT_SPOT.parts(content(), ["B2"])


def test_a_review_says_which_targets_were_found() -> None:
    board = HOT_SPOT.reviewed_parts(content(), ["B2", "10:10"])
    assert [(found.label, found.square, found.hit) for found in board.targets] == [
        ("MARK-paradero", "B2", True),
        ("MARK-parque", "E4", False),
    ]


# The form of the author


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"targets": ""}, "targets"),
        ({"targets": "Parque: aquí"}, "targets"),
        ({"targets": "Parque"}, "targets"),
        ({"targets": "Parque: 1 2 30\nMercado: 9 9 30"}, "targets"),
        ({"columns": "muchas"}, "columns"),
        ({"image-1": ""}, "image-1"),
        ({"alt-1": " "}, "alt-1"),
        ({"penalty": "2"}, "penalty"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in errors("hot_spot", **changes)


def test_a_target_keeps_its_key_while_it_keeps_its_name() -> None:
    form = form_of("hot_spot", targets="Nuevo: 900 100 50\nMARK-parque: 100 900 50")
    assert form.is_valid(), form.errors
    assert [(each.id, each.label) for each in form.content.targets] == [("t-3", "Nuevo"), ("t-2", "MARK-parque")]
