"""Courses and guidelines as identities: what holds on every edition, draft and file at once."""

import uuid
from typing import Any, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses import classification as levels
from officers.roles import Scope


class Classification(models.TextChoices):
    """How content is held; the order is in ``courses.classification``."""

    OPEN = levels.OPEN, _("Open outline")
    INTERNAL = levels.INTERNAL, _("Internal")
    RESERVED = levels.RESERVED, _("Reserved")


_code = RegexValidator(r"\A[A-Z]{2,4}-[0-9]{3}\Z", _("A code looks like PC-101: letters, a hyphen, three digits."))


class Subject(models.Model):
    """What a course and a guideline have in common: identity, area and how the material is held.

    These columns are live: a change is effective at once on every edition, draft and file. The code
    is never changed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=10, unique=True, validators=[_code])
    area = models.ForeignKey("officers.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+")
    classification = models.CharField(
        _("classification"), max_length=10, choices=Classification, default=Classification.INTERNAL
    )
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("Whom a learner asks about this course.")
    )

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def may_be_lowered(self) -> bool:
        """Whether there is a classification lower than the present one."""
        return levels.has_lower(self.classification)


_S = TypeVar("_S", bound=Subject)


class SubjectQuerySet(models.QuerySet[_S]):
    """Sentences about courses, or about guidelines."""

    def of_page(self, page: Any) -> _S | None:
        """Return the course (or guideline) that a page belongs to (itself or below it), its area loaded; or None.

        Works on a page that is not saved yet, as long as it has a place (``path``).
        """
        above = [page.path[:end] for end in range(page.steplen, len(page.path or "") + 1, page.steplen)]
        return self.filter(page__path__in=above).select_related("area").first()


class Course(Subject):
    """A curriculum as an identity: pages, editions, prerequisites, grants and awards name this row."""

    prerequisites = models.ManyToManyField(
        "self", verbose_name=_("prerequisites"), symmetrical=False, blank=True, related_name="required_for"
    )

    objects = SubjectQuerySet["Course"].as_manager()

    class Meta(Subject.Meta):
        abstract = False
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=["open", "internal", "reserved"]),
                name="course_classification_known",
            ),
        ]

    @property
    def scope(self) -> Scope:
        """Where acts on this course take place (``officers.roles``)."""
        return Scope(area_id=self.area_id, course=self.uuid)

    @property
    def needs_public_title(self) -> bool:
        """Whether its own title may not stand on paper: what is reserved has a second, public one."""
        return levels.needs_public_title(self.classification)


class Guideline(Subject):
    """Doctrine as an identity: a dated, versioned text that is in force, readable outside courses."""

    objects = SubjectQuerySet["Guideline"].as_manager()

    class Meta(Subject.Meta):
        abstract = False
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=["open", "internal", "reserved"]),
                name="guideline_classification_known",
            ),
        ]

    @property
    def scope(self) -> Scope:
        """Where acts on this guideline take place: in its area alone, since no grant names a guideline."""
        return Scope(area_id=self.area_id)
