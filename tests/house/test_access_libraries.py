"""Wagtail's and allauth's addresses: shut to the lowest role, harmless to look at for the highest, never a fault."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site, Task, Workflow

from content.models import HomePage, PlatformImage
from network.models import User
from tests.house.addresses import names_and_routes
from tests.house.stage import Stage, is_a_door
from tests.makers.network import make_user
from training_platform.access import RESOURCES, UNNAMED, Deed, Reach, Role, address_of, library_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # A list of wagtail-localize is paged without an order.
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    # Willow leaves a picture's file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LOWEST = (Role.ANONYMOUS, Role.PROSECUTOR)
PLACEHOLDER = re.compile(r"<(?:(\w+):)?(\w+)>")
REGEXES = {
    r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)": "2/revisions/compare/earliest...latest",
    "(?:users|groups)": "users",
    "^": "",
    "$": "",
    r"((?:[\w\-]+/)*)": "",
    r"(\d+)/(.*)": "1/acta.txt",
    ".*/": "no-such-screen/",
}  # fmt: skip
WORDS = {"app_label": "content", "model_name": "standardpage", "app_name": "content", "action": "delete", "slug": "x"}


@pytest.fixture(scope="module")
def keys(stage) -> dict[str, object]:
    """What stands for each placeholder of a route: the key of something that is there."""
    image = PlatformImage(title="Foto", file=ImageFile(get_test_image_file().file, "foto.png"))
    document = stage.scene.documents[0]
    for each in (image, document):
        each.file_size = each.file.size
        each.save()
    home = HomePage.objects.first()
    redirect = Redirect.objects.create(old_path="/x", redirect_link="/es/")
    root = make_user("root@secretaria.example", kind="staff", office=None)
    User.objects.filter(pk=root.pk).update(is_superuser=True, is_staff=True)
    root.refresh_from_db()  # the session is marked with what one may at its beginning
    stage.add_reader("superuser", root)
    return WORDS | {
        "page_id": home.pk, "parent_page_id": home.pk, "page_to_move_id": home.pk, "destination_id": home.pk,
        "image_id": image.pk, "document_id": document.pk, "collection_id": Collection.objects.last().pk,
        "revision_id": home.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest",
        "wagtailimages": image.pk, "wagtailimages_chooser": image.pk,
        "wagtaildocs": document.pk, "wagtaildocs_chooser": document.pk,
        "wagtailusers_users": stage.scene.berta.pk, "wagtailusers_groups": Group.objects.first().pk,
        "wagtailsites": Site.objects.first().pk, "wagtaillocales": Locale.objects.first().pk,
        "wagtailredirects": redirect.pk, "wagtailadmin_collections": Collection.objects.last().pk,
        "workflow_pk": Workflow.objects.first().pk, "task_pk": Task.objects.first().pk,
    }  # fmt: skip


def url_of(name: str, route: str, keys: dict[str, object]) -> str:
    """The route with something that is there in every place."""

    def key(match: re.Match) -> str:
        kind, word = match.groups()
        space = name.partition(":")[0]
        plain = {"int": 1, "uuid": "00000000-0000-0000-0000-000000000000"}.get(kind or "", "x")
        return str(keys.get(space if word == "pk" else word, plain))

    url = PLACEHOLDER.sub(key, route)
    for regex, text in REGEXES.items():
        url = url.replace(regex, text)
    return f"/{url}"


def libraries() -> list[tuple[str, str]]:
    return [
        (name, route)
        for name, route in names_and_routes()
        if (library_of(name) and not address_of(name) if name else route.removeprefix("en/") in UNNAMED)
    ]


def resource_of(name: str, route: str):
    return RESOURCES[library_of(name).resource if name else UNNAMED[route.removeprefix("en/")]]


def is_shut(response) -> bool:
    if response.status_code in {301, 302}:
        return is_a_door(response["Location"]) or response["Location"] == reverse("wagtailadmin_home")
    return response.status_code in {403, 404, 405}


@pytest.mark.parametrize(("name", "route"), libraries(), ids=lambda text: text or "-")
def test_address_of_a_library(stage: Stage, keys, name, route):
    url, resource = url_of(name, route, keys), resource_of(name, route)
    found = []
    for role in (*LOWEST, Role.SECRETARIAT, "superuser"):
        is_open = role == "superuser" or resource.allows(role, Deed.READ, frozenset(Reach))
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
            if role == "superuser" and method != "GET":
                continue
            response, changed = stage.ask(role, method, url)
            where = f"{role} {method} {url}: {response.status_code}"
            if response.status_code >= 500:
                found.append(f"{where}: a fault of the machine")
            if changed and (method in {"GET", "HEAD", "OPTIONS"} or not is_open):
                found.append(f"{where}: changed {changed}")
            if not is_open and not is_shut(response):
                found.append(f"{where}: open to somebody without any right")
    assert not found, "\n".join(found)
