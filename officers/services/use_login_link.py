"""Choosing a password with a log-in link: it works once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Officer
from officers.queries.login_links import open_link, open_links
from officers.services.choose_password import choose_password


class LinkNotValid(Refusal):
    """The link was never made, was used, was replaced or has lapsed: which, nobody is told."""

    code = "link_not_valid"
    message = _("This link is not valid: it was used, it has lapsed, or a newer one was made. Ask for a new one.")


@transaction.atomic
def use_login_link(*, secret: str, password: str, at: datetime | None = None) -> Officer:
    """Store the password that the holder of the link chose, which ends the link and all sessions of the officer.

    Raises ``LinkNotValid``. The officer's row is locked before the link's, as where links are made: of two
    uses at once the second is refused, and none slips past a newer link.
    """
    now = at or timezone.now()
    found = open_link(secret, now)
    if found is None:
        raise LinkNotValid
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=found.officer_id)
    link = open_links(now).select_for_update(of=("self",)).filter(pk=found.pk).first()
    if link is None:
        raise LinkNotValid
    link.used_at = now
    link.save(update_fields=["used_at"])
    record(by=officer, act="officer.use_login_link", on=officer)
    return choose_password(officer=officer, password=password, at=now)
