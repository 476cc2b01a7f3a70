"""Starting a sitting."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments.draw import NOTHING_MET, Before, draw
from assessments.eligibility import Eligibility, Verdict, ends_at, may_start
from assessments.entry_rules import EntryGiven, EntryRules
from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingAnnulment
from assessments.models.mark import AttemptMark
from assessments.queries.after_key import after_key
from assessments.queries.clock import is_past_end, latest, mark
from assessments.queries.key_readers import may_read_key
from assessments.queries.overrides import terms_of, with_terms
from assessments.queries.window import closing_for_all, window_of, with_dates
from assessments.queries.wordings import blueprint_of
from assessments.rule_words import why_not
from assessments.rules import KIND, ExamRules
from assessments.section_rules import are_in_order, section_rules
from assessments.services.note_clock import STALE, note_passed
from assessments.services.refuse_entry import WrongSecret, counted_as, refuse_entry
from assessments.services.submit_attempt import submit_attempt
from audit.services.record import record
from courses import access
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.asking import Asker
from officers.composed import composed
from officers.limits import count_failure, refuse_guessing

__all__ = ["CannotStart", "start_attempt"]


class CannotStart(Refusal):
    """No attempt may begin now; the sentence says why and what to do."""

    code = "cannot_start"
    message = _("This exam cannot be started now.")

    def __init__(self, eligibility: Eligibility) -> None:
        self.verdict = eligibility.verdict
        super().__init__(why_not(eligibility))


def start_attempt(*, enrolment: UUID, activity: UUID, by: Asker, given: EntryGiven | None = None) -> Attempt:
    """Return the officer's open attempt at an exam, or begin one.

    Two simultaneous starts give one attempt: the first statement locks the enrolment (PostgreSQL; on
    SQLite the transaction is IMMEDIATE). The draw comes from 16 secret random bytes; beginning and end are by the
    database's clock. No question leaves the server before this is committed. An attempt that is past its
    end is submitted first, in a transaction of its own, whether or not another may begin. Whoever can read the right
    answers of an exam that counts may sit it, since in a small unit one person is everything; attempt and audit say so.

    given: what the exam asks of whoever begins (``entry_rules``); one that is open asks for nothing more. Wrong
    passwords and codes are counted, and after too many none is looked at for a while. The password is looked at
    before the transaction: hashing is slow, and SQLite has one lock for all who write.

    Raises ``Http404`` where the door does not agree, ``CannotStart``, ``TooManyFailures``, and what
    ``refuse_entry`` does.
    """
    given = given or EntryGiven()
    proved = _proved(given, counted_as(by, activity))
    overdue = True
    while overdue:
        try:
            with transaction.atomic():
                attempt, overdue = _continue_or_begin(enrolment, activity, by, given, proved)
        except WrongSecret:
            count_failure(address=counted_as(by, activity), login="")
            raise
        if overdue:
            submit_attempt(attempt=attempt.pk, by=None)
    return attempt


def _proved(given: EntryGiven, guessing: str) -> str | None:
    """Return the hash of the password where it is given rightly, else an empty one; None: there is none to look at."""
    if not (given.asked and given.password):
        return None
    refuse_guessing(address=guessing, login="")
    return given.asked if check_password(given.password, given.asked) else ""


def _continue_or_begin(
    enrolment: UUID, activity: UUID, by: Asker, given: EntryGiven, proved: str | None
) -> tuple[Attempt, bool]:
    """Return the open attempt and whether it is past its end; or a new one."""
    held = access.locked_enrolment_or_404(by, enrolment)
    now: datetime = held.now  # type: ignore[attr-defined]  # annotated by for_change
    item = _exam_or_404(held, activity)
    if item.newest and item.newest_submitted is None:
        opened = Attempt.objects.defer("draw").annotate(latest=latest())
        attempt = opened.get(enrolment=held, activity_uuid=activity, number=item.newest)
        return attempt, is_past_end(attempt)
    own = terms_of(item)
    rules = own.on(ExamRules.from_payload(item.payload))
    window = window_of(held.run, item, until=own.until)
    passed = max(now, item.mark or now)
    eligibility = may_start(
        rules, window, active=held.state == Enrolment.State.ACTIVE,
        made=(item.newest or 0) - (item.spared or 0), last=item.newest_submitted, now=now,
        passed=passed, being_marked=item.waits,
    )  # fmt: skip
    if eligibility.verdict != Verdict.MAY:
        raise CannotStart(eligibility)
    entry = EntryRules.from_payload(item.payload)
    if proved is None and (entry.password or entry.code):
        refuse_guessing(address=counted_as(by, activity), login="")
    refuse_entry(enrolment=held, item=item, given=given, proved=proved, now=now)
    # By the same moment as its saves: what begins while the clock is behind must not be over at once.
    ends = ends_at(rules, window, passed)
    before = Before.after(item.drawn_before, _answered_before(item, held, passed)) if item.drawn_before else NOTHING_MET
    transaction.on_commit(partial(note_passed, item.mark, now - STALE), robust=True)
    return _begin(held, item, number=(item.newest or 0) + 1, before=before, now=now, ends=ends), False


def _answered_before(item: Any, enrolment: Enrolment, passed: datetime) -> int | None:
    """Return how many answers the attempt before had, by which it may have been given up; None: what it asked is met.

    That is so where it was annulled, and where right answers of another run may have been shown since: its window has
    closed for all. Until then one that was given up there is as one that was given up here. One that is still open was
    left by leaving the run.
    """
    if item.enrolment_before != enrolment.pk:
        if item.closed_before is None or passed >= item.closed_before:
            return None
        if item.state_before == Attempt.State.OPEN:
            return 0
    answers: int | None = item.answered_before
    return answers


def _exam_or_404(enrolment: Enrolment, activity: UUID) -> Any:
    """Return an exam of the enrolment's edition, with its dates in the run and what an override gives.

    And with what starting must know of the attempts: number and time of submission of the newest, and whether any waits
    for a mark. They are numbered from 1 without gaps, and none begins while one is open. And what the officer was asked
    last at this exam, in whatever run: the draw prefers by it. With it the number of answers that he handed in then,
    none of an annulled attempt, and when that run's window closes for all (``_answered_before``). spared: how many were
    annulled and count as none. after_key: since when right answers had been open. mark: the latest moment that is known
    to have passed, by which it is over.
    """
    item = _exam.first(
        enrolment=enrolment.pk, officer=enrolment.officer_id, run=enrolment.run_id, edition=enrolment.edition_id,
        activity=activity,
    )  # fmt: skip
    if item is None:
        raise Http404
    return item


@composed
def _exam(enrolment: int, officer: int, run: int, edition: int, activity: UUID) -> QuerySet[EditionItem]:
    items = EditionItem.objects.filter(edition=edition, activity_uuid=activity, kind=KIND)
    newest = Attempt.objects.filter(enrolment=enrolment, activity_uuid=activity).order_by("-number")
    sat = Attempt.objects.filter(officer=officer, activity_uuid=activity)
    last: QuerySet[Any] = closing_for_all(
        sat, run=OuterRef("enrolment__run"), run_ends="enrolment__run__ends_at"
    ).order_by("-pk")[:1]
    handed_in = AttemptMark.objects.filter(
        attempt__in=last.values("pk"), attempt__state=Attempt.State.SUBMITTED, answers__isnull=False
    ).order_by("-number")  # fmt: skip
    spared = SittingAnnulment.objects.filter(
        attempt__enrolment=enrolment, attempt__activity_uuid=activity, is_used=False
    )  # fmt: skip
    read = {
        "after_key": after_key(run=run),
        "mark": mark(),
        "spared": Subquery(spared.values("attempt__activity_uuid").annotate(made=Count("pk")).values("made")),
        "drawn_before": Subquery(last.values("draw")),
        "enrolment_before": Subquery(last.values("enrolment")),
        "state_before": Subquery(last.values("state")),
        "closed_before": Subquery(last.values("closing")),
        "answered_before": Subquery(handed_in.values("answers")[:1]),
        "newest": Subquery(newest.values("number")[:1]),
        "newest_submitted": Subquery(newest.values("submitted_at")[:1]),
        "waits": Exists(newest.being_marked()),
    }
    rows: QuerySet[EditionItem] = with_terms(with_dates(items, run=run), enrolment=enrolment).annotate(**read)
    return rows[:1]


def _begin(enrolment: Enrolment, item: Any, *, number: int, before: Before, now: datetime, ends: datetime) -> Attempt:
    blueprint, pools = blueprint_of(item)
    reads_key = bool(item.payload["counts"]) and may_read_key(enrolment.officer, enrolment.course)
    seed = secrets.token_bytes(16)
    attempt: Attempt = Attempt.objects.create(
        officer_id=enrolment.officer_id, enrolment=enrolment, item=item, activity_uuid=item.activity_uuid,
        payload_sha256=item.sha256, number=number, seed=seed, draw=draw(blueprint, pools, seed, before).to_json(),
        pledge=EntryRules.from_payload(item.payload).pledge, after_key=item.after_key, reads_key=reads_key,
        started_at=now, ends_at=ends, stages=[] if are_in_order(section_rules(item.payload)) else None,
    )  # fmt: skip
    if reads_key:
        record(by=enrolment.officer, act="sitting.reads_key", on=attempt)
    return attempt
