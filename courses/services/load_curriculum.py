"""Loading curricula and guidelines from files: everything is checked first, then written in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.curriculum import kinds as registry
from courses.curriculum.kinds import Curriculum, Entry, Fault
from courses.curriculum.plan import Step, plan
from courses.curriculum.reader import read_files
from courses.models.course import Course, Guideline
from courses.models.edition import Edition
from courses.models.loaded_source import LoadedSource
from courses.queries.next_edition import next_edition
from courses.services.ensure_site import ensure_site
from courses.services.order_pages import order_pages
from courses.services.publish_edition import publish_edition
from courses.subjects import Subject, named
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["BrokenCurriculum", "Loaded", "load_curriculum", "read_curriculum"]


class BrokenCurriculum(Refusal):
    """Files have faults; nothing was written. ``faults`` lists all of them by file and line."""

    code = "broken_curriculum"
    message = _("The curriculum has %(count)s faults; nothing was loaded.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.path, fault.line, fault.code)))


@dataclass(frozen=True)
class Loaded:
    """What was changed (or, in a dry run, would be), and which editions were published."""

    steps: tuple[Step, ...]
    editions: tuple[Edition, ...] = ()


def load_curriculum(
    *,
    folder: Path,
    by: Officer | None = None,
    dry_run: bool = False,
    publish: bool = False,
    overwrite: bool = False,
    notes: str = "",
    at: datetime | None = None,
) -> Loaded:
    """Load the curricula under ``folder``; raise ``BrokenCurriculum`` before anything is written.

    A second run of the same files changes nothing. What was edited in the CMS since it was loaded is left as it is and
    reported, unless ``overwrite``. ``publish``: publish an edition of each course or guideline whose
    live pages differ from its latest edition, in the same transaction; raises ``NotReady``.
    """
    curriculum = read_curriculum(folder)
    with transaction.atomic():
        rows = {row.key: row for row in LoadedSource.objects.select_for_update()}
        loaded = {key: (row.kind, row.digest) for key, row in rows.items()}
        steps = plan(curriculum, loaded, edited=_edited(curriculum, rows), overwrite=overwrite)
        if dry_run:
            return Loaded(tuple(steps))
        if any(step.entry for step in steps):
            ensure_site()
            _write([step.entry for step in steps if step.entry], curriculum, by, at)
        editions = _publish(curriculum, by, notes, at) if publish else []
    return Loaded(tuple(steps), tuple(editions))


def read_curriculum(folder: Path) -> Curriculum:
    """Return what the files say; raise ``BrokenCurriculum`` when anything is wrong with them."""
    curriculum, faults = read_files(folder)
    if not curriculum.of("course") and not curriculum.of("guideline") and not faults:
        faults.append(Fault(str(folder.name), 1, "nothing"))
    for kind in registry.kinds():
        faults += kind.validate(curriculum)
    if faults:
        raise BrokenCurriculum(faults)
    return curriculum


def _edited(curriculum: Curriculum, rows: Mapping[str, LoadedSource]) -> set[str]:
    """Return the keys of those that changed in their file and are not in the CMS what the loader left there."""
    edited: set[str] = set()
    for kind in registry.kinds():
        known = [(entry, rows[entry.key]) for entry in curriculum.of(kind.kind) if entry.key in rows]
        changed = {entry.key: entry for entry, row in known if row.state and row.digest != entry.digest}
        if changed:
            now = kind.states(list(changed.values()))
            edited |= {key for key, state in now.items() if state != rows[key].state}
    return edited


def _write(entries: list[Entry], curriculum: Curriculum, by: Officer | None, at: datetime | None) -> None:
    when = at or timezone.now()
    for kind in registry.kinds():
        mine = [entry for entry in entries if entry.kind == kind.kind]
        if not mine:
            continue
        rows = kind.apply(mine, curriculum)
        for entry in mine:
            LoadedSource.objects.update_or_create(
                key=entry.key,
                defaults={
                    "kind": entry.kind, "digest": entry.digest, "row": rows.get(entry.key, ""), "loaded_at": when,
                },
            )  # fmt: skip
        for key, state in kind.states(mine).items():
            LoadedSource.objects.filter(key=key).update(state=state)
    order_pages(curriculum=curriculum)
    for subject in _subjects(curriculum):
        record(by=by, act="curriculum.load", on=subject)


def _publish(curriculum: Curriculum, by: Officer | None, notes: str, at: datetime | None) -> list[Edition]:
    changed = [subject for subject in _subjects(curriculum) if _differs(subject)]
    return [publish_edition(**named(each), by=by, notes=notes, at=at) for each in changed]


def _differs(subject: Subject) -> bool:
    return not next_edition(subject).is_again(subject.editions.order_by("-number").first())


def _subjects(curriculum: Curriculum) -> list[Subject]:
    """Return the rows of what was read: guidelines first, which courses link to."""
    found: list[Subject] = list(Guideline.objects.filter(uuid__in=[entry.uuid for entry in curriculum.of("guideline")]))
    found += Course.objects.filter(uuid__in=[entry.uuid for entry in curriculum.of("course")])
    return found
