"""Why the work of a task came to nothing, in words: a row keeps the code and the parameters of a refusal."""

from collections.abc import Mapping
from typing import Any

__all__ = ["PROGRAM_FAILED", "trouble_sentence"]

#: The code of a fault of the program.
PROGRAM_FAILED = "program_failed"


def trouble_sentence(sentences: Mapping[str, Any], trouble: Mapping[str, Any]) -> str:
    """Return the sentence of a kept trouble in the active language; an unknown code is a fault of the program."""
    if not trouble:
        return ""
    sentence = str(sentences.get(trouble["code"], sentences[PROGRAM_FAILED]))
    return sentence % trouble["params"] if trouble["params"] else sentence
