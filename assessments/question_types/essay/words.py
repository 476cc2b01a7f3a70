"""Essay: what can be wrong in it alone, and what is told to whoever marks."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "words_out_of_range": _("A limit is a whole number of words from 1 to %(most)s."),
    "words_not_in_order": _("The least number of words must not be greater than the most."),
}
NOTES = {
    "too_few_words": _("It has fewer words than were asked for."),
    "too_many_words": _("It has more words than were asked for."),
}
