"""``check_faults``: acknowledged ⊆ stored ⊆ intended, each once, every mark recomputed, nobody left behind."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.models import Attempt
from bench import marks
from bench.management.commands.check_bench import as_written
from bench.management.commands.prepare_bench import FOLDER
from courses.curriculum.kinds import uuid_of

_Key = tuple[int, int]


@dataclass
class _Sat:
    """What the journal knows of one attempt."""

    intended: dict[_Key, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[_Key, str] = field(default_factory=dict)
    #: Of a browser: the last choice at a slot that its page said to keep.
    kept: dict[int, Any] = field(default_factory=dict)


class Command(BaseCommand):
    """Reads the journal and the database, and shares no line with what saves and marks."""

    help = "Holds the journal of a fault against the database and the content."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the journal."""
        parser.add_argument("--journal", type=Path, action="append", default=[])

    def handle(self, *args: Any, journal: list[Path], **options: Any) -> None:
        """Print what was checked and every problem, as JSON, a list with one entry a journal."""
        bank = {str(uuid_of(key)): question for key, question in marks.questions(FOLDER).items()}
        self.stdout.write(json.dumps([_checked(path, bank) for path in journal]))


def _checked(journal: Path, bank: dict[str, marks.Question]) -> dict[str, Any]:
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    finished = {line["login"]: line for line in lines if line["what"] == "finished"}
    logins = [line["login"] for line in lines if line["what"] == "came"]
    stuck = {line["login"]: f" at {line['step']}: {line['problem']}" for line in lines if line["what"] == "gave up"}
    problems = [f"{login}: left unable to go on{stuck.get(login, '')}" for login in logins if login not in finished]
    sittings = _sittings(lines)
    stored = acknowledged = 0
    for login in logins:
        attempts = list(Attempt.objects.filter(officer__login=login))
        if len(attempts) > 1:
            problems.append(f"{login}: {len(attempts)} attempts")
        for attempt in attempts:
            sat = sittings.pop(str(attempt.public_id), _Sat())
            stored += attempt.responses.count()
            acknowledged += len(sat.acknowledged)
            found = [*_answers(attempt, sat), *_mark(attempt, finished.get(login), bank)]
            problems += [f"{login}: {problem}" for problem in found]
    problems += [f"attempt {attempt} is not stored" for attempt in sittings]
    count = Counter(line["what"] for line in lines)
    return {
        "intended": count["intended"], "acknowledged": acknowledged, "stored": stored, "failed": count["failed"],
        "finished": len(finished), "problems": problems,
    }  # fmt: skip


def _sittings(lines: list[dict[str, Any]]) -> dict[str, _Sat]:
    sittings: dict[str, _Sat] = defaultdict(_Sat)
    for line in lines:
        if "attempt" not in line:
            continue
        sat = sittings[line["attempt"]]
        if line["what"] == "intended":
            sat.intended[line["client"], line["sequence"]] = line
        elif line["what"] == "acknowledged":
            sat.acknowledged[line["client"], line["sequence"]] = line["standing"]
        elif line["what"] == "told":
            sat.kept[line["slot"]] = line["value"]
    return sittings


def _answers(attempt: Attempt, sat: _Sat) -> list[str]:
    """Return what of acknowledged ⊆ stored ⊆ intended does not hold, and what an end did not end."""
    problems = []
    rows = {(row.client, row.sequence): row for row in attempt.responses.order_by("order")}
    for key, standing in sat.acknowledged.items():
        if key not in rows:
            problems.append(f"answer {key} was acknowledged and is not stored")
        elif rows[key].standing != standing:
            problems.append(f"answer {key} was acknowledged as {standing} and is stored as {rows[key].standing}")
    for key, row in rows.items():
        meant = sat.intended.get(key)
        if meant is None:
            problems.append(f"answer {key} is stored and was not intended")
        elif (meant["slot"], meant["value"] or None) != (row.slot, row.value or None):
            problems.append(f"answer {key} is not stored as it was given")
    closed = False
    for standing in sat.acknowledged.values():
        if closed and standing == "counted":
            problems.append("an answer counted after one had been told that the time was over")
            break
        closed |= standing in {"late", "after_submit"}
    counted = {row.slot: row.value for row in rows.values() if row.standing == "counted"}
    for slot, value in sat.kept.items():
        if (counted.get(slot) or None) != (value or None):
            problems.append(f"answer {slot} was said to be kept and is {counted.get(slot)}, not {value}")
    return problems


def _mark(attempt: Attempt, finished: dict[str, Any] | None, bank: dict[str, marks.Question]) -> list[str]:
    """Return what is wrong with a mark: computed again from the stored answers that count and from ``content/``."""
    if finished is None:
        return []
    if attempt.state != Attempt.State.SUBMITTED or attempt.marks.count() != 1:
        return [f"the attempt is {attempt.state} with {attempt.marks.count()} markings"]
    given = {row.slot: row.value for row in attempt.responses.order_by("order") if row.standing == "counted"}
    earned = weights = Fraction(0)
    for slot in attempt.draw["slots"]:
        question = bank[slot["question"]]
        weight = Fraction(question["weight"])
        weights += weight
        earned += weight * marks.earned(question, as_written(given.get(slot["number"]), dict(slot["options"])))
    right = marks.mark(earned / weights)
    problems = [] if str(attempt.mark) == right else [f"the mark is {attempt.mark}, and must be {right}"]
    if not marks.is_shown(right, finished["review"]):
        problems.append(f"the review does not show the mark {right}")
    return problems
