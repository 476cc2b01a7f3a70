"""What ``make bench`` and ``make faults`` go by: a mark that is really shown, and a guard that was really missed."""

import inspect
import random
from pathlib import Path

import pytest

from bench import marks
from bench.learner import Place
from bench.sitting_page import Field, SittingPage
from faults import blows
from faults.__main__ import is_noticed
from faults.journal import Journal
from faults.patient import Marked, Patient
from faults.scene import Fault

FOLDER = Path(__file__).parents[2]
#: Where a problem gets its sentence.
SENTENCES = "".join(
    [
        *((FOLDER / file).read_text() for file in ("faults/management/commands/check_faults.py", "bench/learner.py")),
        inspect.getsource(blows._slow),
    ]
)


@pytest.mark.parametrize(
    ("right", "shown", "is_right"),
    [("12.00", "12.00", True), ("12.00", "12,00", True), ("2.00", "12.00", False), ("11.00", "12.00", False)],
)
def test_a_mark_is_shown_where_the_review_shows_it(right: str, shown: str, is_right: bool) -> None:
    """Elsewhere in the page any number may stand."""
    page = f'<p class="mark passed"><span class="value">{shown}</span> <span class="of">de 20</span></p><p>11.00</p>'
    assert marks.is_shown(right, page) is is_right
    assert not marks.is_shown(right, f"<p>{right}</p>")


def test_the_template_of_a_review_shows_the_mark_so() -> None:
    page = (FOLDER / "templates/assessments/review.html").read_text()
    assert page.count('"><span class="value">{{ review.mark }}</span>') == 1


def test_only_what_a_guard_is_for_notices_that_it_is_off() -> None:
    lost = next(fault for fault in blows.FAULTS if fault.name == "killed-before-commit")
    assert not is_noticed(lost, [])
    assert not is_noticed(lost, ["12345678: left unable to go on at save"])
    assert is_noticed(lost, ["12345678: left unable to go on", "answer (1, 2) was acknowledged and is not stored"])


@pytest.mark.parametrize("fault", blows.FAULTS, ids=lambda fault: fault.name)
def test_what_a_run_without_its_guard_must_show_can_be_said(fault: Fault) -> None:
    assert fault.shows
    assert fault.shows in SENTENCES


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    place = Place("", "", "", "", [], {})
    return Patient(
        Marked(0), place, ("", ""), random.Random(0), (0, 0), journal=Journal(tmp_path / "journal"), patience=1
    )  # fmt: skip


def test_what_is_answered_anew_are_two_choices_since_of_them_the_mark_shows_which_answer_counted(
    patient: Patient,
) -> None:
    page = SittingPage()
    page.fields = [Field(slot, "one" if slot % 3 == 0 else "numeric", ["a"] * (slot % 3 == 0)) for slot in range(1, 21)]
    slots = [field.slot for field in patient.turns(page)]
    assert slots[:7] == [3, 6, 1, 2, 4, 5, 3]
    assert {slot: slots.count(slot) for slot in slots if slots.count(slot) > 1} == {3: 3, 6: 3}
    assert sorted(set(slots)) == list(range(1, 21))
    assert len(slots) == 24


def test_whoever_still_waits_for_slow_clients_waits(patient: Patient) -> None:
    patient.waits.append(0.1)
    assert patient.waited() == [0.1]
    patient.waits_since = 0
    assert patient.waited()[1] > 0
