"""How often the grants of a person are read."""

import pytest

from officers.models import Act, Officer
from officers.roles import may_somewhere
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def test_whoever_never_held_a_role_is_not_asked_for_and_the_first_grant_counts_at_once(django_assert_num_queries):
    officer = Officer.objects.get(pk=make_officer().pk)
    with django_assert_num_queries(0):
        assert not may_somewhere(officer, Act.USE_CMS)
    grant(officer, "training_director")
    assert may_somewhere(officer, Act.USE_CMS)
    with django_assert_num_queries(2):
        read = Officer.objects.get(pk=officer.pk)
        assert may_somewhere(read, Act.USE_CMS)
        assert may_somewhere(read, Act.EDIT_CONTENT)
