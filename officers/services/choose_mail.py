"""Choosing whether notices come by e-mail too."""

from django.db import transaction

from audit.services.record import record
from officers.models import Officer


@transaction.atomic
def choose_mail(*, officer: Officer, wished: bool) -> Officer:
    """Store whether the officer wishes notices by e-mail; nothing when it is so already."""
    if officer.mail_notices != wished:
        officer.mail_notices = wished
        officer.save(update_fields=["mail_notices"])
        record(by=officer, act="officer.choose_mail", on=officer, changed=["mail_notices"])
    return officer
