"""Gap fill: what can be wrong in it alone."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "gap_two_ways": _("The gap “%(key)s” needs either accepted answers or a right word, and not both."),
    "gap_unknown": _("The text has a gap [[%(key)s]] for which no answer is given."),
    "gap_not_once": _("The gap [[%(key)s]] has to stand in the text once, and not inside an address."),
    "gap_list_short": _("The list of the gap “%(key)s” needs at least one other word, and none may be empty."),
    "words_for_no_gap": _("There are more words above the text, but no gap takes its word from there."),
    "word_twice": _("“%(text)s” stands twice among the words of one list."),
}
