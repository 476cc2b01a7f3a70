"""File: the kinds of file in words, and what can be wrong."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "file_type_unknown": _("The kinds of file are: %(known)s."),
    "file_size": _("A file may have from 1 to %(most)s megabytes."),
}
REFUSALS = {"not_a_file": _("Choose a file and send it.")}
TYPES = {
    "pdf": _("PDF"),
    "word": _("Word (DOCX)"),
    "sheet": _("Spreadsheet (XLSX)"),
    "slides": _("Slides (PPTX)"),
    "picture": _("Photograph or picture (JPEG, PNG)"),
    "text": _("Text (TXT, CSV)"),
}
