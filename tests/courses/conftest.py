"""What the tests of the CMS begin with."""

from typing import Any

import pytest
from django.test import Client

from officers.models.grant import Role
from tests.courses.cms import logged_in
from tests.courses.pages_factory import make_course_page


@pytest.fixture
def written() -> Any:
    """A written course."""
    return make_course_page(lessons=2)


@pytest.fixture
def director(written: Any) -> Client:
    return logged_in(written, Role.TRAINING_DIRECTOR)[0]


@pytest.fixture
def author(written: Any) -> Client:
    return logged_in(written, Role.AUTHOR)[0]
