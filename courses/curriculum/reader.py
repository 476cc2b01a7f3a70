"""Reads the files of curricula as they lie in a folder, each by the kind that an app has registered. No database."""

from pathlib import Path

from courses.curriculum import kinds
from courses.curriculum.kinds import Curriculum, Entry, Fault, Source

__all__ = ["read_files"]


def read_files(folder: Path) -> tuple[Curriculum, list[Fault]]:
    """Return what the files say, and what is wrong with their form and their keys."""
    faults: list[Fault] = []
    entries: list[Entry] = []
    for source in _sources(folder, faults):
        kind = kinds.get(source.path)
        if kind is None:
            faults.append(Fault(source.path, 1, "unknown_file"))
            continue
        found, wrong = kind.parse(source)
        entries += found
        faults += wrong
    faults += _used_twice(entries)
    return Curriculum(tuple(entries)), faults


def _sources(folder: Path, faults: list[Fault]) -> list[Source]:
    roots = [folder / "courses", folder / "guidelines"]
    if not roots[0].is_dir():
        faults.append(Fault(f"{folder.name}/courses", 1, "no_folder"))
        return []
    paths = sorted(
        path for root in roots for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")
    )
    return [Source(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def _used_twice(entries: list[Entry]) -> list[Fault]:
    first: dict[str, Entry] = {}
    return [
        entry.fault("key_twice", key=entry.key, other=f"{other.path}:{other.line}")
        for entry in entries
        if (other := first.setdefault(entry.key, entry)) is not entry
    ]
