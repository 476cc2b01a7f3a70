"""Units: the tree of the organisation, whose parents are dated."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitQuerySet(models.QuerySet["Unit"]):
    """Sentences about units."""

    def in_subtree(self, root: "Unit") -> Self:
        """Return ``root`` and everything below it today."""
        return self.filter(path__startswith=root.path)


class Unit(models.Model):
    """A node of the organisation's tree.

    ``parent`` and ``path`` are the tree of today, a copy of the open ``UnitParent`` that the service
    ``place_unit`` keeps; ``path`` is the chain of ids from the root, ``/1/7/23/``, so that a subtree
    is a prefix.
    """

    class Kind(models.TextChoices):
        """What kind of unit."""

        COMMAND = "command", _("Command")
        DIRECTORATE = "directorate", _("Directorate")
        SCHOOL = "school", _("School")
        MACRO_REGION = "macro_region", _("Police macro-region")
        REGION = "region", _("Police region")
        DIVISION = "division", _("Division")
        STATION = "station", _("Station")
        SECTION = "section", _("Section")

    class StationClass(models.TextChoices):
        """The class of a station, by population and load."""

        A = "A", "A"
        B = "B", "B"
        C = "C", "C"
        D = "D", "D"
        E = "E", "E"

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(_("path"), max_length=255, db_index=True, editable=False, default="")
    station_class = models.CharField(_("class"), max_length=1, choices=StationClass, blank=True)
    ubigeo = models.CharField(
        _("ubigeo"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{6}\Z", _("An ubigeo has 6 digits: department, province, district."))],
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip
    barrio_seguro = models.BooleanField(_("Barrio Seguro district"), default=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "command",
                        "directorate",
                        "school",
                        "macro_region",
                        "region",
                        "division",
                        "station",
                        "section",
                    ]
                ),
                name="unit_kind_known",
            ),
            # Only a station has a class; without it a section could claim one.
            models.CheckConstraint(
                condition=models.Q(station_class="") | models.Q(kind="station"), name="only_a_station_has_a_class"
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, other: "Unit") -> bool:
        """Whether ``other`` is this unit or lies below it today."""
        return other.path.startswith(self.path)


class UnitParent(models.Model):
    """To which unit a unit belonged, from a date to a date (``until`` is the first day it no longer did)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("parent of a unit")
        verbose_name_plural = _("parents of units")
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=models.Q(until=None), name="one_open_parent_per_unit"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="unit_parent_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.parent_id}"
