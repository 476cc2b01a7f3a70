"""Certificates: the document of an award, with everything that is printed on it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.append_only import AppendOnly, AppendOnlyQuerySet
from certificates.models.revocation import Revocation


class CertificateQuerySet(AppendOnlyQuerySet):
    """Sentences about certificates."""

    def with_standing(self) -> Self:
        """Read with them what tells their state: the revocation in force (``revoked_at``, ``revoked_for``), successor.

        In the statement that reads the certificates: there is one revocation in force at most. ``newest`` is the
        serial of the last that was issued for the same award: where a successor was replaced in turn, not that one.
        """
        revoked = Revocation.objects.in_force().filter(certificate=OuterRef("pk"))
        newest = Certificate.objects.filter(award=OuterRef("award"), superseded_by=None)
        return self.select_related("superseded_by").annotate(
            revoked_at=Subquery(revoked.values("at")[:1]), revoked_for=Subquery(revoked.values("category")[:1]),
            newest=Subquery(newest.order_by().values("serial")[:1]),
        )  # fmt: skip


class SerialCounter(models.Model):
    """The last number given in a year (Lima), locked while the next is taken, so that none is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of serials")
        verbose_name_plural = _("counters of serials")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Certificate(AppendOnly):
    """A document of an award: what is printed, as it was on that day.

    Everything on the paper is a column here, so that verification can show it all and an altered paper
    is found out. A corrected certificate is a new row that ``supersedes`` the old one; both stay
    verifiable. ``base_url`` is the address in the QR.
    """

    award = models.ForeignKey("certificates.Award", on_delete=models.PROTECT, related_name="certificates")
    serial = models.CharField(_("serial"), max_length=32, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    holder_name = models.CharField(_("holder"), max_length=210)
    holder_rank = models.CharField(_("rank"), max_length=80, blank=True)
    holder_unit = models.CharField(_("unit"), max_length=160, blank=True)
    holder_cip = models.CharField(_("CIP"), max_length=8, blank=True)
    course_title = models.CharField(_("course"), max_length=200)
    course_code = models.CharField(_("code"), max_length=10)
    edition_number = models.PositiveIntegerField(_("edition"))
    edition_sha256 = models.CharField(max_length=64)
    academic_hours = models.PositiveSmallIntegerField(_("academic hours"))
    credits = models.DecimalField(_("credits"), max_digits=4, decimal_places=2)
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True)
    resolution = models.CharField(_("resolution"), max_length=120, blank=True)
    signatories = models.JSONField(default=list)
    completed_on = models.DateField(_("completed on"))
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    base_url = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    #: Of ``with_standing``: when and for which category it was revoked, None while it is not.
    revoked_at: datetime | None
    revoked_for: str | None
    newest: str

    objects = CertificateQuerySet.as_manager()  # type: ignore[misc]  # narrower than the base's

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-made_at"]
        # HR's list, the newest first, of a million rows.
        indexes = [models.Index(fields=["-issued_on", "-id"], name="certificate_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="certificate_number_once_per_year"),
            # One first certificate an award; others supersede.
            models.UniqueConstraint(
                fields=["award"], condition=models.Q(supersedes=None), name="one_first_certificate_per_award"
            ),
            models.CheckConstraint(
                # A replacement ends when the replaced one does, even where that was before it was issued.
                condition=models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("issued_on"))
                | models.Q(supersedes__isnull=False),
                name="certificate_expires_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    def get_absolute_url(self) -> str:
        """Return the page of the holder's certificate."""
        return reverse("certificates:certificate", args=[self.serial])

    @property
    def institution(self) -> str:
        """Who issued it: the institution of the first who signs, at the head of the paper."""
        return self.signatories[0]["institution"] if self.signatories else ""

    @property
    def revoked_for_words(self) -> str:
        """The category of the revocation in force, in words."""
        return str(Revocation.Category(self.revoked_for).label) if self.revoked_for else ""

    @property
    def verification_url(self) -> str:
        """The address in the QR, as it was when the certificate was issued."""
        return f"{self.base_url}/v/{self.serial}/"


class CertificateFile(AppendOnly):
    """A PDF of a certificate, stored by the hash of its bytes."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a certificate")
        verbose_name_plural = _("files of certificates")
        constraints = [models.UniqueConstraint(fields=["certificate", "sha256"], name="pdf_once_per_certificate")]

    def __str__(self) -> str:
        return self.sha256
