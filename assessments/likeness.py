"""How alike two questions are, and how to find those that are without comparing every one with every other. Pure.

Compared is what is asked, folded: wording, options and places, in any order, not the key nor the explanation. Likeness
is that of PostgreSQL's ``pg_trgm``, reckoned here so that both databases say the same: of all trigrams of words that
either has, the share that both have (Jaccard; each word with two blanks before it and one after).

A ``sketch`` is what is looked for: MinHash values in bands (A. Broder, 1997; bands as in Leskovec, Rajaraman, Ullman,
"Mining of Massive Datasets", chapter 3). Two questions that are alike by s share a band with probability
1 - (1 - s^5)^20: 97.5 % by 0.7, 99.96 % by 0.8, always where the words are the same, and 0.6 % by 0.2, as strangers
are. So of a bank of thousands a handful is compared.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b, sha256
from zlib import crc32

from assessments.question_types.base import PublicQuestion
from assessments.question_types.plain import plain_text
from kernel.folding import fold

__all__ = ["HIGH", "asked_words", "likeness", "sketch", "trigrams"]

#: From this likeness on, in hundredths, a question is told of.
HIGH = 70
_BANDS, _ROWS = 20, 5
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")


def _multipliers() -> list[tuple[int, int]]:
    """Return the constants of the hash functions: the same on every machine and for ever, since sketches are stored."""
    digests = (sha256(f"likeness {n}".encode()).digest() for n in range(_BANDS * _ROWS))
    return [(int.from_bytes(each[:8]) % (_PRIME - 1) + 1, int.from_bytes(each[8:16]) % _PRIME) for each in digests]


_HASHES = _multipliers()


def asked_words(question: PublicQuestion) -> str:
    """Return what a question asks, folded, as words with one blank between them."""
    texts = [question.prompt, question.text]
    texts += [*(one.text for one in question.options), *(one.text for one in question.places)]
    return " ".join(_WORD.findall(fold(" ".join(plain_text(text) for text in texts))))


def trigrams(words: str) -> frozenset[str]:
    """Return the trigrams of words of ``asked_words``."""
    padded = (f"  {word} " for word in set(words.split()))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def likeness(one: str, other: str) -> int:
    """Return how alike words are, in whole hundredths; 100 only where they are the same, in whatever order."""
    if sorted(one.split()) == sorted(other.split()):
        return 100
    first, second = trigrams(one), trigrams(other)
    return min(100 * len(first & second) // max(len(first | second), 1), 99)


def sketch(words: str) -> tuple[int, ...]:
    """Return the keys under which a question is found by those like it: 64 bits each, signed; none without words."""
    numbers = [crc32(each.encode()) for each in trigrams(words)]
    if not numbers:
        return ()
    least = [min((a * number + b) % _PRIME for number in numbers) for a, b in _HASHES]
    return tuple(_key(band, least[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))


def _key(band: int, values: Iterable[int]) -> int:
    said = ",".join(str(value) for value in (band, *values))
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), signed=True)
