"""The guards of the product, taken off one at a time, to show that the journal notices (docs/faults.md).

Only ``faults.settings`` loads this; the product has no such switch.
"""

import dataclasses
import re
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.db import DatabaseError, connections
from django.utils import timezone

from assessments.services.save_response import Entry, Saved

__all__ = ["take_off"]

#: What is replaced in them, they do not export.
saving: Any = import_module("assessments.services.save_response")
submitting: Any = import_module("assessments.services.submit_attempt")
noting: Any = import_module("assessments.services.save_and_note")
#: The number of an answer, or, where it is taken, one above all that a learner of the faults gives.
_FRESH = """CASE WHEN EXISTS (
  SELECT 1 FROM assessments_response taken
  WHERE taken.attempt_id = {attempt} AND taken.client = {client} AND taken.sequence = {sequence}
) THEN kept.many + 5000 ELSE {sequence} END"""


def take_off(guard: str) -> None:
    """Take one off; "" and those that lie elsewhere: none of these."""
    if guard in _OFF:
        _OFF[guard]()


def _without_key() -> None:
    """An answer that comes again is another answer: where its key is taken it gets a fresh number."""
    for name in ("_POSTGRES", "_SQLITE"):
        sql = getattr(saving, name)
        attempt, client, sequence = re.findall(r"(?:CAST\()?%\(\w+\)s(?: AS \w+\))?", sql.insert)[:3]
        fresh = _FRESH.format(attempt=attempt, client=client, sequence=sequence)
        setattr(saving, name, dataclasses.replace(sql, insert=sql.insert.replace(sequence, fresh, 1)))


def _before_commit() -> None:
    """What is to be saved is acknowledged first and saved a moment later."""
    save = noting.save_response

    def later(**arguments: Any) -> None:
        time.sleep(0.5)
        try:
            save(**arguments)
        finally:
            connections.close_all()

    def at_once(*, entry: Entry, **arguments: Any) -> Saved:
        threading.Thread(target=later, kwargs={"entry": entry, **arguments}, daemon=True).start()
        return Saved("counted", timezone.now())

    noting.save_response = at_once


def _errors_are_swallowed() -> None:
    """What the database refuses is acknowledged nevertheless."""
    save = noting.save_response

    def forgiving(**arguments: Any) -> Saved:
        try:
            saved: Saved = save(**arguments)
        except DatabaseError:
            return Saved("counted", timezone.now())
        return saved

    noting.save_response = forgiving


def _clock_of_the_process() -> None:
    """The time of a save is the web server's, not the database's."""
    for name in ("_POSTGRES", "_SQLITE"):
        sql = getattr(saving, name)
        read = sql.read.replace("STATEMENT_TIMESTAMP()", "CAST(%(clock)s AS timestamptz)")  # PostgreSQL's alone
        setattr(saving, name, dataclasses.replace(sql, read=read))
    _with_values(lambda: {"clock": timezone.now()})
    _the_long_way()


def _the_long_way() -> None:
    """Every save reads the attempt: the function of the database keeps its guards."""
    saving._READ_BEFORE.add = lambda _values: None


def _with_values(more: Callable[[], dict[str, Any]]) -> None:
    """Add values to the statements of a save."""
    real = saving.connection

    class _Cursor:
        def __init__(self) -> None:
            self._real = real.cursor()

        def __enter__(self) -> "_Cursor":
            return self

        def __exit__(self, *_: object) -> None:
            self._real.close()

        def execute(self, sql: str, values: dict[str, Any]) -> None:
            self._real.execute(sql, {**values, **more()} if "clock" in sql else values)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    class _Connection:
        def cursor(self) -> _Cursor:
            return _Cursor()

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

    saving.connection = _Connection()


def _clock_may_run_back() -> None:
    """What was over is open again when the clock runs back."""
    for name in ("_POSTGRES", "_SQLITE"):
        sql = getattr(saving, name)
        read = sql.read.replace(saving.NEWEST_AT, "NULL").replace(saving.PASSED_AT, "NULL")
        setattr(saving, name, dataclasses.replace(sql, read=read))
    _the_long_way()


def _order_by_time() -> None:
    """Of two answers to a question the later by the clock counts, not the later by its number."""
    in_order = submitting.answers_of
    submitting.answers_of = lambda attempt: sorted(in_order(attempt), key=lambda answer: answer.at)


_OFF: dict[str, Callable[[], None]] = {
    "key": _without_key,
    "commit first": _before_commit,
    "errors": _errors_are_swallowed,
    "one clock": _clock_of_the_process,
    "clock runs forward": _clock_may_run_back,
    "order": _order_by_time,
}
