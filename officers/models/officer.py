"""The officer: a person with an account, and the user model."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold
from officers.fields import CIPField, DNIField, NameField


class OfficerManager(BaseUserManager["Officer"]):
    """Creates and finds officers."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """Return the officer with this log-in."""
        return self.get(login=username)


class Officer(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # Wagtail's have no types
    """A member of the police, or civilian staff, who has an account.

    ``rank`` and ``unit`` are the copy of the open posting, kept by the service ``transfer``.
    ``is_staff`` and the groups are derived from grants, only to tell Wagtail: rights are asked of
    ``officers.roles``. ``is_active`` follows ``status``: the dismissed may not log in.
    """

    class Status(models.TextChoices):
        """Whether the person serves."""

        ACTIVE = "active", _("Active")
        ON_LEAVE = "on_leave", _("On leave")
        RETIRED = "retired", _("Retired")
        DISMISSED = "dismissed", _("Dismissed")

    public_id = models.UUIDField(_("public identifier"), default=uuid.uuid4, unique=True, editable=False)
    login = models.CharField(_("login"), max_length=12, unique=True)
    cip = CIPField(_("CIP"), max_length=8, unique=True, null=True, blank=True)
    dni = DNIField(_("DNI"), max_length=8, unique=True, null=True, blank=True)
    given_names = NameField(_("given names"), max_length=80)
    paternal_surname = NameField(_("paternal surname"), max_length=60)
    maternal_surname = NameField(_("maternal surname"), max_length=60, blank=True)
    search_name = models.CharField(_("name for searching"), max_length=210, editable=False, db_index=True)
    #: Names borne before, folded, for searching: kept by the service ``correct_name``.
    search_former = models.TextField(
        _("former names for searching"), editable=False, blank=True, default="", db_default=""
    )
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.ACTIVE)
    rank = models.ForeignKey("officers.Rank", verbose_name=_("rank"), null=True, blank=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(
        "officers.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officers",
    )
    language = models.CharField(
        _("language"), max_length=5, default="es", choices=[("es", "Español"), ("en", "English")]
    )
    #: Whether notices come by e-mail too, where there is an address.
    mail_notices = models.BooleanField(_("notices by e-mail"), default=True, db_default=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_staff = models.BooleanField(_("works in the CMS"), default=False, editable=False)
    #: Kept by ``Grant.save``: the pages of the many who never held a role need not ask for grants.
    was_granted = models.BooleanField(_("was given a role"), default=False, editable=False)
    #: When the officer last chose a password; None: the next page is the first-login page.
    password_chosen_at = models.DateTimeField(_("password chosen"), null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["given_names", "paternal_surname"]

    objects = OfficerManager()

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "on_leave", "retired", "dismissed"]),
                name="officer_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="dismissed", is_active=False)
                | (~models.Q(status="dismissed") & models.Q(is_active=True)),
                name="dismissed_officers_cannot_log_in",
            ),
            # A superuser passes every policy of Django and Wagtail, past both doors.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
            models.CheckConstraint(
                condition=models.Q(cip=None) | models.Q(login=models.F("cip")), name="login_is_the_cip"
            ),
            models.CheckConstraint(
                condition=models.Q(cip__isnull=False) | models.Q(dni__isnull=False), name="officer_has_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the columns that follow from others."""
        self.email = self.email or None
        self.is_active = self.status != self.Status.DISMISSED
        self.search_name = fold(f"{self.paternal_surname} {self.maternal_surname} {self.given_names}")
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self._followers(kwargs["update_fields"])}
        super().save(*args, **kwargs)

    def find_also_by(self, name: str) -> None:
        """Make the officer findable by a name that was held before; not saved yet."""
        self.search_former = f"{self.search_former} {fold(name)}".strip()

    @staticmethod
    def _followers(fields: Any) -> set[str]:
        followers: set[str] = set()
        if "status" in fields:
            followers.add("is_active")
        if {"given_names", "paternal_surname", "maternal_surname"} & set(fields):
            followers.add("search_name")
        return followers

    def get_full_name(self) -> str:
        """Return given names and surnames in the order of an identity card."""
        return " ".join(part for part in (self.given_names, self.paternal_surname, self.maternal_surname) if part)

    def get_short_name(self) -> str:
        """Return rank and the name by which a colleague would call."""
        first = self.given_names.split(" ")[0]
        return (
            f"{self.rank.abbreviation} {first} {self.paternal_surname}"
            if self.rank_id and self.rank
            else (f"{first} {self.paternal_surname}")
        )

    @property
    def first_name(self) -> str:
        """Given names, for Wagtail's greetings; nothing writes it."""
        return str(self.given_names)

    @property
    def last_name(self) -> str:
        """Surnames, for Wagtail's lists; nothing writes it."""
        return " ".join(part for part in (self.paternal_surname, self.maternal_surname) if part)


class PrivacyAcceptance(models.Model):
    """An officer was shown a version of the privacy notice and took note of it."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="privacy_acceptances")
    version = models.CharField(_("version"), max_length=20)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance of the privacy notice")
        verbose_name_plural = _("acceptances of the privacy notice")
        constraints = [
            models.UniqueConstraint(fields=["officer", "version"], name="one_acceptance_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.version}"
