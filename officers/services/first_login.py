"""The first log-in: the privacy notice is acknowledged, and a password of one's own chosen."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from officers.models import Officer, PrivacyAcceptance
from officers.services.choose_password import choose_password


@transaction.atomic
def first_login(*, officer: Officer, password: str | None, at: datetime | None = None) -> PrivacyAcceptance:
    """Record that the officer took note of the privacy notice in force, and set the password when one is given.

    Doing it twice is doing it once.
    """
    acceptance, is_new = PrivacyAcceptance.objects.get_or_create(
        officer=officer, version=settings.PRIVACY_NOTICE_VERSION, defaults={"at": at or timezone.now()}
    )
    if is_new:
        record(by=officer, act="officer.accept_privacy_notice", on=acceptance, changed=["version"])
    if password is not None:
        choose_password(officer=officer, password=password, at=at)
    return acceptance
