"""Texts that wait for their mark in the demo, and one that has it: the place where they are marked has work."""

from collections.abc import Sequence

from assessments.models import AnswerToMark
from assessments.services.mark_answer import mark_answer
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses.models import CourseRun, Enrolment
from officers.models import Officer

__all__ = ["hand_in_texts"]

_TEXTS = (
    "Entre las 18:00 y las 21:00, de martes a viernes, arranchan celulares a quienes esperan el bus en el "
    "paradero de la avenida Los Jardines, frente al mercado. En los últimos tres meses se anotaron 23 "
    "denuncias, 17 de ellas en dos cuadras; en la hoja de ruta del mismo tiempo hay 31 avisos, ocho de ellos "
    "de personas que no denunciaron.\n\n"
    "La junta vecinal dice que a las vendedoras les pasa también al cerrar y que no denuncian porque pierden "
    "la noche. El paradero no tiene luz desde marzo y los buses esperan con las puertas abiertas. Daña sobre "
    "todo a estudiantes y trabajadoras que vuelven a casa.",
    "En mi sector hay mucha delincuencia y la gente tiene miedo. Todos los días roban. Se necesita más "
    "patrullaje y cámaras en las esquinas, y que los vecinos colaboren con la policía avisando. También hay "
    "personas que toman en la calle y hacen bulla hasta tarde, por eso los vecinos se quejan bastante. Debemos "
    "hacer más operativos los fines de semana con apoyo de serenazgo para que haya tranquilidad y bajen los "
    "robos en el sector.",
    "Los sábados y domingos de 01:00 a 04:00 hay peleas a la salida de tres locales de la cuadra 8. De enero a "
    "marzo, 14 intervenciones en SIDPOL y 9 atenciones por golpes en la posta, seis de ellas sin denuncia. Los "
    "dueños dicen que es gente de otro sector; los vecinos dicen que empieza cuando se acaba el transporte y "
    "nadie puede irse.",
    "En el parque Las Moras, de lunes a viernes a la salida del colegio (13:00 a 14:00), a los alumnos de "
    "secundaria les quitan el celular. Hay 11 denuncias desde abril y la directora anotó 19 casos en su "
    "cuaderno.",
)
_COMMENT = (
    "Bien delimitado: se sabe dónde, cuándo y a quién. Falta comparar con otra fuente con fecha y preguntar a "
    "quienes no denuncian."
)


def hand_in_texts(officers: Sequence[Officer], run: CourseRun, by: Officer) -> None:
    """Let officers of a run hand in a text each; whoever teaches it marks the last one."""
    exam = next(
        item for item in run.edition.items.filter(kind="exam").order_by("order")
        if item.payload["title"] == "Práctica: el problema de mi sector"
    )  # fmt: skip
    for officer, text in zip(officers, _TEXTS, strict=False):
        enrolment = Enrolment.objects.get(run=run, officer=officer)
        attempt = start_attempt(enrolment=enrolment.uuid, activity=exam.activity_uuid, by=officer)
        entry = Entry(client=number_client(attempt), sequence=1, slot=1, value=text, base="")
        save_response(attempt=attempt.public_id, officer=officer.pk, session_hash=None, entry=entry)
        submit_attempt(attempt=attempt.pk, by=officer)
    answer = AnswerToMark.objects.select_related("version", "attempt__enrolment__run").latest("pk")
    mark_answer(answer=answer, levels=[2, 1, 0], comment=_COMMENT, why="", by=by, seen=0)
