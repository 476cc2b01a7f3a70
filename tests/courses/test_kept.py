"""What a process keeps does not grow without end."""

from courses.kept import Kept


def test_what_was_kept_first_is_forgotten_first() -> None:
    """Kept again under the same key, it is the new value, and takes no other's place."""
    kept: Kept[str, int] = Kept(2)
    kept.add({"a": 1, "b": 2})
    kept.add({"b": 3})
    assert (kept.get("a"), kept.get("b")) == (1, 3)
    kept.add({"c": 4})
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, 3, 4)
