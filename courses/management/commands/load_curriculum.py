"""``manage.py load_curriculum content/``: load curricula from files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.curriculum.plan import Act
from courses.curriculum_words import worded
from courses.services.load_curriculum import BrokenCurriculum, Loaded, load_curriculum
from courses.services.publish_edition import NotReady
from kernel.refusal import Refusal

_ACTS: dict[Act, Any] = {
    "create": gettext_lazy("new"),
    "change": gettext_lazy("changed"),
    "edited": gettext_lazy(
        "changed, and edited in the CMS since it was loaded (left as it is; --overwrite replaces it)"
    ),
    "overwrite": gettext_lazy("changed; what was edited in the CMS since it was loaded is replaced"),
    "gone": gettext_lazy("in no file any more (left as it is)"),
}


class Command(BaseCommand):
    """Check everything, show what changes, and load it in one transaction."""

    help = "Load courses/<course>/… and guidelines/<guideline>.md of a folder. All faults are listed by file and line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder and the switches."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace what was edited in the CMS since it was loaded"
        )
        parser.add_argument("--publish", action="store_true", help="publish editions of what changed")

    def handle(self, *args: Any, folder: Path, dry_run: bool, publish: bool, overwrite: bool, **options: Any) -> None:
        """Load, and say what was done."""
        try:
            loaded = load_curriculum(
                folder=folder, dry_run=dry_run, publish=publish and not dry_run, overwrite=overwrite
            )
        except BrokenCurriculum as broken:
            for fault in broken.faults:
                self.stderr.write(f"{fault.path}:{fault.line}: {worded(fault)}")
            raise CommandError(str(broken)) from None
        except NotReady as refusal:
            for problem in refusal.problems:
                self.stderr.write(f"{problem.field}: {problem.message}")
            raise CommandError(str(refusal)) from None
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self._tell(loaded, dry_run=dry_run)

    def _tell(self, loaded: Loaded, *, dry_run: bool) -> None:
        for step in loaded.steps:
            self.stdout.write(f"{step.kind} {step.key}: {_ACTS[step.act]}")
        changes = sum(step.entry is not None for step in loaded.steps)
        left = sum(step.act == "edited" for step in loaded.steps)
        if left:
            text = ngettext(
                "%(count)s change was not loaded: it was edited in the CMS.",
                "%(count)s changes were not loaded: they were edited in the CMS.",
                left,
            )
            self.stdout.write(text % {"count": left})
        if not changes and not left:
            self.stdout.write(_("Nothing has changed."))
        elif changes and dry_run:
            text = ngettext("%(count)s change would be loaded.", "%(count)s changes would be loaded.", changes)
            self.stdout.write(text % {"count": changes})
        elif changes:
            text = ngettext("%(count)s change was loaded.", "%(count)s changes were loaded.", changes)
            self.stdout.write(text % {"count": changes})
        for edition in loaded.editions:
            values = {"code": edition.subject.code, "number": edition.number}
            self.stdout.write(_("%(code)s: edition %(number)s is published.") % values)
