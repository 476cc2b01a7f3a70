"""Overrides: what one officer gets beyond the rules of an exam."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly
from courses.models.enrolment import Enrolment


class Override(AppendOnly):
    """More attempts, more time (minutes, or a factor) or a later date for one enrolment in one exam, with a reason.

    Each row states everything that holds from then on; the newest counts, the earlier ones are the
    history. One that gives nothing takes back what was given. ``until`` is the moment until which the
    officer may begin and sit; it lies within the run.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="overrides")
    activity_uuid = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    extra_attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("more minutes"), default=0)
    #: Times the time, 1 to 4; None: as long as the exam says.
    time_factor = models.DecimalField(_("times the time"), max_digits=3, decimal_places=2, null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    why = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        indexes = [
            # Until when does anybody sit this exam? A review asks before it shows the key.
            models.Index(fields=["activity_uuid", "until"], name="override_activity_until"),
        ]
        constraints = [
            # More than the form gives would be a slip of the pen, less than 1 would take time away.
            models.CheckConstraint(
                condition=models.Q(time_factor=None) | models.Q(time_factor__range=(Decimal(1), Decimal(4))),
                name="override_factor_in_range",
            ),
            # Two at once would each state what holds; the second must see the first.
            models.UniqueConstraint(
                fields=["enrolment", "activity_uuid", "number"], name="override_number_once_per_exam"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_uuid} · {self.number}"

    @classmethod
    def newest(cls, enrolment: Enrolment, activity: UUID) -> "Override | None":
        """Return the one that counts for an enrolment in an exam."""
        return cls.objects.filter(enrolment=enrolment, activity_uuid=activity).order_by("-number").first()

    @classmethod
    def later(cls) -> models.QuerySet["Override"]:
        """Return, for rows that are overrides, those that came after them and hold in their place."""
        same = {"enrolment": models.OuterRef("enrolment"), "activity_uuid": models.OuterRef("activity_uuid")}
        return cls.objects.filter(**same, number__gt=models.OuterRef("number"))

    @classmethod
    def newest_of_each(cls) -> models.QuerySet["Override"]:
        """Return those that count, one of each enrolment and exam."""
        return cls.objects.filter(~models.Exists(cls.later()))

    @classmethod
    def append(cls, enrolment: Enrolment, activity: UUID, *, after: "Override | None", **states: Any) -> "Override":
        """Add one after the newest; the caller has locked the enrolment."""
        number = after.number + 1 if after else 1
        return cls.objects.create(enrolment=enrolment, activity_uuid=activity, number=number, **states)

    @property
    def gives(self) -> bool:
        """Whether it gives anything."""
        return bool(self.extra_attempts or self.extra_minutes or self.time_factor or self.until)
