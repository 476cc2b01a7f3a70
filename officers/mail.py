"""The mail about notices: in the officer's language, to the officer's address, and nothing in it that is not public."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from officers.models import Notice, Officer
from officers.notices import public_words_of

__all__ = ["mail_about"]


def mail_about(officer: Officer, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """Return one mail that says of what kinds the news are, never what they say; raises ``ValidationError``.

    Subject and words are ours and hold nothing that somebody typed; the one receiver is the officer's address, and
    no mail is made where that is not exactly one.
    """
    validate_email(officer.email)
    assert officer.email is not None  # noqa: S101 - validated
    with translation.override(officer.language):
        sentences = list(dict.fromkeys(str(public_words_of(notice)) for notice in notices))
        subject = ngettext("Aula Segura: news for you", "Aula Segura: several news for you", len(notices))
        context = {
            "sentences": sentences,
            "service": settings.WAGTAIL_SITE_NAME,
            "read": _address(settings.NOTICES_LEAD_TO),
            "profile": _address("officers:profile"),
        }
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("officers/mail/notices.txt", context),
            to=[officer.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("officers/mail/notices.html", context), "text/html")
    return message


def _address(name: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name)}"
