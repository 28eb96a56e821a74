"""Pages in their tier: who is served, what no list tells, and that nothing becomes more public by the way."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.operations import translate_object

from content.actions import lay_groups, restrict_page
from content.models import HomePage, StandardPage
from content.querysets import own_tier, tier_of, visible_to
from content.rules import CONTACT_POINTS, NETWORK, PUBLIC, READERS, SECRETARIAT, TIERS
from courses.models import ProgrammePage
from foundations.audit.models import AuditEvent
from network.actions import end_appointment
from network.models import Appointment
from tests.makers.network import make_user
from tests.makers.pages import make_area_page, make_course_page, make_standard_page

WORD = "zorzal"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def ground(cast):
    """The cast on the ground, and a technical administrator."""
    cast.ada = make_user("ada@secretaria.example", role="administrator", office=None, kind="staff")
    return cast


def answer_to(client, user, url: str):
    client.logout()
    if user is not None:
        client.force_login(user)
    return client.get(url)


SERVED = {
    NETWORK: {"ana", "bruno", "carla", "elsa", "sara", "ada"},
    CONTACT_POINTS: {"carla", "elsa", "sara"},
    SECRETARIAT: {"sara"},
}


@pytest.mark.parametrize("tier", SERVED)
def test_page_is_served_to_its_readers_and_is_not_there_for_others(client, ground, tier):
    page = make_standard_page(title=WORD, tier=tier)
    for name in ("ana", "bruno", "carla", "elsa", "sara", "ada", "felix"):
        answer = answer_to(client, getattr(ground, name), page.url)
        assert (answer.status_code == 200) == (name in SERVED[tier]), name
        assert answer.status_code in (200, 404)
        assert (WORD in answer.text) == (name in SERVED[tier])


def test_signed_out_reader_is_sent_to_the_sign_in_and_told_nothing(client, ground):
    page = make_standard_page(title=WORD, slug="reservada", tier=NETWORK)
    answer = answer_to(client, None, page.url)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={page.url}"
    assert WORD not in client.get(answer["Location"]).text


def test_missing_page_is_missing_for_everybody(client, ground):
    assert answer_to(client, None, "/es/no-hay/").status_code == 404


def test_right_ends_with_the_appointment_whatever_the_groups_say(client, ground):
    page = make_standard_page(tier=CONTACT_POINTS)
    client.force_login(ground.carla)
    assert client.get(page.url).status_code == 200
    Appointment.objects.filter(person=ground.carla.person).update(ends_at=timezone.now())
    ground.carla.groups.set(Group.objects.all())
    assert client.get(page.url).status_code in (302, 404)
    client.force_login(ground.carla)
    assert client.get(page.url).status_code == 404


def test_nobody_reads_by_being_in_the_group_that_names_a_tier(client, ground):
    page = make_standard_page(tier=SECRETARIAT)
    ground.ana.groups.set(Group.objects.filter(name__in=READERS.values()))
    assert answer_to(client, ground.ana, page.url).status_code == 404


def test_groups_of_tiers_open_nothing(ground):
    lay_groups()
    groups = Group.objects.filter(name__in=READERS.values())
    assert groups.count() == 3
    for group in groups:
        assert not group.permissions.exists()
        assert not group.page_permissions.exists()
        assert not group.collection_permissions.exists()
        assert not group.user_set.exists()


def test_reading_a_restricted_page_is_written_into_the_book(client, ground):
    page = make_standard_page(title=WORD, tier=NETWORK)
    answer_to(client, ground.ana, page.url)
    event = AuditEvent.objects.get(action="content.page_read")
    assert (event.actor, event.subject_id) == (ground.ana.person_id, str(page.pk))
    assert WORD not in str(event.details)
    client.head(page.url)
    answer_to(client, ground.dora, make_standard_page().url)
    answer_to(client, ground.felix, page.url)
    assert AuditEvent.objects.filter(action="content.page_read").count() == 1


def test_page_shows_its_tier_to_its_readers_alone(client, ground):
    page = make_standard_page(tier=CONTACT_POINTS)
    assert "state--muted" in answer_to(client, ground.carla, page.url).text
    assert "state--muted" not in answer_to(client, ground.carla, make_standard_page().url).text


# --- Translations, aliases, what lies below, moves, copies ----------------------------------------------------------


def test_page_below_is_kept_from_the_same_readers(client, ground):
    parent = make_standard_page(tier=SECRETARIAT)
    child = make_standard_page(parent=parent)
    assert answer_to(client, ground.elsa, child.url).status_code == 404
    assert answer_to(client, ground.sara, child.url).status_code == 200


def english_of(page: StandardPage, parent: Page | None = None) -> StandardPage:
    english = Locale.objects.get(language_code="en")
    twin = StandardPage(title=WORD, slug=f"{page.slug}-en", locale=english, translation_key=page.translation_key)
    (parent or HomePage.objects.get(locale=english)).add_child(instance=twin)
    twin.save_revision().publish()
    return twin


def test_translation_made_later_is_kept_from_the_same_readers(client, ground):
    twin = english_of(make_standard_page(tier=NETWORK))
    assert own_tier(twin) == PUBLIC
    assert answer_to(client, None, twin.url).status_code == 302
    assert answer_to(client, ground.felix, twin.url).status_code == 404
    assert answer_to(client, ground.ana, twin.url).status_code == 200


def test_translation_of_a_page_below_is_kept_wherever_it_stands(client, ground):
    child = make_standard_page(parent=make_standard_page(tier=NETWORK))
    twin = english_of(child)
    below_the_twin = make_standard_page("en", parent=twin)
    for page in (twin, below_the_twin):
        assert answer_to(client, ground.felix, page.url).status_code == 404


def test_translation_by_the_translator_is_never_public(client, ground):
    page = make_standard_page(title=WORD, tier=NETWORK)
    translate_object(page, [Locale.objects.get(language_code="en")])
    twin = page.get_translations().get()
    twin.specific.save_revision().publish()
    assert answer_to(client, None, Page.objects.get(pk=twin.pk).url).status_code == 302


def test_restricting_the_english_page_restricts_the_spanish_one(client, ground):
    page = make_standard_page()
    restrict_page(english_of(page), tier=NETWORK, by=ground.sara)
    assert own_tier(page) == NETWORK
    assert answer_to(client, ground.felix, page.url).status_code == 404


def test_alias_is_kept_from_the_same_readers(client, ground):
    page = make_standard_page(tier=NETWORK)
    alias = page.create_alias(parent=HomePage.objects.get(locale__language_code="es"), update_slug="otra-puerta")
    PageViewRestriction.objects.filter(page=alias).delete()
    assert answer_to(client, ground.felix, alias.url).status_code == 404


def test_move_out_of_a_restricted_branch_opens_nothing(client, ground):
    page = make_standard_page(parent=make_standard_page(tier=NETWORK))
    home = HomePage.objects.get(locale__language_code="es")
    client.force_login(ground.sara)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]))
    moved = Page.objects.get(pk=page.pk)
    assert moved.get_parent().pk == home.pk
    assert tier_of(moved) == NETWORK
    assert answer_to(client, ground.felix, moved.url).status_code == 404


def test_move_of_many_out_of_a_restricted_branch_opens_nothing(client, ground):
    page = make_standard_page(parent=make_standard_page(tier=NETWORK))
    home = HomePage.objects.get(locale__language_code="es")
    client.force_login(ground.sara)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    client.post(f"{url}?id={page.pk}", {"chooser": home.pk, "move_applicable": "on"})
    assert Page.objects.get(pk=page.pk).get_parent().pk == home.pk
    assert tier_of(Page.objects.get(pk=page.pk)) == NETWORK


def test_copy_has_the_readers_of_its_original(client, ground):
    branch = make_standard_page(tier=NETWORK)
    page = make_standard_page(parent=branch)
    make_standard_page(parent=page, tier=SECRETARIAT)
    home = HomePage.objects.get(locale__language_code="es")
    client.force_login(ground.sara)
    fields = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": home.pk, "copy_subpages": "on"}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    copy = Page.objects.get(slug="copia")
    assert tier_of(copy) == NETWORK
    assert tier_of(copy.get_children().get()) == SECRETARIAT


def test_move_within_the_same_readers_lays_nothing(client, ground):
    page = make_standard_page()
    other = make_standard_page()
    client.force_login(ground.sara)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))
    assert not PageViewRestriction.objects.exists()


def test_draft_of_a_restricted_page_is_no_way_around(client, ground):
    page = make_standard_page(title=WORD, tier=SECRETARIAT)
    page.title = f"{WORD} nuevo"
    page.save_revision().publish()
    assert tier_of(Page.objects.get(pk=page.pk)) == SECRETARIAT
    page.unpublish()
    assert answer_to(client, ground.sara, page.url).status_code == 404


# --- The action and the dialog --------------------------------------------------------------------------------------


def test_restricting_twice_is_once_and_public_takes_it_away(ground):
    page = make_standard_page()
    for _time in range(2):
        restrict_page(page, tier=NETWORK, by=ground.sara)
    assert AuditEvent.objects.filter(action="content.page_restricted").count() == 1
    assert PageViewRestriction.objects.count() == 1
    restrict_page(page, tier=PUBLIC, by=ground.sara)
    assert not PageViewRestriction.objects.exists()
    assert visible_to(Page.objects.filter(pk=page.pk), AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("page", "offered"), [(HomePage, [PUBLIC]), (ProgrammePage, [PUBLIC, NETWORK, CONTACT_POINTS])]
)
def test_front_page_stays_public_and_the_programme_where_the_school_reads(ground, page, offered):
    found = page.objects.first()
    assert list(found.tiers_offered()) == offered
    with pytest.raises(ValueError, match="Secretar"):
        restrict_page(found, tier=SECRETARIAT, by=ground.sara)


def dialog(client, page, **fields):
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    return client.post(url, fields) if fields else client.get(url)


def test_dialog_offers_our_tiers_alone_and_keeps_the_choice(client, ground):
    page = make_standard_page()
    client.force_login(ground.sara)
    shown = dialog(client, page).json()["html"]
    for tier in TIERS:
        assert f'value="{tier}"' in shown
    for word in ("password", 'value="login"', "groups"):
        assert word not in shown
    assert dialog(client, page, tier=CONTACT_POINTS).json() == {"step": "set_privacy_done", "is_public": False}
    assert tier_of(page) == CONTACT_POINTS
    assert dialog(client, page, tier=PUBLIC).json()["is_public"] is True


def test_dialog_below_a_restricted_page_offers_what_is_stricter(client, ground):
    page = make_standard_page(parent=make_standard_page(tier=CONTACT_POINTS))
    client.force_login(ground.sara)
    shown = dialog(client, page).json()["html"]
    assert f'value="{SECRETARIAT}"' in shown
    assert f'value="{NETWORK}"' not in shown
    assert dialog(client, page, tier=NETWORK).json()["step"] == "set_privacy"
    assert not PageViewRestriction.objects.filter(page=page).exists()


@pytest.mark.parametrize("name", ["elsa", "ada", "ana"])
def test_dialog_is_for_those_who_publish(client, ground, name):
    page = make_course_page(make_area_page())
    client.force_login(getattr(ground, name))
    dialog(client, page, tier=NETWORK)
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("fields", [{"restriction_type": "login"}, {"restriction_type": "password", "password": "x"}])
def test_dialog_knows_no_other_kind_of_restriction(client, ground, fields):
    page = make_standard_page()
    client.force_login(ground.sara)
    dialog(client, page, **fields)
    assert not PageViewRestriction.objects.exists()


def test_editor_and_lists_say_the_tier(client, ground):
    page = make_standard_page(tier=CONTACT_POINTS)
    client.force_login(ground.sara)
    word = "contact points" if ground.sara.language == "en" else "puntos de contacto"
    for url in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        f"{reverse('wagtailadmin_choose_page_child', args=[page.get_parent().pk])}",
    ):
        text = client.get(url).text
        assert word in text.lower() or "Only contact points" in text, url


# --- Lists ----------------------------------------------------------------------------------------------------------


def test_menu_does_not_name_a_programme_that_is_not_for_the_reader(client, ground):
    restrict_page(ProgrammePage.objects.get(locale__language_code="es"), tier=NETWORK, by=None)
    assert "/es/programa/" not in answer_to(client, None, "/es/").text
    assert "/es/programa/" not in answer_to(client, ground.felix, "/es/").text
    assert "/es/programa/" in answer_to(client, ground.ana, "/es/").text


def test_language_switch_leads_to_no_page_of_others(client, ground):
    page = make_standard_page(tier=NETWORK)
    english_of(page)
    assert f"{page.slug}-en" in answer_to(client, ground.ana, page.url).text


def test_restricted_tree_costs_a_page_one_query_more(client, ground, django_assert_num_queries):
    client.get("/es/")
    with django_assert_num_queries(9):
        client.get("/es/")
    make_standard_page(tier=NETWORK)
    with django_assert_num_queries(10):
        client.get("/es/")


def test_ended_appointment_closes_at_once(client, ground):
    page = make_standard_page(tier=CONTACT_POINTS)
    end_appointment(Appointment.objects.get(person=ground.carla.person), by=ground.sara)
    assert answer_to(client, type(ground.carla).objects.get(pk=ground.carla.pk), page.url).status_code == 404
