"""What rests on a certificate, in sentences: for whoever proposes to revoke it, and for whoever confirms."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certificates.queries.resting import Resting

__all__ = ["resting_words"]


def resting_words(resting: Resting) -> list[str]:
    """Return a sentence for each thing; one that says so where there is none."""
    if resting.is_empty:
        return [_("Nothing: no course that its holder takes or has completed asks for this one.")]
    said = [
        _("Enrolment in “%(title)s” (%(run)s): %(state)s") % {"title": title, "run": run, "state": state}
        for title, run, state in resting.enrolments
    ]
    said += [
        _("“%(title)s”, completed on %(day)s")
        % {"title": title, "day": date_format(localtime(at), "SHORT_DATE_FORMAT")}
        for title, at in resting.awards
    ]
    said.append(_("None of this is changed by the revocation; decide about it by itself."))
    if resting.again:
        serials = {"serials": ", ".join(resting.again)}
        said.append(_("The holder has completed the course another time as well: %(serials)s") % serials)
    return said
