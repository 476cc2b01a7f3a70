"""The pages in which curricula are written."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The root of the site."""

    class Meta:
        verbose_name = _("home page")


class CataloguePage(Page):
    """The list of courses."""

    class Meta:
        verbose_name = _("catalogue")


class CoursePage(Page):
    """Where a course is written."""

    course = models.OneToOneField("courses.Course", on_delete=models.PROTECT, related_name="page")

    class Meta:
        verbose_name = _("course page")


class ModulePage(Page):
    """An ordered part of a course."""

    activity_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("module")


class LessonPage(Page):
    """An activity that is read or watched."""

    activity_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("lesson")
