"""Roles and grants: what a person may do, where, and until when."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person works as. ``officers.roles`` says which acts each may do."""

    AUTHOR = "author", _("Author")
    REVIEWER = "reviewer", _("Reviewer")
    TRAINING_DIRECTOR = "training_director", _("Training director")
    INSTRUCTOR = "instructor", _("Instructor")
    STATION_COMMANDER = "station_commander", _("Station commander")
    HR_VERIFIER = "hr_verifier", _("HR verifier")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Act(models.TextChoices):
    """A thing that needs a right."""

    USE_CMS = "cms.use", _("Work in the CMS")
    READ_CONTENT = "content.read", _("Read content without enrolment")
    EDIT_CONTENT = "content.edit", _("Edit content")
    REVIEW_QUESTION = "question.review", _("Review questions that others wrote")
    PUBLISH_EDITION = "edition.publish", _("Publish an edition")
    SET_ACCESS = "access.set", _("Change classification and access rules")
    LOWER_CLASSIFICATION = "classification.lower", _("Lower a classification (two persons)")
    MANAGE_RUNS = "run.manage", _("Plan and run cohorts")
    VIEW_MARKS = "marks.view", _("See marks")
    MARK_ANSWERS = "answer.mark", _("Mark answers by hand")
    DECIDE_MARK = "mark.decide", _("Decide on a mark (two persons)")
    GRANT_ROLE = "role.grant", _("Give and withdraw roles")
    GRANT_CONTENT_ROLE = "role.grant_content", _("Give and withdraw roles that work on content")
    MANAGE_OFFICERS = "officer.manage", _("Manage officers and units")
    CONFIRM_PERSON = "officer.confirm", _("Confirm who forgot the password (the second of two persons)")
    VIEW_RECORD = "record.view", _("See training records")
    REVOKE_CERTIFICATE = "certificate.revoke", _("Revoke a certificate (two persons)")
    REINSTATE_CERTIFICATE = "certificate.reinstate", _("Undo the revocation of a certificate (two persons)")
    REISSUE_CERTIFICATE = "certificate.reissue", _("Replace a certificate by a corrected one (two persons)")
    VIEW_AUDIT = "audit.view", _("See the audit")
    OPERATE = "system.operate", _("Look after the system")


class ScopeKind(models.TextChoices):
    """For what a grant holds; the values but the first are the names of its columns."""

    EVERYWHERE = "everywhere", _("Everywhere")
    UNIT = "unit", _("A unit and all below it")
    AREA = "area", _("An area")
    COURSE = "course", _("A course")
    RUN = "run", _("A run")


class GrantQuerySet(models.QuerySet["Grant"]):
    """Sentences about grants."""

    def in_force(self) -> Self:
        """Return the grants that count now."""
        today = timezone.localdate()
        return self.filter(models.Q(until=None) | models.Q(until__gt=today), since__lte=today, withdrawn_at=None)

    def everywhere(self) -> Self:
        """Return the grants without a scope."""
        return self.filter(unit=None, area=None, course=None, run=None)


class Grant(models.Model):
    """A role given to a person for at most one scope, from a date to a date, by someone, for a reason.

    Without a scope it holds everywhere. Courses and runs are named by UUID, since they belong to an
    app above; that app registers how one is found and shown (``officers.scopes``). A grant is never deleted:
    it is withdrawn.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey("officers.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    area = models.ForeignKey("officers.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    course = models.UUIDField(_("course"), null=True, blank=True, db_index=True)
    run = models.UUIDField(_("run"), null=True, blank=True, db_index=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="grants_given"
    )
    reason = models.CharField(_("reason"), max_length=300)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        indexes = [models.Index(fields=["officer", "role"], name="grant_officer_role")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=[
                        "author",
                        "reviewer",
                        "training_director",
                        "instructor",
                        "station_commander",
                        "hr_verifier",
                        "auditor",
                        "administrator",
                    ]
                ),
                name="grant_role_known",
            ),
            # Two scopes in one grant would leave open whether both or either must hold.
            models.CheckConstraint(
                condition=(
                    models.Q(unit=None, area=None, course=None)
                    | models.Q(unit=None, area=None, run=None)
                    | models.Q(unit=None, course=None, run=None)
                    | models.Q(area=None, course=None, run=None)
                ),
                name="grant_has_at_most_one_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")), name="grant_dates_in_order"
            ),
            # Only the system (demo, installation) gives without a giver; nobody gives to himself.
            models.CheckConstraint(
                condition=models.Q(by=None) | ~models.Q(by=models.F("officer")), name="nobody_grants_to_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note on the officer, with the first grant, that there is one to ask for."""
        super().save(*args, **kwargs)
        if not self.officer.was_granted:
            type(self.officer).objects.filter(pk=self.officer_id).update(was_granted=True)
            self.officer.was_granted = True
