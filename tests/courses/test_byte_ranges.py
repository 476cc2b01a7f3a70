"""Parts of a file: which bytes a header asks for, and that no other bytes are handed out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.byte_ranges import UnsatisfiableRange, wanted_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_a_header_asks_for_these_bytes(header: str, wanted: tuple[int, int] | None) -> None:
    assert wanted_range(header, 100) == wanted


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-5", 0)])
def test_a_part_beyond_the_end_is_refused(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRange):
        wanted_range(header, size)


@given(st.text(alphabet="bytes=0123456789-, ", max_size=30), st.integers(0, 10_000))
def test_whatever_is_asked_lies_within_the_file(header: str, size: int) -> None:
    try:
        wanted = wanted_range(header, size)
    except UnsatisfiableRange:
        return
    if wanted is not None:
        assert 0 <= wanted[0] <= wanted[1] < size
