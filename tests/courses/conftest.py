"""What the tests of the CMS begin with."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from officers.models.grant import Role
from tests.courses.cms import logged_in
from tests.courses.pages_factory import make_course_page
from tests.shared import afresh, shared


@pytest.fixture(scope="module")
def _written(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with shared(django_db_blocker, lambda: make_course_page(lessons=2)) as built:
        yield built


@pytest.fixture
def written(_written: Any, db: None) -> Any:
    """A written course."""
    return afresh(_written)


@pytest.fixture
def director(written: Any) -> Client:
    return logged_in(written, Role.TRAINING_DIRECTOR)[0]


@pytest.fixture
def author(written: Any) -> Client:
    return logged_in(written, Role.AUTHOR)[0]
