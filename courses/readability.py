"""How hard a Spanish text is to read. Pure: values only.

The measure is the perspicuity of Szigriszt-Pazos, read on the scale INFLESZ:

    P = 206.835 − 62.3 · (syllables / words) − (words / sentences)

F. Szigriszt Pazos, *Sistemas predictivos de legilibilidad del mensaje escrito: fórmula de perspicuidad*, doctoral
thesis, Universidad Complutense de Madrid, 1993 (after Flesch, 1948). I. M. Barrio-Cantalejo et al., «Validación de la
Escala INFLESZ para evaluar la legibilidad de los textos dirigidos a pacientes», *Anales del Sistema Sanitario de
Navarra* 31(2), 2008, pp. 135-152: below 40 very hard, to 55 rather hard, to 65 normal, to 80 rather easy, above that
very easy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Readability", "readability", "syllables"]

_WORD = re.compile(r"[^\W\d_]+")
#: A full stop ends a sentence where a capital follows; one of an abbreviation (art. 5) or a number (1.5) does not.
_END = re.compile(r"[.!?…]+[»\"”)]*(?=\s+[«\"“(¿¡]*[A-ZÁÉÍÓÚÑ]|\s*$)")
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_STRONG = re.compile(r"[aeoáéóíú]")
_SCALE = ((40, "very_hard"), (55, "rather_hard"), (65, "normal"), (80, "rather_easy"))


@dataclass(frozen=True)
class Readability:
    """What was counted. ``score``: the higher, the easier; None without a word."""

    words: int
    sentences: int
    syllables: int

    @property
    def score(self) -> float | None:
        """The perspicuity of Szigriszt-Pazos."""
        if not self.words or not self.sentences:
            return None
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences

    @property
    def level(self) -> str:
        """The step of the scale INFLESZ; empty without a word."""
        score = self.score
        if score is None:
            return ""
        return next((name for limit, name in _SCALE if score < limit), "very_easy")


def readability(paragraphs: Iterable[str]) -> Readability:
    """Count the words, sentences and syllables of paragraphs; each ends a sentence. Numbers are no words."""
    words: list[str] = []
    sentences = 0
    for paragraph in paragraphs:
        found = [part for part in _END.split(paragraph) if _WORD.search(part)]
        sentences += len(found)
        words += [word for part in found for word in _WORD.findall(part)]
    return Readability(len(words), sentences, sum(syllables(word) for word in words))


def syllables(word: str) -> int:
    """Return how many syllables a Spanish word has: at least one.

    A strong vowel (a, e, o) and an accented weak one each carry a syllable; weak ones beside them do not, and two
    weak ones make one (ciudad, ruido). The u of que, qui, gue and gui falls under the same rule; y is a vowel where it
    ends a word after a consonant or stands alone.
    """
    bare = word.lower()
    count = sum(len(_STRONG.findall(group)) or 1 for group in _VOWELS.findall(bare))
    if bare.endswith("y") and (len(bare) == 1 or bare[-2] not in "aeiouáéíóú"):
        count += 1
    return max(count, 1)
