"""The page in which an exam is composed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ExamPage(Page):
    """An exam: sections with fixed questions and random draws, and the rules of its sitting."""

    activity_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("exam")
