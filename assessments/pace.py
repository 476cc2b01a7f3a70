"""How long a question takes, by an estimate that is stated to whoever reads it. Pure.

Reading at 180 words a minute: adults read prose silently at 175 to 300 (M. Brysbaert, "How many words do we read per
minute?", 2019), and what is examined is read with care. Then a quarter of a minute to answer, ten seconds for each
further place, a minute for what is reckoned; half a minute in all at the least. The estimate warns an author; it
neither shortens nor lengthens any sitting. (The workload of a quiz, two minutes a question with its explanation read,
is another rule: ``exams.ExamKind.minutes``.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.question_types.base import PublicQuestion
from courses.reading import words_of

__all__ = ["Asked", "best_share", "seconds_for", "seconds_to_read"]

_WORDS_A_MINUTE = 180
_ANSWER, _PLACE, _RECKONED, _LEAST = 15, 10, 60, 30


def seconds_to_read(*texts: str) -> Fraction:
    """Return how long texts take to read."""
    return Fraction(60 * words_of(*texts), _WORDS_A_MINUTE)


def seconds_for(question: PublicQuestion, *, reckoned: bool) -> Fraction:
    """Return how long a question takes; reckoned: its answer is worked out from numbers."""
    texts = [question.prompt, question.text]
    texts += [*(one.text for one in question.options), *(one.text for one in question.places)]
    further = max(len(question.places) - 1, 0)
    answering = _ANSWER + _PLACE * further + (_RECKONED if reckoned else 0)
    return max(seconds_to_read(*texts) + answering, Fraction(_LEAST))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be expected of a question in a sitting: its seconds and its points. section: from 1."""

    section: int
    seconds: Fraction
    points: Fraction


def best_share(asked: Iterable[Asked], *, seconds: int | None, of_sections: Sequence[int | None]) -> Fraction:
    """Return which share of the points the time allows, everything right and the quickest points first.

    seconds: of the whole exam; of_sections: of each section, None where it has no time of its own. Taking what earns
    most a second first is best even with both limits, since the sections' lie within the exam's.
    """
    everything = list(asked)
    total = sum((one.points for one in everything), Fraction(0))
    if not total:
        return Fraction(1)
    whole = None if seconds is None else Fraction(seconds)
    own = [None if limit is None else Fraction(limit) for limit in of_sections]
    earned = Fraction(0)
    timed = (one for one in everything if one.seconds)
    for one in sorted(timed, key=lambda one: one.points / one.seconds, reverse=True):
        limits = [limit for limit in (whole, own[one.section - 1]) if limit is not None]
        spent = min([one.seconds, *limits])
        earned += one.points * spent / one.seconds
        whole = None if whole is None else whole - spent
        part = own[one.section - 1]
        own[one.section - 1] = None if part is None else part - spent
    return earned / total
