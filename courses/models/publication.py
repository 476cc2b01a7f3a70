"""Publications: an edition that somebody asked for, until a task has made it or said why not."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, Guideline


class Publication(models.Model):
    """An edition of a course or a guideline (exactly one), from the asking to what became of it.

    The state says what is wanted, a task does it; what a worker that died left, the sweep takes up again. ``shown`` is
    the hash of what whoever asked had before his eyes, and ``revisions`` names the ready pages and their revisions at
    the asking: what is frozen is this or nothing.
    """

    class State(models.TextChoices):
        """How far it is."""

        MAKING = "making", _("Being made")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Not published")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        "courses.Course", null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    guideline = models.ForeignKey(
        "courses.Guideline", null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    notes = models.TextField(_("notes"), blank=True)
    shown = models.CharField(max_length=64)
    #: Page → revision of what is ready.
    revisions = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.MAKING)
    #: Why it came to nothing: ``code`` and ``params`` of a refusal.
    trouble = models.JSONField(default=dict)
    edition = models.OneToOneField("courses.Edition", null=True, on_delete=models.PROTECT, related_name="publication")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["making", "published", "refused"]), name="publication_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(course=None, guideline__isnull=False)
                | models.Q(course__isnull=False, guideline=None),
                name="publication_of_one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(state="published", edition__isnull=False)
                | (~models.Q(state="published") & models.Q(edition=None)),
                name="publication_has_its_edition",
            ),
            # Two who ask at once: the second is told that one is being made.
            models.UniqueConstraint(
                fields=["course"], condition=models.Q(state="making"), name="one_publication_of_a_course"
            ),
            models.UniqueConstraint(
                fields=["guideline"], condition=models.Q(state="making"), name="one_publication_of_a_guideline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def subject(self) -> Course | Guideline:
        """What an edition was asked for of."""
        subject = self.course or self.guideline
        assert subject is not None  # noqa: S101 - publication_of_one_subject
        return subject
