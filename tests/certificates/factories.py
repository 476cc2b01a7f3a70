"""Makes completed enrolments and certificates for tests."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from certificates.models import Award, Certificate
from certificates.queries.holder import corrections_of
from certificates.services.award import award
from certificates.services.reissue import reissue_certificate
from courses.models import Edition, Enrolment
from officers.models import Officer
from tests.courses.factories import make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer


def make_completed(
    officer: Officer | None = None, *, edition: Edition | None = None, at: datetime | None = None, **fields: Any
) -> Enrolment:
    """Return a completed enrolment that nobody has awarded yet."""
    return make_enrolment(
        officer or make_officer(),
        make_run(edition or make_edition(title="Policía comunitaria y solución de problemas", validity_months=36)),
        state="completed",
        ended_at=at or timezone.now(),
        final_mark=fields.pop("final_mark", Decimal("17.50")),
        **fields,
    )


def make_award(officer: Officer | None = None, *, at: datetime | None = None, **fields: Any) -> Award:
    """Return an award made at that moment."""
    return award(enrolment=make_completed(officer, at=at, **fields), at=at)


def make_certificate(officer: Officer | None = None, *, at: datetime | None = None, **fields: Any) -> Certificate:
    """Return a certificate issued at that moment."""
    return make_award(officer, at=at, **fields).certificates.get()


def supersede(old: Certificate, *, at: datetime | None = None, **mended: Any) -> Certificate:
    """Return the certificate that replaces another, after its holder's record was mended."""
    holder = Officer.objects.get(pk=old.award.officer_id)
    for name, value in (mended or {"maternal_surname": f"{holder.maternal_surname} Corregido"}).items():
        setattr(holder, name, value)
    holder.save()
    by, second = (make_officer() for _ in range(2))
    for person in (by, second):
        grant(person, "hr_verifier")
    held = Certificate.objects.get(pk=old.pk)
    return reissue_certificate(
        certificate=held, corrections={each.field.value: each.corrected for each in corrections_of(held)},
        reason="Error en el papel.", by=by, second=second, at=at,
    )  # fmt: skip


def unsaved(**changes: Any) -> Certificate:
    """Return a certificate that is in no database: what drawing needs and nothing else."""
    fields: dict[str, Any] = {
        "serial": "2026-000123-K7QX4M2P-J", "year": 2026, "number": 123,
        "holder_name": "Ñusta Q’ente Quispe Mamani", "holder_rank": "Suboficial de Segunda PNP",
        "holder_unit": "Comisaría PNP San Juan de Lurigancho", "holder_cip": "31234567",
        "course_title": "Policía comunitaria y solución de problemas", "course_code": "PC-101",
        "edition_number": 3, "edition_sha256": "5f" * 32, "academic_hours": 40, "credits": Decimal("2.50"),
        "mark": Decimal("17.50"), "resolution": "R.D. 0456-2026-DIREDDOC-PNP",
        "signatories": [
            {"post": "Director de Educación y Doctrina", "institution": "Policía Nacional del Perú"},
            {"post": "Jefa de la División de Capacitación", "institution": "Escuela de Formación Policial"},
        ],
        "completed_on": date(2026, 10, 12), "issued_on": date(2026, 10, 12), "expires_on": date(2029, 10, 12),
        "base_url": "https://aula.example",
    }  # fmt: skip
    return Certificate(**{**fields, **changes})
