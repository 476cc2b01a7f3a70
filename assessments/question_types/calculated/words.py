"""Calculated: what is wrong in a content, in words."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "parameter_name": _(
        "A name has up to 20 small letters without accents, digits and underscores, and begins with a letter; "
        "“answer” and the names of functions are taken."
    ),
    "parameter_twice": _("Two ranges have the same name."),
    "parameter_empty": _("A range goes from the lower number to the higher one, by a step above zero."),
    "too_many_questions": _(
        "This makes more than %(most)s different questions. Use larger steps or fewer values: each is reckoned before "
        "it is saved."
    ),
    "too_many_decimals": _("An answer has from 0 to %(most)s decimals."),
    "table_ragged": _("Every row of the table has the same names, from 1 to 8, each with a value."),
    "ranges_or_table": _("Give ranges, or a table, and not both."),
    "unknown_place": _("{%(name)s} stands here, and there is no value of this name."),
    "not_in_prompt": _("The wording does not show {%(name)s}, so nobody could know its value."),
    "formula_unreadable": _("The formula cannot be read. Write it as “a / b * 100”, with decimal points."),
    "formula_long": _("The formula is too long: at most %(most)s characters."),
    "formula_part": _("A formula has only numbers, names, + - * / **, brackets and functions."),
    "formula_function": _("There is no function “%(name)s”. There are: %(functions)s."),
    "formula_arguments": _("The function “%(name)s” is given too few values, too many, or one that it cannot take."),
    "formula_name": _("The formula uses “%(name)s”, and there is no value of this name."),
    "formula_size": _("A number in the formula is too large."),
    "formula_zero_at": _("The formula divides by zero where %(values)s."),
    "formula_root_at": _("The formula takes the root of a number below zero where %(values)s."),
    "formula_exponent_at": _("The formula raises to a power that is no whole number up to %(most)s where %(values)s."),
    "formula_arguments_at": _("The function “%(name)s” cannot take its values where %(values)s."),
    "formula_size_at": _("The answer is too large where %(values)s."),
}
