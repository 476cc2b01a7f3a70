"""What else happened in the demo, so that every state of every noun occurs; and which does not.

All of it through the services that clicks call, with officers whom nothing else in the demo is about.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from assessments.draw import Draw
from assessments.models import Attempt, Bank, Complaint, QuestionStep, QuestionVersion
from assessments.queries.corrections import changes_by_accepting, changes_by_annulling, digest
from assessments.queries.sittings import effects_without, to_decide_on
from assessments.queries.wordings import wordings
from assessments.question_types import registry
from assessments.question_types.further import Accepted
from assessments.services.accept_further import accept_further
from assessments.services.annul_question import annul_question
from assessments.services.annul_sitting import annul_sitting
from assessments.services.answer_complaint import answer_complaint
from assessments.services.close_overdue import close_overdue
from assessments.services.file_complaint import file_complaint
from assessments.services.give_override import Given, give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.move_version import move_version
from assessments.services.note_event import Event, note_events, open_page
from assessments.services.save_question import save_question
from assessments.services.save_response import Entry, save_response
from assessments.services.set_bank_review import set_bank_review
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from certificates.models import Certificate, CertificateBundle, Revocation
from certificates.queries.holder import HolderField
from certificates.services.ask_bundle import ask_bundle
from certificates.services.make_bundle import make_bundle, remove_files
from certificates.services.propose_reissue import propose_reissue
from certificates.services.propose_revocation import propose_revocation
from certificates.services.reinstate import reinstate_certificate
from certificates.services.revoke import revoke_certificate
from courses.models import Course, CourseRun, Enrolment
from courses.queries.move_effects import effects
from courses.queries.next_edition import next_edition
from courses.queries.ready_pages import ready_revisions
from courses.services.ask_publication import ask_publication
from courses.services.close_ended_runs import close_ended_runs
from courses.services.decide_requests import decline_chosen
from courses.services.enrol import enrol
from courses.services.make_asked_edition import make_asked_edition
from courses.services.move_run import move_run
from lms.demo.population import Inhabitant
from officers.models import Officer, PasswordRequest, PeopleImport
from officers.services.ask_apply import ask_apply
from officers.services.ask_check import CheckOptions, ask_check
from officers.services.ask_for_password import ask_for_password
from officers.services.ask_undo import ask_undo
from officers.services.change_status import change_status
from officers.services.confirm_proposal import confirm_proposal
from officers.services.correct_name import correct_name
from officers.services.decide_password_request import confirm_person, decline_password_request
from officers.services.decline_proposal import decline_proposal
from officers.services.discard_import import discard_import
from officers.services.start_import import start_import
from officers.services.work_on_import import work_on_import

__all__ = ["PASSING", "load_states", "missing_states"]

#: Columns by which a noun says where it stands, how it came there or of which sort it is.
_STATES = {"state", "status", "standing", "way", "way_in", "category", "how", "submitted_by"}
_APPS = {"officers", "courses", "assessments", "certificates"}
#: What does not stay, or does not come about without a fault.
PASSING = frozenset(
    {
        *(f"NoticeMail.state={state}" for state in ("waiting", "sending", "sent", "dropped", "unsure", "failed")),
        *(f"PeopleImport.state={state}" for state in ("checking", "applying", "undoing")),
        "ComplaintStep.state=filed",  # nobody has answered yet: there is no step
        "Publication.state=making", "CertificateBundle.state=making", "CertificateBundle.state=failed",
    }
)  # fmt: skip
_REASON = "Datos de demostración"
#: From here nobody else in the demo is anything but registered.
_FREE = 110


def missing_states() -> list[str]:
    """Return the states that no row of the database has, but for ``PASSING``, as ``Model.field=value``."""
    return sorted(set(_absent()) - PASSING)


def _absent() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label not in _APPS or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if field.name in _STATES and field.choices:
                there = set(model._default_manager.order_by().values_list(field.name, flat=True).distinct())
                yield from (
                    f"{model.__name__}.{field.name}={each}" for each, _ in field.flatchoices if each not in there
                )


def load_states(people: dict[str, Officer], inhabitants: Sequence[Inhabitant]) -> None:
    """Let happen what the runs of ``load_events`` do not bring about."""
    free = iter([each.officer for each in inhabitants[_FREE:]])
    hr, director, second = people["hr"], people["director"], people["director_intelligence"]
    _statuses(free, hr)
    _password_requests(free, hr)
    ask_for_password(login=people["due"].login, address="192.0.2.6")
    _imports(hr)
    _enrolments(free, director)
    _editions(director)
    _certificates(hr, second)
    _complaints(director)
    _reviews(people)
    _overrides(director)
    _decisions(director, second)
    _sittings(free)
    _annulled(next(free), director, second)


def _statuses(free: Iterator[Officer], hr: Officer) -> None:
    for status in (Officer.Status.RETIRED, Officer.Status.DISMISSED):
        change_status(officer=next(free), status=status, by=hr, why="Resolución de demostración")


def _password_requests(free: Iterator[Officer], hr: Officer) -> None:
    now, row = timezone.now(), PasswordRequest.objects
    confirmed, telephoned, declined, waiting = (next(free) for _ in range(4))
    # The first request of whoever waits lapsed; he asked again. The addresses are of nobody (RFC 5737).
    ask_for_password(login=waiting.login, address="192.0.2.1", at=now - timedelta(days=8))
    for number, each in enumerate((confirmed, telephoned, declined, waiting), start=2):
        ask_for_password(login=each.login, address=f"192.0.2.{number}", at=now)
    confirm_person(request=row.get(login=confirmed.login), by=hr, how=PasswordRequest.How.IN_PERSON)
    confirm_person(request=row.get(login=telephoned.login), by=hr, how=PasswordRequest.How.TELEPHONE)
    decline_password_request(request=row.get(login=declined.login), by=hr, why="No respondió lo que se le preguntó.")


def _imports(hr: Officer) -> None:
    """Take files in and leave one at each place where an import may stay."""
    for number in range(5):
        cip, dni = 31590001 + number, 41590001 + number
        line = f"{cip};{dni};Rojas;Quilla;Ana María;S3;CIA-COMAS"
        content = f"CIP;DNI;Apellido paterno;Apellido materno;Nombres;Grado;Código de unidad\r\n{line}\r\n".encode()
        row = start_import(name=f"personal-{number + 1}.csv", content=content, by=hr)
        if number == 0:
            continue
        since = timezone.localdate() - timedelta(days=1)
        ask_check(people_import=row, options=CheckOptions(columns=row.columns, since=since, why=_REASON), by=hr)
        _work(row)
        if number == 2:
            discard_import(people_import=row, by=hr)
        if number > 2:
            ask_apply(people_import=row, leaving=None, by=hr)
            _work(row)
        if number == 4:
            ask_undo(people_import=row, why="El archivo era de otro mes.", by=hr)
            _work(row)


def _work(row: PeopleImport) -> None:
    work_on_import(import_id=row.pk)
    row.refresh_from_db()


def _enrolments(free: Iterator[Officer], director: Officer) -> None:
    by_approval = CourseRun.objects.get(code="PC-101-2026-4")
    asking = next(free)
    refused = enrol(officer=asking, run=by_approval, by=asking)
    decline_chosen(
        run=by_approval, chosen=Enrolment.objects.filter(pk=refused.pk), by=director,
        why="Su unidad pidió otra convocatoria.",
    )  # fmt: skip
    past = CourseRun.objects.get(code="PC-101-2023-1")
    Enrolment.objects.create(  # as an import would: nobody may ask for a seat any more
        officer=next(free), run=past, course=Course.objects.get(editions=past.edition),
        state=Enrolment.State.REQUESTED, made_at=past.starts_at,
    )  # fmt: skip
    close_ended_runs()


def _editions(director: Officer) -> None:
    """Ask twice for the same edition: the second is refused, since nothing has changed."""
    course = Course.objects.get(code="IND-001")
    page = course.page
    page.lede = f"{page.lede} Se aprende en una mañana."
    page.save_revision().publish()
    for notes in ("Se dice cuánto toma.", "Lo mismo otra vez."):
        asked = ask_publication(
            subject=course,
            shown=next_edition(course).shown,
            revisions=ready_revisions(course),
            notes=notes,
            by=director,
        )
        make_asked_edition(publication_id=asked.pk)
    run = CourseRun.objects.get(code="IND-001-2026-1")
    newest = course.editions.order_by("-number")[0]
    move_run(
        run=run, to=newest, why="La nueva edición dice cuánto toma.", by=director,
        looked_at=effects(run.enrolments.open(), newest, again=()).digest(),
    )  # fmt: skip


def _certificates(hr: Officer, second: Officer) -> None:
    run = CourseRun.objects.get(code="PC-101-2025-1")
    held = list(Certificate.objects.filter(award__enrolment__run=run).order_by("number")[:8])
    category = Revocation.Category
    proposed = [
        propose_revocation(
            certificate=each, category=category.MARKING_ERROR, reason="Se calificó con otra clave.", by=hr
        )
        for each in held[:4]
    ]
    confirm_proposal(proposal=proposed[1], second=second)
    decline_proposal(proposal=proposed[2], by=second, why="La clave era la correcta.")
    decline_proposal(proposal=proposed[3], by=hr, why="Era de otro efectivo.")
    for each, why in ((held[4], category.FRAUD), (held[5], category.ADMINISTRATIVE)):
        revoke_certificate(certificate=each, category=why, reason="Acta de demostración.", by=hr, second=second)
    reinstate_certificate(certificate=held[5], reason="El acta era de otra convocatoria.", by=hr, second=second)
    for each in held[6:]:
        _misspelt(each.award.officer, hr)
    reissues = [
        propose_reissue(certificate=each, wrong=HolderField.values, reason="Su DNI dice otra cosa.", by=hr)
        for each in Certificate.objects.filter(pk__in=[each.pk for each in held[6:]]).order_by("number")
    ]
    confirm_proposal(proposal=reissues[0], second=second)
    small = CourseRun.objects.get(code="PC-101-2023-1")
    for kind in (CertificateBundle.Kind.PDF, CertificateBundle.Kind.ZIP):
        bundle = ask_bundle(run=small, kind=kind, by=hr)
        make_bundle(bundle_id=bundle.pk)
        if kind == CertificateBundle.Kind.PDF:  # as when its days are over
            remove_files(CertificateBundle.objects.filter(pk=bundle.pk))


def _misspelt(officer: Officer, hr: Officer) -> None:
    correct_name(
        officer=officer, given_names=officer.given_names, paternal_surname=officer.paternal_surname,
        maternal_surname=f"{officer.maternal_surname}ri", since=timezone.localdate(), by=hr, why=_REASON,
    )  # fmt: skip


def _complaints(director: Officer) -> None:
    review, upheld, dismissed = (Complaint.State[each] for each in ("UNDER_REVIEW", "UPHELD", "DISMISSED"))
    run = CourseRun.objects.get(code="PC-101-2026-3")
    sat = Attempt.objects.filter(enrolment__run=run, state=Attempt.State.SUBMITTED).order_by("pk")[:4]
    now = timezone.now()
    for attempt, answers in zip(sat, ((), (review,), (review, upheld), (review, dismissed)), strict=True):
        complaint = file_complaint(
            attempt=attempt, slot=1, text="Mi respuesta dice lo mismo que la lección.", by=attempt.officer, now=now,
            until=now + timedelta(days=1),
        )  # fmt: skip
        for seen, answer in enumerate(answers):
            answer_complaint(
                complaint=complaint, state=answer, text="Visto con la lección a la mano.", by=director, seen=seen
            )


def _reviews(people: dict[str, Officer]) -> None:
    """Ask for a second person in a bank, and let the author save four questions anew: each stands elsewhere."""
    author, reviewer = people["author"], people["reviewer"]
    bank = Bank.objects.get(course__code="PC-101")
    set_bank_review(bank=bank, needs_review=True, why="Sus preguntas son de examen.", by=people["director"])
    draft, in_review, ready = QuestionStep.State.DRAFT, QuestionStep.State.IN_REVIEW, QuestionStep.State.READY
    known = QuestionVersion.objects.filter(question__bank=bank, kind="single_choice", case=None).order_by("pk")
    for version, state, moved in zip(
        known[:4], (draft, in_review, in_review, in_review), (None, None, draft, ready), strict=True
    ):
        content: Any = registry.get(version.kind).load(version.content)
        newer = save_question(
            question=version.question.uuid, bank=bank, kind=version.kind, weight=version.weight, by=author,
            content=content.model_copy(update={"explanation": f"{content.explanation} Véase la lección."}),
            difficulty=version.difficulty, tags=version.tags, lessons=version.lessons, objectives=version.objectives,
            state=state,
        )  # fmt: skip
        if moved:
            move_version(version=newer, to=moved, why="Diga en qué parte de la lección.", by=reviewer)


def _overrides(director: Officer) -> None:
    run = CourseRun.objects.get(code="PC-101-2026-3")
    exam = run.edition.items.filter(kind="exam").exclude(weight="").order_by("order")[0]
    enrolment = run.enrolments.filter(state=Enrolment.State.ACTIVE).order_by("pk")[0]
    give_override(
        run=run, exam=exam, enrolments=[enrolment.pk], given=Given(attempts=1), by=director, seen=0,
        why="Salió a una intervención durante el examen.",
    )  # fmt: skip
    give_run_override(run=run, exam=exam, attempts=0, minutes=10, why="Hubo cortes de luz.", by=director, seen=0)


def _decisions(director: Officer, second: Officer) -> None:
    """Decide about three questions of a course that nobody has sat: what is written down is seen, no mark changes."""
    versions = QuestionVersion.objects.filter(question__bank__course__code="IN-202", kind="single_choice")
    first, other, annulled = versions.order_by("pk")[:3]
    for version, board in ((first, None), (other, second)):
        content: Any = wordings([version.uuid])[version.uuid].content
        further = {"option": next(option.id for option in content.options if not option.right)}
        found = changes_by_accepting(version, Accepted(further, raises_only=board is None))
        accept_further(
            version=version, further=further, why="También se sigue de la lección.", by=director, second=board,
            looked_at=digest(found),
        )  # fmt: skip
    annul_question(
        version=annulled, why="La pregunta se entiende de dos maneras.", by=director,
        looked_at=digest(changes_by_annulling(annulled)),
    )  # fmt: skip


def _sittings(free: Iterator[Officer]) -> None:
    """Let two sit a quiz: one answers twice at once and after submitting, the other's time runs out."""
    for is_late in (False, True):
        officer = next(free)
        attempt = _begun(officer)
        client = open_page(attempt, device="Demostración", address="192.0.2.9")
        attempt.refresh_from_db()
        note_events(attempt=attempt, client=client, events=[Event(100, "left", 20), Event(101, "returned", 45)])
        _say(attempt, client, 1)
        _say(attempt, client, 2)  # without having seen the first
        if is_late:  # as time goes by
            ended = timezone.now() - timedelta(minutes=1)
            Attempt.objects.filter(pk=attempt.pk).update(started_at=ended - timedelta(minutes=30), ends_at=ended)
        else:
            submit_attempt(attempt=attempt.pk, by=officer)
        _say(attempt, client, 3)
    close_overdue()


def _annulled(officer: Officer, director: Officer, second: Officer) -> None:
    """Have one sit the quiz on somebody else's account: the sitting is annulled."""
    attempt = _begun(officer)
    submit_attempt(attempt=attempt.pk, by=officer)
    with transaction.atomic():
        enrolment = Enrolment.objects.locked(attempt.enrolment_id or 0)
        found = effects_without(to_decide_on(attempt.pk, enrolment), enrolment, is_used=False)
        annul_sitting(
            attempt=attempt, is_used=False, why="Otra persona rindió con su cuenta.", by=director, second=second,
            looked_at=found.digest,
        )  # fmt: skip


def _begun(officer: Officer) -> Attempt:
    """Let an officer enrol, and begin the quiz."""
    run = CourseRun.objects.get(code="PC-101-2026-3")
    quiz = run.edition.items.filter(kind="exam", required=True, weight="").order_by("order")[0]
    enrolment = enrol(officer=officer, run=run, by=officer)
    return start_attempt(enrolment=enrolment.uuid, activity=quiz.activity_uuid, by=officer)


def _say(attempt: Attempt, client: int, sequence: int) -> None:
    slot = next(slot for slot in Draw.from_json(attempt.draw).slots if slot.options)
    value: str | list[str] = slot.options[0].key
    entry = Entry(
        client=client, sequence=sequence, slot=slot.number, base="",
        value=[str(value)] if slot.kind == "multiple_choice" else value,
    )  # fmt: skip
    save_response(attempt=attempt.public_id, officer=attempt.officer_id, session_hash=None, entry=entry)
