"""Curricula as pages: hours, two languages, and nothing published without two approvals."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.operations import translate_object

from content.actions import restrict_page
from content.rules import NETWORK
from courses.catalogue import lay_catalogue
from courses.models import AreaPage, CourseModule, CoursePage, ProgrammePage, TrainingArea, Workshop
from courses.templatetags.programme import workshop_card
from network.actions import align_groups
from tests.makers.courses import make_workshop
from tests.makers.network import make_office, make_user
from tests.makers.pages import make_area_page, make_course_page
from training_platform.demo import syllabus_cybercrime
from training_platform.demo.curriculum import course_page, publish_curriculum
from training_platform.ground import lay_ground


@pytest.fixture
def staff(cast_on_ground):
    """The cast on the ground: everyone's groups follow from their roles."""
    return cast_on_ground


def course_form(page: CoursePage, **changes) -> dict:
    """What the page editor sends."""
    modules = [
        {"id": m.pk, "title": m.title, "kind": m.kind, "hours": str(m.hours), "objectives": m.objectives}
        | changes.get("module", {})
        for m in page.modules.all()
    ]
    return nested_form_data(
        {
            "title": changes.get("title", page.title),
            "slug": page.slug,
            "introduction": page.introduction,
            "objectives": page.objectives,
            "modules": inline_formset(modules, initial=len(modules)),
            "body": streamfield([]),
            "comments": inline_formset([]),
        }
    )


def task_url(page: CoursePage, action: str) -> str:
    state = page.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def test_catalogue_laid_twice_is_laid_once(db):
    lay_ground()
    before = (Page.objects.count(), TrainingArea.objects.count())
    lay_catalogue()
    assert (Page.objects.count(), TrainingArea.objects.count()) == before
    assert ProgrammePage.objects.live().count() == 2


def test_pages_of_the_programme_show_theory_and_practice(client, db):
    lay_ground()
    area = make_area_page()
    course = make_course_page(area)
    programme = client.get(area.get_parent().url).content.decode()
    for url in (area.url, course.url):
        html = client.get(url).content.decode()
        assert "Conceptos" in html
        assert "Caso práctico" in html
    assert area.title in programme
    assert (course.hours.theory, course.hours.practice, course.hours.total) == (Decimal(4), Decimal(5), Decimal(9))


def test_whoever_may_edit_a_curriculum_is_led_there(client, staff):
    course = make_course_page(make_area_page())
    edit = reverse("wagtailadmin_pages:edit", args=[course.pk])
    for user, is_led in ((staff.elsa, True), (staff.sara, True), (staff.ana, False), (staff.carla, False)):
        client.force_login(user)
        for page in (course, course.get_parent()):
            assert (reverse("wagtailadmin_pages:edit", args=[page.pk]) in client.get(page.url).text) is is_led
    client.logout()
    assert edit not in client.get(course.url).text


def test_area_page_leaves_out_courses_that_are_not_published(client, db):
    lay_ground()
    area = make_area_page()
    make_course_page(area, live=False, title="En borrador")
    assert "En borrador" not in client.get(area.url).content.decode()


def test_pages_leave_out_what_is_kept_from_their_reader(client, db):
    lay_ground()
    area = make_area_page(title="Área reservada")
    course = make_course_page(area, title="Curso reservado")
    restrict_page(course, tier=NETWORK, by=None)
    reader = make_user()
    assert "Curso reservado" not in client.get(area.url).text
    client.force_login(reader)
    assert "Curso reservado" in client.get(area.url).text
    restrict_page(area, tier=NETWORK, by=None)
    programme = area.get_parent()
    for page in (programme, programme.get_parent()):
        assert "Área reservada" in client.get(page.url).text
        client.logout()
        assert "Área reservada" not in client.get(page.url).text
        client.force_login(reader)


@pytest.mark.parametrize("count", [1, 3])
def test_area_page_takes_as_many_queries_for_one_course_as_for_three(client, db, django_assert_num_queries, count):
    lay_ground()
    area = make_area_page()
    for _number in range(count):
        make_course_page(area)
    client.get(area.url)
    with django_assert_num_queries(13):
        client.get(area.url)


@pytest.mark.parametrize("count", [1, 3])
def test_programme_page_takes_as_many_queries_for_one_area_as_for_three(client, db, django_assert_num_queries, count):
    lay_ground()
    for number in range(count):
        area = make_area_page(title=f"Área {number}")
        make_course_page(area)
    url = area.get_parent().url
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)


def test_course_page_lists_the_announced_workshops_that_follow_it(client, db):
    lay_ground()
    course = make_course_page(make_area_page())
    day = timezone.localdate() + timedelta(days=20)
    common = {
        "area": course.area,
        "host_office": make_office(),
        "time_zone": "America/Panama",
        "starts_on": day,
        "ends_on": day,
        "nominations_close_at": timezone.now(),
        "course_key": course.translation_key,
        "title_en": "A",
    }
    Workshop.objects.create(slug="a", title_es="Taller anunciado", state="announced", **common)
    Workshop.objects.create(slug="b", title_es="Taller en borrador", state="draft", **common)
    html = client.get(course.url).content.decode()
    assert "Taller anunciado" in html
    assert "Taller en borrador" not in html


def test_school_drafts_and_only_the_second_approval_publishes(client, staff):
    course = make_course_page(make_area_page())
    client.force_login(staff.elsa)
    sent = course_form(course, title="Título nuevo") | {"action-submit": "1"}
    assert client.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), sent).status_code == 302
    client.post(task_url(course, "approve"), {"comment": "Revisado"})
    assert CoursePage.objects.get(pk=course.pk).title != "Título nuevo"
    client.post(task_url(course, "approve"), {"comment": "No me toca"})
    assert CoursePage.objects.get(pk=course.pk).title != "Título nuevo"
    client.force_login(staff.sara)
    client.post(task_url(course, "approve"), {"comment": "Conforme"})
    assert CoursePage.objects.get(pk=course.pk).title == "Título nuevo"


def test_school_cannot_publish_past_the_workflow(client, staff):
    course = make_course_page(make_area_page(), live=False)
    client.force_login(staff.elsa)
    client.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), course_form(course) | {"action-publish": "1"})
    assert not CoursePage.objects.get(pk=course.pk).live
    assert not course.permissions_for_user(staff.elsa).can_publish()
    assert course.permissions_for_user(staff.sara).can_publish()


@pytest.mark.parametrize("button", ["localize-restart-translation", "localize-convert-to-alias"])
def test_translation_shortcuts_around_the_workflow_are_refused(client, staff, button):
    course = make_course_page(make_area_page("en"))
    client.force_login(staff.elsa)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), {button: "1"})
    assert answer.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("name", ["carla", "dora", "ana"])
def test_people_without_a_role_in_the_programme_do_not_open_the_editor(client, staff, name):
    course = make_course_page(make_area_page())
    client.force_login(getattr(staff, name))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    assert answer.status_code == 404


def test_national_editor_gets_no_publish_button(client, staff):
    nadia = make_user(role="national_editor", office=staff.office)
    align_groups(nadia.person)
    course = make_course_page(make_area_page())
    client.force_login(nadia)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).status_code == 404
    assert not course.permissions_for_user(nadia).can_edit()
    assert not course.permissions_for_user(nadia).can_publish()


@pytest.fixture
def translated(staff):
    """A Spanish curriculum and the English draft that *Translate this page* makes of it."""
    english = Locale.objects.get(language_code="en")
    area = make_area_page()
    translate_object(area, [english], user=staff.elsa)
    course = make_course_page(area)
    translate_object(course, [english], user=staff.elsa)
    return course, CoursePage.objects.get(translation_key=course.translation_key, locale=english)


def test_translating_a_curriculum_keeps_its_modules_joined_and_publishes_nothing(translated):
    spanish, english = translated
    assert not english.live
    draft = english.get_latest_revision_as_object()
    keys = [m.translation_key for m in spanish.modules.all()]
    assert [m.translation_key for m in draft.modules.all()] == keys
    assert [(m.kind, m.hours) for m in draft.modules.all()] == [(m.kind, m.hours) for m in spanish.modules.all()]


def test_translated_curriculum_is_an_ordinary_page_of_the_editor(client, staff, translated):
    _spanish, english = translated
    client.force_login(staff.elsa)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk]))
    assert answer.status_code == 200
    assert b"action-submit" in answer.content
    assert b"localize-restart-translation" not in answer.content


def test_english_curriculum_says_the_hours_of_the_spanish_one(client, staff, translated):
    _spanish, english = translated
    client.force_login(staff.elsa)
    url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    refused = client.post(url, course_form(english, module={"hours": "7"}))
    assert "La malla en español dice" in refused.content.decode()
    assert client.post(url, course_form(english, module={"title": "Concepts"})).status_code == 302


def test_module_added_in_english_is_joined_to_the_spanish_one_that_waits_for_words(client, staff, translated):
    spanish, english = translated
    spanish.modules.add(
        CourseModule(sort_order=2, title="Nuevo", kind="theory", hours=Decimal(2), locale=spanish.locale)
    )
    spanish.save_revision().publish()
    client.force_login(staff.elsa)
    sent = course_form(english)
    sent |= {
        "modules-TOTAL_FORMS": "3",
        "modules-2-id": "",
        "modules-2-title": "New",
        "modules-2-kind": "theory",
        "modules-2-hours": "2",
        "modules-2-ORDER": "3",
    }
    assert client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), sent).status_code == 302
    english.refresh_from_db()
    draft = english.get_latest_revision_as_object()
    assert [m.translation_key for m in draft.modules.all()] == [m.translation_key for m in spanish.modules.all()]


def test_demo_curriculum_is_published_once_in_both_languages(client, staff):
    for _time in range(2):
        publish_curriculum(staff.elsa, staff.sara)
    assert AreaPage.objects.live().count() == 6
    assert CoursePage.objects.live().count() == 6
    spanish, english = (course_page(syllabus_cybercrime.COURSE, code) for code in ("es", "en"))
    assert spanish.translation_key == english.translation_key
    keys = [m.translation_key for m in spanish.modules.all()]
    assert [m.translation_key for m in english.modules.all()] == keys
    assert (spanish.hours.theory, spanish.hours.practice) == (Decimal(15), Decimal(9))
    assert spanish.hours == english.hours
    assert "Evidencia digital y cadena de custodia" in client.get(spanish.url).content.decode()
    assert "Digital evidence and custody" in client.get(english.url).content.decode()


def card(workshop) -> str:
    return workshop_card(Workshop.objects.for_lists().get(pk=workshop.pk))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"seats_per_office": None}, "inscripción abierta"),
        ({"seats_per_office": 2}, "cupos por oficinas"),
        ({"nominations_close_at": timezone.now() - timedelta(hours=1)}, "inscripción cerrada"),
        ({"state": "draft"}, ""),
        ({"ends_on": date(2012, 1, 3), "starts_on": date(2012, 1, 2)}, ""),
    ],
)
def test_card_tells_how_one_comes_in(db, fields, said):
    workshop = make_workshop(**fields)
    told = [words for words in ("inscripción", "cupos por oficinas") if words in card(workshop)]
    assert said in card(workshop)
    assert bool(told) is bool(said)


def test_remembered_card_follows_the_clock(db):
    workshop = make_workshop(seats_per_office=None)
    assert "inscripción abierta" in card(workshop)
    Workshop.objects.update(nominations_close_at=timezone.now() - timedelta(minutes=1))
    assert "inscripción cerrada" in card(workshop)


def test_workshops_to_come_stand_before_those_under_way(db):
    today = timezone.localdate()
    under_way = make_workshop(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9))
    later, soon = (
        make_workshop(starts_on=today + timedelta(days=days), ends_on=today + timedelta(days=days)) for days in (8, 3)
    )
    assert list(Workshop.objects.upcoming().not_begun_first()) == [soon, later, under_way]
