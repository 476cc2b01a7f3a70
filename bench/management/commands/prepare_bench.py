"""``prepare_bench``: the real curriculum, and learners enrolled in a run of it."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bench import marks
from bench.learner import Place
from courses.models import CourseRun, Edition, Enrolment
from courses.services.enrol import enrol
from officers.models import Area, Officer, Posting, PrivacyAcceptance, Rank, Unit

COURSE = "PC-101"
FOLDER = settings.BASE_DIR / "content" / "courses" / "policia-comunitaria"
PASSWORD = "tres tristes tigres"  # noqa: S105 - of people who exist while the bench runs
_FIRST_CIP = 40_000_001


class Command(BaseCommand):
    """Fills an empty database."""

    help = "Fills the bench's database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how many learners, and the file for what the driver must know."""
        parser.add_argument("--learners", type=int, required=True)
        parser.add_argument("--to", type=Path, required=True)

    def handle(self, *args: Any, learners: int, to: Path, **options: Any) -> None:
        """Load, publish, enrol; write what the driver must know."""
        for area in ("community", "intelligence"):
            Area.objects.create(code=area, name=area)
        call_command("load_curriculum", str(settings.BASE_DIR / "content"), publish=True, verbosity=0)
        edition = Edition.objects.filter(course__code=COURSE).latest("number")
        run = _run(edition)
        people = [(officer.login, str(_enrol(officer, run).uuid)) for officer in _officers(learners)]
        items = edition.items.order_by("order")
        place = Place(
            password=PASSWORD,
            code=COURSE.lower(),
            lesson=str(items.filter(kind="lesson")[0].activity_uuid),
            exam=str(items.filter(kind="exam").exclude(weight="").get().activity_uuid),
            people=people,
            written=marks.written(marks.questions(FOLDER)),
        )
        to.write_text(json.dumps(place.to_json()))


def _run(edition: Edition) -> CourseRun:
    now = timezone.now()
    return CourseRun.objects.create(
        edition=edition,
        code="BENCH",
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=30),
        enrolment_opens_at=now - timedelta(days=1),
        enrolment_closes_at=now + timedelta(days=29),
    )


def _officers(count: int) -> list[Officer]:
    """Make officers who have been through the first log-in; one hash for all, since only logging in counts."""
    rank = Rank.objects.create(
        code="S2", name="Suboficial de Segunda PNP", abbreviation="S2 PNP", category="non_commissioned", order=2
    )
    unit = Unit.objects.create(code="BENCH", name="Comisaría de prueba", kind="station")
    unit.path = f"/{unit.pk}/"
    unit.save(update_fields=["path"])
    password, now = make_password(PASSWORD), timezone.now()
    officers = Officer.objects.bulk_create(
        Officer(
            login=str(_FIRST_CIP + number),
            cip=str(_FIRST_CIP + number),
            given_names="Rosa Elena",
            paternal_surname="Huamán",
            search_name="huaman rosa elena",
            rank=rank,
            unit=unit,
            password=password,
            password_chosen_at=now,
        )
        for number in range(count)
    )
    Posting.objects.bulk_create(
        Posting(officer=officer, unit=unit, rank=rank, since=date(2024, 1, 1)) for officer in officers
    )
    PrivacyAcceptance.objects.bulk_create(
        PrivacyAcceptance(officer=officer, version=settings.PRIVACY_NOTICE_VERSION) for officer in officers
    )
    return officers


def _enrol(officer: Officer, run: CourseRun) -> Enrolment:
    return enrol(officer=officer, run=run, by=officer)
