"""Areas: fields of curricula that roles and courses refer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A field of curricula, such as community policing or intelligence analysis."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
