"""True or false: the words of its two options."""

from django.utils.translation import gettext_lazy as _

OPTIONS = {"true": _("True"), "false": _("False")}
