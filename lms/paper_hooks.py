"""What HR finds of certificates and exams together, in the CMS. Imported by ``lms.wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from wagtail import hooks

from courses.gate.checks import has
from courses.gate.table import register
from lms.home_panels import BelowPaperPanel
from lms.views import cms_below_paper
from officers.models import Act

# Whose records, the view asks of the door itself.
register({"lms_below_paper:certificates": (has(Act.VIEW_RECORD),)})


@hooks.register("register_admin_urls")
def below_paper_urls() -> list[URLResolver]:
    """Route the list."""
    patterns = [path("", cms_below_paper.certificates, name="certificates")]
    return [path("below-paper/", include((patterns, "lms_below_paper")))]


@hooks.register("construct_homepage_panels", order=1000)
def below_paper_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Show them to whoever decides about certificates."""
    panels.append(BelowPaperPanel())
