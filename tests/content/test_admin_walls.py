"""Nobody meets in the administration what they may not read: every screen of Wagtail's, for each role that comes in.

A word stands in the title, the introduction, the text and the address of a page of the Secretariat and in the titles of
a document and a picture. Who reads it is asked at every address that there is.
"""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Collection, Locale, Site
from wagtail.search import index
from wagtail_localize.operations import translate_object

from content.querysets import files_visible_to
from content.rules import CONTACT_POINTS, NETWORK, PUBLIC, SECRETARIAT
from network.actions import align_groups
from tests.house.addresses import names_and_routes
from tests.makers.files import make_document, make_image
from tests.makers.network import make_user
from tests.makers.pages import make_area_page, make_course_page, make_standard_page

WORD = "zorzalito"
PLACEHOLDER = re.compile(r"<(?:(\w+):)?(\w+)>")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    # Wagtail leaves the temporary file of each rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def walled(cast):
    """The cast with the two roles that come in to edit nothing, and something of the Secretariat's of each kind."""
    cast.nadia = make_user("nadia@mp.hn.example", role="national_editor", office=cast.office)
    cast.ada = make_user("ada@secretaria.example", role="administrator", office=None, kind="staff")
    for user in (cast.nadia, cast.ada):
        align_groups(user.person)
    cast.page = make_standard_page(
        title=WORD, slug=WORD, introduction=WORD, body=[("heading", WORD)], tier=SECRETARIAT, owner=cast.sara
    )
    cast.page.title = f"{WORD} bis"
    cast.page.save_revision(user=cast.sara).publish(user=cast.sara)
    cast.child = make_standard_page(parent=cast.page, title=f"{WORD} hija", slug=f"{WORD}-hija")
    cast.document = make_document(tier=SECRETARIAT, title=WORD, uploaded_by_user=cast.sara)
    cast.image = make_image(tier=SECRETARIAT, title=WORD, description=WORD, uploaded_by_user=cast.sara)
    cast.unfiled = make_image(tier="", title=f"{WORD} suelta")
    translate_object(cast.page, [Locale.objects.get(language_code="en")])
    for kept in (cast.page, cast.child, cast.document, cast.image):
        index.insert_or_update_object(kept)
    return cast


def keys_of(walled) -> dict[str, object]:
    """What stands for each placeholder of a route: something of the Secretariat's."""
    page, image, document = walled.page, walled.image, walled.document
    return {
        "page_id": page.pk, "parent_page_id": page.pk, "page_to_move_id": page.pk, "destination_id": page.pk,
        "image_id": image.pk, "document_id": document.pk, "collection_id": image.collection_id,
        "revision_id": page.latest_revision_id, "pk": page.pk, "app_label": "content", "model_name": "standardpage",
        "content_type_app_name": "content", "content_type_model_name": "standardpage", "app_name": "content",
        "action": "delete", "action_name": "copy", "filename": "x.pdf", "filter_spec": "width-20",
        "wagtailimages": image.pk, "wagtailimages_chooser": image.pk,
        "wagtaildocs": document.pk, "wagtaildocs_chooser": document.pk,
        "wagtailsites": Site.objects.first().pk, "wagtaillocales": Locale.objects.first().pk,
        "wagtailadmin_collections": Collection.objects.last().pk,
    }  # fmt: skip


def urls_of(walled) -> list[tuple[str, str]]:
    """Every address of Wagtail's administration, and the same with a search for the word and a list of keys."""
    keys, found = keys_of(walled), []

    def key(name: str, match: re.Match) -> str:
        kind, word = match.groups()
        space = name.partition(":")[0]
        return str(keys.get(space if word == "pk" and space in keys else word, 1 if kind == "int" else "x"))

    for name, route in names_and_routes():
        if not route.startswith("admin/") or not name.startswith("wagtail") or "logout" in name:
            continue
        url = "/" + PLACEHOLDER.sub(lambda match, name=name: key(name, match), route).replace("^", "")
        if name == "wagtailadmin_pages:revisions_compare":
            url = f"/admin/pages/{walled.page.pk}/revisions/compare/earliest...latest/"
        ids = {"wagtailimages": walled.image.pk, "wagtaildocs": walled.document.pk}
        asked = next((pk for space, pk in ids.items() if name.startswith(space)), walled.page.pk)
        found.append((url, f"{url}?q={WORD}&id={asked}&app_label=content&model_name=standardpage"))
    return found


def meets(client, user, urls: list[tuple[str, str]]) -> list[str]:
    """Where ``user`` meets the word, once what was asked for itself is taken away."""
    client.force_login(user)
    client.raise_request_exception = False
    return [fault for plain, asking in urls for fault in _met_at(client, plain, asking)]


def _met_at(client, plain: str, asking: str) -> list[str]:
    """At one address; who is refused there is refused whatever he asks for, and need not ask."""
    found = []
    for url in (plain, asking):
        cache.clear()
        answer = client.get(url, headers={"X-Requested-With": "XMLHttpRequest"} if "chooser" in url else {})
        body = answer.text if not answer.streaming else ""
        told = re.sub(rf"(?:q=|value=(?:\\?\"|&quot;)|“|«|&quot;|<em>|\"q\": \"){WORD}(?![ -])", "", body)
        if WORD in told or WORD in answer.headers.get("Location", "").replace(f"q={WORD}", ""):
            found.append(f"{url} {answer.status_code}: …{told[max(0, told.find(WORD) - 60) :][:140]}…")
        if answer.status_code in {302, 403, 404, 405}:
            break
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ada", "nadia", "carla", "elsa"])
def test_role_meets_no_title_that_is_not_for_it(client, walled, name):
    met = meets(client, getattr(walled, name), urls_of(walled))
    assert not met, "\n".join(met)


@pytest.mark.slow
def test_walk_is_not_blind(client, walled):
    found = " ".join(meets(client, walled.sara, urls_of(walled)))
    for part in (
        "/edit/", "/history/", "/usage/", "compare", "/admin/images/", "/admin/documents/", "choose-page/search",
        "chooser/", "reports/site-history", "/admin/api/main/pages/",
    ):  # fmt: skip
        assert part in found, part


CLOSED = (
    ("wagtailadmin_explore_root", []),
    ("wagtailadmin_choose_page", []),
    ("wagtailadmin_api:pages:listing", []),
    ("wagtailimages:index", []),
    ("wagtailimages_chooser:choose", []),
    ("wagtaildocs:index", []),
    ("wagtaildocs_chooser:choose", []),
    ("wagtailadmin_reports:site_history", []),
    ("wagtailadmin_pages:search", []),
)


@pytest.mark.parametrize("name", ["ada", "ana", "felix"])
@pytest.mark.parametrize(("address", "args"), CLOSED)
def test_editor_is_not_there_for_those_who_edit_nothing(client, walled, name, address, args):
    client.force_login(getattr(walled, name))
    assert client.get(reverse(address, args=args)).status_code == 404


@pytest.mark.parametrize("name", ["elsa", "sara"])
@pytest.mark.parametrize(("address", "args"), CLOSED)
def test_editor_is_there_for_those_who_edit(client, walled, name, address, args):
    client.force_login(getattr(walled, name))
    assert client.get(reverse(address, args=args)).status_code in (200, 302)


@pytest.mark.parametrize("name", ["ada", "nadia"])
def test_those_who_edit_nothing_still_come_in(client, walled, name):
    client.force_login(getattr(walled, name))
    for address in ("wagtailadmin_home", "wagtailadmin_account"):
        assert client.get(reverse(address)).status_code == 200


def test_ended_role_finds_no_editor_whatever_the_groups_say(client, walled):
    walled.ana.groups.set(walled.sara.groups.all())
    client.force_login(walled.ana)
    assert client.get(reverse("wagtailadmin_explore_root")).status_code == 404


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_api_of_files_is_for_nobody(client, walled, kind):
    client.force_login(walled.sara)
    assert client.get(reverse(f"wagtailadmin_api:{kind}:listing")).status_code == 404


def test_api_does_nothing_to_pages(client, walled):
    client.force_login(walled.sara)
    url = reverse("wagtailadmin_api:pages:action", args=[walled.page.pk, "copy"])
    assert client.post(url, {}, content_type="application/json").status_code == 404


def test_school_works_on_its_own_curricula_and_files(client, walled):
    course = make_course_page(make_area_page(), title="Malla propia")
    make_image(tier=NETWORK, title="Foto de la red")
    client.force_login(walled.elsa)
    assert "Malla propia" in client.get(reverse("wagtailadmin_explore", args=[course.get_parent().pk])).text
    assert client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).status_code == 200
    assert "Foto de la red" in client.get(reverse("wagtailimages:index")).text


def test_school_files_in_the_tiers_that_it_reads(client, walled):
    client.force_login(walled.elsa)
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    places = form.fields["collection"].queryset
    assert {place.name for place in places if place.depth == 2} == {PUBLIC, NETWORK, CONTACT_POINTS}
    assert {place.get_parent().name for place in places if place.depth > 2} == {PUBLIC}  # where countries file theirs


def test_files_of_a_tier_are_chosen_by_its_readers(walled):
    images = type(walled.image).objects.all()
    assert set(files_visible_to(images, walled.sara)) == {walled.image, walled.unfiled}
    assert set(files_visible_to(images, walled.elsa)) == {walled.unfiled}
    assert set(files_visible_to(images, walled.carla)) == set()
