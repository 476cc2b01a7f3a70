"""What a verification answers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from certificates.facts import Fact

__all__ = ["Verdict", "VerdictState", "words_of_mistake"]

_MISTAKES = {
    "length": _("A serial has more or fewer letters and digits than this. It looks like 2026-000123-K7QX4M2P-J."),
    "symbol": _("A serial has letters without accents and digits only. It looks like 2026-000123-K7QX4M2P-J."),
    "check": _("A letter or digit is wrong or in the wrong place. Compare it with the paper, sign by sign."),
    "several": _("Here are two serials. Ask about each by itself."),
}


class VerdictState(TextChoices):
    """The answers, each with the words that stand at the top of the page."""

    VALID = "valid", _("Valid certificate")
    EXPIRED = "expired", _("Expired certificate")
    REVOKED = "revoked", _("Revoked certificate")
    SUPERSEDED = "superseded", _("Replaced certificate")
    UNKNOWN = "unknown", _("There is no such certificate")
    MISTYPED = "mistyped", _("This serial is mistyped")


@dataclass(frozen=True)
class Verdict:
    """The answer of a verification at a moment.

    ``institution`` is who issued it, or for ``unknown`` who issues here. ``facts`` is everything that the
    paper must say; empty for ``unknown`` and ``mistyped``. ``asked`` is the serial in its stored form, or for
    ``mistyped`` what was typed. ``mistake`` is ``Mistyped.code``. ``superseded_by`` is the serial of the newest
    certificate of the same award.
    """

    state: VerdictState
    asked: str
    checked_at: datetime
    institution: str = ""
    facts: tuple[Fact, ...] = ()
    expired_on: str = ""
    revoked_on: str = ""
    category: str = ""
    superseded_on: str = ""
    superseded_by: str = ""
    mistake: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is such a certificate."""
        return self.state not in {VerdictState.UNKNOWN, VerdictState.MISTYPED}


def words_of_mistake(code: str) -> str:
    """Return the sentence for what is wrong with a serial (``Mistyped.code``)."""
    return str(_MISTAKES[code])
