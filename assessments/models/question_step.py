"""Where a version of a question stands, step by step."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly

__all__ = ["QuestionStep", "VersionState"]


class VersionState(models.TextChoices):
    """Whether a version of a question may be asked; retired is the question, not a version of it."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")


class QuestionStep(AppendOnly):
    """A step of a version: saved as a draft, sent for review, sent back with a reason, or made ready.

    The newest one says where the version stands; ``ready`` is the last there is. ``author`` of the version and whether
    a second person was ``needs_review`` are written with it, so that the database itself can refuse an author who makes
    her own ready. ``by`` is None for the loader of curricula.
    """

    State = VersionState

    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=9, choices=VersionState)
    why = models.TextField(_("reason"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    needs_review = models.BooleanField(_("a second person was needed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a version")
        verbose_name_plural = _("steps of versions")
        ordering = ["version", "number"]
        constraints = [
            # Two who move a version at once: the second must see the first.
            models.UniqueConstraint(fields=["version", "number"], name="step_number_once_per_version"),
            # Ready is asked by this: a join that found it twice would count a question twice.
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(state="ready"), name="version_made_ready_once"
            ),
            # A key that nobody but its author has looked at is not asked where a second person is needed.
            models.CheckConstraint(
                condition=~models.Q(state="ready", needs_review=True, by=models.F("author")),
                name="nobody_reviews_a_version_of_her_own",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["in_review", "ready"])
                | models.Q(state="draft", number=1)
                | (models.Q(state="draft") & ~models.Q(why="")),
                name="version_state_known_and_sent_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.number}"

    @property
    def words(self) -> str:
        """Where the version stands, for people: a draft again is one that was sent back."""
        is_back = self.state == VersionState.DRAFT and self.number > 1
        return str(_("Sent back")) if is_back else str(VersionState(self.state).label)
