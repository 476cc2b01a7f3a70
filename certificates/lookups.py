"""How many serials one address may ask for: guessing is hopeless anyhow, hammering is refused."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.limits import Limit

__all__ = ["TooManyLookups", "count_lookup"]


class TooManyLookups(Refusal):
    """An address asked too often; ``seconds`` until it may again."""

    code = "too_many_lookups"
    message = _("Too many verifications from this address. Wait %(seconds)s seconds and try again.")

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds=seconds)


def count_lookup(address: str) -> None:
    """Count a verification asked for by an address; raise ``TooManyLookups`` past the limit.

    Counted in the cache, in fixed spans of time: ``settings.VERIFICATIONS_PER_ADDRESS``. A cache that is
    gone lets everybody through: forty unguessable bits stand behind (at 1,000 tries a second some
    35 years for one certificate), and nobody's paper goes unverified for want of a counter.
    """
    limit = Limit.parse(settings.VERIFICATIONS_PER_ADDRESS)
    span = int(limit.within.total_seconds())
    now = int(time.time())
    key = f"certificates.lookups:{now // span}:{address}"
    cache.add(key, 0, timeout=span)
    try:
        asked = cache.incr(key)
    except ValueError:  # gone, or expired between the two calls
        return
    if asked > limit.amount:
        raise TooManyLookups(span - now % span)
