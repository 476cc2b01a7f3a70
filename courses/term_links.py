"""Links to terms of the glossary in rich text: ``<a linktype="term" id="near-repeat">``, by key.

A term is no row: its key is looked up in the course's own glossary when a lesson is frozen, so that no id of it can
lead anywhere else. Imported by ``courses.wagtail_hooks``.
"""

from typing import Any

from django.utils.translation import gettext as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.rich_text.feature_registry import FeatureRegistry

__all__ = ["TERM"]

#: The name of the feature, and of the type of its links.
TERM = "term"


class TermElementHandler(LinkElementHandler):
    """A stored link as the editor has it."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Return the key of the term."""
        return {"id": attrs.get("id", "")}


def term_entity(props: dict[str, Any]) -> Any:
    """Return a link of the editor as it is stored."""
    return DOM.create_element("a", {"linktype": TERM, "id": props.get("id") or ""}, props["children"])


@hooks.register("register_rich_text_features")
def register_terms(features: FeatureRegistry) -> None:
    """Offer the link to a term, where a field names the feature."""
    options = {
        "type": "TERM",
        "icon": "openquote",
        "description": _("Term of the glossary"),
        "attributes": ["id"],
        # What is pasted names no term.
        "allowlist": {"href": "^undefined$"},
        "words": {
            "choose": _("Link to a term of the glossary"),
            "term": _("Term"),
            "link": _("Link"),
            "cancel": _("Cancel"),
            "none": _("The course has no glossary with terms that is ready for the next edition."),
        },
    }
    features.register_editor_plugin("draftail", TERM, draftail.EntityFeature(options, js=["js/cms-term.js"]))
    features.register_converter_rule(
        "contentstate",
        TERM,
        {
            "from_database_format": {'a[linktype="term"]': TermElementHandler("TERM")},
            "to_database_format": {"entity_decorators": {"TERM": term_entity}},
        },
    )
