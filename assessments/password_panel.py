"""The panel of an exam's password: no page of the CMS shows what is kept of it."""

from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel

__all__ = ["PasswordPanel"]


class _Unread(FieldComparison):
    """Says that it changed, and not from what to what: whoever reads a hash tries passwords on it elsewhere."""

    def htmldiff(self) -> str:
        """Return a word."""
        return escape(_("Changed"))


class PasswordPanel(FieldPanel):
    """A field of which two revisions are compared without showing either."""

    def get_comparison_class(self) -> type[FieldComparison]:
        """Return the comparison that shows nothing."""
        return _Unread
