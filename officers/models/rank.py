"""Ranks: steps of four ladders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rank(models.Model):
    """A step of a ladder. ``order`` rises with the step within a category and arm.

    The ladders are data (D.Leg. 1149 and its regulation D.S. 016-2013-IN), loaded from ``demo/`` or
    an import, since they change.
    """

    class Category(models.TextChoices):
        """Which ladder: commissioned officers, non-commissioned, trainees, civilians."""

        COMMISSIONED = "commissioned", _("Commissioned")
        NON_COMMISSIONED = "non_commissioned", _("Non-commissioned")
        TRAINEE = "trainee", _("Trainee")
        CIVILIAN = "civilian", _("Civilian")

    class Arm(models.TextChoices):
        """The parallel bodies of the police; trainees and civilians have none."""

        ARMS = "arms", _("Arms")
        SERVICES = "services", _("Services")
        NONE = "none", _("None")

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=80)
    abbreviation = models.CharField(_("abbreviation"), max_length=16)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    arm = models.CharField(_("arm"), max_length=10, choices=Arm, default=Arm.ARMS)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")
        ordering = ["category", "arm", "order"]
        constraints = [
            models.UniqueConstraint(fields=["category", "arm", "order"], name="one_rank_per_step"),
            models.CheckConstraint(
                condition=models.Q(category__in=["commissioned", "non_commissioned", "trainee", "civilian"]),
                name="rank_category_known",
            ),
            models.CheckConstraint(condition=models.Q(arm__in=["arms", "services", "none"]), name="rank_arm_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bears_cip(self) -> bool:
        """Whether whoever holds it has a CIP; trainees may not have theirs yet, and civilians get none."""
        return self.category in {self.Category.COMMISSIONED, self.Category.NON_COMMISSIONED}
