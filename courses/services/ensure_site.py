"""Making sure that there is a home page, the two lists and a site: what every page hangs on."""

from django.db import transaction
from wagtail.models import Page, Site

from courses.pages import CataloguePage, GuidelinesPage, HomePage

__all__ = ["ensure_site"]


@transaction.atomic
def ensure_site() -> CataloguePage:
    """Create home page, both lists and default site where they are missing; return the catalogue. Idempotent."""
    root = Page.objects.select_for_update().get(depth=1)
    home = HomePage.objects.first() or root.add_child(instance=HomePage(title="Aula Segura", slug="inicio"))
    catalogue = CataloguePage.objects.first() or home.add_child(instance=CataloguePage(title="Catálogo", slug="cursos"))
    if not GuidelinesPage.objects.exists():
        HomePage.objects.get(pk=home.pk).add_child(instance=GuidelinesPage(title="Lineamientos", slug="lineamientos"))
    site, _ = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    if site.root_page_id != home.pk or not site.site_name:
        site.root_page = home
        site.site_name = site.site_name or home.title  # the heading of the CMS, instead of the host
        site.save()
    for welcome in Page.objects.filter(depth=2, numchild=0).exclude(pk=home.pk):
        if welcome.specific_class is Page:  # the page that Wagtail's own migrations leave
            welcome.delete()
    fresh: CataloguePage = CataloguePage.objects.get(pk=catalogue.pk)
    return fresh
