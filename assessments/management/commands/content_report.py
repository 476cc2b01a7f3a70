"""``manage.py content_report content/``: the courses of curriculum files in numbers, without a database."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.content_report import CourseReport, course_reports
from courses.curriculum.reader import read_files
from courses.curriculum_words import worded

_LEVELS: dict[str, Any] = {
    "": gettext_lazy("no text"),
    "very_hard": gettext_lazy("very hard"),
    "rather_hard": gettext_lazy("rather hard"),
    "normal": gettext_lazy("normal"),
    "rather_easy": gettext_lazy("rather easy"),
    "very_easy": gettext_lazy("very easy"),
}


class Command(BaseCommand):
    """Read the files and say what they amount to."""

    help = "Per course: lessons, words, hours declared and found, reading level, and how its questions are made."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Report; files that cannot be read are named first."""
        curriculum, faults = read_files(folder)
        for fault in faults:
            self.stderr.write(f"{fault.path}:{fault.line}: {worded(fault)}")
        reports = course_reports(curriculum)
        if not reports:
            raise CommandError(_("There is neither a course nor a guideline in this folder."))
        for report in reports:
            for line in _lines(report):
                self.stdout.write(line)
            self.stdout.write("")


def _lines(report: CourseReport) -> Iterator[str]:
    score = report.reading.score
    habits = report.options
    yield f"{report.code} · {report.title}"
    yield _("  Lessons: %(lessons)s in %(modules)s modules; %(words)s words, %(minutes)s minutes of study reading") % {
        "lessons": report.lessons, "modules": report.modules, "words": report.words, "minutes": report.reading_minutes,
    }  # fmt: skip
    yield _("  Exercises: %(count)s, %(minutes)s minutes") % {
        "count": report.exercises, "minutes": report.exercise_minutes,
    }  # fmt: skip
    yield _("  Practice: %(practice)s; exams that count: %(exams)s") % {
        "practice": report.practice, "exams": report.exams,
    }  # fmt: skip
    yield _("  Academic hours: %(declared)s declared, %(found)s found (%(minutes)s minutes)") % {
        "declared": report.declared, "found": report.hours, "minutes": report.found,
    }  # fmt: skip
    yield _("  Reading level (Szigriszt-Pazos, INFLESZ): %(score)s, %(level)s") % {
        "score": "–" if score is None else f"{score:.1f}", "level": _LEVELS[report.reading.level],
    }  # fmt: skip
    total = sum(report.kinds.values())
    yield _("  Questions: %(count)s") % {"count": total}
    yield _("    by kind: %(list)s") % {"list": _listed(report.kinds)}
    yield _("    by difficulty: %(list)s") % {"list": _listed(report.difficulties)}
    yield _("    by module: %(list)s") % {"list": _listed(report.by_module)}
    yield _("    objectives of lessons: %(count)s; asked for by no question: %(unasked)s") % {
        "count": report.objectives, "unasked": ", ".join(report.unasked) or "–",
    }  # fmt: skip
    said = _("    single choice: right option at %(positions)s; the longest in %(longest)s of %(count)s")
    yield said % {
        "positions": ", ".join(f"{place}.ª: {count}" for place, count in enumerate(habits.positions, 1)) or "–",
        "longest": habits.longest, "count": habits.questions,
    }  # fmt: skip
    yield _("    mean length: right %(right)s characters, wrong %(wrong)s") % {
        "right": habits.right, "wrong": habits.wrong,
    }  # fmt: skip


def _listed(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{name or _('none')} {count}" for name, count in counts.items()) or "–"
