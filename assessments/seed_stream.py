"""Chance that can be repeated: a stream of bytes from a secret seed, and unbiased choices from it.

The stream, so that a draw can be checked by another program years later: block i (from 0) is
HMAC-SHA256(key = seed, message = LABEL + i as 8 bytes, big-endian); the blocks follow one another
and every byte is used once, in order. Python's `random` is not used: it promises neither secrecy
nor the same sequence in the next version.
"""

import hmac
from collections.abc import Sequence
from typing import TypeVar

#: Length of a seed in bytes; `secrets.token_bytes(SEED_BYTES)` makes one.
SEED_BYTES = 16
#: Names this use and version of the stream.
LABEL = b"aula-segura draw 1 "

T = TypeVar("T")


class SeedStream:
    """The choices that follow from one seed; each call goes on where the last one ended."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes")
        self._seed = seed
        self._blocks = 0
        self._left = b""

    def below(self, n: int) -> int:
        """Give a whole number from 0 to n - 1, each equally likely.

        Reads as few bytes as hold n - 1, as a big-endian number x, and takes x modulo n; an x at or
        above the largest multiple of n is thrown away and the next bytes are read (rejection
        sampling: without it small numbers would be likelier). n = 1 reads nothing.
        """
        if n < 1:
            raise ValueError("there is nothing to choose from")
        width = ((n - 1).bit_length() + 7) // 8
        space = 256**width
        limit = space - space % n
        while True:
            x = int.from_bytes(self._bytes(width), "big")
            if x < limit:
                return x % n

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Give the things in a new order, each order equally likely (Fisher-Yates, from the end)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            chosen = self.below(last + 1)
            order[last], order[chosen] = order[chosen], order[last]
        return order

    def _bytes(self, count: int) -> bytes:
        while len(self._left) < count:
            message = LABEL + self._blocks.to_bytes(8, "big")
            self._left += hmac.digest(self._seed, message, "sha256")
            self._blocks += 1
        taken, self._left = self._left[:count], self._left[count:]
        return taken
