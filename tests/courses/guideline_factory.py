"""Makes guidelines for tests: rows with their live pages."""

import itertools
from datetime import date
from typing import Any

from courses.models import Edition, Guideline, GuidelinePage, GuidelinesPage
from courses.services.ensure_site import ensure_site
from courses.services.publish_edition import publish_edition
from tests.officers.factories import make_area

_codes = itertools.count(101)


def make_guideline(held: str = "open", *, area: Any = None, code: str = "", **fields: Any) -> GuidelinePage:
    """Return the live page of a new guideline."""
    code = code or f"GU-{next(_codes) % 1000:03d}"
    guideline = Guideline.objects.create(code=code, area=area or make_area(), classification=held)
    values: dict[str, Any] = {
        "title": "Guía de prueba", "summary": "Para probar.", "version": "1.0", "in_force_on": date(2026, 1, 2),
        "body": [("heading", {"text": "Finalidad", "level": "2"}), ("text", "<p>Hola</p>")], "slug": code.lower(),
    }  # fmt: skip
    ensure_site()
    page = GuidelinesPage.objects.get().add_child(instance=GuidelinePage(guideline=guideline, **{**values, **fields}))
    page.save_revision().publish()
    fresh: GuidelinePage = GuidelinePage.objects.get(pk=page.pk)
    return fresh


_versions = itertools.count(2)


def write_again(page: GuidelinePage, **fields: Any) -> GuidelinePage:
    """Change a guideline, so that there is something to publish."""
    for name, value in {"version": f"{next(_versions)}.0", **fields}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def publish_guideline(page: GuidelinePage) -> Edition:
    """Publish its next edition."""
    return publish_edition(guideline=Guideline.objects.get(pk=page.guideline_id), by=None, notes="")
