"""Which pages show a file of the library, or offer it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex, Revision

from courses.models import CourseDocument, CourseImage

__all__ = ["pages_with"]


def pages_with(media: CourseImage | CourseDocument) -> QuerySet[Page]:
    """Return the pages that show the file, as they are or in their draft.

    Wagtail's index of references holds no drafts, and follows what is saved with a delay: newest revisions are read.
    Editions are not asked: they show copies of their own.
    """
    pages = ContentType.objects.get_for_model(Page)
    indexed = ReferenceIndex.get_references_to(media).filter(base_content_type=pages)
    found = {*indexed.values_list("object_id", flat=True), *_drafts_with(media)}
    shown: QuerySet[Page] = Page.objects.filter(pk__in=found).order_by("path")
    return shown


def _drafts_with(media: CourseImage | CourseDocument) -> set[str]:
    """Return the ids of pages whose newest revision names the file; only those that hold its digits are unpacked."""
    wanted = (ContentType.objects.get_for_model(media).pk, str(media.pk))
    newest = Revision.objects.filter(pk__in=Page.objects.values("latest_revision"))
    holding = newest.annotate(text=Cast("content", TextField())).filter(text__contains=str(media.pk))
    found = set()
    for revision in holding:
        named = ReferenceIndex._extract_references_from_object(revision.as_object())
        if any((content_type, str(pk)) == wanted for content_type, pk, _model_path, _content_path in named):
            found.add(revision.object_id)
    return found
