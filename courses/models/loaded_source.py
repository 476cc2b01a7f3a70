"""What the loader of curricula remembers: which wording of which key it loaded last."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoadedSource(models.Model):
    """One entry of ``content/`` as it was loaded last.

    An entry whose ``digest`` is the same is not written again, so that a second run changes nothing
    and what directors edited in the CMS since then stays. ``state`` is what the loader left in the CMS
    (``ContentKind.states``): where something else stands there now, somebody has edited it. Empty: not known.
    ``row`` is for the kind's own use (the id of an image).
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    row = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=80, blank=True, default="")
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("loaded source")
        verbose_name_plural = _("loaded sources")

    def __str__(self) -> str:
        return self.key
