"""Having notices mailed to those who have an address and wish it."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from officers.models import Notice, NoticeMail, Officer
from officers.tasks import send_notices

__all__ = ["GATHERED_FOR", "plan_mail"]

#: Notices of one officer that come within so long are one mail.
GATHERED_FOR = timedelta(minutes=3)
_PLANNED = "officers.mail_planned"


def plan_mail(notices: Sequence[Notice]) -> None:
    """Note which of these notices are to be mailed, in the caller's transaction; where no mail is set up, nothing.

    What is told of long ago (a loader, the demo) is not mailed. A task sends them soon after the commit; the sweep
    those that it missed.
    """
    if not settings.EMAIL_NOTICES:
        return
    now = timezone.now()
    news = [notice for notice in notices if now - notice.at < timedelta(days=1)]
    told = {notice.officer_id for notice in news}
    reached = set(
        Officer.objects.filter(pk__in=told, mail_notices=True, is_active=True, email__isnull=False).values_list(
            "pk", flat=True
        )
    )
    due = now + GATHERED_FOR
    rows = [
        NoticeMail(notice=notice, officer_id=notice.officer_id, made_at=now, due_at=due)
        for notice in news
        if notice.officer_id in reached
    ]
    if not rows:
        return
    NoticeMail.objects.bulk_create(rows, batch_size=1000)
    if cache.add(_PLANNED, 1, GATHERED_FOR.total_seconds()):
        transaction.on_commit(lambda: send_notices.using(run_after=due).enqueue())
