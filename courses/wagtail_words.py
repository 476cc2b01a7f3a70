"""Sentences of Wagtail's that its Spanish catalogue lacks: named here, ours translates them (``make messages``).

After an upgrade of Wagtail, take out what it has translated itself.
"""

from django.utils.translation import gettext_noop

__all__ = ["WORDS"]

WORDS = (
    gettext_noop("Go to the first error"),
    gettext_noop("There are no results."),
    gettext_noop("Saved"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Autosave is <span>paused</span>"),
    gettext_noop("Save your changes before leaving"),
    gettext_noop("You saved a new version in another window"),
    gettext_noop("%(user_name)s saved a new version"),
    gettext_noop("View latest version"),
    gettext_noop("You have unsaved changes in another window"),
    gettext_noop("%(user_name)s has unsaved changes"),
    gettext_noop("Proceeding will overwrite the changes you made in that window."),
    gettext_noop("Proceeding will overwrite the changes made by %(user_name)s."),
    gettext_noop("Alternatively, you can view the latest version in a new tab."),
    gettext_noop("Currently idle"),
    gettext_noop("Currently viewing"),
    gettext_noop("A network error occurred"),
    gettext_noop(
        "Troubleshoot your connection to the site before proceeding. "
        "Open the editor in a separate tab to view the last saved version."
    ),
    gettext_noop("Saving will overwrite a newer version."),
    gettext_noop("There are validation errors, click save to highlight them."),
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("The page could not be saved as it is locked."),
    gettext_noop("The image could not be created due to errors."),
    gettext_noop("The image could not be saved due to errors."),
    gettext_noop("The document could not be created due to errors."),
    gettext_noop("The document could not be saved due to errors."),
    gettext_noop("Search all pages…"),
    gettext_noop("Search the whole site"),
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    gettext_noop("Exploring"),
    gettext_noop("Show filters"),
    gettext_noop("Filter by"),
    gettext_noop("Keyboard shortcuts"),
    gettext_noop("Refresh"),
    gettext_noop("Refreshing…"),
    gettext_noop("First published"),
    gettext_noop("Checks"),
)
