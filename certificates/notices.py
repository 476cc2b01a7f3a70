"""The words of this app's notices."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Revocation
from officers.notices import register, register_public_words

__all__ = ["register_words"]


def _issued(arguments: dict[str, Any]) -> str:
    return _("Your certificate of the course “%(course)s” was issued, with the serial %(serial)s.") % arguments


def _revoked(arguments: dict[str, Any]) -> str:
    category = Revocation.Category(arguments["category"]).label
    return _("Your certificate %(serial)s of the course “%(course)s” was revoked. Category: %(category)s.") % {
        **arguments,
        "category": category,
    }


def _reinstated(arguments: dict[str, Any]) -> str:
    return (
        _("The revocation of your certificate %(serial)s of the course “%(course)s” was undone: it holds again.")
        % arguments
    )


def _reissued(arguments: dict[str, Any]) -> str:
    return (
        _(
            "Your certificate %(replaced)s of the course “%(course)s” was replaced by a corrected one, %(serial)s. "
            "Present this one from now on; the earlier one says that it was replaced."
        )
        % arguments
    )


def register_words() -> None:
    """Tell the notices page the words of our kinds."""
    news = gettext_lazy("There is news about a certificate of yours.")
    register_public_words(
        {
            "certificate.issued": gettext_lazy("A certificate of yours was issued."),
            "certificate.revoked": news,
            "certificate.reinstated": news,
            "certificate.reissued": news,
        }
    )
    register("certificate.issued", _issued)
    register("certificate.revoked", _revoked)
    register("certificate.reinstated", _reinstated)
    register("certificate.reissued", _reissued)
