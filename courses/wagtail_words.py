"""Sentences of Wagtail's that its Spanish catalogue lacks, or says to a friend: ours translates them.

Named here, ``make messages`` finds them. After an upgrade of Wagtail, take out of ``WORDS`` what it has translated
itself; ``TO_A_STRANGER`` are those that it says with "tú", where the rest of the product says "usted".
"""

from django.utils.translation import gettext_noop, ngettext_lazy

__all__ = ["TO_A_STRANGER", "WORDS"]

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

TO_A_STRANGER = (
    gettext_noop("The page title as you'd like it to be seen by the public"),
    gettext_noop("Sorry, you do not have permission to access this area."),
    gettext_noop("Are you sure you want to delete this page?"),
    gettext_noop("Are you sure you want to delete this %(model_name)s?"),
    gettext_noop("Are you sure you want to move this page into '%(title)s'?"),
    gettext_noop("Are you sure you want to move this page and all of its children into '%(title)s'?"),
    gettext_noop("Choose which type of page you'd like to create."),
    gettext_noop('You do not have permission to copy to page "%(page_title)s"'),
    gettext_noop("You have <span>unsaved edits</span>"),
    gettext_noop("You are viewing a previous version of this page from <b>%(created_at)s</b> by %(user)s"),
    gettext_noop("You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by %(user)s"),
    gettext_noop("You cannot copy a page into itself when copying subpages"),
    gettext_noop("You cannot edit another user's comment."),
    gettext_noop("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
    gettext_noop("This page is locked, by you, to further editing"),
    gettext_noop("You haven't uploaded any images."),
    gettext_noop("You haven't uploaded any documents."),
    gettext_noop("Please enter a valid URL"),
    gettext_noop("Choose a format"),
    gettext_noop("Please add some alt text for your image or mark it as decorative"),
    gettext_noop("Your account settings have been changed successfully!"),
    gettext_noop("Enter a search term above"),
    gettext_noop(
        "Upload successful. However, your new image seems to be a duplicate of this existing image. "
        "You may delete it if it wasn't required."
    ),
    ngettext_lazy("Are you sure you want to delete this image?", "Are you sure you want to delete these images?"),
    ngettext_lazy("Are you sure you want to delete this document?", "Are you sure you want to delete these documents?"),
)
