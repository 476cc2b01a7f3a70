"""Banks: collections of questions with an area and a classification."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from officers.roles import Scope


class Bank(models.Model):
    """A collection of questions; who may see it follows its area and classification."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    area = models.ForeignKey("officers.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+")
    classification = models.CharField(
        _("classification"), max_length=10,
        choices=[("open", _("Open outline")), ("internal", _("Internal")), ("reserved", _("Reserved"))],
        default="internal",
    )  # fmt: skip
    #: The course whose bank it is; rules of the course then hold here as well.
    course = models.ForeignKey(
        "courses.Course",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="banks",
    )
    #: Whether nobody makes a version ready that he wrote himself (``services.put_step``).
    needs_review = models.BooleanField(_("a second person reviews its questions"), default=False)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=["open", "internal", "reserved"]),
                name="bank_classification_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where acts on its questions take place (``officers.roles``)."""
        return Scope(area_id=self.area_id, course=self.course.uuid if self.course else None)
