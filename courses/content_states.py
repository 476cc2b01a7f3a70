"""What stands in the CMS of what was loaded, as a short text that every edit changes (``ContentKind.states``).

Of a page it is its newest revision, and whether it is ready: a draft that somebody has begun is an edit, and leaving a
page out of the next edition is one too. Moving a page is none: its order comes from the files at each run.
"""

from typing import Any

from courses.curriculum.kinds import Entry, digest
from courses.models.loaded_source import LoadedSource

__all__ = ["loaded_rows", "page_states", "state_of"]


def page_states(model: Any, entries: list[Entry], *, by: str, beside: str = "") -> dict[str, str]:
    """Return the states of pages by key; ``by``: the path to the UUID, ``beside``: to a text written with the page."""
    keys = {entry.uuid: entry.key for entry in entries}
    columns = [by, "latest_revision_id", "live", *([beside] if beside else [])]
    pages = model.objects.filter(**{f"{by}__in": list(keys)}).values_list(*columns)
    return {keys[uuid]: state_of(*state) for uuid, *state in pages}


def state_of(revision: int | None, live: bool, *beside: str) -> str:
    """Return the state of one page."""
    return ":".join([str(revision), "ready" if live else "out", *(digest(text)[:16] for text in beside)])


def loaded_rows(entries: list[Entry]) -> dict[str, str]:
    """Return by key the row that the loader remembers of each."""
    return dict(LoadedSource.objects.filter(key__in=[entry.key for entry in entries]).values_list("key", "row"))
