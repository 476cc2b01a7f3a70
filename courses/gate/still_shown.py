"""Why a file of the library is not deleted."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kernel.refusal import Refusal

__all__ = ["StillShown"]


class StillShown(Refusal):
    """Pages show the file; ``told`` are those of them that the person may see."""

    code = "still_shown"
    message = _("Pages show this file, or their drafts do, so it stays. Take it out of each of them first.")
    beyond = _(
        "Pages show this file, or their drafts do, so it stays. Take it out of each of them first; some are in "
        "courses that you do not work on: ask the administrator."
    )

    def __init__(self, pages: Sequence[Page], told: Sequence[Page]) -> None:
        super().__init__(None if len(told) == len(pages) else self.beyond)
        self.told = told
