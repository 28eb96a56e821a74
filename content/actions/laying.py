"""Laying the ground: languages, the two trees, the collections, the groups of editors. Twice is harmless."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
)

from content.models import HomePage
from content.rules import CONTACT_POINTS, NETWORK, PUBLIC, READERS, TIERS
from network.rules import GROUPS_BY_ROLE

MADE_BY_WAGTAIL = "Root"  # how its first migration calls the page above all others
HOME_TITLES = {"es": "Inicio", "en": "Home"}
HOME_INTRODUCTIONS = {
    "es": "La red de fiscales contra el crimen organizado forma a sus integrantes en un programa regional uniforme.",
    "en": "The network of prosecutors against organised crime trains its members in one regional uniform programme.",
}
FRESH_WORKFLOW = "Moderators approval"
EDITING = ("add", "change", "lock", "unlock")
PUBLISHING = (*EDITING, "publish", "bulk_delete")
FILES = ("wagtailimages", "wagtaildocs")
# Wagtail keeps these rights on its own models, whichever model stands in for them.
FILING = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
# Where the School files what it uploads: every tier that it reads.
SCHOOL_FILES = (PUBLIC, NETWORK, CONTACT_POINTS)


@transaction.atomic
def lay_tree() -> dict[str, HomePage]:
    """Languages, root, a home page for each language joined as translations, the default site, the collections.

    Returns the home pages by language. Removes what a fresh Wagtail brings of its own: the welcome page and two groups.
    """
    root = _root_page()
    homes = {language: _home_page(root, language) for language, _name in settings.LANGUAGES}
    _lay_site(homes[settings.LANGUAGE_CODE])
    _remove_welcome(root)
    _lay_collections()
    return homes


def _root_page() -> Page:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    content_type = ContentType.objects.get_for_model(Page)
    root = Page.get_first_root_node() or Page.add_root(title=MADE_BY_WAGTAIL, slug="root", content_type=content_type)
    if root.title == MADE_BY_WAGTAIL:  # an English word at the head of every list of pages
        root.title = root.draft_title = settings.NETWORK_NAME
        root.save(update_fields=["title", "draft_title"])
    return root


def _home_page(root: Page, language: str) -> HomePage:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    if home := HomePage.objects.filter(locale=locale).first():
        return home
    first = HomePage.objects.order_by("path").first()
    home = HomePage(
        title=HOME_TITLES[language], introduction=HOME_INTRODUCTIONS[language], slug=language, locale=locale
    )
    if first:
        home.translation_key = first.translation_key
    root.refresh_from_db()
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _lay_site(home: HomePage) -> None:
    address = urlsplit(settings.BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or {"https": 443}.get(address.scheme, 80),
            "site_name": settings.NETWORK_NAME,
            "root_page": home,
        },
    )


def _remove_welcome(root: Page) -> None:
    """The page, the groups and the workflow of Wagtail's own first migrations."""
    for page in Page.objects.child_of(root).exact_type(Page):
        page.delete()
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Workflow.objects.filter(name=FRESH_WORKFLOW).delete()
    Task.objects.filter(name=FRESH_WORKFLOW).delete()


def _lay_collections() -> Collection:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    laid = set(root.get_children().values_list("name", flat=True))
    for name in TIERS:
        if name not in laid:
            root.refresh_from_db()
            root.add_child(name=name)
    return root


@transaction.atomic
def lay_groups() -> dict[str, Group]:
    """The groups that roles open, with the rights that this app can speak of; by role.

    The Secretariat edits and publishes every page; the School files pictures and documents in the tiers that it reads
    (what it may write is the programme's business); national editors only come in. Beside them the groups by which a
    page's restriction names its tier: nobody is in them, and they open nothing.
    """
    for name in READERS.values():
        Group.objects.get_or_create(name=name)
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in GROUPS_BY_ROLE.items()}
    for group in groups.values():
        grant(group, "wagtailadmin.access_admin")
    root = Page.get_first_root_node()
    collections = Collection.get_first_root_node()
    grant_pages(groups["secretariat"], root, PUBLISHING)
    may_translate = translating()
    for role in ("secretariat", "school_editor"):
        groups[role].permissions.add(may_translate)
    grant_files(groups["secretariat"], collections)
    GroupCollectionPermission.objects.filter(group=groups["school_editor"], collection=collections).delete()
    for collection in collections.get_children().filter(name__in=SCHOOL_FILES):
        grant_files(groups["school_editor"], collection)
    for word in ("add", "change", "delete"):
        grant(groups["secretariat"], f"wagtailcore.{word}_workflow", f"wagtailcore.{word}_task")
    return groups


def translating() -> Permission:
    """Wagtail Localize makes this permission in a migration; a database built without migrations lacks it."""
    kind, _created = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    return Permission.objects.get_or_create(
        content_type=kind, codename="submit_translation", defaults={"name": "Can submit translations"}
    )[0]


def grant(group: Group, *names: str) -> None:
    """Give ``group`` the permissions named ``app.codename``. Raises ``Permission.DoesNotExist`` on a wrong name."""
    for name in names:
        app, codename = name.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def grant_files(group: Group, collection: Collection) -> None:
    """Let ``group`` add, change and choose pictures and documents of ``collection`` and all below it."""
    for permission in Permission.objects.filter(codename__in=FILING, content_type__app_label__in=FILES):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def grant_pages(group: Group, page: Page, verbs: tuple[str, ...]) -> None:
    """Let ``group`` do ``verbs`` (add, change, publish, lock …) to ``page`` and all below it."""
    for verb in verbs:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{verb}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
