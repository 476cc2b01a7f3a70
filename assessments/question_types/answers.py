"""What a browser may send as an answer: one option, or text; each check of shape and bounds, once."""

from collections.abc import Collection, Mapping

from assessments.question_types.base import is_storable
from assessments.question_types.problems import ResponseRefused

#: Longest text answer, in characters as typed.
MAX_TEXT = 500


def one_option(keys: Collection[str], value: object) -> str | None:
    """Accept one of the keys, or blank; raises `ResponseRefused`."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ResponseRefused("not_one_option")
    if value not in keys:
        raise ResponseRefused("unknown_option")
    return value


def typed_text(value: object, most: int = MAX_TEXT) -> str | None:
    """Accept text as it was typed, or blank where nothing but space was; raises `ResponseRefused`."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ResponseRefused("answer_not_text")
    if len(value) > most:
        raise ResponseRefused("answer_too_long", {"max_length": most})
    if not is_storable(value):
        raise ResponseRefused("answer_unstorable")
    return value if value.strip() else None


def stable_id(key: str, mapping: Mapping[str, str]) -> str:
    """Give the stable id of one of an attempt's option keys; raises `ResponseRefused`."""
    try:
        return mapping[key]
    except KeyError:
        raise ResponseRefused("unknown_option") from None
