"""Questions as identities, and their immutable wordings."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class Question(models.Model):
    """A question as an identity; what it says is in its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey("assessments.Bank", on_delete=models.PROTECT, related_name="questions")
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    #: What the newest version says, folded: by this a list is searched. It holds the key.
    words = models.TextField(editable=False, blank=True, default="")
    #: In how many attempts it was asked, as the sweep has counted (``services.count_shown``).
    shown = models.PositiveIntegerField(_("shown"), default=0, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return str(self.uuid)


class QuestionTag(models.Model):
    """A tag of a question's newest version: lists filter and count by rows, which no JSON does on both databases."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(_("tag"), max_length=60)

    class Meta:
        verbose_name = _("tag of a question")
        verbose_name_plural = _("tags of questions")
        ordering = ["tag"]
        indexes = [models.Index(fields=["tag"], name="question_by_tag")]
        constraints = [models.UniqueConstraint(fields=["question", "tag"], name="tag_once_per_question")]

    def __str__(self) -> str:
        return self.tag


class QuestionVersion(AppendOnly):
    """One wording of a question: immutable from its insert. Saving a question inserts a version.

    Whether it is a draft, in review or ready, its newest ``QuestionStep`` says; only what is ready is asked.

    ``content`` is validated by the type of its ``kind`` (``assessments.question_types``) and holds the
    key: it never leaves the server before review allows it. ``lessons`` are the activity UUIDs to
    study when the answer was wrong, ``objectives`` what it asks for of what these lessons say that one can do
    (``queries.course_lessons.objectives_of``).
    """

    class Difficulty(models.TextChoices):
        """As the author judges it."""

        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=30)
    #: The case that it is about; which version of it is asked, an edition says.
    case = models.ForeignKey(
        Question, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="asked_about"
    )
    content = models.JSONField()
    #: Points of the slot, exact, as ``n/d`` or a decimal text.
    weight = models.CharField(_("weight"), max_length=20, default="1")
    difficulty = models.CharField(_("difficulty"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM)
    tags = models.JSONField(default=list)
    lessons = models.JSONField(default=list)
    objectives = models.JSONField(default=list)
    reference = models.CharField(_("reference"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once_per_question"),
            models.CheckConstraint(
                condition=models.Q(difficulty__in=["easy", "medium", "hard"]), name="question_difficulty_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.number}"

    @property
    def author(self) -> str:
        """Who saved it, for people; ``by`` is to be loaded."""
        return self.by.get_full_name() if self.by else str(_("the loader of curricula"))


class PinnedQuestion(AppendOnly):
    """A question version that an exam of an edition may ask; written in the publishing transaction."""

    item = models.ForeignKey("courses.EditionItem", on_delete=models.PROTECT, related_name="pinned_questions")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="pins")

    class Meta:
        verbose_name = _("pinned question")
        verbose_name_plural = _("pinned questions")
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="question_pinned_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.version_id}"
