"""Certificates under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from certificates.models import Award, Certificate, CertificateFile, Reinstatement, Revocation, SerialCounter
from certificates.queries.holder import corrections_of
from certificates.services.award import award, award_missed
from certificates.services.propose_reissue import propose_reissue
from certificates.services.reinstate import NotRevoked, reinstate_certificate
from certificates.services.reissue import reissue_certificate
from certificates.services.render_pdf import render_pdf
from certificates.services.revoke import AlreadyRevoked, AlreadySuperseded, revoke_certificate
from courses.models import Enrolment
from officers.models import Officer
from officers.services.confirm_proposal import NotWaiting, confirm_proposal
from tests.certificates.factories import make_certificate, make_completed
from tests.officers.factories import grant, make_officer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads with connections of their own, all starting together; return results or exceptions."""
    start = threading.Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            came[place] = act()
        except Exception as error:  # noqa: BLE001 - told to the test
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


def test_completion_told_four_times_at_once_gives_one_award_and_one_number() -> None:
    """Seen to fail without ``select_for_update`` in ``award``: all but one got an IntegrityError."""
    enrolment = make_completed()
    came = at_once(*[lambda: award(enrolment=Enrolment.objects.get(pk=enrolment.pk))] * 3, award_missed)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert Award.objects.count() == Certificate.objects.count() == 1
    assert SerialCounter.objects.get().last == 1


def test_serials_of_many_at_once_have_no_gap_and_no_double() -> None:
    """Seen to fail without ``select_for_update`` on the counter: certificate_number_once_per_year was violated."""
    enrolments = [make_completed() for _ in range(8)]
    came = at_once(*[lambda row=row: award(enrolment=row) for row in enrolments])
    assert not [result for result in came if isinstance(result, Exception)], came
    assert sorted(Certificate.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_a_number_taken_and_rolled_back_while_others_wait_is_given_to_the_next() -> None:
    """Seen to fail with the number taken in a transaction of its own, as a sequence would: 1 was missing."""
    first, second = make_completed(), make_completed()
    taken, waiting = threading.Event(), threading.Event()

    def take_and_fall() -> None:
        with transaction.atomic():
            award(enrolment=first)
            taken.set()
            waiting.wait(timeout=20)
            transaction.set_rollback(True)

    def wait_behind() -> None:
        taken.wait(timeout=20)
        waiting.set()
        award(enrolment=second)

    came = at_once(take_and_fall, wait_behind)
    assert came == [None, None]
    assert list(Certificate.objects.values_list("award__enrolment", "number")) == [(second.pk, 1)]


def test_two_revocations_at_once_give_one_and_a_sentence() -> None:
    """Seen to fail without ``select_for_update`` in ``revoke_certificate``: the second got an IntegrityError."""
    certificate = make_certificate()
    by, second = make_officer(), make_officer()
    for person in (by, second):
        grant(person, "hr_verifier")

    def revoke() -> Revocation:
        return revoke_certificate(
            certificate=Certificate.objects.get(pk=certificate.pk), category="fraud", reason="x", by=by, second=second
        )

    came = at_once(revoke, revoke, revoke)
    assert sum(isinstance(result, AlreadyRevoked) for result in came) == 2, came
    assert Revocation.objects.count() == 1


def test_two_undoings_at_once_give_one_and_a_sentence() -> None:
    """Seen to fail without ``select_for_update`` in ``reinstate_certificate``: the second got an IntegrityError."""
    certificate = make_certificate()
    by, second = make_officer(), make_officer()
    for person in (by, second):
        grant(person, "hr_verifier")
    revoke_certificate(certificate=certificate, category="fraud", reason="x", by=by, second=second)

    def reinstate() -> Reinstatement:
        return reinstate_certificate(
            certificate=Certificate.objects.get(pk=certificate.pk), reason="x", by=by, second=second
        )

    came = at_once(reinstate, reinstate, reinstate)
    assert sum(isinstance(result, NotRevoked) for result in came) == 2, came
    assert Reinstatement.objects.count() == 1


def test_a_pdf_drawn_by_task_and_sweep_at_once_is_one_file() -> None:
    """Seen to fail without the look at ``pdf_once_per_certificate``: the second got an IntegrityError."""
    certificate = make_certificate()
    came = at_once(*[lambda: render_pdf(certificate=Certificate.objects.get(pk=certificate.pk))] * 3)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert CertificateFile.objects.count() == 1


def mended(certificate: Certificate) -> dict[str, str]:
    """Have the record call the holder otherwise, and return what a replacement would print."""
    Officer.objects.filter(pk=certificate.award.officer_id).update(maternal_surname="Corregido")
    read_anew = Certificate.objects.get(pk=certificate.pk)
    return {each.field.value: each.corrected for each in corrections_of(read_anew)}


def test_two_replacements_at_once_give_one_and_a_sentence() -> None:
    """Seen to fail without ``select_for_update`` in ``reissue_certificate``: the second got an IntegrityError."""
    certificate = make_certificate()
    corrections = mended(certificate)
    by, second = make_officer(), make_officer()
    for person in (by, second):
        grant(person, "hr_verifier")

    def replace() -> Certificate:
        held = Certificate.objects.get(pk=certificate.pk)
        return reissue_certificate(certificate=held, corrections=corrections, reason="x", by=by, second=second)

    came = at_once(replace, replace, replace)
    assert sum(isinstance(result, AlreadySuperseded) for result in came) == 2, came
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2]
    assert Award.objects.count() == 1


def test_a_proposal_confirmed_twice_at_once_replaces_once() -> None:
    """Seen to fail without ``select_for_update`` in ``waiting_proposal``: the second got another refusal."""
    certificate = make_certificate()
    mended(certificate)
    by, *seconds = (make_officer() for _ in range(3))
    for person in (by, *seconds):
        grant(person, "hr_verifier")
    held = Certificate.objects.get(pk=certificate.pk)
    proposal = propose_reissue(certificate=held, wrong=["holder_name"], reason="x", by=by)
    came = at_once(*[lambda person=person: confirm_proposal(proposal=proposal, second=person) for person in seconds])
    assert sum(isinstance(result, NotWaiting) for result in came) == 1, came
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize("first", ["replace", "revoke"])
def test_a_replacement_and_a_revocation_at_once_never_leave_a_paper_of_what_was_revoked(first: str) -> None:
    """Seen to fail without ``select_for_update`` in either of the two: both were done, and the new paper held.

    The first one is held open until the second has begun.
    """
    certificate = make_certificate()
    corrections = mended(certificate)
    by, second = make_officer(), make_officer()
    for person in (by, second):
        grant(person, "hr_verifier")
    done, begun = threading.Event(), threading.Event()

    def replace() -> Certificate:
        held = Certificate.objects.get(pk=certificate.pk)
        return reissue_certificate(certificate=held, corrections=corrections, reason="x", by=by, second=second)

    def revoke() -> Revocation:
        held = Certificate.objects.get(pk=certificate.pk)
        return revoke_certificate(certificate=held, category="fraud", reason="x", by=by, second=second)

    acts: list[Callable[[], Any]] = [replace, revoke] if first == "replace" else [revoke, replace]

    def hold_open() -> None:
        with transaction.atomic():
            acts[0]()
            done.set()
            begun.wait(timeout=20)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.5)")

    def come_second() -> None:
        done.wait(timeout=20)
        begun.set()
        acts[1]()

    came = at_once(hold_open, come_second)
    refused = AlreadySuperseded if first == "replace" else AlreadyRevoked
    assert came[0] is None, came
    assert isinstance(came[1], refused), came
    assert (Certificate.objects.count(), Revocation.objects.count()) == ((2, 0) if first == "replace" else (1, 1))
