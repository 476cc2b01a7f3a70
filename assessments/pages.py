"""The page in which an exam is composed."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from assessments.blocks.sections import EXAM_SECTIONS
from assessments.check_panel import CheckPanel
from assessments.complaint_rules import DAYS
from assessments.grading import BadWeight, weight_of
from assessments.models.bank import Bank
from courses.blocks import ContentStreamField
from courses.page_forms import ContentPageForm
from courses.pages import ActivityPage, CoursePage

__all__ = ["CountingRule", "ExamPage", "ExamPageForm", "ReviewRule"]


class CountingRule(models.TextChoices):
    """Which of an officer's attempts makes the mark (``assessments.grading.Counting``)."""

    HIGHEST = "highest", _("The highest")
    LATEST = "latest", _("The latest")
    FIRST = "first", _("The first")
    MEAN = "mean", _("The mean of all")


class ReviewRule(models.TextChoices):
    """When right answers and feedback are shown; the mark is shown at once."""

    AT_ONCE = "at_once", _("As soon as it is submitted")
    AFTER_CLOSE = "after_close", _("When the exam has closed for everybody")


def positive_weight(text: str) -> None:
    """Refuse a text that is no weight."""
    try:
        weight_of(text)
    except BadWeight as error:
        raise ValidationError(_("A weight is a positive number such as 1, 1.5 or 2/3.")) from error


class ExamPageForm(ContentPageForm):
    """Offers the banks of the exam's own course, and no other's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.parent_page or (self.instance.get_parent() if self.instance.pk else None)
        course = CoursePage.objects.ancestor_of(parent, inclusive=True).first() if parent else None
        if "bank" in self.fields:
            banks = Bank.objects.filter(course=course.course_id) if course else Bank.objects.none()
            self.fields["bank"].queryset = banks
            if not self.instance.pk and len(banks) == 1:
                self.initial["bank"] = banks[0].pk


class ExamPage(ActivityPage):
    """An exam: sections with fixed questions and random draws, and the rules of its sitting.

    An exam that does not count is a quiz. Dates belong to the run (``RunActivity``), not to the exam.
    """

    intro = models.TextField(
        _("introduction"), max_length=2000, blank=True, help_text=_("Markdown. Shown before an attempt begins.")
    )
    bank = models.ForeignKey(
        Bank, verbose_name=_("question bank"), null=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("The bank of the course, from which this exam asks."),
    )  # fmt: skip
    sections = ContentStreamField(EXAM_SECTIONS, verbose_name=_("sections"), blank=True)
    counts = models.BooleanField(
        _("counts for the mark"), default=True, help_text=_("Otherwise it is a quiz, done when submitted.")
    )
    weight = models.CharField(
        _("weight"), max_length=20, default="1", validators=[positive_weight],
        help_text=_("In the course's final mark: 1, 1.5 or 2/3."),
    )  # fmt: skip
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20)], help_text=_("Of 20. Empty: the course's."),
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(
        _("time in minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("Empty: no limit of its own."),
    )  # fmt: skip
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Empty: as many as one likes."),
    )  # fmt: skip
    wait_hours = models.PositiveSmallIntegerField(
        _("hours between attempts"), default=0, validators=[MaxValueValidator(8760)]
    )
    counting = models.CharField(
        _("attempt that counts"), max_length=7, choices=CountingRule, default=CountingRule.HIGHEST
    )
    shuffle_questions = models.BooleanField(_("shuffle the questions of a section"), default=True)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    review = models.CharField(
        _("right answers are shown"), max_length=11, choices=ReviewRule, default=ReviewRule.AFTER_CLOSE
    )

    complaint_days = models.PositiveSmallIntegerField(
        _("days for complaints"), default=DAYS, validators=[MaxValueValidator(365)],
        help_text=_("After the results, which of an exam that counts are there when it has closed for everybody."),
    )  # fmt: skip

    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        CheckPanel(heading=_("Before it is published")),
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldPanel("bank"),
                FieldPanel(
                    "sections",
                    help_text=_("Sections follow each other in this order; each has fixed questions, draws, or both."),
                ),
            ],
            heading=_("What it asks"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("counts"), FieldPanel("required")]),
                FieldRowPanel(
                    [
                        FieldPanel("weight"),
                        FieldPanel("pass_mark"),
                        FieldPanel("counting", help_text=_("For whoever has made more than one.")),
                    ]
                ),
            ],
            heading=_("The mark"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("minutes"),
                        FieldPanel("attempts"),
                        FieldPanel("wait_hours", help_text=_("0: the next may begin at once.")),
                    ]
                ),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
                FieldPanel("review", help_text=_("At once is for quizzes: of an exam, others are still to sit it.")),
                FieldPanel("complaint_days"),
            ],
            heading=_("The sitting"),
        ),
    ]
    base_form_class = ExamPageForm

    class Meta:
        verbose_name = _("exam")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counting__in=["highest", "latest", "first", "mean"]), name="exam_counting_known"
            ),
            models.CheckConstraint(condition=models.Q(review__in=["at_once", "after_close"]), name="exam_review_known"),
            models.CheckConstraint(
                condition=models.Q(pass_mark=None) | models.Q(pass_mark__gte=0, pass_mark__lte=20),
                name="exam_pass_mark_in_scale",
            ),
        ]
