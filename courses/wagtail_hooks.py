"""What this app adds to the CMS."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses import (
    authoring_hooks,  # noqa: F401 - registers authoring and editions
    run_hooks,  # noqa: F401 - registers runs
)
from courses.gate import hooks as gate_hooks  # noqa: F401 - registers the gate's own
from courses.gate.checks import has
from courses.gate.table import register
from courses.views import cms_lowering, cms_media
from officers.models import Act, Officer
from officers.roles import may_somewhere

register(
    {
        f"courses_lowering:{name}": (has(Act.LOWER_CLASSIFICATION),)
        for name in ("lower", "proposals", "confirm", "decline")
    }
)


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
    """Route the lowering of a classification by two persons."""
    patterns = [
        path("", cms_lowering.proposals, name="proposals"),
        path("<slug:kind>/<int:pk>/", cms_lowering.lower, name="lower"),
        path("<uuid:proposal>/confirm/", cms_lowering.confirm, name="confirm"),
        path("<uuid:proposal>/decline/", cms_lowering.decline, name="decline"),
    ]
    return [path("lowering/", include((patterns, "courses_lowering")))]


class LoweringMenuItem(MenuItem):
    """For whoever decides with a second person about lower classifications."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer holds the act somewhere."""
        return isinstance(request.user, Officer) and may_somewhere(request.user, Act.LOWER_CLASSIFICATION)


@hooks.register("register_admin_menu_item")
def lowering_item() -> MenuItem:
    """Lead to what waits for a second person."""
    address = reverse("courses_lowering:proposals")
    return LoweringMenuItem(_("Lower classifications"), address, name="lowering", icon_name="lock-open", order=700)
