"""What this app adds to the CMS."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from courses import (
    authoring_hooks,  # noqa: F401 - registers authoring and editions
    run_hooks,  # noqa: F401 - registers runs
    term_links,  # noqa: F401 - registers links to terms
)
from courses.gate import hooks as gate_hooks  # noqa: F401 - registers the gate's own
from courses.gate.checks import has
from courses.gate.table import register
from courses.views import cms_lowering, cms_media
from officers.models import Act

register({"courses_lowering:lower": (has(Act.LOWER_CLASSIFICATION),)})


@hooks.register("register_admin_urls")
def library_urls() -> list[URLResolver]:
    """Serve the files of the library behind the gate."""
    patterns = [
        path("images/<int:image_id>/", cms_media.image, name="image"),
        path("images/<int:image_id>/<int:rendition_id>/", cms_media.rendition, name="rendition"),
        path("documents/<int:document_id>/", cms_media.document, name="document"),
    ]
    return [path("media/", include((patterns, "courses_media")))]


@hooks.register("register_admin_urls")
def lowering_urls() -> list[URLResolver]:
    """Route the proposal to lower a classification."""
    patterns = [path("<slug:kind>/<int:pk>/", cms_lowering.lower, name="lower")]
    return [path("lowering/", include((patterns, "courses_lowering")))]
