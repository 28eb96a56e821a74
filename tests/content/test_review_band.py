"""The band at the head of the editor: who submitted the page, where it stands, and the buttons of whoever decides."""

import pytest
from django.template import Context
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from content.models import ReviewTask
from content.templatetags.reviews import review_band
from network.actions import align_groups
from tests.makers.network import make_user
from tests.makers.pages import country_page, make_area_page, make_course_page, make_effort

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
YES, NO = "Aprobar y publicar", "Devolver con un comentario"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def ground(cast):
    """The cast on the ground; a page of Honduras that Carla drafted."""
    cast.page = make_effort(country_page("HN"), live=False, title="Laboratorio", owner=cast.carla)
    cast.page.save_revision(user=cast.carla)
    return cast


def submit(ground):
    return ground.page.get_workflow().start(ground.page, ground.carla)


def editor(client, user, page) -> str:
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_reviewer_reads_who_submitted_what_and_decides_at_the_head(client, ground):
    submit(ground)
    page = editor(client, ground.sara, ground.page)
    band = page[page.index("review-band") : page.index('id="page-edit-form"')]
    person = ground.carla.person
    assert person.full_name in band
    assert person.office.country.name in band
    assert "Esfuerzo nacional" in band
    assert YES in band
    assert NO in band
    assert 'data-workflow-action-name="approve"' in band
    assert 'data-workflow-action-modal-url="' in band
    assert band.count("<button") == 2


def test_author_reads_that_it_waits_and_decides_nothing(client, ground):
    submit(ground)
    page = editor(client, ground.carla, ground.page)
    assert "Esta página está en revisión" in page
    assert "Se le avisará por correo" in page
    assert YES not in page


def test_author_reads_why_it_came_back(client, ground):
    state = submit(ground)
    state.current_task_state.reject(user=ground.sara, comment="Falta el nombre de la ley.")
    page = editor(client, ground.carla, ground.page)
    assert "Esta página le fue devuelta" in page
    assert "Falta el nombre de la ley." in page
    assert ground.sara.person.full_name in page


def test_steps_are_told_in_the_readers_language(client, ground):
    submit(ground)
    ground.sara.language = "en"
    ground.sara.save()
    page = editor(client, ground.sara, ground.page)
    assert "step: Review of the contributions" in page
    assert "Sent to Review of the contributions" in page
    assert "Revisión de los aportes" not in page
    assert ReviewTask.objects.filter(name="Revisión de los aportes").exists()


def test_whoever_waits_for_another_step_reads_which_in_the_own_language(client, ground):
    course = make_course_page(make_area_page())
    course.save_revision(user=ground.elsa)
    course.get_workflow().start(course, ground.elsa)
    ground.sara.language = "en"
    ground.sara.save()
    page = editor(client, ground.sara, course)
    assert "awaiting <b>'Review by the School'</b> in the <b>'Curricula'</b> workflow" in page
    assert "Revisión de la Escuela" not in page


def test_lists_of_what_is_under_review_tell_the_same(client, ground):
    submit(ground)
    ground.sara.language = "en"
    ground.sara.save()
    client.force_login(ground.sara)
    for address in (
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_pages:workflow_history", args=[ground.page.pk]),
    ):
        page = client.get(address).content.decode()
        assert "Contributions of the countries" in page
        assert "Review of the contributions: In progress" in page


def test_page_in_no_workflow_has_no_band(client, ground):
    assert "review-band" not in editor(client, ground.sara, ground.page)


def test_step_before_the_last_passes_on_and_does_not_publish(client, ground):
    course = make_course_page(make_area_page())
    course.save_revision(user=ground.elsa)
    course.get_workflow().start(course, ground.elsa)
    page = editor(client, ground.elsa, course)
    assert "Aprobar y pasar al siguiente paso" in page
    assert YES not in page


def test_stranger_is_offered_nothing(ground):
    submit(ground)
    request = RequestFactory().get("/")
    request.user = make_user(office=None, kind="guest")
    align_groups(request.user.person)
    assert review_band(Context({"request": request}), ground.page)["decisions"] == []


def test_band_takes_few_questions(ground, django_assert_max_num_queries):
    submit(ground)
    page = type(ground.page).objects.get(pk=ground.page.pk)
    request = RequestFactory().get("/")
    request.user = ground.sara
    with django_assert_max_num_queries(14):
        review_band(Context({"request": request}), page)


def test_a_translation_is_decided_over_its_own_screen(client, ground):
    """The screen of a translation has no form to send a decision with: each decision is one of its own."""
    spanish = make_effort(country_page("HN"), title="Taller de análisis", owner=ground.carla)
    english = spanish.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    source, _is_new = TranslationSource.get_or_create_from_instance(spanish)
    Translation.objects.create(source=source, target_locale=english.locale, enabled=True)
    english.save_revision(user=ground.carla)
    english.get_workflow().start(english, ground.carla)
    page = editor(client, ground.sara, english)
    assert "js-translation-editor" in page
    band = page[page.index("review-band") : page.index("js-translation-editor")]
    assert YES in band
    step = english.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[english.pk, "reject", step.pk])
    assert f'action="{address}"' in band
    client.post(address, {"comment": "Falta un párrafo."})
    step.refresh_from_db()
    assert (step.status, step.comment) == ("rejected", "Falta un párrafo.")
