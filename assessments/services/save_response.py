"""Saving one answer of a sitting: the hot path (``docs/exams.md``).

One short transaction of two statements besides transaction control: the first reads officer, session
hash and attempt, and the clock, and locks the attempt; the second inserts, comparing what the page had
seen of the slot with the newest there is. One statement would not do: its snapshot is older than its
lock. On SQLite the transaction is IMMEDIATE, which does the lock's work.

What the first statement read is kept by the process. On PostgreSQL the next answers of the sitting then cost one
statement, a function of the database (migration 0035) whose own statements see what was committed before its lock: it
locks the attempt, and inserts if both rows are the versions that were read and the time is not over. Whatever it does
not store goes the way of two statements, which alone refuses and keeps apart.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from assessments.draw import Slot, UnknownSlot, accept, stored_slot
from assessments.models.attempt import Attempt
from assessments.models.response import Response
from assessments.pens import Pens
from assessments.queries.late_rows import LATE
from assessments.question_types import registry, words
from assessments.question_types.base import MOST_BYTES, Value
from assessments.question_types.problems import ResponseRefused
from assessments.services.note_event import note_lost_pen
from assessments.stages import after, is_begun, stages_of
from courses.kept import Kept
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = [
    "BadAnswer", "Entry", "KeyTaken", "NoPen", "NoSuchAttempt", "Saved", "TooLong", "TooMany", "save_response",
]  # fmt: skip

#: More saves than this in one sitting is no officer's work; it only fills the disk. Of long answers fewer.
MAX_RESPONSES = 5000
MAX_LONG_RESPONSES = 1500

Standing = Response.Standing


class NoSuchAttempt(LookupError):
    """The attempt is not there, is somebody else's, or the session is over: nothing is said about which."""


class BadAnswer(Refusal):
    """What came is no answer that a sitting page of ours sends."""

    code = "bad_answer"
    message = _("This answer cannot be stored. Load the page again and give it once more.")


class TooLong(BadAnswer):
    """More than any kind of question takes."""

    code = "too_long"
    message = _(
        "This answer is too long to be saved, and what was saved before counts. Shorten it; it stays here meanwhile."
    )


class NotBegun(BadAnswer):
    """The question stands in a section that the officer has not begun: no page of ours has shown it."""

    message = _("The section of this question has not been begun.")


class KeyTaken(Refusal):
    """The number of this answer was used for another answer."""

    code = "key_taken"
    message = _("Another answer was saved under this number. Load the page again and give your answer once more.")


class TooMany(Refusal):
    """The attempt holds as many responses as one may."""

    code = "too_many"
    message = _("No more answers can be saved in this attempt. What was saved counts.")


class NoPen(Refusal):
    """The answer comes from a device that never had the pen of this sitting."""

    code = "no_pen"
    message = _("You are continuing this exam on another device. To write here, open it here again.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a browser sends: its key, the slot, the answer, what it had seen of the slot, and when, by its own clock."""

    client: int
    sequence: int
    slot: int
    value: object
    base: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """The answer that counts at a slot."""

    key: str
    value: Value
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an answer. newest: what counts at the slot, where it is another one that the page may not know.

    elsewhere: since when another device has the pen, for whoever asked for one; None: none has.
    """

    standing: str
    at: datetime
    newest: Newest | None = None
    elsewhere: datetime | None = None


def save_response(
    *, attempt: UUID, officer: int, session_hash: str | None, entry: Entry, device: str | None = None
) -> Saved:
    """Store an answer durably and say whether it counts.

    officer, session_hash: what the session holds; None: the caller has already loaded the officer.
    A started attempt is its own permission: asked is only whose it is and that the account may log
    in. A key that returns with the same body gets the first reply, with what counts by now.

    device: from which it comes (``pens.device_name``); None: nobody asks. From one that had the pen before, an answer
    is stored like any other, since it may have waited there, and the first such is noted in the log (two statements
    more, once); from one that never had it, it is refused while it could count.

    Raises ``NoSuchAttempt``, ``BadAnswer``, ``KeyTaken``, ``NoPen``, ``TooMany``.
    """
    whose = (attempt, officer, session_hash)
    known = _READ_BEFORE.get(whose)
    if known is not None and (saved := _save_known(known, entry, device)):
        return saved
    with transaction.atomic():
        held = _read_and_lock(attempt, officer, session_hash)
        if held.is_to_keep:
            _READ_BEFORE.add({whose: held})
        answer = _checked(held, entry, device)
        standing = _insert(held, entry, answer, closed=held.closed or _closed_in(held, answer.slot))
        if standing is None:
            return _first_reply(held, entry, answer)
        if answer.lost and device:
            note_lost_pen(
                attempt=held.pk, pens=answer.lost, device=device, client=entry.client, sequence=entry.sequence,
                at=_moment(held.now),
            )  # fmt: skip
        newest = _newest(held.pk, entry.slot) if standing == Standing.STALE else None
        return Saved(standing, _moment(held.now), newest, answer.elsewhere)


@dataclass(frozen=True, slots=True)
class _Held:
    """An attempt as it was locked. now: the database's clock, in the form in which the driver gave it."""

    pk: int
    closed: str
    clients: int
    draw: Mapping[str, Any]
    stages: str | None
    pens: Pens | None
    now: Any
    #: The latest of the clock, of what is known to have passed and of the newest response: what was over stays over
    #: when the clock runs back. Of an attempt with stages; of others the statement itself has compared it.
    latest: Any
    #: Names the versions of the rows of attempt and officer; None: the database has no names for them.
    versions: str | None

    @property
    def is_to_keep(self) -> bool:
        """Whether the next answer may rest on what was read here. Ends of sections are compared in Python."""
        return self.versions is not None and not self.closed and self.stages is None


#: By attempt, officer and hash of the session, which was compared when the rows were read.
_READ_BEFORE: Kept[tuple[UUID, int, str | None], _Held] = Kept(1000)


def _save_known(known: _Held, entry: Entry, device: str | None) -> Saved | None:
    """Store an answer if the rows are still as they were read, in one statement; None: nothing was stored."""
    try:
        answer = _checked(known, entry, device)
    except Refusal:  # which holds only if the rows are still the same
        return None
    if answer.lost:  # which is noted the other way
        return None
    with connection.cursor() as cursor:
        cursor.execute(SAVE_KNOWN, {"versions": known.versions, **_values(known, entry, answer)})
        row = cursor.fetchone()
    if row is None:
        return None
    standing, at = row
    newest = _newest(known.pk, entry.slot) if standing == Standing.STALE else None
    return Saved(standing, at, newest)


def _read_and_lock(attempt: UUID, officer: int, session_hash: str | None) -> _Held:
    with connection.cursor() as cursor:
        cursor.execute(_sql().read, {"attempt": attempt.hex, "officer": officer})
        row = cursor.fetchone()
    if row is None:
        raise NoSuchAttempt
    pk, state, late, clients, draw, stages, pens, password, is_active, now, latest, versions = row
    if not is_active or (session_hash is not None and not _is_session_of(password, session_hash)):
        raise NoSuchAttempt
    closed = ""
    if state != Attempt.State.OPEN:
        closed = Standing.AFTER_SUBMIT.value
    elif late:
        closed = Standing.LATE.value
    held_pens = Pens.of(json.loads(pens)) if pens is not None else None
    return _Held(pk, closed, clients, json.loads(draw), stages, held_pens, now, latest, versions)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that the slot takes.

    most: so many responses of its size an attempt holds. lost: who holds the pen, where the device that sends it had it
    before; None: nobody else does.
    """

    slot: Slot
    value: Value
    most: int
    lost: Pens | None

    @property
    def elsewhere(self) -> datetime | None:
        """Since when another device has the pen; None: none has."""
        return self.lost.since if self.lost else None


def _checked(held: _Held, entry: Entry, device: str | None) -> _Answer:
    pens = _pens(held, device)
    lost = pens if pens and device and pens.is_elsewhere(device) else None
    slot = _slot(held.draw, entry.slot)
    value = _accepted(slot, entry)
    size = len(json.dumps(value, ensure_ascii=False).encode())
    if size > registry.get(slot.kind).most_bytes:
        raise TooLong
    if not 1 <= entry.client <= held.clients:
        raise BadAnswer
    return _Answer(slot, value, MAX_RESPONSES if size <= MOST_BYTES else MAX_LONG_RESPONSES, lost)


def _pens(held: _Held, device: str | None) -> Pens | None:
    """Return who has the pen, as the row says that was locked; None: what no longer counts needs none."""
    if device is None or held.pens is None or held.closed:
        return None
    if held.pens.is_strange(device):
        raise NoPen
    return held.pens


def _is_session_of(password: str, session_hash: str) -> bool:
    """Whether the session is of this password, as ``django.contrib.auth.get_user`` asks."""
    officer = Officer(password=password)
    hashes = [officer.get_session_auth_hash()]
    if settings.SECRET_KEY_FALLBACKS:
        hashes.extend(officer.get_session_auth_fallback_hash())
    return any(constant_time_compare(session_hash, one) for one in hashes)


def _slot(draw: Mapping[str, Any], number: int) -> Slot:
    try:
        return stored_slot(draw, number)
    except UnknownSlot:
        raise BadAnswer from None


def _closed_in(held: _Held, slot: Slot) -> str:
    """Say whether the section of a question is over, by the clock of the statement that locked the attempt."""
    if held.stages is None:
        return ""
    stages = stages_of(json.loads(held.stages))
    if not is_begun(stages, slot.section):
        raise NotBegun
    return Standing.LATE.value if after(stages, slot.section, _moment(held.latest)) else ""


def _accepted(slot: Slot, entry: Entry) -> Value:
    try:
        return accept(slot, entry.value)
    except ResponseRefused as refused:
        raise BadAnswer(words.refusals().get(refused.code), field=None, **refused.params) from None


def _insert(held: _Held, entry: Entry, answer: _Answer, *, closed: str) -> str | None:
    """Insert and return the standing; None when the key is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            _sql().insert,
            {
                "closed": closed, "now": held.now, "claimed": connection.ops.adapt_datetimefield_value(entry.at),
                **_values(held, entry, answer),
            },
        )  # fmt: skip
        row = cursor.fetchone()
    return row[0] if row else None


def _values(held: _Held, entry: Entry, answer: _Answer) -> dict[str, Any]:
    return {
        "attempt": held.pk, "client": entry.client, "sequence": entry.sequence, "slot": entry.slot,
        "value": json.dumps(answer.value), "base": entry.base, "most": answer.most,
    }  # fmt: skip


def _first_reply(held: _Held, entry: Entry, answer: _Answer) -> Saved:
    """Return what was said when this key first came, if this is the same answer, and what counts by now."""
    first = Response.objects.filter(pk=(held.pk, entry.client, entry.sequence)).first()
    if first is None:
        raise TooMany
    if (first.slot, first.value, first.base) != (entry.slot, answer.value, entry.base):
        raise KeyTaken
    newest = _newest(held.pk, entry.slot) if first.standing not in LATE else None
    if newest and newest.key == f"{entry.client}.{entry.sequence}":
        newest = None
    return Saved(first.standing, first.at, newest, answer.elsewhere)


def _newest(attempt: int, slot: int) -> Newest | None:
    rows = Response.objects.filter(attempt_id=attempt, slot=slot, standing=Standing.COUNTED)
    row = rows.order_by("-order").first()
    return Newest(f"{row.client}.{row.sequence}", row.value, row.at) if row else None


def _moment(now: Any) -> datetime:
    """Return the database's clock as a moment: SQLite gives text."""
    if isinstance(now, datetime):
        return now
    return datetime.fromisoformat(now).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Sql:
    read: str
    insert: str


#: When the attempt got its newest response: no clock that runs back opens what was over by then.
NEWEST_AT = "(SELECT MAX(r.at) FROM assessments_response r WHERE r.attempt_id = a.id)"
#: Nor what was over by the latest moment that is known to have passed (``queries.clock``).
PASSED_AT = "(SELECT m.at FROM assessments_clockmark m LIMIT 1)"
#: {now}: the clock, as Django's ``Now()`` writes it for this database; the casts are PostgreSQL's, whose
#: server must know the kinds of bound values.
_READ = """
SELECT a.id, a.state, COALESCE(a.ends_at < {latest}, {no}), a.clients, a.draw, a.stages, a.pens,
  o.password, o.is_active, {now},
  CASE WHEN a.stages IS NULL THEN NULL ELSE {latest} END, {rows}
FROM assessments_attempt a JOIN officers_officer o ON o.id = a.officer_id
WHERE a.public_id = {attempt_uuid} AND a.officer_id = %(officer)s {lock}
"""
_INSERT = """
INSERT INTO assessments_response (attempt_id, client, sequence, slot, value, base, standing, "order", at, claimed_at)
SELECT {attempt}, {client}, {sequence}, {slot}, {value}, {base},
  CASE WHEN {closed} <> '' THEN {closed}
       WHEN COALESCE((SELECT client || '.' || sequence FROM assessments_response
                      WHERE attempt_id = {attempt} AND slot = {slot} AND standing = 'counted'
                      ORDER BY "order" DESC LIMIT 1), '') = {base} THEN 'counted'
       ELSE 'stale' END,
  kept.many + 1, {at}, CASE WHEN {closed} <> '' THEN {claimed} END
FROM (SELECT COALESCE(MAX("order"), 0) AS many FROM assessments_response WHERE attempt_id = {attempt}) kept
WHERE kept.many < {most}
ON CONFLICT (attempt_id, client, sequence) DO NOTHING
RETURNING standing
"""
_CASTS = {
    "attempt": "bigint", "client": "integer", "sequence": "integer", "slot": "smallint", "value": "jsonb",
    "base": "text", "closed": "text", "at": "timestamptz", "claimed": "timestamptz", "most": "integer",
    "attempt_uuid": "uuid", "versions": "text",
}  # fmt: skip
_NAMES = {"at": "now", "attempt_uuid": "attempt"}
_postgres = {name: f"CAST(%({_NAMES.get(name, name)})s AS {kind})" for name, kind in _CASTS.items()}
_sqlite = {name: f"%({_NAMES.get(name, name)})s" for name in _CASTS}
_POSTGRES = _Sql(
    _READ.format(
        now="STATEMENT_TIMESTAMP()",
        latest=f"GREATEST(STATEMENT_TIMESTAMP(), {NEWEST_AT}, {PASSED_AT})",
        no="false",
        rows="CONCAT_WS(' ', a.ctid, a.xmin, o.ctid, o.xmin)",
        lock="FOR NO KEY UPDATE OF a",
        **_postgres,
    ),
    _INSERT.format(**_postgres),
)
#: The function of the database that stores an answer of an attempt that was read before. Its own statements see what
#: was committed before its lock, which the parts of one statement do not.
SAVE_KNOWN = """
SELECT standing, at FROM aula_save_response(
  {attempt}, {client}, {sequence}, {slot}, {value}, {base}, {most}, {versions}
)
""".format(**_postgres)
_SQLITE_NOW = "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')"
_SQLITE = _Sql(
    _READ.format(
        now=_SQLITE_NOW,
        latest=f"MAX({_SQLITE_NOW}, COALESCE({NEWEST_AT}, ''), COALESCE({PASSED_AT}, ''))",
        no="0",
        rows="NULL",
        lock="",
        **_sqlite,
    ),
    _INSERT.format(**_sqlite),
)


def _sql() -> _Sql:
    return _POSTGRES if connection.vendor == "postgresql" else _SQLITE
