"""Images and documents of courses: private files with an area and a classification of their own."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from courses import classification as levels
from courses import uploads
from courses.models.course import Classification
from courses.upload_words import REFUSALS

#: What the door filters by, also where the CMS searches.
_DOOR_FIELDS = [index.FilterField("id"), index.FilterField("area"), index.FilterField("classification")]


class HeldMedia(models.Model):
    """Area and classification of a file, and the hash of its bytes."""

    area = models.ForeignKey("officers.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+")
    classification = models.CharField(
        _("classification"), max_length=10, choices=Classification, default=levels.INTERNAL
    )
    sha256 = models.CharField(max_length=64, editable=False, db_index=True, default="")

    #: Largest size in bytes, and what tells the type by the content.
    largest: int
    type_of: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title  # type: ignore[attr-defined,no-any-return]  # of the Wagtail model beside this one

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the hash of a new file's bytes beside it."""
        if self._has_new_file():
            self.sha256 = hashlib.sha256(self._content()).hexdigest()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "sha256"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a new file by its content, at the field."""
        super().clean()
        if not self._has_new_file():
            return
        file = self.file  # type: ignore[attr-defined]  # of the Wagtail model beside this one
        largest = settings.RECORDING_MAX_BYTES if uploads.is_recording_name(file.name) else self.largest
        if file.size > largest:
            raise ValidationError({"file": _("The file is larger than %(mb)s MB.") % {"mb": largest // 2**20}})
        try:
            type(self).type_of(self._content(), file.name)
        except uploads.Unacceptable as error:
            raise ValidationError({"file": ValidationError(str(REFUSALS[error.code]), code=error.code)}) from error

    def _has_new_file(self) -> bool:
        file: Any = getattr(self, "file", None)
        return bool(file) and not file._committed

    def _content(self) -> bytes:
        file = self.file  # type: ignore[attr-defined]
        file.seek(0)
        content: bytes = file.read()
        file.seek(0)
        return content


class CourseImage(HeldMedia, AbstractImage):  # type: ignore[django-manager-missing]  # Wagtail has no types
    """An image of the library, private until an open outline or guideline shows it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)

    largest = settings.IMAGE_MAX_BYTES
    type_of = staticmethod(uploads.image_type)
    admin_form_fields = ("title", "file", "description", "credit", "area", "classification")
    search_fields = [*AbstractImage.search_fields, *_DOOR_FIELDS]

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


class CourseDocument(HeldMedia, AbstractDocument):  # type: ignore[django-manager-missing]  # as above
    """A document of the library, private like images."""

    admin_form_fields = ("title", "file", "area", "classification")
    largest = settings.DOCUMENT_MAX_BYTES
    type_of = staticmethod(uploads.document_type)
    search_fields = [*AbstractDocument.search_fields, *_DOOR_FIELDS]

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
