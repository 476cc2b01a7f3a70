"""Why the work on an import of people came to nothing, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from officers.roles import NotPermitted
from officers.services.apply_import import ChangedSinceCheck, UnitClosedSinceCheck
from officers.services.check_import import FileUnreadable
from officers.services.keep_an_administrator import LastAdministrator
from officers.services.undo_import import ChangedSinceImport
from officers.troubles import PROGRAM_FAILED, trouble_sentence

__all__ = ["trouble_words"]

_TROUBLES: Mapping[str, Any] = {
    **{
        each.code: each.message
        for each in (NotPermitted, LastAdministrator, ChangedSinceCheck, UnitClosedSinceCheck, ChangedSinceImport)
    },
    FileUnreadable.code: gettext_lazy(
        "The file cannot be read to its end: it is damaged, or has too many rows or columns. Save it again and upload "
        "it."
    ),
    PROGRAM_FAILED: gettext_lazy(
        "The program failed and nothing was changed. Try again; if it fails again, tell the administrator."
    ),
}


def trouble_words(trouble: Mapping[str, Any]) -> str:
    """Return why the last work on an import came to nothing; nothing where it did not."""
    return trouble_sentence(_TROUBLES, trouble)
