"""Matching: what can be wrong in it alone."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "right_shared": _("“%(key)s” belongs to more than one item. Say that choices may be used again, or change one."),
}
