"""Why an edition that was asked for was not made, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from courses.services.make_asked_edition import ChangedPages
from courses.services.publish_edition import ChangedSinceShown, NotReady, Unchanged
from officers.roles import NotPermitted
from officers.troubles import PROGRAM_FAILED, trouble_sentence

__all__ = ["trouble_words"]

_TROUBLES: Mapping[str, Any] = {
    **{each.code: each.message for each in (NotPermitted, NotReady, Unchanged, ChangedPages, ChangedSinceShown)},
    PROGRAM_FAILED: gettext_lazy(
        "The program failed and nothing was published. Publish again; if it fails again, tell the administrator."
    ),
}


def trouble_words(trouble: Mapping[str, Any]) -> str:
    """Return why an edition was not made; nothing where it was."""
    return trouble_sentence(_TROUBLES, trouble)
