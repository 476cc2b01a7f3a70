"""What this app adds to the CMS."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from courses import authoring_hooks  # noqa: F401 - registers authoring and editions
from courses.gate import hooks as gate_hooks  # noqa: F401 - registers the gate's own
from courses.views import cms_media


@hooks.register("register_admin_urls")
def library_urls() -> list[URLResolver]:
    """Serve the files of the library behind the gate."""
    patterns = [
        path("images/<int:image_id>/", cms_media.image, name="image"),
        path("images/<int:image_id>/<int:rendition_id>/", cms_media.rendition, name="rendition"),
        path("documents/<int:document_id>/", cms_media.document, name="document"),
    ]
    return [path("media/", include((patterns, "courses_media")))]
