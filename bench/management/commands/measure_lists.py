"""``measure_lists``: asks the large pages of the CMS as the person whose work they are."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.cpu import spent_exactly
from courses.models import Course, CourseRun, Enrolment
from officers.models import Area, Grant, Officer, Unit
from officers.models.grant import Role

#: Targets: statements of any of these pages, and CPU milliseconds, the database's included.
STATEMENTS, MILLISECONDS = 15, 300.0
_TIMES = 5


class Command(BaseCommand):
    """Makes the load in an empty database; one that is there is taken."""

    help = "Measures lists, searches, rosters and records at full size."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how many of each, as ``make_load`` has them."""
        for name in ("officers", "units", "enrolments"):
            parser.add_argument(f"--{name}", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print statements and CPU of each page, with the targets."""
        size = {name: options[name] for name in ("officers", "units", "enrolments") if options[name]}
        if not Officer.objects.exists():
            began = time.monotonic()
            call_command("make_load", **size, stdout=self.stdout if options["verbosity"] > 1 else _Silence())
            self.stdout.write(f"The load was made in {time.monotonic() - began:.0f} s.")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum has done by the time that so many have enrolled
        self.stdout.write(
            f"{Officer.objects.count():,} officers, {Unit.objects.count():,} units, "
            f"{Enrolment.objects.count():,} enrolments"
        )
        self.stdout.write(f"  {'':<6}{'page':<44}{'statements':>11}{'CPU ms':>9}{'database ms':>13}{'status':>8}")
        for client, name, address in _pages():
            self._measure(client, name, address)

    def _measure(self, client: Client, name: str, address: str) -> None:
        pid = _backend()
        client.get(address)
        cpu, database, statements, status = [], [], 0, 0
        for _ in range(_TIMES):
            own, theirs = time.process_time(), spent_exactly([pid])
            with CaptureQueriesContext(connection) as seen:
                status = client.get(address).status_code
            statements = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in seen)
            own, theirs = time.process_time() - own, spent_exactly([pid]) - theirs
            cpu.append((own + theirs) * 1000)
            database.append(theirs * 1000)
        word = "OVER  statements" if statements > STATEMENTS else "OVER" if median(cpu) > MILLISECONDS else "ok"
        self.stdout.write(
            f"  {word:<6}{name:<44}{statements:>11}{median(cpu):>9.1f}{median(database):>13.1f}{status:>8}"
        )


def _pages() -> Iterator[tuple[Client, str, str]]:
    """Yield who asks, what, and where."""
    director = _person(Role.TRAINING_DIRECTOR, "90000001", area=Area.objects.get(code="load"))
    hr = _person(Role.HR_VERIFIER, "90000002")
    root = Unit.objects.get(parent=None)
    commander = _person(Role.STATION_COMMANDER, "90000003", unit=Unit.objects.filter(parent=root).order_by("pk")[0])
    run = CourseRun.objects.filter(edition__course=Course.objects.order_by("pk")[0]).latest("starts_at")
    officer = Enrolment.objects.filter(run=run).order_by("pk")[0].officer
    roster = reverse("courses_runs:roster", args=[run.uuid])
    officers = reverse("officers_cms:officers")
    certificates = reverse("certificates_cms:certificates")
    record = reverse("certificates_cms:record", args=[officer.public_id])
    yield director, "runs", reverse("courses_runs:runs")
    yield director, "roster", roster
    yield director, "roster, page 40", f"{roster}?page=40"
    yield director, "roster, search", f"{roster}?q=quispe+rosa"
    yield hr, "officers", officers
    yield hr, "officers, search by name", f"{officers}?q=quispe+rosa"
    yield hr, "officers, search by CIP", f"{officers}?q={officer.cip}"
    yield hr, "officers, page 100", f"{officers}?page=100"
    yield hr, "units", reverse("units_cms:units")
    for who, of in ((hr, "all"), (commander, "a region's")):
        yield who, f"certificates, {of}, search", f"{certificates}?q=quispe"
        yield who, f"coverage, {of}", reverse("certificates_cms:coverage")
    yield hr, "one officer", reverse("officers_cms:officer", args=[officer.public_id])
    yield hr, "training record", record


def _person(role: Role, login: str, **scope: Any) -> Client:
    """Return somebody's browser, logged in as after the first log-in."""
    officer, is_new = Officer.objects.get_or_create(
        login=login, cip=login,
        defaults={
            "given_names": "Rosa", "paternal_surname": "Prueba", "search_name": "prueba rosa", "is_staff": True,
            "unit": Unit.objects.get(parent=None), "rank": Officer.objects.order_by("pk")[0].rank,
        },
    )  # fmt: skip
    if is_new:
        Grant.objects.create(officer=officer, role=role, since=date(2024, 1, 1), reason="bench", **scope)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    session = client.session
    session["welcomed"] = True
    session.save()
    return client


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


class _Silence:
    def write(self, *_: Any) -> None:
        """Say nothing."""

    flush: Callable[..., None] = write
