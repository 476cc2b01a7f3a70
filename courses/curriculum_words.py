"""The sentences for the faults of curriculum files. Apps above register those of their own kinds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.curriculum.kinds import Fault
from courses.upload_words import REFUSALS

__all__ = ["register", "worded"]

_WORDS: dict[str, str | Promise] = {
    "not_utf8": _("The file is not UTF-8 text. Save it as UTF-8."),
    "not_yaml": _("This cannot be read: %(problem)s. Check the spaces at the start of the line and the quotes."),
    "twice": _("“%(name)s” is written twice."),
    "alias": _("References inside the file (&, *) are not allowed. Write the text out."),
    "not_a_mapping": _("Lines such as “name: value” are expected here."),
    "not_a_list": _("“%(name)s” has to be a list, each line beginning with a hyphen."),
    "missing": _("“%(name)s” is missing."),
    "unknown_field": _("“%(name)s” is not known here. Is it misspelt?"),
    "not_text": _("“%(name)s” has to be text. Put it in quotes."),
    "too_long": _("“%(name)s” is too long: at most %(longest)s characters."),
    "hidden_characters": _("“%(name)s” has invisible characters that hide or reverse text. Type it anew."),
    "bad_key": _("The key “%(value)s” may have lower-case letters, digits and hyphens only."),
    "unknown_choice": _("“%(name)s” is “%(value)s”; it has to be one of: %(options)s."),
    "not_a_flag": _("“%(name)s” has to be true or false, without quotes."),
    "not_whole": _("“%(name)s” has to be a whole number, without quotes."),
    "not_decimal": _('“%(name)s” has to be a number in quotes, such as "11.00".'),
    "out_of_bounds": _("“%(name)s” has to be between %(low)s and %(high)s."),
    "key_twice": _("The key “%(key)s” is already used in %(other)s. Every key is used once."),
    "unknown_file": _("No file of this name is read here. Check its folder and its ending."),
    "nothing": _("There is neither a course nor a guideline in this folder."),
    "no_folder": _("The folder does not exist."),
    "bad_code": _("The code “%(value)s” does not look like PC-101."),
    "code_twice": _("The code “%(value)s” is already used in %(other)s."),
    "code_changed": _("A code is never changed; it was loaded as %(old)s."),
    "code_taken": _("The code %(value)s belongs to something that was not loaded from this key."),
    "unknown_area": _("There is no area with the code “%(value)s”."),
    "no_public_title": _("A reserved course needs a “public_title” for certificates and records."),
    "no_course": _("There is no course.yaml, and no guideline, for this file."),
    "no_module": _("There is no module.yaml in this folder."),
    "no_front_matter": _("The file begins with a line “---”, its fields, and another line “---”."),
    "empty_lesson": _("There is no text below the fields."),
    "not_closed": _("The box “%(name)s” is not closed by a line “:::”."),
    "stray_close": _("A line “:::” closes nothing."),
    "unknown_box": _("There is no box called “%(name)s”. Boxes are: %(options)s."),
    "nested_box": _("A box cannot stand inside another box."),
    "bad_attributes": _('The line of the box cannot be read. It looks like: ::: figure src=media/x.svg alt="…"'),
    "missing_attribute": _("The box “%(box)s” needs “%(name)s”."),
    "unknown_attribute": _("The box “%(box)s” has no “%(name)s”."),
    "empty_box": _("The box “%(name)s” is empty."),
    "no_questions": _("A case needs at least one line that begins with “? ”."),
    "one_right": _("Exactly one option has to be right."),
    "options_count": _("A knowledge check has two to six options."),
    "ragged_table": _("Every row of the table needs the same number of cells."),
    "no_comparison": _(
        "A comparison has a line of headings that begins with an empty cell, one line or more below it, and two to "
        "four columns."
    ),
    "entries_count": _("The list has to have %(low)s to %(high)s entries."),
    "heading_level": _("Headings are ## or ###."),
    "html": _("HTML is not allowed. Write it in Markdown."),
    "picture_in_text": _("Pictures stand in a box of their own: ::: figure src=…"),
    "bad_link": _(
        "A link leads to https://…, mailto:…, lesson:key, guideline:key or term:key; “%(value)s” is none of them."
    ),
    "unknown_lesson": _("The link leads to “%(key)s”, which is no lesson of this course."),
    "unknown_guideline": _("The link leads to “%(key)s”, which is no guideline."),
    "unknown_term": _("The link leads to “%(key)s”, which is no term of this course's glossary.yaml."),
    "term_twice": _("Two terms have the key “%(key)s”."),
    "empty_glossary": _("The glossary has no terms."),
    "check_in_guideline": _("A guideline asks nothing: a check belongs in a lesson."),
    "no_sections": _("The guideline has no headings (##): nobody could cite a section of it."),
    "not_a_date": _("“%(name)s” has to be a date such as 2026-11-30."),
    "unknown_media": _("The file “%(src)s” does not exist."),
    "not_a_picture": _("“%(src)s” is not a picture. For documents there is ::: document."),
    "not_a_document": _("“%(src)s” is not a document. For pictures there is ::: figure."),
    "not_a_recording": _("“%(src)s” is neither a video nor sound. Use MP4, WebM, MP3 or M4A."),
    "too_large_file": _("The file is larger than %(mb)s MB."),
    "heading_in_box": _("A box has no headings of its own."),
    "not_supported": _("There is no place for this (%(what)s). Write it as text, a list, a table or a box."),
    **REFUSALS,
    "empty_module": _("The module has neither lessons nor exams."),
    "no_modules": _("The course has no modules."),
}


def register(words: Mapping[str, str | Promise]) -> None:
    """Add the sentences of another app's faults; placeholders are the fault's values."""
    _WORDS.update(words)


def worded(fault: Fault) -> str:
    """Return the sentence for a fault, in the language of the moment."""
    return str(_WORDS[fault.code]) % fault.params
