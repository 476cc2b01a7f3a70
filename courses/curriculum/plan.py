"""What loading would change: a comparison of what the files say with what was loaded last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from courses.curriculum.kinds import Curriculum, Entry

__all__ = ["Act", "Step", "plan"]

Act = Literal["create", "change", "gone"]


@dataclass(frozen=True)
class Step:
    """One thing that is new, has changed, or stands in no file any more (and is left as it is)."""

    act: Act
    kind: str
    key: str
    entry: Entry | None


def plan(curriculum: Curriculum, loaded: Mapping[str, tuple[str, str]]) -> list[Step]:
    """Return the steps, in the order of the files; ``loaded`` has kind and digest by key.

    What is the same is no step: a second run of the same files plans nothing.
    """
    steps: list[Step] = []
    for entry in curriculum.entries:
        known = loaded.get(entry.key)
        if known is None:
            steps.append(Step("create", entry.kind, entry.key, entry))
        elif known[1] != entry.digest:
            steps.append(Step("change", entry.kind, entry.key, entry))
    gone = sorted(loaded.keys() - curriculum.by_key.keys())
    return steps + [Step("gone", loaded[key][0], key, None) for key in gone]
