"""Queries of every request, composed once.

Django composes the SQL of a queryset each time that it is run: for a row that joins four tables this costs a
multiple of running it. A query that is asked in the same form on every page of a sitting is written here as a
function of its arguments, is composed the first time, and afterwards only filled in. What comes back is what the
queryset would have given: instances with what they load, dictionaries of ``values``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["Composed", "composed"]

P = ParamSpec("P")
T = TypeVar("T")
#: Two values of each kind of argument, of which neither stands in a query by chance. The texts hold what a query that
#: looks for a part of a text escapes, so that it is seen.
_SAMPLES: dict[type, tuple[Any, Any]] = {
    int: (7_310_558_214_001, 7_310_558_214_002),
    str: ("\ue000 First_%\\ \ue000", "\ue000 Second_%\\ \ue000"),
    UUID: (UUID("5f0e7a3c-9a51-4c1e-8a57-2f3c8d1b6e01"), UUID("5f0e7a3c-9a51-4c1e-8a57-2f3c8d1b6e02")),
}


#: As SQLite is given a day or a moment.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class NotComposable(TypeError):
    """What a query of this module may not be: it would be filled in wrongly."""


@dataclass(frozen=True, eq=False)
class _Form:
    """A query composed for one database.

    places: the names of the arguments by their place among its parameters. kinds: the type of each argument.
    """

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    places: Mapping[int, str]
    kinds: Mapping[str, type]

    def filled(self, given: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and its parameters for these arguments, in the form that the database's driver takes."""
        parameters = list(self.parameters)
        for place, name in self.places.items():
            value = given[name]
            is_text = isinstance(value, UUID) and isinstance(parameters[place], str)
            parameters[place] = value.hex if is_text else value
        return self.sql, tuple(parameters)


class _Filled(SQLCompiler):
    """A composed query's compiler, of this thread's connection, with the arguments of one call."""

    def __init__(self, form: _Form, using: str, given: Mapping[str, Any]) -> None:
        self.__dict__.update(form.compiler.__dict__)
        self.connection, self.using = connections[using], using
        self._form = form
        self._composed = form.filled(given)

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """Return what was composed."""
        return self._composed

    def get_converters(self, expressions: Any) -> Any:
        """Return what turns columns into values, which Django asks of every column each time.

        Some are methods of a connection: they are kept with it.
        """
        kept = self.connection.__dict__.setdefault("composed_converters", {})
        if self._form not in kept:
            kept[self._form] = super().get_converters(expressions)
        return kept[self._form]


class Composed(Generic[P, T]):
    """A query as a function of integers, texts and UUIDs that stand in it as parameters.

    The function is called when the query is composed, with samples: nothing in it may depend on the moment, the
    person or the language, and an argument may stand nowhere but as a value, as it was given (no ``if``, no slice, no
    ``startswith``). A query that holds a day or a moment is refused, whatever it is. Arguments are given by name, at
    every call the same ones of the same types: None or an enum in place of a text would need another SQL.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, T]]) -> None:
        self._build = build
        self._forms: dict[str, _Form] = {}
        self.__doc__ = build.__doc__

    def __call__(self, *args: P.args, **given: P.kwargs) -> list[T]:
        """Return the rows; one statement."""
        if args:
            raise TypeError("The arguments of a composed query are given by name.")
        using = DEFAULT_DB_ALIAS
        form = self._forms.get(using) or self._forms.setdefault(using, self._compose(using, given))
        if {name: type(value) for name, value in given.items()} != form.kinds:
            raise NotComposable(f"{self._build.__qualname__} was composed for other arguments: {form.kinds}.")
        rows = form.rows.all()
        query = rows.query
        query.get_compiler = lambda *_args, **_more: _Filled(form, using, given)  # type: ignore[method-assign]
        return list(rows)

    def first(self, *args: P.args, **given: P.kwargs) -> T | None:
        """Return the first row, or None; the query says itself how many it reads."""
        return next(iter(self(*args, **given)), None)

    def lock_first(self, *args: P.args, **given: P.kwargs) -> T | None:
        """Return the first row of a query that locks, or None; asked again where nothing came.

        On PostgreSQL a row of which something joined was changed while the statement waited drops out of the join.
        """
        return self.first(*args, **given) or self.first(*args, **given)

    def _compose(self, using: str, given: Mapping[str, Any]) -> _Form:
        samples = {name: self._sample(name, value) for name, value in given.items()}
        first = {name: sample[0] for name, sample in samples.items()}
        rows = self._build(**first).using(using)  # type: ignore[call-arg]
        compiler = rows.query.get_compiler(using)
        composed = compiler.as_sql()
        sql, parameters = composed[0], tuple(composed[1])
        if self._text_of(first, using) != (sql, parameters):
            raise NotComposable(f"{self._build.__qualname__} is not the same query each time.")
        if any(isinstance(value, date) or (isinstance(value, str) and _DAY.match(value)) for value in parameters):
            raise NotComposable(f"{self._build.__qualname__} holds a day or a moment, which would stay.")
        places: dict[int, str] = {}
        for name, sample in samples.items():
            text, other = self._text_of({**first, name: sample[1]}, using)
            changed = [place for place, pair in enumerate(zip(parameters, other, strict=False)) if pair[0] != pair[1]]
            if text != sql or not changed:
                raise NotComposable(f"{name} of {self._build.__qualname__} is not only a value of the query.")
            as_given = (sample[0], sample[0].hex) if isinstance(sample[0], UUID) else (sample[0],)
            if any(parameters[place] not in as_given for place in changed):
                raise NotComposable(f"{name} of {self._build.__qualname__} is changed on its way into the query.")
            places.update(dict.fromkeys(changed, name))
        return _Form(rows, compiler, sql, parameters, places, {name: type(value) for name, value in given.items()})

    def _text_of(self, given: Mapping[str, Any], using: str) -> tuple[str, tuple[Any, ...]]:
        text, parameters = self._build(**given).using(using).query.get_compiler(using).as_sql()  # type: ignore[call-arg]
        return text, tuple(parameters)

    def _sample(self, name: str, value: Any) -> tuple[Any, Any]:
        try:
            return _SAMPLES[type(value)]
        except KeyError as error:
            raise NotComposable(f"{name} of {self._build.__qualname__} is of no kind that can be filled in.") from error


def composed(build: Callable[P, QuerySet[Any, T]]) -> Composed[P, T]:
    """Have the query of a function composed once: a decorator."""
    return Composed(build)
