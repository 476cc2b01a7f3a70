"""The seam of the loader: what a kind of content file is. Each app reads the files of its own kinds."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from courses.unbroken import unbroken

__all__ = ["ContentKind", "Curriculum", "Entry", "Fault", "Source", "digest", "get", "kinds", "register", "uuid_of"]

#: Identities come from keys, never from path or title. Changing this would orphan all progress and marks.
NAMESPACE = uuid.UUID("5b6a1c1e-4f0e-5d6c-9a53-0f0f3a3b2d11")


def uuid_of(key: str) -> uuid.UUID:
    """Return the identity of what carries this ``key``: a course, a module, an activity, a question."""
    return uuid.uuid5(NAMESPACE, key)


def digest(content: bytes | str) -> str:
    """Return the hash by which the loader knows whether something has changed since it was loaded."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: where, what (``code``), and the values that its sentence names."""

    path: str
    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file under the content folder; ``path`` is relative, with forward slashes."""

    path: str
    content: bytes

    @cached_property
    def text(self) -> str:
        """The content as text, its numbers kept with their units; ``UnicodeDecodeError`` when it is not UTF-8."""
        return unbroken(self.content.decode("utf-8-sig").replace("\r\n", "\n"))

    @property
    def folder(self) -> str:
        """The path of the folder that it lies in."""
        return self.path.rpartition("/")[0]

    @property
    def course_folder(self) -> str:
        """The path of the course's folder, such as ``courses/policia-comunitaria``.

        Of a guideline ``guidelines/patrullaje.md``, the folder that has its media: ``guidelines/patrullaje``.
        """
        return "/".join(self.path.split("/")[:2]).removesuffix(".md")


@dataclass(frozen=True)
class Entry:
    """One thing that a file describes.

    ``value`` is of the kind's own making; ``digest`` changes when the thing does; ``course`` is the folder of the
    course or guideline (``Curriculum.subject_of``), ``module`` the module's (empty outside modules).
    """

    kind: str
    key: str
    path: str
    line: int
    value: Any
    digest: str
    course: str
    module: str = ""

    @property
    def uuid(self) -> uuid.UUID:
        """The identity that comes from the key."""
        return uuid_of(self.key)

    def fault(self, code: str, *, line: int | None = None, **params: object) -> Fault:
        """Return a fault of this entry."""
        return Fault(self.path, self.line if line is None else line, code, params)


@dataclass(frozen=True)
class Curriculum:
    """Everything that was read, in the order of paths."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Entries by key; keys are unique over all kinds."""
        return {entry.key: entry for entry in self.entries}

    def of(self, kind: str) -> list[Entry]:
        """Return the entries of a kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def course_of(self, entry: Entry) -> Entry | None:
        """Return the course that an entry belongs to."""
        return next((each for each in self.of("course") if each.course == entry.course), None)

    def subject_of(self, entry: Entry) -> Entry | None:
        """Return the course or the guideline that an entry belongs to."""
        guidelines = (each for each in self.of("guideline") if each.course == entry.course)
        return self.course_of(entry) or next(guidelines, None)

    def module_of(self, entry: Entry) -> Entry | None:
        """Return the module that an entry lies in."""
        return next((each for each in self.of("module") if each.module == entry.module), None)


class ContentKind(Protocol):
    """What an app says about its kind of content file."""

    #: The kind, as in ``Entry.kind``.
    kind: str
    #: Which paths are read as this kind: matched against the whole path.
    pattern: re.Pattern[str]

    def parse(self, source: Source) -> tuple[list[Entry], list[Fault]]:
        """Return what a file describes, and what is wrong with its form."""
        ...

    def validate(self, curriculum: Curriculum) -> Iterable[Fault]:
        """Return what is wrong with the entries of this kind, seen together with all others."""
        ...

    def apply(self, entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
        """Write new and changed entries, inside the one transaction; return by key what the loader remembers.

        Called in the order of registration: what this kind refers to has been written already.
        """
        ...

    def states(self, entries: list[Entry]) -> dict[str, str]:
        """Return by key what stands in the CMS now, as a short text that every edit there changes.

        Without a key: what is not there. The loader compares it with what it left behind.
        """
        ...


_kinds: list[ContentKind] = []


def register(kind: ContentKind) -> None:
    """Add a kind; called from an app's ``ready``, in the order in which they are to be written."""
    _kinds.append(kind)


def get(path: str) -> ContentKind | None:
    """Return the kind that reads a path; None when no app does."""
    return next((kind for kind in _kinds if kind.pattern.fullmatch(path)), None)


def kinds() -> tuple[ContentKind, ...]:
    """Return all kinds in the order of writing."""
    return tuple(_kinds)
