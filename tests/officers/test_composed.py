"""Queries composed once give what their querysets give, and refuse to be what they could not be filled in as."""

from datetime import date
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from officers.composed import NotComposable, composed
from officers.models import Officer
from tests.officers.factories import make_officer, make_rank

pytestmark = pytest.mark.django_db


@composed
def _of(login: str, pk: int) -> QuerySet[Officer]:
    """Uses the login twice, and beside it a parameter of its own."""
    rows = Officer.objects.select_related("rank").annotate(said=Value(login), fixed=Value("fixed"))
    return rows.filter(login=login, pk__gte=pk)[:1]


@composed
def _named(public_id: UUID) -> QuerySet[Officer, Any]:
    return Officer.objects.filter(public_id=public_id).values("pk", "public_id", short=F("rank__code"))


def test_instances_come_with_what_they_load(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Each call is filled in anew: the second asks for another officer."""
    for officer in (make_officer(), make_officer()):
        with django_assert_num_queries(1):
            found = _of.first(login=officer.login, pk=officer.pk)
            assert found == officer
            assert found is not None
            assert found.rank == officer.rank
        assert (found.said, found.fixed) == (officer.login, "fixed")  # type: ignore[attr-defined]
        assert _of(login=officer.login, pk=officer.pk + 1) == []
    assert _of.first(login="x' OR 1=1 --", pk=0) is None


def test_values_and_uuids_are_those_of_the_database() -> None:
    """A UUID is text on SQLite and none on PostgreSQL."""
    officer = make_officer(rank=make_rank())
    row = _named.first(public_id=officer.public_id)
    assert row == {"pk": officer.pk, "public_id": officer.public_id, "short": make_rank().code}
    assert _named(public_id=uuid4()) == []


def test_nothing_of_a_call_stays() -> None:
    """What one call loaded is not handed to the next: rows are read again."""
    officer = make_officer()
    first = _of.first(login=officer.login, pk=officer.pk)
    Officer.objects.filter(pk=officer.pk).update(given_names="Rosa")
    second = _of.first(login=officer.login, pk=officer.pk)
    assert first is not second
    assert second is not None
    assert second.given_names == "Rosa"


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_through_its_own_connection() -> None:
    """Seen to fail with the connection of the thread that composed the query (SQLite refuses, PostgreSQL mixes)."""
    officer = make_officer()
    assert _of.first(login=officer.login, pk=officer.pk) == officer
    found: list[Officer | None] = []

    def ask() -> None:
        try:
            found.append(_of.first(login=officer.login, pk=officer.pk))
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [officer]


def test_one_that_is_given_up_leaves_nothing_to_the_next() -> None:
    """Seen to fail where what reads the columns was kept by the address of a composed query."""
    make_officer()
    for _ in range(50):
        numbers = composed(lambda pk: Officer.objects.filter(pk__gt=pk).values_list("pk"))
        numbers(pk=0)
        del numbers
        answers = composed(lambda pk: Officer.objects.filter(pk__gt=pk).values_list("public_id"))(pk=0)
        assert all(isinstance(public_id, UUID) for (public_id,) in answers)


def test_an_argument_that_decides_is_refused() -> None:
    """A query whose form depends on an argument would be asked in the form of its first call."""

    @composed
    def deciding(login: str, pk: int) -> QuerySet[Officer]:
        return Officer.objects.filter(login=login)[: pk % 2 + 1]

    with pytest.raises(NotComposable, match="pk"):
        deciding(login="a", pk=1)


def test_a_moment_is_refused() -> None:
    """The moment of composing would hold for ever."""

    @composed
    def of_now(login: str) -> QuerySet[Officer]:
        return Officer.objects.filter(login=login, date_joined__lt=timezone.now())

    with pytest.raises(NotComposable, match="not the same"):
        of_now(login="a")


def test_a_day_is_refused() -> None:
    """Two composings on one day are alike: the day of composing would hold for ever, unseen."""

    @composed
    def of_today(login: str) -> QuerySet[Officer]:
        return Officer.objects.filter(login=login, date_joined__date__lt=timezone.localdate())

    @composed
    def of_a_day(login: str) -> QuerySet[Officer]:
        return Officer.objects.filter(login=login).annotate(since=Value(date(2026, 1, 1)))

    for build in (of_today, of_a_day):
        with pytest.raises(NotComposable, match="a day"):
            build(login="a")


#: PostgreSQL is given the text of ``iexact`` as it is, SQLite as a pattern.
_PATTERNS = ["startswith", "icontains", *(["iexact"] if connection.vendor == "sqlite" else [])]


@pytest.mark.parametrize("lookup", _PATTERNS)
def test_an_argument_that_is_changed_on_its_way_is_refused(lookup: str) -> None:
    """Filled in as it is given it would be asked for whole, or unescaped."""
    found = composed(lambda login: Officer.objects.filter(**{f"login__{lookup}": login}))
    with pytest.raises(NotComposable, match="login"):
        found(login="a")


def test_a_uuid_that_stands_as_a_text_is_refused() -> None:
    with pytest.raises(NotComposable, match="public_id"):
        composed(lambda public_id: Officer.objects.filter(login=str(public_id)))(public_id=uuid4())


@pytest.mark.parametrize("other", [None, Officer.Status.ACTIVE, 7, b"a"])
def test_an_argument_of_another_kind_is_refused_at_any_call(other: Any) -> None:
    """Once composed, None would be filled in as ``= NULL`` and find nothing."""
    officer = make_officer()
    assert _of.first(login=officer.login, pk=officer.pk) == officer
    with pytest.raises(NotComposable, match="_of"):
        _of(login=other, pk=officer.pk)
    with pytest.raises(NotComposable, match="_of"):
        _of(login=officer.login, pk=officer.pk, more=1)  # type: ignore[call-arg]


def test_what_cannot_be_filled_in_is_refused() -> None:
    """None would need another SQL; a position tells nobody what it is."""
    with pytest.raises(NotComposable, match="login"):
        composed(lambda login: Officer.objects.filter(login=login))(login=None)
    with pytest.raises(TypeError, match="by name"):
        _of("a", 1)
