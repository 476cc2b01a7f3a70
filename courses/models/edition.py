"""Editions: what was taught, frozen."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly
from courses.models.course import Course, Guideline


class Level(models.TextChoices):
    """How demanding a course is."""

    BASIC = "basic", _("Basic")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class Rounding(models.TextChoices):
    """How a course's final mark is quantised."""

    NONE = "none", _("Two decimals")
    WHOLE = "whole", _("Whole marks, half up")


class Edition(AppendOnly):
    """A numbered, immutable freeze of a course or a guideline.

    ``payload`` holds the facts of the cover (summary, objectives, audience, …) in the versioned schema
    of ``courses.freeze``; the columns repeat those that rules and lists need. ``sha256`` is the hash
    of the manifest: cover, items in order, assets (``docs/editions.md``). ``revisions`` names the
    Wagtail revisions it came from, as provenance only. Hours, credits, level, marks and validity are a course's;
    of a guideline, whose text is whole in ``payload``, they say nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        "courses.Course", null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    guideline = models.ForeignKey(
        "courses.Guideline", null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    public_title = models.CharField(_("public title"), max_length=200)
    academic_hours = models.PositiveSmallIntegerField(_("academic hours"))
    credits = models.DecimalField(_("credits"), max_digits=4, decimal_places=2, default=Decimal(0))
    level = models.CharField(_("level"), max_length=12, choices=Level)
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=4, decimal_places=2, default=Decimal(11),
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )  # fmt: skip
    rounding = models.CharField(_("rounding"), max_length=5, choices=Rounding, default=Rounding.NONE)
    validity_months = models.PositiveSmallIntegerField(_("validity in months"), null=True, blank=True)
    resolution = models.CharField(_("resolution"), max_length=120, blank=True)
    payload = models.JSONField()
    #: Title, summary and objectives, folded: what the catalogue searches.
    search_text = models.TextField(editable=False)
    notes = models.TextField(_("notes"), blank=True)
    revisions = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_once_per_course"),
            models.UniqueConstraint(fields=["guideline", "number"], name="edition_number_once_per_guideline"),
            models.CheckConstraint(
                condition=models.Q(course=None, guideline__isnull=False)
                | models.Q(course__isnull=False, guideline=None),
                name="edition_of_one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=0, pass_mark__lte=20), name="edition_pass_mark_in_scale"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=["basic", "intermediate", "advanced"]), name="edition_level_known"
            ),
            models.CheckConstraint(condition=models.Q(rounding__in=["none", "whole"]), name="edition_rounding_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    @property
    def subject(self) -> Course | Guideline:
        """What it is an edition of."""
        subject = self.course or self.guideline
        assert subject is not None  # noqa: S101 - edition_of_one_subject
        return subject

    @staticmethod
    def cover_at(*paths: str) -> list[str]:
        """Return what ``defer`` is told where the facts of an edition, reached by these paths, are wanted alone."""
        return [f"{path}__{name}" for path in paths for name in ("payload", "search_text", "revisions", "notes")]


class EditionItem(AppendOnly):
    """A module or an activity of an edition, in order. Written with its edition; none comes later (``queries.items``).

    ``activity_uuid`` is the stable identity (kept by revisions, new on a copy) that ties page, item,
    progress and outcome together; a module carries one too. ``payload`` is what is rendered.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    activity_uuid = models.UUIDField()
    #: ``module``, or a kind that an app has registered in ``courses.activities``.
    kind = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    title = models.CharField(max_length=200)
    #: ``1`` for a module, ``1.2`` for an activity.
    label = models.CharField(max_length=10)
    minutes = models.PositiveSmallIntegerField(default=0)
    #: Whether the course is complete without it.
    required = models.BooleanField(default=True)
    #: For an exam that counts: its weight in the final mark, as ``n/d``; empty otherwise.
    weight = models.CharField(max_length=20, blank=True)
    payload = models.JSONField()
    search_text = models.TextField(editable=False, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("item of an edition")
        verbose_name_plural = _("items of editions")
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "activity_uuid"], name="activity_once_per_edition"),
            models.UniqueConstraint(fields=["edition", "order"], name="order_once_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


class EditionAsset(AppendOnly):
    """A file that an edition shows: a rendition or a document, by the hash of its bytes.

    ``sha256`` is how payloads name it; equal bytes share one stored file. ``source`` is the hash of the file of the
    library that it was made from (``queries.files`` asks how strictly that is held now).
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assets")
    sha256 = models.CharField(max_length=64)
    #: None where it was not noted: a column with a default would have SQLite rebuild the table, without its triggers.
    source = models.CharField(max_length=64, null=True)
    file = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        indexes = [models.Index(fields=["sha256"], name="edition_asset_sha256")]
        constraints = [models.UniqueConstraint(fields=["edition", "sha256"], name="asset_once_per_edition")]

    def __str__(self) -> str:
        return self.name
