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
from assessments.entry_fields import PasswordField, networks_only
from assessments.grading import BadWeight, weight_of
from assessments.models.bank import Bank
from assessments.password_panel import PasswordPanel
from assessments.review_form import ReviewTable
from courses.blocks import ContentStreamField
from courses.page_forms import ContentPageForm
from courses.pages import ActivityPage, CoursePage

__all__ = ["Behaviour", "CountingRule", "ExamPage", "ExamPageForm", "ReviewRule"]


class CountingRule(models.TextChoices):
    """Which of an officer's attempts makes the mark (``assessments.grading.Counting``)."""

    HIGHEST = "highest", _("The highest")
    LATEST = "latest", _("The latest")
    FIRST = "first", _("The first")
    MEAN = "mean", _("The mean of all")


class Behaviour(models.TextChoices):
    """When answers are marked."""

    EXAM = "exam", _("Marked when it is submitted")
    PRACTICE = "practice", _("Practice: each answer can be checked and tried again")


class ReviewRule(models.TextChoices):
    """What is shown of a finished attempt, and when; the mark is shown at once (``review_rules.PRESETS``)."""

    AT_ONCE = "at_once", _("As soon as it is submitted")
    AFTER_CLOSE = "after_close", _("When the exam has closed for everybody")
    AFTER_RESULTS = "after_results", _("When results are published")
    OWN_MARKS = "own_marks", _("Never: only what each question earned")
    TABLE = "table", _("As the table below says")


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
        if "password" in self.fields:
            self.fields["password"] = PasswordField(held=self.instance.password)


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
    behaviour = models.CharField(_("behaviour"), max_length=8, choices=Behaviour, default=Behaviour.EXAM)
    try_penalty = models.PositiveSmallIntegerField(
        _("a further try takes off"), default=0, validators=[MaxValueValidator(100)],
        help_text=_("In hundredths of the question, for each try after the first. Of a practice only."),
    )  # fmt: skip
    #: The salted hash (``entry_fields.PasswordField``): nobody can read the password again.
    password = models.CharField(_("password"), max_length=256, blank=True)
    asks_code = models.BooleanField(_("the proctor's code"), default=False)
    networks = models.TextField(_("from these addresses only"), max_length=2000, blank=True, validators=[networks_only])
    pledge = models.TextField(_("pledge"), max_length=1000, blank=True)
    after_earlier = models.BooleanField(_("after what comes before"), default=False)
    shuffle_questions = models.BooleanField(_("shuffle the questions of a section"), default=True)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    review = models.CharField(
        _("right answers are shown"), max_length=13, choices=ReviewRule, default=ReviewRule.AFTER_CLOSE
    )
    review_table = models.JSONField(_("what is shown, and when"), null=True, blank=True)

    complaint_days = models.PositiveSmallIntegerField(
        _("days for complaints"), default=DAYS, validators=[MaxValueValidator(365)],
        help_text=_("After the results, which of an exam that counts are there when it has closed for everybody."),
    )  # fmt: skip

    marked_without_names = models.BooleanField(
        _("marked without names"), default=True,
        help_text=_("Whoever marks an answer by hand is not told whose it is."),
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
                FieldRowPanel(
                    [
                        FieldPanel("behaviour", help_text=_("What counts for the mark is never a practice.")),
                        FieldPanel("try_penalty"),
                    ]
                ),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
                FieldRowPanel([FieldPanel("complaint_days"), FieldPanel("marked_without_names")]),
            ],
            heading=_("The sitting"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("after_earlier", help_text=_("What the course requires before it must be done first.")),
                PasswordPanel("password"),
                FieldPanel(
                    "asks_code",
                    help_text=_("Six digits that change every half hour; instructors find them on the run's page."),
                ),
                FieldPanel(
                    "networks",
                    help_text=_("One a line, such as 10.20.0.0/16. Empty: from anywhere. Asked at the start."),
                ),
                FieldPanel(
                    "pledge", help_text=_("What whoever begins gives his word for. It is kept with the attempt.")
                ),
            ],
            heading=_("Before it begins"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("review", help_text=_("At once is for quizzes: of an exam, others are still to sit it.")),
                FieldPanel(
                    "review_table",
                    widget=ReviewTable,
                    help_text=_(
                        "Used where you choose the table above. What tells the key of an exam that counts is never "
                        "shown before it has closed for everybody."
                    ),
                ),
            ],
            heading=_("What is shown afterwards"),
        ),
    ]
    base_form_class = ExamPageForm

    class Meta:
        verbose_name = _("exam")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counting__in=["highest", "latest", "first", "mean"]), name="exam_counting_known"
            ),
            models.CheckConstraint(condition=models.Q(behaviour__in=["exam", "practice"]), name="exam_behaviour_known"),
            models.CheckConstraint(
                condition=models.Q(review__in=["at_once", "after_close", "after_results", "own_marks", "table"]),
                name="exam_review_known",
            ),
            models.CheckConstraint(
                condition=models.Q(pass_mark=None) | models.Q(pass_mark__gte=0, pass_mark__lte=20),
                name="exam_pass_mark_in_scale",
            ),
        ]
