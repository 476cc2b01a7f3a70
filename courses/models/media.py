"""Images and documents of courses: private files with an area and a classification of their own."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from courses import classification as levels
from courses.models.course import Classification


class HeldMedia(models.Model):
    """Area and classification of a file, and the hash of its bytes."""

    area = models.ForeignKey("officers.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+")
    classification = models.CharField(
        _("classification"), max_length=10, choices=Classification, default=levels.INTERNAL
    )
    sha256 = models.CharField(max_length=64, editable=False, db_index=True, default="")

    class Meta:
        abstract = True


class CourseImage(HeldMedia, AbstractImage):
    """An image of the library, private until an open outline or guideline shows it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = ("title", "file", "description", "credit", "area", "classification")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=["open", "internal", "reserved"]),
                name="image_classification_known",
            ),
        ]


class CourseRendition(AbstractRendition):
    """A scaled copy of an image."""

    image = models.ForeignKey(CourseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    @property
    def url(self) -> str:
        """Return the address behind the gate; only the CMS shows renditions (editions own their files)."""
        return reverse("courses_media:rendition", args=[self.image_id, self.pk])


class CourseDocument(HeldMedia, AbstractDocument):
    """A document of the library, private like images."""

    admin_form_fields = ("title", "file", "area", "classification")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=["open", "internal", "reserved"]),
                name="document_classification_known",
            ),
        ]

    @property
    def url(self) -> str:
        """Return the address behind the gate."""
        return reverse("courses_media:document", args=[self.pk])
