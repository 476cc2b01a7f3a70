"""The papers of a run in one file: whole, for whoever may see them all, and not for longer than is said."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from audit.models import Entry
from certificates.models import Certificate, CertificateBundle, CertificateFile
from certificates.services import ask_bundle as asking
from certificates.services import make_bundle as making
from certificates.services.ask_bundle import NothingToPrint, ask_bundle
from certificates.services.award import award
from certificates.services.make_bundle import make_bundle, remove_bundles
from certificates.services.resume_bundles import resume_bundles
from certificates.services.revoke import revoke_certificate
from certificates.tasks import make_certificate_bundle
from courses.models import CourseRun
from officers.models import Officer, Unit
from officers.roles import NotPermitted
from tests.assessments.factories import log_in
from tests.certificates.factories import supersede
from tests.courses.factories import make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db
Kind = CertificateBundle.Kind


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def run() -> CourseRun:
    return make_run(make_edition(title="Policía comunitaria", validity_months=36))


def certify(run: CourseRun, surname: str, unit: Unit | None = None) -> Certificate:
    holder = make_officer(paternal_surname=surname, unit=unit)
    enrolment = make_enrolment(holder, run, state="completed", ended_at=timezone.now(), final_mark="17.50")
    return award(enrolment=enrolment).certificates.get()


def made(run: CourseRun, by: Officer, kind: CertificateBundle.Kind) -> CertificateBundle:
    bundle = ask_bundle(run=run, kind=kind, by=by)
    finish(bundle)
    return bundle


def finish(bundle: CertificateBundle) -> int:
    """Do the steps of a bundle, as its tasks do one after the other; return how many there were."""
    steps = 1
    while make_bundle(bundle_id=bundle.pk):
        steps += 1
    bundle.refresh_from_db()
    return steps


def content(bundle: CertificateBundle) -> bytes:
    with default_storage.open(bundle.file) as file:
        return bytes(file.read())


def sheets(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def test_a_zip_holds_the_very_papers_that_each_holder_gets(run: CourseRun, hr: Officer) -> None:
    first, second = certify(run, "Ayala"), certify(run, "Zapata")
    certify(make_run(run.edition), "Otro")
    bundle = made(run, hr, Kind.ZIP)
    with zipfile.ZipFile(BytesIO(content(bundle))) as packed:
        assert packed.testzip() is None
        papers = {name.split("-")[1]: packed.read(name) for name in packed.namelist()}
    assert len(papers) == bundle.total == bundle.done == 2
    for certificate in (first, second):
        paper = CertificateFile.objects.get(certificate=certificate).file
        with default_storage.open(paper) as file:
            assert papers[certificate.serial.split("-")[1]] == file.read()


def test_a_pdf_has_a_sheet_of_each_holder_in_order_of_names(run: CourseRun, hr: Officer) -> None:
    papers = [certify(run, surname) for surname in ("Zapata", "Ayala", "Núñez")]
    shown = sheets(content(made(run, hr, Kind.PDF)))
    order = sorted(papers, key=lambda paper: paper.holder_name)
    assert len(shown) == 3
    assert all(paper.serial in sheet for paper, sheet in zip(order, shown, strict=True))


def test_more_than_one_pdf_holds_become_several_and_none_is_left_out(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SHEETS", 2)
    serials = {certify(run, f"Apellido{letter}").serial for letter in "ABCDE"}
    with zipfile.ZipFile(BytesIO(content(made(run, hr, Kind.PDF)))) as packed:
        parts = [sheets(packed.read(name)) for name in sorted(packed.namelist())]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert {serial for serial in serials for part in parts for sheet in part if serial in sheet} == serials


def test_what_was_revoked_or_replaced_is_not_printed(run: CourseRun, hr: Officer) -> None:
    revoked, old, kept = certify(run, "A"), certify(run, "B"), certify(run, "C")
    second = make_officer()
    grant(second, "hr_verifier")
    bundle = ask_bundle(run=run, kind=Kind.ZIP, by=hr)
    revoke_certificate(certificate=revoked, category="marking_error", reason="Error", by=hr, second=second)
    new = supersede(old)
    make_bundle(bundle_id=bundle.pk)
    bundle.refresh_from_db()
    assert sorted(bundle.certificates) == sorted([kept.pk, new.pk])


def test_of_whose_records_one_sees_a_part_one_gets_that_part(run: CourseRun) -> None:
    mine, other = make_unit("Mía"), make_unit("Otra")
    inside = certify(run, "Dentro", mine)
    certify(run, "Fuera", other)
    commander = make_officer()
    grant(commander, "station_commander", unit=mine)
    assert made(run, commander, Kind.ZIP).certificates == [inside.pk]


def test_without_a_right_or_without_papers_nothing_is_made(run: CourseRun, hr: Officer) -> None:
    with pytest.raises(NothingToPrint):
        ask_bundle(run=run, kind=Kind.ZIP, by=hr)
    certify(run, "A")
    with pytest.raises(NotPermitted):
        ask_bundle(run=run, kind=Kind.ZIP, by=make_officer())
    assert not CertificateBundle.objects.exists()


def test_asked_for_twice_it_is_made_once(run: CourseRun, hr: Officer) -> None:
    certify(run, "A")
    assert ask_bundle(run=run, kind=Kind.ZIP, by=hr) == ask_bundle(run=run, kind=Kind.ZIP, by=hr)


def test_asked_for_again_the_same_papers_are_not_made_again(run: CourseRun, hr: Officer) -> None:
    certify(run, "A")
    bundle = made(run, hr, Kind.ZIP)
    assert ask_bundle(run=run, kind=Kind.ZIP, by=hr) == bundle
    assert ask_bundle(run=run, kind=Kind.PDF, by=hr) != bundle
    other = make_officer()
    grant(other, "hr_verifier")
    assert ask_bundle(run=run, kind=Kind.ZIP, by=other) != bundle
    Path(default_storage.path(bundle.file)).unlink()
    again = made(run, hr, Kind.ZIP)
    assert again != bundle
    with time_machine.travel(timezone.now() + making.KEPT + timedelta(minutes=1)):
        assert ask_bundle(run=run, kind=Kind.ZIP, by=hr) != again


def test_asked_for_again_with_other_papers_there_is_one_file_and_every_row(run: CourseRun, hr: Officer) -> None:
    bundles = []
    for surname in "ABC":
        certify(run, surname)
        bundles.append(made(run, hr, Kind.ZIP))
    kept = made(run, hr, Kind.PDF)
    for bundle in bundles:
        bundle.refresh_from_db()
    assert [bundle.state for bundle in bundles] == ["removed", "removed", "ready"]
    files = {path.name for path in Path(default_storage.path("bundles")).glob("*")}
    ours = {str(bundle.public_id) for bundle in [*bundles, kept]}
    found = {name for name in files if name.partition(".")[0] in ours}
    assert found == {f"{bundles[-1].public_id}.zip", f"{kept.public_id}.pdf"}


def test_it_is_removed_when_its_time_is_over_and_the_papers_stay(run: CourseRun, hr: Officer) -> None:
    certificate = certify(run, "A")
    bundle = made(run, hr, Kind.ZIP)
    path = Path(default_storage.path(bundle.file))
    assert remove_bundles() == 0
    with time_machine.travel(timezone.now() + making.KEPT + timedelta(minutes=1)):
        assert remove_bundles() == 1
    bundle.refresh_from_db()
    assert (bundle.state, bundle.file, path.exists()) == ("removed", "", False)
    assert default_storage.exists(CertificateFile.objects.get(certificate=certificate).file)


def test_what_a_worker_left_the_sweep_makes_and_what_fails_leaves_nothing(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    certify(run, "A")
    bundle = ask_bundle(run=run, kind=Kind.PDF, by=hr)
    assert resume_bundles() == 0
    CertificateBundle.objects.update(told_at=timezone.now() - timedelta(minutes=11))
    assert (resume_bundles(), resume_bundles()) == (1, 0)
    assert DBTaskResult.objects.filter(task_path="certificates.tasks.make_certificate_bundle").count() == 2
    folder = Path(default_storage.path("bundles"))
    before = set(folder.glob("*")) if folder.exists() else set()

    def broken(**_named: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(making, "render_pdf", broken)
        with pytest.raises(OSError, match="disk full"):
            make_bundle(bundle_id=bundle.pk)
    assert (CertificateBundle.objects.get().state, set(folder.glob("*"))) == ("failed", before)
    CertificateBundle.objects.update(state="making")
    finish(bundle)
    assert bundle.state == "ready"


def test_a_long_list_is_drawn_in_steps_and_joined_part_by_part(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "DRAWN_AT_ONCE", 2)
    monkeypatch.setattr(making, "SHEETS", 2)
    papers = [certify(run, f"Apellido{letter}") for letter in "ABCDE"]
    bundle, told = ask_bundle(run=run, kind=Kind.PDF, by=hr), []
    while make_bundle(bundle_id=bundle.pk):
        bundle.refresh_from_db()
        told.append((bundle.done, len(bundle.certificates), CertificateFile.objects.count()))
    # Drawn two by two, the last step of it begins to join; then a PDF a step, and all of them into the ZIP.
    assert told == [(2, 0, 2), (4, 0, 4), (2, 5, 5), (4, 5, 5), (5, 5, 5)]
    bundle.refresh_from_db()
    assert (bundle.state, sorted(bundle.certificates)) == ("ready", [paper.pk for paper in papers])
    assert {path.suffix for path in Path(default_storage.path("bundles")).glob(f"{bundle.public_id}*")} == {".zip"}


def test_what_is_revoked_between_two_steps_is_not_printed(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SHEETS", 1)
    revoked, kept, other = (certify(run, letter * 3) for letter in "ABC")
    bundle = ask_bundle(run=run, kind=Kind.PDF, by=hr)
    assert make_bundle(bundle_id=bundle.pk) is True
    assert default_storage.exists(f"bundles/{bundle.public_id}-00001.part")
    second = make_officer()
    grant(second, "hr_verifier")
    revoke_certificate(certificate=revoked, category="marking_error", reason="Error", by=hr, second=second)
    finish(bundle)
    assert bundle.certificates == [kept.pk, other.pk]
    with zipfile.ZipFile(BytesIO(content(bundle))) as packed:
        shown = [sheet for name in sorted(packed.namelist()) for sheet in sheets(packed.read(name))]
    assert [paper.serial in sheet for paper, sheet in zip((kept, other), shown, strict=True)] == [True, True]


@pytest.mark.parametrize("left", [1, 0])
def test_when_few_or_none_are_left_no_part_stays_and_no_file_is_empty(
    client: Client, run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    monkeypatch.setattr(making, "SHEETS", 1)
    papers = [certify(run, letter * 3) for letter in "ABC"]
    bundle, second = ask_bundle(run=run, kind=Kind.PDF, by=hr), make_officer()
    grant(second, "hr_verifier")
    assert [make_bundle(bundle_id=bundle.pk) for _step in range(2)] == [True, True]
    for paper in papers[left:]:
        revoke_certificate(certificate=paper, category="marking_error", reason="Error", by=hr, second=second)
    finish(bundle)
    found = {path.suffix for path in Path(default_storage.path("bundles")).glob(f"{bundle.public_id}*")}
    assert (bundle.state, bundle.total, found) == (("ready", 1, {".pdf"}) if left else ("failed", 0, set()))
    log_in(client, hr)
    client.cookies["django_language"] = "en"
    page = client.get(f"/admin/certificates/bundles/{bundle.public_id}/").content.decode()
    assert ("No file was made" in page) is not bool(left)


def test_the_task_of_a_step_queues_the_next_below_all_that_waits(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "DRAWN_AT_ONCE", 1)
    certify(run, "A"), certify(run, "B")
    bundle = ask_bundle(run=run, kind=Kind.ZIP, by=hr)
    tasks = DBTaskResult.objects.filter(task_path="certificates.tasks.make_certificate_bundle")
    make_certificate_bundle.call(bundle.pk)
    assert (tasks.count(), {task.priority for task in tasks}) == (2, {-10})
    make_certificate_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    assert (tasks.count(), bundle.state) == (2, "ready")


def test_a_step_that_another_has_begun_is_not_done_again(run: CourseRun, hr: Officer) -> None:
    certify(run, "A")
    bundle = ask_bundle(run=run, kind=Kind.ZIP, by=hr)
    stale = CertificateBundle.objects.select_related("run__edition", "by").get(pk=bundle.pk)
    CertificateBundle.objects.update(told_at=timezone.now() + timedelta(seconds=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CertificateBundle.objects, "select_related", lambda *_names: _Found(stale))
        assert make_bundle(bundle_id=bundle.pk) is False
    assert CertificateBundle.objects.get().state == "making"


class _Found:
    """A row as it was read a moment ago."""

    def __init__(self, row: CertificateBundle) -> None:
        self.row = row

    def get(self, **_named: object) -> CertificateBundle:
        return self.row


@pytest.mark.parametrize("became", ["ready", "failed"])
def test_asked_for_while_the_same_becomes_ready_or_fails_no_error_is_shown(
    run: CourseRun, hr: Officer, monkeypatch: pytest.MonkeyPatch, became: str
) -> None:
    certify(run, "A")
    first = ask_bundle(run=run, kind=Kind.ZIP, by=hr)

    begin = asking._begun

    def refused_once(*named: Any) -> CertificateBundle:
        """What happens between the refusal by the constraint and the second look."""
        monkeypatch.setattr(asking, "_begun", begin)
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            begin(*named)
        if became == "ready":
            make_bundle(bundle_id=first.pk)
        else:
            CertificateBundle.objects.filter(pk=first.pk).update(state="failed")
        raise refusal.value

    monkeypatch.setattr(asking, "_begun", refused_once)
    came = ask_bundle(run=run, kind=Kind.ZIP, by=hr)
    assert (came == first, came.state) == ((True, "ready") if became == "ready" else (False, "making"))


def test_asked_for_again_it_is_kept_for_as_long_again(run: CourseRun, hr: Officer) -> None:
    certify(run, "A")
    bundle = made(run, hr, Kind.ZIP)
    assert bundle.until is not None
    with time_machine.travel(bundle.until - timedelta(minutes=1)):
        again = ask_bundle(run=run, kind=Kind.ZIP, by=hr)
        assert again == bundle
    with time_machine.travel(bundle.until + timedelta(minutes=1)):
        assert remove_bundles() == 0
    again.refresh_from_db()
    assert again.until is not None
    assert again.until > bundle.until + timedelta(days=2)


def test_hr_asks_follows_and_takes_it_and_each_step_is_written_down(
    client: Client, run: CourseRun, hr: Officer
) -> None:
    certify(run, "Ayala")
    log_in(client, hr)
    assert (
        f"/admin/certificates/bundles/of/{run.code}/"
        in client.get("/admin/certificates/", {"run": run.code}).content.decode()
    )
    asked = client.post(f"/admin/certificates/bundles/of/{run.code}/", {"kind": "zip"})
    bundle = CertificateBundle.objects.get()
    assert asked["Location"] == f"/admin/certificates/bundles/{bundle.public_id}/"
    assert client.get(f"{asked['Location']}file/").status_code == 404
    assert "<progress" in client.get(asked["Location"]).content.decode()
    make_bundle(bundle_id=bundle.pk)
    assert client.get(asked["Location"]).status_code == 200
    answer: Any = client.get(f"{asked['Location']}file/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert "no-store" in answer["Cache-Control"]
    assert [Entry.objects.filter(act=f"certificate.{act}").count() for act in ("bundle", "take_bundle")] == [1, 1]


def test_nobody_takes_the_file_of_another_or_one_that_he_may_no_longer_see(client: Client, run: CourseRun) -> None:
    unit = make_unit("Comisaría")
    certify(run, "Ayala", unit)
    commander, other = make_officer(), make_officer()
    held = grant(commander, "station_commander", unit=unit)
    grant(other, "hr_verifier")
    address = f"/admin/certificates/bundles/{made(run, commander, Kind.ZIP).public_id}/"
    log_in(client, other)
    assert [client.get(f"{address}{part}").status_code for part in ("", "file/")] == [404, 404]
    grant(commander, "station_commander", unit=make_unit("Otra"))
    log_in(client, commander)
    assert client.get(f"{address}file/").status_code == 200
    type(held).objects.filter(pk=held.pk).update(withdrawn_at=timezone.now())
    assert client.get(f"{address}file/").status_code == 404


def test_a_run_of_which_one_sees_nothing_does_not_exist(client: Client, run: CourseRun) -> None:
    certify(run, "Ayala", make_unit("Otra"))
    commander = make_officer()
    grant(commander, "station_commander", unit=make_unit("Mía"))
    log_in(client, commander)
    told = [client.post(f"/admin/certificates/bundles/of/{code}/", {"kind": "zip"}) for code in (run.code, "NO-HAY")]
    assert [answer.status_code for answer in told] == [404, 404]
