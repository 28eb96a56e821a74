"""Pages in a workflow are told to those whose next word it is."""

import pytest
from django.utils import timezone

from content.inbox import pages_to_review
from tests.makers.network import make_user
from tests.makers.pages import make_area_page, make_course_page


@pytest.fixture
def staff(cast_on_ground):
    return cast_on_ground


def submit(staff, title: str):
    page = make_course_page(make_area_page(title=f"Área de {title}"), live=False, title=title)
    page.get_workflow().start(page, staff.elsa)
    return page


def told(user) -> list[str]:
    return [due.what for due in pages_to_review(user, timezone.now())]


def test_page_waits_for_the_school_first_then_for_the_secretariat(staff):
    page = submit(staff, "Evidencia")
    assert told(staff.elsa) == ["Revisar la página «Evidencia»"]
    assert told(staff.sara) == []
    page.current_workflow_task_state.approve(user=staff.elsa)
    assert told(staff.elsa) == []
    assert told(staff.sara) == ["Revisar la página «Evidencia»"]


@pytest.mark.parametrize("who", ["ana", "carla", "bruno", "dora", "felix"])
def test_who_enters_no_admin_is_told_nothing_and_costs_nothing(staff, who, django_assert_num_queries):
    submit(staff, "Evidencia")
    user = getattr(staff, who)
    user.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(0):
        assert told(user) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow(staff, rows, django_assert_num_queries):
    for number in range(rows):
        submit(staff, f"Página {number}")
    staff.elsa.standing  # noqa: B018 - read once per request
    told(staff.elsa)
    with django_assert_num_queries(5):  # the kinds of tasks are asked for one by one
        assert len(told(staff.elsa)) == rows


def test_technical_administrator_owes_pages_nothing(staff):
    submit(staff, "Evidencia")
    administrator = make_user(role="administrator", kind="staff", office=None)
    administrator.is_superuser = True
    administrator.save()
    assert told(administrator) == []
