"""All that was given in some courses, to single officers and to whole runs, in one list with its history."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value

from assessments.models.run_override import RunOverride
from assessments.queries.overrides import OverrideLine, Terms, override_lines, override_rows
from courses.models.course import Course
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from kernel.folding import fold

__all__ = ["given_keys", "given_lines", "given_to"]

_OFFICER, _RUN = "officer", "run"


def given_keys(courses: Sequence[Course], *, run: str = "", q: str = "") -> QuerySet[Any, Any]:
    """Return which overrides there are of both kinds, the newest first, for a pager: ``given_lines`` reads them.

    ``run``: only of this one, by its code; ``q``: only what concerns officers with this CIP or name, and so also what
    everybody in a run of theirs was given.
    """
    single = override_rows(courses, run=run)
    of_runs = RunOverride.objects.filter(run__edition__course__in=courses)
    if run:
        of_runs = of_runs.filter(run__code=run)
    if q:
        named = Enrolment.objects.filter(_named(q))
        single = single.filter(enrolment__in=named)
        of_runs = of_runs.filter(Exists(named.filter(run=OuterRef("run"))))
    keys = [_keys(single, _OFFICER), _keys(of_runs, _RUN)]
    return keys[0].union(keys[1], all=True).order_by("-at", "-pk")


def given_lines(keys: Iterable[tuple[Any, ...]], courses: Sequence[Course]) -> list[OverrideLine]:
    """Return the overrides of a page of ``given_keys`` as they are shown, in its order; two statements."""
    wanted = [(kind, pk) for _at, pk, kind in keys]
    single = list(override_rows(courses).filter(pk__in=[pk for kind, pk in wanted if kind == _OFFICER]))
    of_runs = list(_run_rows().filter(pk__in=[pk for kind, pk in wanted if kind == _RUN]))
    lines = {(_OFFICER, row.pk): line for row, line in zip(single, override_lines(single), strict=True)}
    lines |= {(_RUN, row.pk): _run_line(row) for row in of_runs}
    return [lines[key] for key in wanted if key in lines]


def given_to(enrolment: Enrolment) -> list[OverrideLine]:
    """Return what an enrolment was given of its own and with its run, the newest first; two statements.

    ``run`` and ``course`` of the enrolment are loaded.
    """
    own = override_lines(override_rows([enrolment.course], run=enrolment.run.code).filter(enrolment=enrolment))
    of_run = [_run_line(row) for row in _run_rows().filter(run=enrolment.run_id)]
    return sorted([*own, *of_run], key=lambda line: line.at, reverse=True)


def _keys(rows: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list("at", "pk", Value(kind, output_field=CharField()))


def _named(q: str) -> Q:
    found = Q()
    for word in fold(q).split():
        found &= Q(officer__search_name__contains=word) | Q(officer__login__contains=word.upper())
    return found


def _run_rows() -> QuerySet[Any]:
    later = RunOverride.objects.filter(
        run=OuterRef("run"), activity_uuid=OuterRef("activity_uuid"), number__gt=OuterRef("number")
    )
    exams = EditionItem.objects.filter(edition=OuterRef("run__edition"), activity_uuid=OuterRef("activity_uuid"))
    read: QuerySet[Any] = RunOverride.objects.select_related("run", "by").annotate(
        is_newest=~Exists(later), exam=Subquery(exams.values("title")[:1])
    )
    return read


def _run_line(row: Any) -> OverrideLine:
    terms = Terms.of_run(row)
    return OverrideLine(
        enrolment=None, activity=row.activity_uuid, name="", cip="", run=row.run.code, exam=row.exam or "",
        terms=terms, why=row.why, by=row.by.get_full_name(), at=row.at,
        in_force=row.is_newest and terms != Terms(),
    )  # fmt: skip
