"""Essay: how words are counted, by the same rule as the page's script (`static/js/exam-essay.js`)."""

import re
import unicodedata

#: What parts words: the spaces of Unicode and the ends of lines, named one by one, since languages differ in theirs.
_SPACE = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def count_words(text: str) -> int:
    """Count what stands between spaces and has a letter or a digit: "e.g. 3,5 km – well-being" has four words."""
    return sum(any(unicodedata.category(letter)[0] in "LN" for letter in piece) for piece in _SPACE.split(text))
