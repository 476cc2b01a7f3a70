"""The report on curriculum files: what it counts, without a database (no test here may open one)."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.content_report import CourseReport, course_reports
from courses.curriculum.reader import read_files
from tests.courses.curriculum.files import ROOT, lesson, small_curriculum, write

QUESTIONS = """\
- key: q-1
  kind: single_choice
  prompt: ¿Cuál?
  difficulty: hard
  lessons: [tc-900-1-1]
  objectives: [tc-900-1-1.1]
  options:
    - {key: a, text: Eso, right: false, feedback: Falso.}
    - {key: b, text: La más larga, right: true, feedback: Sí.}
  explanation: Sí.
- key: q-2
  kind: true_false
  prompt: ¿Es así?
  answer: true
  feedback_true: Sí.
  feedback_false: No.
  explanation: Sí.
"""
EXAM = """\
kind: exam
key: x-{n}
title: Control
counts: {counts}
minutes: {minutes}
attempts: null
wait_hours: 0
counting: highest
pass_mark: null
required: {required}
shuffle_questions: false
shuffle_options: false
review: after_close
sections:
  - questions: [q-1]
    draws: [{{tag: pool-a, count: 4}}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = small_curriculum(tmp_path)
    text = lesson("tc-900-1-1", "tc-900-1-2", "Primera") + "\n## Ejercicio en su sector (unos 40 minutos)\n\nSalga.\n"
    write(folder, f"{ROOT}/01-uno/01-primera.md", text)
    write(folder, f"{ROOT}/questions/a.yaml", QUESTIONS)
    for n, counts, minutes, required in (
        (1, "false", "null", "true"),
        (2, "true", "60", "true"),
        (3, "false", "null", "false"),
    ):
        exam = EXAM.format(n=n, counts=counts, minutes=minutes, required=required)
        write(folder, f"{ROOT}/01-uno/0{n + 2}-control.yaml", exam)
    return folder


def report_of(folder: Path) -> CourseReport:
    curriculum, faults = read_files(folder)
    assert faults == []
    return course_reports(curriculum)[0]


def test_a_course_is_counted_as_the_readme_says(folder: Path) -> None:
    report = report_of(folder)
    assert (report.code, report.modules, report.lessons) == ("TC-900", 1, 2)
    assert (report.exercises, report.exercise_minutes) == (1, 40)
    assert (report.practice, report.exams) == (2, 1)
    assert report.found == 30 + 30 + 2 * 5 + 60, "an optional practice adds nothing"
    assert report.hours == Decimal("2.9")
    assert report.declared == 8


def test_questions_are_counted_by_kind_difficulty_and_the_module_of_their_lesson(folder: Path) -> None:
    report = report_of(folder)
    assert report.kinds == {"single_choice": 1, "true_false": 1}
    assert report.difficulties == {"hard": 1, "medium": 1}
    assert report.by_module == {"": 1, "Módulo uno": 1}


def test_it_names_the_objectives_that_no_question_asks_for(folder: Path) -> None:
    report = report_of(folder)
    assert (report.objectives, report.unasked) == (2, ("tc-900-1-2.1",))


def test_it_tells_where_the_right_option_stands_and_how_long_it_is(folder: Path) -> None:
    habits = report_of(folder).options
    assert (habits.questions, habits.positions, habits.longest) == (1, (0, 1), 1)
    assert (habits.right, habits.wrong) == (Decimal("12.0"), Decimal("3.0"))


def test_words_of_tables_are_read_and_make_no_sentences(folder: Path) -> None:
    report = report_of(folder)
    assert report.words > report.reading.words
    assert report.reading.level


def test_the_command_reports_each_course_and_names_what_it_cannot_read(folder: Path) -> None:
    write(folder, f"{ROOT}/questions/b.yaml", "- key: q-1\n")
    out, err = StringIO(), StringIO()
    call_command("content_report", str(folder), stdout=out, stderr=err)
    assert "TC-900" in out.getvalue()
    assert f"{ROOT}/questions/b.yaml:1" in err.getvalue()


def test_a_folder_without_courses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("content_report", str(tmp_path), stderr=StringIO())
