"""The large database: as many as asked for, the same every time, and never beside what people work with."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from courses.models import Enrolment
from officers.models import Officer, Posting, Unit

pytestmark = pytest.mark.django_db
SMALL = ("--officers=30", "--units=200", "--enrolments=100")


def made() -> list[Any]:
    call_command("make_load", *SMALL)
    officers = Officer.objects.order_by("login").values_list("login", "public_id", "search_name", "unit__code")
    enrolments = Enrolment.objects.order_by("uuid").values_list("uuid", "officer__login", "run__code", "state")
    return [*officers, *enrolments]


def test_the_same_rows_are_made_every_time_and_only_in_an_empty_database():
    with transaction.atomic():
        first = made()
        transaction.set_rollback(True)
    assert made() == first
    assert (Officer.objects.count(), Posting.objects.count(), Unit.objects.count()) == (30, 30, 200)
    assert Enrolment.objects.count() == 100
    assert Enrolment.objects.open().count() == 30
    root = Unit.objects.get(parent=None)
    assert Unit.objects.in_subtree(root).count() == 200
    with pytest.raises(CommandError, match="empty"):
        made()
