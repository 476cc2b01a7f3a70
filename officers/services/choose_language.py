"""Choosing the language in which pages are shown."""

from django.db import transaction

from audit.services.record import record
from officers.models import Officer


@transaction.atomic
def choose_language(*, officer: Officer, language: str) -> Officer:
    """Store an officer's language, one of ``settings.LANGUAGES``; nothing when it is that already."""
    if officer.language != language:
        officer.language = language
        officer.save(update_fields=["language"])
        record(by=officer, act="officer.choose_language", on=officer, changed=["language"])
    return officer
