"""Matrix: what can be wrong in it alone."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "row_without_right": _("In every row at least one column has to be right; in “%(key)s” none is."),
    "row_with_several": _("In “%(key)s” several columns are right. Say that several may be marked, or leave one."),
}
