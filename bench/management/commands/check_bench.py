"""``check_bench``: is every answer there, and is every mark what ``content/`` says it must be?"""

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.models import Attempt
from bench import marks
from bench.management.commands.prepare_bench import FOLDER
from courses.curriculum.kinds import uuid_of


class Command(BaseCommand):
    """Looks at the draws for the first time, after the run."""

    help = "Holds the sittings of a bench against the database and the content."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file of sittings."""
        parser.add_argument("--sittings", type=Path, required=True)

    def handle(self, *args: Any, sittings: Path, **options: Any) -> None:
        """Print what was checked and every problem, as JSON."""
        bank = {str(uuid_of(key)): question for key, question in marks.questions(FOLDER).items()}
        problems: list[str] = []
        kinds: Counter[str] = Counter()
        checked = 0
        for sitting in json.loads(sittings.read_text()):
            if sitting["finished"]:
                attempt = Attempt.objects.get(public_id=sitting["attempt"])
                problems += [f"{sitting['login']}: {problem}" for problem in _problems(attempt, sitting, bank, kinds)]
                checked += 1
        pools = [question for question in bank.values() if any(tag.startswith("pool-") for tag in question["tags"])]
        asked = {question["kind"] for question in pools}
        if checked and asked - set(kinds):
            problems.append(f"kinds of question that no sitting asked: {', '.join(sorted(asked - set(kinds)))}")
        self.stdout.write(
            json.dumps({"marks": checked, "answers": kinds.total(), "kinds": dict(kinds), "problems": problems})
        )


def _problems(
    attempt: Attempt, sitting: dict[str, Any], bank: dict[str, marks.Question], kinds: Counter[str]
) -> list[str]:
    """Return what differs between what a learner gave and was told, what is stored, and what is right."""
    problems = []
    given = dict(sitting["given"])
    stored = {row.slot: row for row in attempt.responses.order_by("order") if row.standing == "counted"}
    earned = weights = Fraction(0)
    for slot in attempt.draw["slots"]:
        number, question = slot["number"], bank[slot["question"]]
        kinds[question["kind"]] += 1
        value = given[number]
        if number not in stored or (stored[number].value or None) != (value or None):
            problems.append(f"answer {number} is not as it was given")
        weight = Fraction(question["weight"])
        weights += weight
        earned += weight * marks.earned(question, as_written(value, dict(slot["options"])))
    if len(stored) != len(given) or attempt.responses.count() != len(given):
        problems.append(f"{attempt.responses.count()} responses are stored, {len(given)} were given")
    right = marks.mark(earned / weights)
    if str(attempt.mark) != right:
        problems.append(f"the mark is {attempt.mark}, and must be {right}")
    if not marks.is_shown(right, sitting["review"]):
        problems.append(f"the review does not show the mark {right}")
    return problems


def as_written(value: Any, options: dict[str, str]) -> Any:
    """Return an answer with options named as in the content; what was typed stays as it is."""
    if isinstance(value, list):
        return [options[key] for key in value]
    return options.get(value, value) if options else value
