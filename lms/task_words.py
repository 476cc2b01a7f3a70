"""How tasks, and what went wrong with them, are said to who looks after the system."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["error_words", "place_of", "task_words"]

_TASKS: dict[str, Any] = {
    "certificates.tasks.draw_certificate": gettext_lazy("Draw the PDF of a certificate"),
    "certificates.tasks.make_certificate_bundle": gettext_lazy("Put the papers of a run into one file"),
    "courses.tasks.make_edition": gettext_lazy("Make an edition that was asked for"),
    "officers.tasks.send_notices": gettext_lazy("Mail notices that are due"),
    "officers.tasks.work_on": gettext_lazy("Check, make or undo an import of people"),
    "wagtail.tasks.update_reference_index_task": gettext_lazy("Note which pages use an image or document"),
    "wagtail.tasks.delete_file_from_storage_task": gettext_lazy("Remove a file of the library"),
    "modelsearch.tasks.insert_or_update_object_task": gettext_lazy("Make a page findable in the CMS"),
}
#: By the last part of the exception's path. The message itself is not shown: it may name people or material.
_ERRORS: dict[str, Any] = {
    "OperationalError": gettext_lazy("The database did not answer. Try again."),
    "InterfaceError": gettext_lazy("The database did not answer. Try again."),
    "FileNotFoundError": gettext_lazy("A file is missing. Look at the folder of private files."),
    "PermissionError": gettext_lazy("A file may not be read or written. Look at the rights of the folder."),
    "OSError": gettext_lazy("A file could not be read or written. Look at the disk."),
    "MemoryError": gettext_lazy("The machine had no memory left."),
    "DoesNotExist": gettext_lazy("What the task was about no longer exists. It can be discarded."),
    "ImportError": gettext_lazy("The program no longer knows this task. It can be discarded."),
    "ModuleNotFoundError": gettext_lazy("The program no longer knows this task. It can be discarded."),
}
_FRAME = re.compile(r'File "(?:.*/)?(?P<file>[^/"]+/[^/"]+)", line (?P<line>\d+)')


def task_words(path: str) -> str:
    """Return what a task does; its name in the program where nobody said."""
    return str(_TASKS.get(path, path))


def error_words(exception: str) -> str:
    """Return what went wrong and what to do, by the path of the exception's class."""
    words = _ERRORS.get(exception.rpartition(".")[2])
    return str(words) if words else _("The program failed. Try again; if it fails again, send its makers this line:")


def place_of(traceback: str) -> str:
    """Return the file and line at which a task failed, without what stood there."""
    frames = list(_FRAME.finditer(traceback))
    return f"{frames[-1]['file']}:{frames[-1]['line']}" if frames else ""
