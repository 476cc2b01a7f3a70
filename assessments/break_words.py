"""What is wrong with the page breaks of a section, in words: of a file and of an exam that is to be published."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["BREAK_PROBLEMS"]

#: By the code of ``section_rules.break_problem``; ``section``: the title.
BREAK_PROBLEMS: dict[str, Promise] = {
    "break_shuffled": _("Section “%(section)s” has page breaks, and its questions are shuffled: choose one of both."),
    "break_elsewhere": _("A page of section “%(section)s” ends after a question that it does not ask of everybody."),
}
