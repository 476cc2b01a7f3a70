"""Imports of people: a file, how its columns are read, what each row would change or changed, and what became of it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.people_file.comparing import Kind


class ColumnMapping(models.Model):
    """Under which heading each column stands in a kind of file, by the name that people gave it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    #: Column → heading.
    columns = models.JSONField(_("columns"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("saved columns")
        verbose_name_plural = _("saved columns")

    def __str__(self) -> str:
        return self.name


class PeopleImport(models.Model):
    """One file of people, from its upload to what became of it.

    The state says what is wanted, a task does it: whatever is being worked on and was left by a worker that died, the
    sweep takes up again. The file itself is kept until the import is made or discarded; its hash stays.
    """

    class State(models.TextChoices):
        """How far it is."""

        UPLOADED = "uploaded", _("Columns to be chosen")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing changed yet")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    class Absent(models.TextChoices):
        """What becomes of officers who are not in the file."""

        KEEP = "keep", _("They stay as they are")
        RETIRED = "retired", _("They are recorded as retired")
        DISMISSED = "dismissed", _("They are recorded as dismissed and may no longer log in")

    #: A task works on these.
    WORKED_ON = (State.CHECKING, State.APPLYING, State.UNDOING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="people_imports")
    made_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UPLOADED)
    file_name = models.CharField(_("file"), max_length=120)
    file_sha256 = models.CharField(_("hash of the file"), max_length=64)
    #: The line of the headings, the headings, and the first rows below them, to choose columns by.
    heading_line = models.PositiveIntegerField(_("line of the headings"))
    headings = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    #: About how many lines there are, by what the file says of itself; and what it holds that is not looked at.
    lines = models.PositiveIntegerField(default=0)
    foreign = models.JSONField(default=list)
    #: Column → place in the row.
    columns = models.JSONField(_("columns"), default=dict)
    since = models.DateField(_("holds from"), default=timezone.localdate)
    exact_names = models.BooleanField(_("accents and capitals of names count"), default=False)
    absent = models.CharField(_("officers who are not in the file"), max_length=12, choices=Absent, default=Absent.KEEP)
    unit = models.ForeignKey("officers.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("reason"), max_length=200, blank=True)
    #: Who asked for what a task works on, and when.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    #: Rows by kind, and how many served in the units of the importer when it was checked.
    counts = models.JSONField(default=dict)
    serving = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(_("checked"), null=True)
    #: Why the last work came to nothing: ``code`` and ``params`` of a refusal.
    trouble = models.JSONField(default=dict)
    applied_at = models.DateTimeField(_("imported"), null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_why = models.CharField(_("reason for undoing"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "uploaded", "checking", "checked", "applying", "applied", "undoing", "undone", "discarded",
                    ]
                ),
                name="people_import_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(absent__in=["keep", "retired", "dismissed"]), name="people_import_absent_known"
            ),
            # Undoing goes by what was applied and when.
            models.CheckConstraint(
                condition=~models.Q(state__in=["applied", "undoing", "undone"]) | models.Q(applied_at__isnull=False),
                name="people_import_applied_has_moment",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name

    def count(self, kind: Kind) -> int:
        """Return how many rows are of a kind."""
        return int(self.counts.get(kind, 0))

    @property
    def changing(self) -> int:
        """How many rows change an officer or add one, by the last check; those who are not in the file among them."""
        unchanged = self.count(Kind.PROBLEM) + self.count(Kind.UNCHANGED)
        return int(self.counts.get("rows", 0)) + int(self.counts.get("absent", 0)) - unchanged

    @property
    def is_worked_on(self) -> bool:
        """Whether a task works on it, or soon will."""
        return self.state in self.WORKED_ON


class ImportedFile(models.Model):
    """The bytes of a file, apart from its row, which lists read."""

    people_import = models.OneToOneField(PeopleImport, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        return str(self.people_import_id)


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    """Sentences about rows of imports."""

    def of_kind(self, kind: str) -> Self:
        """Return those of a kind; a row may have several."""
        return self.filter(kinds__contains=f" {kind} ")

    def changing(self) -> Self:
        """Return those that change an officer, or add one."""
        kinds = list(Kind)
        return self.filter(place__gt=kinds.index(Kind.PROBLEM), place__lt=kinds.index(Kind.UNCHANGED))


class ImportedRow(models.Model):
    """A row of a file and what it comes to; of an officer who is not in the file, without a line.

    ``changes`` holds what each field was and becomes: what is applied, and what undoing goes back to. ``officer`` is no
    constraint: whoever an undone import had registered is gone.
    """

    people_import = models.ForeignKey(PeopleImport, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(_("line"), null=True)
    #: Rows are shown in this order, problems first.
    place = models.PositiveSmallIntegerField()
    kinds = models.CharField(max_length=90)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    login = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=210, blank=True)
    search_name = models.CharField(max_length=210, blank=True)
    cells = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    #: Code, column and params of each.
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    since = models.DateField(null=True)

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            # A check that runs twice adds nothing to the rows of the first.
            models.UniqueConstraint(fields=["people_import", "line"], name="one_row_a_line"),
        ]
        indexes = [models.Index(fields=["people_import", "place", "line", "id"], name="imported_row_order")]

    def __str__(self) -> str:
        return f"{self.people_import_id} · {self.line}"
