"""Bridges from signals to services."""

from typing import Any

from django.dispatch import receiver

from certificates.services.award import award
from courses.models import Enrolment
from courses.signals import enrolment_completed


@receiver(enrolment_completed, dispatch_uid="certificates.award_completed")
def award_completed(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """Award what was completed; told after the commit, so that a fault here undoes no exam."""
    award(enrolment=Enrolment.objects.get(pk=enrolment_id))
