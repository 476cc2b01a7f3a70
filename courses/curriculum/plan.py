"""What loading would change: a comparison of what the files say with what was loaded last."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from courses.curriculum.kinds import Curriculum, Entry

__all__ = ["Act", "Step", "plan"]

Act = Literal["create", "change", "edited", "overwrite", "gone"]


@dataclass(frozen=True)
class Step:
    """One thing that is new, has changed, or stands in no file any more (and is left as it is).

    ``edited``: changed in its file, and in the CMS since it was loaded: left as it is. ``overwrite``: the same,
    written because that was asked for. ``entry``: what is written; None where nothing is.
    """

    act: Act
    kind: str
    key: str
    entry: Entry | None


def plan(
    curriculum: Curriculum,
    loaded: Mapping[str, tuple[str, str]],
    *,
    edited: Collection[str] = (),
    overwrite: bool = False,
) -> list[Step]:
    """Return the steps, in the order of the files; ``loaded`` has kind and digest by key.

    What is the same is no step: a second run of the same files plans nothing. ``edited``: the keys of what was edited
    in the CMS since it was loaded.
    """
    steps: list[Step] = []
    for entry in curriculum.entries:
        known = loaded.get(entry.key)
        if known is None:
            steps.append(Step("create", entry.kind, entry.key, entry))
        elif known[1] != entry.digest and entry.key not in edited:
            steps.append(Step("change", entry.kind, entry.key, entry))
        elif known[1] != entry.digest:
            steps.append(
                Step("overwrite" if overwrite else "edited", entry.kind, entry.key, entry if overwrite else None)
            )
    gone = sorted(loaded.keys() - curriculum.by_key.keys())
    return steps + [Step("gone", loaded[key][0], key, None) for key in gone]
