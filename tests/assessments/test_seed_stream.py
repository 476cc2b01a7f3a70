"""Chance from a seed: the documented stream, without bias."""

import hashlib
import hmac
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.seed_stream import LABEL, SeedStream

SEED = bytes(range(16))


def documented_bytes(seed: bytes, count: int) -> bytes:
    blocks = (hmac.new(seed, LABEL + block.to_bytes(8, "big"), hashlib.sha256).digest() for block in range(count))
    return b"".join(blocks)[:count]


def test_the_stream_is_the_documented_one() -> None:
    stream = SeedStream(SEED)
    assert bytes(stream.below(256) for _ in range(100)) == documented_bytes(SEED, 100)


def test_large_choices_read_several_bytes_big_endian() -> None:
    assert SeedStream(SEED).below(2**16) == int.from_bytes(documented_bytes(SEED, 2), "big")
    assert SeedStream(SEED).below(2**24) == int.from_bytes(documented_bytes(SEED, 3), "big")


def test_bytes_that_would_favour_small_numbers_are_thrown_away() -> None:
    stream = SeedStream(SEED)
    expected = [byte % 100 for byte in documented_bytes(SEED, 400) if byte < 200]
    assert [stream.below(100) for _ in range(len(expected))] == expected


def test_each_number_is_equally_likely() -> None:
    stream = SeedStream(SEED)
    counts = Counter(stream.below(171) for _ in range(171 * 100))
    # 171 of 256 is where modulo without rejection would be worst: 85 numbers twice as likely.
    assert sum((counts[number] - 100) ** 2 / 100 for number in range(171)) < 232  # chi-square, 99.9 %, 170


@given(seed=st.binary(min_size=16, max_size=16), n=st.integers(1, 10**6))
def test_a_choice_is_below_its_bound(seed: bytes, n: int) -> None:
    stream = SeedStream(seed)
    assert all(0 <= stream.below(n) < n for _ in range(5))


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_choice_from_nothing(n: int) -> None:
    with pytest.raises(ValueError, match="nothing"):
        SeedStream(SEED).below(n)


@given(seed=st.binary(min_size=16, max_size=16), things=st.lists(st.integers()))
def test_shuffling_keeps_every_thing(seed: bytes, things: list[int]) -> None:
    assert sorted(SeedStream(seed).shuffled(things)) == sorted(things)
