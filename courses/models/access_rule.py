"""Access rules: who may see reserved material, named one by one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, Guideline


class AccessRuleQuerySet(models.QuerySet["AccessRule"]):
    """Sentences about access rules."""

    def in_force(self) -> Self:
        """Return the rules that count now."""
        today = timezone.localdate()
        return self.filter(models.Q(until=None) | models.Q(until__gt=today), since__lte=today, withdrawn_at=None)


class AccessRule(models.Model):
    """A unit's subtree or one officer may see a course or a guideline, from a date to a date.

    Who gave it and why stays; a rule is withdrawn, never deleted.
    """

    course = models.ForeignKey(
        "courses.Course", null=True, blank=True, on_delete=models.PROTECT, related_name="access_rules"
    )
    guideline = models.ForeignKey(
        "courses.Guideline", null=True, blank=True, on_delete=models.PROTECT, related_name="access_rules"
    )
    unit = models.ForeignKey(
        "officers.Unit",
        verbose_name=_("unit and below"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("officer"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="access_rules",
    )  # fmt: skip
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("reason"), max_length=300)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = AccessRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("access rule")
        verbose_name_plural = _("access rules")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course=None, guideline__isnull=False)
                | models.Q(course__isnull=False, guideline=None),
                name="access_rule_for_one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None, officer__isnull=False) | models.Q(unit__isnull=False, officer=None),
                name="access_rule_names_unit_or_officer",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="access_rule_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id or self.guideline_id} · {self.unit_id or self.officer_id}"

    @property
    def subject(self) -> Course | Guideline:
        """What it is about."""
        subject = self.course or self.guideline
        assert subject is not None  # noqa: S101 - access_rule_for_one_subject
        return subject
