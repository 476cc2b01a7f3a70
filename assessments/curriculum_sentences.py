"""The sentences for the faults of question and exam files, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.break_words import BREAK_PROBLEMS
from assessments.question_types import words
from courses import curriculum_words

__all__ = ["register_sentences"]

#: What can be wrong inside a question (``assessments.question_types.problems``); ``where``: the field.
_QUESTION: dict[str, str | Promise] = {
    "missing": _("“%(where)s” is missing."),
    "unknown_field": _("“%(where)s” is not known here. Is it misspelt?"),
    "not_text": _("“%(where)s” has to be text. Put it in quotes."),
    "not_true_or_false": _("“%(where)s” has to be true or false, without quotes."),
    "not_whole": _("“%(where)s” has to be a whole number, without quotes."),
    "not_a_list": _("“%(where)s” has to be a list, each line beginning with a hyphen."),
    "not_a_mapping": _("“%(where)s” has to be lines such as “name: value”."),
    "blank": _("“%(where)s” must not be empty."),
    "too_long": _("“%(where)s” is too long: at most %(max_length)s characters."),
    "too_few": _("“%(where)s” needs at least %(least)s; there are %(found)s."),
    "too_many": _("“%(where)s” may have at most %(most)s; there are %(found)s."),
    "unstorable_character": _("“%(where)s” has a character that cannot be stored. Type it anew."),
    "other_kind": _("This is a question of kind %(found)s, not %(expected)s."),
    "bad_option_key": _("The key of an option (%(where)s) has 1 to 40 lower-case letters, digits and hyphens."),
    "option_twice": _("Two options have the key “%(key)s”."),
    "not_one_right": _("Exactly one option has to be right; here %(right)s are."),
    "none_right": _("At least one option has to be right."),
    "not_a_decimal": _('“%(where)s” has to be a number in quotes with a decimal point, such as "0.17".'),
    "negative": _("“%(where)s” must not be negative."),
    "bad_unit": _("A unit begins with a letter, %% or a sign such as ° or $."),
    "nothing_left": _("Without accents, capitals and punctuation nothing is left of “%(text)s”."),
}
_FILES: dict[str, str | Promise] = {
    "bad_weight": _('The weight “%(value)s” has to be a positive number in quotes, such as "1", "1.5" or "2/3".'),
    "no_objectives_asked": _("A case and an item without a mark ask for no objective: take “objectives” out."),
    "question_objective": _(
        "“%(key)s” is no objective of a lesson that the question names: write the lesson's key, a full stop and the "
        "number of its objective, such as %(example)s."
    ),
    "question_lesson": _("“%(key)s” is no lesson of this course, so nobody could study it."),
    "question_case": _("“%(key)s” is no case among this course's questions."),
    "case_of_case": _("A case is about no other case."),
    "exam_question": _("The course's questions have none with the key “%(key)s”."),
    "exam_draw": _(
        "Section “%(section)s” draws %(wanted)s questions tagged “%(tag)s”; "
        "there are %(available)s that no other part of the exam asks."
    ),
    "exam_twice": _("The question “%(key)s” stands twice in the exam."),
    "key_at_once": _("Only a quiz shows right answers at once: others are still to sit what counts."),
    "key_without_response": _("Feedback and right answers are shown with what was answered: add “response”."),
    "review_table": _(
        "The table of what is shown has the lines “after”, “open”, “closed”, “results”, each with a list of "
        "“response”, “right”, “marks”, “feedback”, “overall”, “key”."
    ),
    "bad_network": _("“%(value)s” is no range of addresses, such as 10.20.0.0/16."),
    "practice_counts": _("What counts for the mark is no practice: checking an answer would give its key away."),
    **BREAK_PROBLEMS,
    "empty_section": _("The section asks nothing: it needs “questions” or “draws”."),
}


def register_sentences() -> None:
    """Give the loader the words for our faults."""
    sentences = {**_QUESTION, **words.problems()}
    curriculum_words.register({f"question_{code}": sentence for code, sentence in sentences.items()} | _FILES)
