"""What countries write: drafted by their own, published or returned by the Secretariat, told by letter (R7, R60)."""

import json
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.menu import admin_menu
from wagtail.models import Collection, Page

from content.models import NationalEffortPage, PlatformDocument, PlatformImage
from content.querysets import country_trees
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.actions import align_groups, appoint_person, end_appointment
from network.models import Appointment
from network.rules import group_of_country
from tests.makers.files import make_image
from tests.makers.network import make_user
from tests.makers.pages import country_page, make_effort, make_news, make_standard_page
from tests.makers.uploads import make_pdf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
EMPTY_STREAM = {"body-count": "0"}
COMMENTS = {
    f"comments-{name}": value
    for name, value in {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}.items()
}


@pytest.fixture
def ground(cast_on_ground):
    """The cast on the ground; Nadia edits for the school of Honduras."""
    cast = cast_on_ground
    cast.nadia = make_user("nadia@mp.hn.example", role="national_editor", office=cast.office)
    align_groups(cast.nadia.person)
    cast.honduras, cast.panama = country_page("HN"), country_page("PA")
    return cast


def fields(title: str = "Laboratorio forense", **more) -> dict:
    """What the editor of an effort sends."""
    words = {"title": title, "slug": "laboratorio", "date": "2012-03-05", "introduction": "Un resumen."}
    return words | {"picture": "", "picture_description": ""} | EMPTY_STREAM | COMMENTS | more


def add_url(parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["content", "nationaleffortpage", parent.pk])


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def submit_effort(client, ground, user=None) -> NationalEffortPage:
    """Drafted and submitted by somebody of Honduras."""
    client.force_login(user or ground.carla)
    answer = client.post(add_url(ground.honduras), fields(**{"action-submit": "1"}))
    assert answer.status_code == 302, answer.text[-2000:]
    return NationalEffortPage.objects.get(title="Laboratorio forense")


def decide(client, ground, page: Page, action: str, comment: str = "") -> int:
    client.force_login(ground.sara)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": comment}).status_code


# --- Drafting, submitting, publishing, returning ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["carla", "nadia"])
def test_country_editor_drafts_and_submits_and_cannot_publish(client, ground, name):
    page = submit_effort(client, ground, getattr(ground, name))
    assert not page.live
    assert page.workflow_in_progress
    other = fields("Otro", slug="otro", **{"action-publish": "1"})
    client.post(add_url(ground.honduras), other)
    assert not NationalEffortPage.objects.filter(title="Otro", live=True).exists()


def test_submission_is_told_to_the_secretariat_alone_by_our_own_letter(client, ground):
    page = submit_effort(client, ground)
    letters = Letter.objects.filter(kind="content.page_submitted")
    assert set(letters.values_list("address", flat=True)) == {ground.sara.email, ground.saul.email}
    assert f"/admin/pages/{page.pk}/edit/" in letters[0].text
    assert not mail.outbox
    assert AuditEvent.objects.filter(action="content.page_submitted", actor=ground.carla.person_id).count() == 1


def test_published_page_is_told_to_its_author_once(client, ground):
    page = submit_effort(client, ground)
    assert decide(client, ground, page, "approve") == 302
    page.refresh_from_db()
    assert page.live
    letter = Letter.objects.get(kind="content.page_published")
    assert (letter.address, page.url in letter.text) == (ground.carla.email, True)
    page.save_revision().publish(user=ground.sara)
    assert Letter.objects.filter(kind="content.page_published").count() == 1
    assert not mail.outbox


def test_page_published_around_the_workflow_is_told_too(client, ground):
    page = submit_effort(client, ground)
    page.get_latest_revision().publish(user=ground.sara)
    assert Letter.objects.get(kind="content.page_published").address == ground.carla.email


def test_comment_of_a_return_reaches_the_author(client, ground):
    page = submit_effort(client, ground, ground.nadia)
    assert decide(client, ground, page, "reject", "Falta la fecha de inauguración.") == 302
    letter = Letter.objects.get(kind="content.page_returned")
    assert letter.address == ground.nadia.email
    assert "Falta la fecha de inauguración." in letter.text
    assert not mail.outbox
    client.force_login(ground.nadia)
    answer = client.post(edit_url(page), fields("Laboratorio corregido", **{"action-submit": "1"}))
    assert answer.status_code == 302
    assert Letter.objects.filter(kind="content.page_submitted").count() == 4


@pytest.mark.parametrize("comment", ["", "   "])
def test_nothing_is_returned_without_a_word(client, ground, comment):
    page = submit_effort(client, ground)
    decide(client, ground, page, "reject", comment)
    page.refresh_from_db()
    assert page.workflow_in_progress
    extra = json.dumps({"comment": comment})
    body = fields(
        **{"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": extra}
    )
    client.post(edit_url(page), body)
    assert Page.objects.get(pk=page.pk).workflow_in_progress
    assert not Letter.objects.filter(kind="content.page_returned").exists()


def test_submitting_twice_is_submitting_once(client, ground):
    page = submit_effort(client, ground)
    again = client.post(edit_url(page), fields(**{"action-submit": "1"}))
    assert again.status_code in (200, 302)
    assert page.workflow_states.count() == 1
    assert Letter.objects.filter(kind="content.page_submitted").count() == 2
    client.post(add_url(ground.honduras), fields(**{"action-submit": "1"}))
    assert NationalEffortPage.objects.filter(slug="laboratorio").count() == 1


def test_author_withdraws_in_silence(client, ground):
    page = submit_effort(client, ground)
    client.post(edit_url(page), fields(**{"action-cancel-workflow": "1"}))
    page.refresh_from_db()
    assert not page.workflow_in_progress
    page.save_revision().publish(user=ground.sara)
    assert not Letter.objects.filter(kind__in=["content.page_published", "content.page_returned"]).exists()


def test_country_page_itself_goes_the_same_way(client, ground):
    client.force_login(ground.carla)
    body = {"title": "Honduras", "slug": ground.honduras.slug, "introduction": "Nueva introducción."}
    streams = {f"{name}-count": "0" for name in ("body", "legal_framework", "network_notes")}
    answer = client.post(edit_url(ground.honduras), body | streams | COMMENTS | {"action-submit": "1"})
    assert answer.status_code == 302, answer.text[-1500:]
    assert "Nueva introducción" not in client.get(ground.honduras.url).text
    page = country_page("HN")
    assert decide(client, ground, page, "approve") == 302
    assert "Nueva introducción" in client.get(ground.honduras.url).text


# --- Each country for itself ------------------------------------------------------------------------------------------

ONE_PAGE = (
    "wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:history", "wagtailadmin_pages:delete", "wagtailadmin_pages:copy", "wagtailadmin_pages:move",
    "wagtailadmin_pages:unpublish", "wagtailadmin_pages:usage", "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:lock", "wagtailadmin_pages:convert_alias", "wagtail_localize:submit_page_translation",
)  # fmt: skip


@pytest.mark.parametrize("name", ["carla", "nadia"])
@pytest.mark.parametrize("address", ONE_PAGE)
def test_nothing_of_another_country_is_there(client, ground, name, address):
    draft = make_effort(ground.panama, live=False)
    client.force_login(getattr(ground, name))
    for page in (ground.panama, country_page("PA", "en"), draft):
        assert client.get(reverse(address, args=[page.pk])).status_code == 404
        assert client.post(reverse(address, args=[page.pk]), {}).status_code == 404


def test_nothing_is_added_to_another_country(client, ground):
    client.force_login(ground.carla)
    assert client.get(add_url(ground.panama)).status_code == 404
    assert client.post(add_url(ground.panama), fields(**{"action-submit": "1"})).status_code == 404
    assert client.post(add_url(country_page("HN", "en")), fields(**{"action-submit": "1"})).status_code == 302
    assert list(NationalEffortPage.objects.values_list("locale__language_code", flat=True)) == ["en"]


def test_explorer_leads_to_the_own_country_alone(client, ground):
    make_effort(ground.panama, title="Borrador ajeno", live=False)
    make_effort(ground.honduras, title="Borrador propio", live=False)
    client.force_login(ground.carla)
    seen = ""
    for page in [Page.get_first_root_node(), *ground.honduras.get_ancestors().filter(depth__gt=1), ground.honduras]:
        seen += client.get(reverse("wagtailadmin_explore", args=[page.pk])).text
    assert "Borrador propio" in seen
    assert ground.panama.title not in seen
    assert "Borrador ajeno" not in seen
    for word in ("Borrador", ground.panama.title):
        found = client.get(reverse("wagtailadmin_pages:search"), {"q": word}).text
        assert "Borrador ajeno" not in found
        assert f"/admin/pages/{ground.panama.pk}/" not in found


def test_chooser_offers_what_is_published_and_the_own_drafts(client, ground):
    news = make_news(title="Publicada por la Red")
    hidden = make_news(title="Borrador de la Red", live=False)
    foreign = make_effort(ground.panama, title="Publicado por Panamá")
    own = make_effort(ground.honduras, title="Borrador propio", live=False)
    client.force_login(ground.carla)

    def offered(page: Page) -> str:
        return client.get(reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])).text

    assert "Publicada por la Red" in offered(news)
    assert "Borrador de la Red" not in offered(hidden)
    assert "Borrador propio" in offered(own)
    url = reverse("wagtailadmin_choose_page_child", args=[foreign.get_parent().pk])
    assert client.get(url).status_code == 404
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert client.get(chosen, {"id": [foreign.pk]}).status_code == 404
    assert client.get(chosen, {"id": [own.pk, "x"]}).status_code == 404
    found = client.get(reverse("wagtailadmin_choose_page_search"), {"q": "publicado"}).text
    assert "Publicado por Panamá" not in found


@pytest.mark.parametrize(
    "address",
    [
        "wagtailadmin_reports:site_history", "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_collections:index", "wagtailadmin_workflows:index", "stale_pages", "workshops:index",
        "people:index", "letters:index", "wagtailforms:index",
        "wagtailredirects:index", "wagtailadmin_tag_autocomplete",
    ],
)  # fmt: skip
def test_nothing_else_is_open(client, ground, address):
    client.force_login(ground.carla)
    answer = client.get(reverse(address))
    assert answer.status_code in (302, 403, 404)
    assert answer.status_code != 302 or answer["Location"] in (reverse("wagtailadmin_home"), reverse("admin_door"))


def test_pages_of_the_network_and_the_programme_are_not_edited(client, ground):
    client.force_login(ground.nadia)
    for page in (make_news(), make_standard_page(), ground.honduras.get_parent()):
        assert client.get(edit_url(page)).status_code == 404


def test_rights_end_with_the_appointment(client, ground):
    client.force_login(ground.carla)
    assert client.get(edit_url(ground.honduras)).status_code == 200
    end_appointment(Appointment.objects.get(person=ground.carla.person), by=ground.sara)
    assert client.get(edit_url(ground.honduras)).status_code == 302
    client.force_login(ground.carla)
    assert client.get(edit_url(ground.honduras)).status_code in (302, 403, 404)
    assert not ground.carla.groups.exists()


def test_group_of_another_hour_opens_nothing(client, ground):
    """The walls ask the appointments, not the groups."""
    ground.ana.groups.set(ground.carla.groups.all())
    client.force_login(ground.ana)
    assert client.get(edit_url(ground.honduras)).status_code == 404


def test_whoever_moves_to_another_country_moves_with_the_appointment(ground):
    appoint_person(ground.ana.person, role="contact_point", office=ground.elsewhere, by=ground.sara)
    assert {group.name for group in ground.ana.groups.all()} == {group_of_country("PA")}
    trees = country_trees(ground.ana, timezone.now())
    assert {tree.pk for tree in trees} == {ground.panama.pk, country_page("PA", "en").pk}


def test_secretariat_edits_every_country(client, ground):
    client.force_login(ground.sara)
    for page in (ground.honduras, ground.panama):
        assert client.get(edit_url(page)).status_code == 200


# --- Their files ------------------------------------------------------------------------------------------------------


def test_country_files_in_its_own_place_alone(client, ground):
    client.force_login(ground.carla)
    answer = client.post(
        reverse("wagtaildocs:add"),
        {"title": "Acta", "file": upload("acta.pdf", make_pdf()), "collection": collection_of("PA").pk},
    )
    kept = PlatformDocument.objects.get()
    assert answer.status_code == 302
    assert kept.collection == collection_of("HN")


def test_files_of_another_country_are_not_there(client, ground):
    foreign = make_image(title="Ajena", collection=collection_of("PA"))
    own = make_image(title="Propia", collection=collection_of("HN"))
    public = make_image(title="De la Red")
    client.force_login(ground.nadia)
    for address in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        text = client.get(reverse(address)).text
        assert "Propia" in text, address
        assert "Ajena" not in text
        assert "De la Red" not in text
    for address in ("wagtailimages:index", "wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose"):
        found = client.get(reverse(address), {"q": "ajena"})
        assert found.status_code == 200
        assert "Ajena" not in found.text
    for image in (foreign, public):
        assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 404
        assert client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk])).status_code == 404
    assert client.get(reverse("wagtailimages:edit", args=[own.pk])).status_code == 200
    assert set(PlatformImage.objects.all()) == {foreign, own, public}


def collection_of(code: str) -> Collection:
    return Collection.objects.get(name=group_of_country(code))


def upload(name: str, content: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content, "application/pdf")


# --- What the editor asks and offers ----------------------------------------------------------------------------------


def test_draft_may_lack_its_introduction_but_goes_to_no_review_without(client, ground):
    client.force_login(ground.carla)
    answer = client.post(add_url(ground.honduras), fields(introduction="", **{"action-submit": "1"}))
    assert "introduction" in answer.context["form"].errors
    assert not NationalEffortPage.objects.exists()
    assert client.post(add_url(ground.honduras), fields(introduction="")).status_code == 302
    assert not NationalEffortPage.objects.get().workflow_in_progress


@pytest.mark.parametrize("typed", ["03/12/2026", "2026-12-03"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_date_is_read_day_first_and_as_iso(client, ground, typed, language):
    ground.carla.language = language
    ground.carla.save()
    client.force_login(ground.carla)
    client.post(add_url(ground.honduras), fields(date=typed))
    page = NationalEffortPage.objects.get()
    assert page.get_latest_revision_as_object().date == date(2026, 12, 3)
    assert 'value="03/12/2026"' in client.get(edit_url(page)).text


def test_what_is_no_date_is_said_at_its_field(client, ground):
    client.force_login(ground.carla)
    answer = client.post(add_url(ground.honduras), fields(date="3 de diciembre"))
    assert "date" in answer.context["form"].errors
    assert not NationalEffortPage.objects.exists()


def test_who_may_not_publish_finds_the_button_for_review_first(client, ground):
    client.force_login(ground.carla)
    offered = client.get(add_url(ground.honduras)).context["action_menu"]
    assert offered.default_item.name == "action-submit"
    assert "Enviar a revisión" in client.get(add_url(ground.honduras)).text
    client.force_login(ground.sara)
    assert client.get(add_url(ground.honduras)).context["action_menu"].default_item.name != "action-submit"


def test_home_leads_to_the_own_page_and_counts_what_waits(client, ground):
    submit_effort(client, ground)
    text = client.get(reverse("my_office")).text
    for address in (edit_url(ground.honduras), reverse("wagtailadmin_pages:add_subpage", args=[ground.honduras.pk])):
        assert f'href="{address}"' in text
    assert edit_url(country_page("HN", "en")) not in text
    assert "1 cambio espera la revisión de la Secretaría" in text
    client.force_login(ground.dora)
    assert "office-pages" not in client.get(reverse("my_office")).text


def test_menu_leads_straight_to_the_own_country(client, ground):
    client.force_login(ground.nadia)
    request = client.get(edit_url(ground.honduras)).wsgi_request
    (entry,) = (item for item in admin_menu.menu_items_for_request(request) if item.name == "explorer")
    assert entry.url == reverse("wagtailadmin_explore", args=[ground.honduras.pk])
    with translation.override("es"):
        assert str(entry.label) == "Mi país"
