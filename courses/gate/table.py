"""The gate's table: every address of the CMS and who gets there.

A row is the name of a route and the checks that must all agree; an empty row is for whoever works in
the CMS; ``OFF`` does not exist for anybody. A route without a row does not exist either, and
``tests/doors`` says which: after an upgrade of Wagtail somebody decides about what is new. Apps above
add the rows of their own addresses with ``register``.
"""

from collections.abc import Mapping

from courses.gate.checks import (
    Check,
    at_start_of_chooser,
    body_page,
    document,
    edited_object,
    has,
    image,
    json_object,
    new_page,
    no_alias,
    page,
    page_body,
    posts,
    query_documents,
    query_images,
    query_pages,
    revision,
    uncounted,
    unshown_document,
    unshown_image,
)  # fmt: skip
from officers.models import Act

__all__ = ["OFF", "READINGS", "register", "row_of", "rows"]

Row = tuple[Check, ...] | None

OFF: Row = None

_READ = Act.READ_CONTENT
_EDIT = Act.EDIT_CONTENT
_EVERYBODY: Row = ()
_AUTHORS: Row = (has(_EDIT),)
_READERS: Row = (has(_READ),)
_LISTERS: Row = (has(_READ), uncounted)
_EDITED_PAGE: Row = (page("page_id", _EDIT),)


def _off(*names: str) -> dict[str, Row]:
    return dict.fromkeys(names, OFF)


_GENERAL: dict[str, Row] = {
    "wagtailadmin_home": _EVERYBODY,
    "wagtailadmin_account": _EVERYBODY,
    "wagtailadmin_logout": _EVERYBODY,
    "wagtailadmin_dismissibles": (json_object,),
    "wagtailadmin_sprite": _EVERYBODY,
    "wagtailadmin_javascript_catalog": _EVERYBODY,
    "wagtailadmin_block_preview": _AUTHORS,
    "wagtailadmin_editing_sessions:ping": (edited_object,),
    "wagtailadmin_editing_sessions:release": _AUTHORS,
}

_PAGES: dict[str, Row] = {
    "wagtailadmin_explore_root": _READERS,
    "wagtailadmin_explore": (page("parent_page_id", _READ, structure=True),),
    "wagtailadmin_explore_results": (page("parent_page_id", _READ, structure=True),),
    "wagtailadmin_pages:search": _READERS,
    "wagtailadmin_pages:search_results": _READERS,
    "wagtailadmin_pages:add": (page("parent_page_id", _EDIT), new_page),
    "wagtailadmin_pages:preview_on_add": (page("parent_page_id", _EDIT), new_page),
    "wagtailadmin_pages:add_subpage": (page("parent_page_id", _EDIT),),
    "wagtailadmin_pages:edit": (page("page_id", _EDIT), page_body),
    "wagtailadmin_pages:preview_on_edit": (page("page_id", _EDIT), page_body),
    "wagtailadmin_pages:view_draft": (page("page_id", _READ),),
    "wagtailadmin_pages:delete": _EDITED_PAGE,
    "wagtailadmin_pages:lock": _EDITED_PAGE,
    "wagtailadmin_pages:unlock": _EDITED_PAGE,
    "wagtailadmin_pages:copy": (page("page_id", _EDIT), body_page("new_parent_page", _EDIT), no_alias),
    "wagtailadmin_pages:move": (page("page_to_move_id", _EDIT), body_page("new_parent_page", _EDIT)),
    "wagtailadmin_pages:move_confirm": (page("page_to_move_id", _EDIT), page("destination_id", _EDIT)),
    "wagtailadmin_pages:set_page_position": (page("page_to_move_id", _EDIT),),
    "wagtailadmin_pages:history": (page("page_id", _READ),),
    "wagtailadmin_pages:history_results": (page("page_id", _READ),),
    "wagtailadmin_pages:revisions_index": (page("page_id", _READ),),
    "wagtailadmin_pages:revisions_view": (page("page_id", _READ), revision("revision_id")),
    "wagtailadmin_pages:revisions_revert": (page("page_id", _EDIT), revision("revision_id"), page_body),
    "wagtailadmin_pages:revisions_compare": (
        page("pk", _READ),
        revision("revision_id_a"),
        revision("revision_id_b"),
    ),
    "wagtailadmin_api:pages:listing": (query_pages("child_of", _READ, required=True),),
    "wagtailadmin_api:pages:detail": (page("pk", _READ, structure=True),),
    "wagtailadmin_choose_page": (has(_READ), at_start_of_chooser, query_pages("target_pages[]", _READ)),
    "wagtailadmin_choose_page_child": (
        has(_READ),
        page("parent_page_id", _READ, structure=True),
        query_pages("target_pages[]", _READ),
    ),
    "wagtailadmin_choose_page_search": _READERS,
    "wagtailadmin_choose_page_chosen_multiple": (
        has(_READ),
        query_pages("id", _READ, structure=False),
    ),
    "wagtailadmin_choose_page_external_link": (has(_EDIT), posts("external-link-chooser-url")),
    "wagtailadmin_choose_page_email_link": _AUTHORS,
    "wagtailadmin_choose_page_phone_link": _AUTHORS,
    "wagtailadmin_choose_page_anchor_link": _AUTHORS,
}

_MEDIA: dict[str, Row] = {
    "wagtailimages:index": _LISTERS,
    "wagtailimages:index_results": _LISTERS,
    "wagtailimages:add": _AUTHORS,
    "wagtailimages:add_multiple": _AUTHORS,
    "wagtailimages:edit": (image("image_id", "change"),),
    "wagtailimages:edit_multiple": (image("image_id", "change"),),
    "wagtailimages:delete": (image("image_id", "change"), unshown_image("image_id")),
    "wagtailimages:delete_multiple": (image("image_id", "change"), unshown_image("image_id")),
    "wagtailimages:create_multiple_from_uploaded_image": _AUTHORS,
    "wagtailimages:delete_upload_multiple": _AUTHORS,
    "wagtailimages_chooser:choose": _LISTERS,
    "wagtailimages_chooser:choose_results": _LISTERS,
    "wagtailimages_chooser:chosen": (image("pk", "view"),),
    "wagtailimages_chooser:chosen_multiple": (has(_READ), query_images),
    "wagtailimages_chooser:create": _AUTHORS,
    "wagtailimages_chooser:select_format": (image("image_id", "view"),),
    "wagtaildocs:index": _LISTERS,
    "wagtaildocs:index_results": _LISTERS,
    "wagtaildocs:add": _AUTHORS,
    "wagtaildocs:add_multiple": _AUTHORS,
    "wagtaildocs:edit": (document("document_id", "change"),),
    "wagtaildocs:edit_multiple": (document("doc_id", "change"),),
    "wagtaildocs:delete": (document("document_id", "change"), unshown_document("document_id")),
    "wagtaildocs:delete_multiple": (document("doc_id", "change"), unshown_document("doc_id")),
    "wagtaildocs:create_multiple_from_uploaded_document": _AUTHORS,
    "wagtaildocs:delete_upload_multiple": _AUTHORS,
    "wagtaildocs_chooser:choose": _LISTERS,
    "wagtaildocs_chooser:choose_results": _LISTERS,
    "wagtaildocs_chooser:chosen": (document("pk", "view"),),
    "wagtaildocs_chooser:chosen_multiple": (has(_READ), query_documents),
    "wagtaildocs_chooser:create": _AUTHORS,
    "courses_media:image": (image("image_id", "view"),),
    "courses_media:rendition": (image("image_id", "view"),),
    "courses_media:document": (document("document_id", "view"),),
}

#: What is not offered, and why.
_SWITCHED_OFF: dict[str, Row] = {
    # Passwords, accounts and roles are looked after elsewhere.
    **_off(
        "wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    ),
    # Pages become editions; they are not taken back, timed or closed one by one.
    **_off(
        "wagtailadmin_pages:unpublish", "wagtailadmin_pages:revisions_unschedule", "wagtailadmin_pages:set_privacy",
        "wagtailadmin_pages:convert_alias",
    ),
    # Workflows tell approvers of pages outside their rights.
    **_off(
        "wagtailadmin_pages:workflow_action", "wagtailadmin_pages:collect_workflow_action_data",
        "wagtailadmin_pages:confirm_workflow_cancellation", "wagtailadmin_pages:workflow_preview",
        "wagtailadmin_pages:workflow_history", "wagtailadmin_pages:workflow_history_detail",
        "wagtailadmin_workflows:index", "wagtailadmin_workflows:index_results", "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:enable", "wagtailadmin_workflows:disable", "wagtailadmin_workflows:edit",
        "wagtailadmin_workflows:usage", "wagtailadmin_workflows:usage_results", "wagtailadmin_workflows:remove",
        "wagtailadmin_workflows:add_task", "wagtailadmin_workflows:select_task_type",
        "wagtailadmin_workflows:task_index", "wagtailadmin_workflows:task_index_results",
        "wagtailadmin_workflows:edit_task", "wagtailadmin_workflows:disable_task",
        "wagtailadmin_workflows:enable_task", "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results", "wagtailadmin_workflows:task_chooser_create",
        "wagtailadmin_workflows:task_chosen",
    ),
    # Lists over everybody's pages.
    **_off(
        "wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results", "wagtailadmin_pages:choose_parent",
        "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:locked_pages_results",
        "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks", "wagtailadmin_reports:workflow_tasks_results",
        "wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results",
        "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:aging_pages_results",
        "wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete",
    ),
    # Acts on many rows, which print the titles of those that they refuse, and an API that acts on pages.
    **_off(
        "wagtail_bulk_action", "wagtailadmin_api:pages:action", "wagtailadmin_api:pages:find",
        "wagtailadmin_api:documents:listing", "wagtailadmin_api:documents:detail", "wagtailadmin_api:documents:find",
        "wagtailadmin_api:images:listing", "wagtailadmin_api:images:detail", "wagtailadmin_api:images:find",
    ),
    # Where something is used tells of pages that the reader may not see.
    **_off("wagtailadmin_pages:usage", "wagtailimages:image_usage", "wagtaildocs:document_usage"),
    # Addresses of images outside the door.
    **_off("wagtailimages:url_generator", "wagtailimages:url_generator_output", "wagtailimages:preview"),
    # Collections, sites, settings and snippets are not used.
    **_off(
        "wagtailadmin_collections:index", "wagtailadmin_collections:add", "wagtailadmin_collections:edit",
        "wagtailadmin_collections:delete", "wagtailadmin_collections:set_privacy",
        "wagtailsites:index", "wagtailsites:index_results", "wagtailsites:add", "wagtailsites:edit",
        "wagtailsites:delete", "wagtailsites:history", "wagtailsites:history_results", "wagtailsites:usage",
        "wagtailsites:copy", "wagtailsettings:edit", "wagtailsettings:preview_on_edit", "wagtailsnippets:index",
    ),
    # Wagtail's trials of its own error pages.
    **_off("wagtailadmin_error_test"),
}  # fmt: skip

#: Addresses that show the text of a page: of a reserved course, it is written down who reads it.
READINGS = frozenset({
    "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:revisions_view", "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:revisions_revert",
})  # fmt: skip

_rows: dict[str, Row] = {**_GENERAL, **_PAGES, **_MEDIA, **_SWITCHED_OFF}


def register(added: Mapping[str, Row]) -> None:
    """Add the rows of an app's own addresses under the CMS; called from its ``wagtail_hooks``."""
    _rows.update(added)


def row_of(name: str) -> Row:
    """Return the row of a route; ``OFF`` where there is none."""
    return _rows.get(name, OFF)


def rows() -> dict[str, Row]:
    """Return all rows by the names of their routes."""
    return dict(_rows)
