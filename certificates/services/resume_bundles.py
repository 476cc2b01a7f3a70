"""Taking up bundles that a worker left."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from certificates.models import CertificateBundle
from certificates.tasks import make_certificate_bundle

__all__ = ["resume_bundles"]

#: What has not told of itself for longer was left by a worker that died.
_LEFT_AFTER = timedelta(minutes=10)


def resume_bundles() -> int:
    """Queue the next step of bundles that were left; return how many. Part of the sweep, which waits for none."""
    now = timezone.now()
    left = CertificateBundle.objects.filter(state=CertificateBundle.State.MAKING, told_at__lt=now - _LEFT_AFTER)
    keys = list(left.values_list("pk", flat=True))
    with transaction.atomic():
        left.filter(pk__in=keys).update(told_at=now)  # the next sweep does not queue it again
        for key in keys:
            make_certificate_bundle.enqueue(key)
    return len(keys)
