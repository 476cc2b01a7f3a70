"""Further answers: what was accepted of a question after it had been sat, beside what its version says."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly


class FurtherAnswer(AppendOnly):
    """The decision that another answer of a version is right as well, and why; the version stays as it was asked.

    ``further`` is what the kind of the question asks for (``question_types.further``). The decisions on a version
    hold in the order of their numbers, for everybody who was or will be asked it. Where it takes nothing from
    anybody (``raises``) one person decides; where marks fall by it (``as_it_comes``) there is a second one.
    """

    class Way(models.TextChoices):
        """Whether a mark may fall by it."""

        RAISES = "raises", _("No mark falls")
        AS_IT_COMES = "as_it_comes", _("As it comes")

    version = models.ForeignKey(
        "assessments.QuestionVersion", on_delete=models.PROTECT, related_name="further_answers",
        verbose_name=_("version of a question"),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number"))
    further = models.JSONField()
    way = models.CharField(_("way"), max_length=12, choices=Way, default=Way.RAISES)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("further answer")
        verbose_name_plural = _("further answers")
        ordering = ["version", "number"]
        constraints = [
            # Two decisions at once must not both be made on what neither knew of.
            models.UniqueConstraint(fields=["version", "number"], name="further_answer_number_once_per_version"),
            # A mark falls by two persons only.
            models.CheckConstraint(
                condition=models.Q(way="raises", second=None)
                | (models.Q(way="as_it_comes", second__isnull=False) & ~models.Q(second=models.F("by"))),
                name="marks_fall_by_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.number}"


class MarkBelowPaper(AppendOnly):
    """A mark of a completed course that fell by a decision: what stands on paper was left as it is.

    Either by a further answer of a question (``decision``), or since a sitting was annulled (``annulment``).

    ``before`` and ``after`` are the marks of the exam that count, of 20; ``passes``: whether it is still passed. HR
    decides about the certificate by itself.
    """

    decision = models.ForeignKey(
        FurtherAnswer, null=True, blank=True, on_delete=models.PROTECT, related_name="below_paper"
    )
    annulment = models.OneToOneField(
        "assessments.SittingAnnulment", null=True, blank=True, on_delete=models.PROTECT, related_name="below_paper"
    )
    enrolment = models.ForeignKey("courses.Enrolment", on_delete=models.PROTECT, related_name="marks_below_paper")
    activity_uuid = models.UUIDField()
    before = models.DecimalField(max_digits=4, decimal_places=2)
    after = models.DecimalField(max_digits=4, decimal_places=2)
    passes = models.BooleanField()

    class Meta:
        verbose_name = _("mark below what stands on paper")
        verbose_name_plural = _("marks below what stands on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "enrolment", "activity_uuid"], name="mark_below_paper_once_per_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(decision=None, annulment__isnull=False)
                | models.Q(decision__isnull=False, annulment=None),
                name="mark_below_paper_by_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id or self.annulment_id} · {self.enrolment_id}"
