"""Things of the scene: pages, documents and pictures of each tier."""

from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from content.actions import lay_tree, restrict_page
from content.models import HomePage, PlatformDocument, PlatformImage, PlatformPage, StandardPage
from content.querysets import tier_of
from content.rules import NETWORK, PUBLIC, TIERS
from tests.makers.pages import country_page, make_effort, make_news, news_index
from tests.makers.things import Scene, Thing

DOCUMENTS = dict(
    zip(TIERS, ("public_document", "network_document", "contact_point_document", "secretariat_document"), strict=True)
)


def documents(scene: Scene) -> dict[str, list[Thing]]:
    lay_tree()
    kept = []
    for tier in (*TIERS, ""):
        collection = Collection.objects.get(name=tier) if tier else Collection.get_first_root_node()
        document = PlatformDocument.objects.create(
            title=f"Acta {tier}", file=ContentFile(b"words", "acta.txt"), collection=collection
        )
        seen_as = DOCUMENTS.get(tier, "unfiled_document")
        kept.append(Thing(tier or "unfiled", (document.pk, document.filename), seen_as, about=document))
    scene.documents = [thing.about for thing in kept]
    return {"document": kept}


def tier_resource(kept: PlatformDocument | PlatformImage) -> str:
    """The row of the matrix that a document or a picture falls under."""
    tiers = kept.collection.get_ancestors(inclusive=True).filter(depth=2)
    return DOCUMENTS.get(tiers.values_list("name", flat=True).first() or "", "unfiled_document")


PAGES = dict(zip(TIERS, ("public_page", "network_page", "contact_point_page", "secretariat_page"), strict=True))


def resource_of_page(page: PlatformPage) -> str:
    """The row of the matrix that a page falls under."""
    return PAGES[tier_of(page)]


def pages(scene: Scene) -> dict[str, list[Thing]]:
    home = HomePage.objects.get(locale__language_code="es")
    things = [Thing("front page", ("",), "public_page"), Thing("programme", ("programa/",), "curriculum")]
    for tier, resource in PAGES.items():
        page = StandardPage(title=f"Hoja {tier}", slug=slugify(f"hoja {tier}"), locale=home.locale)
        home.add_child(instance=page)
        page.save_revision().publish()
        if tier != PUBLIC:
            restrict_page(page, tier=tier, by=None)
        things.append(Thing(f"page: {tier}", (f"{page.slug}/",), resource, about=page))
    for tier in (PUBLIC, NETWORK):
        for parent in (news_index(), country_page(scene.away.code)):
            news = make_news(parent, tier=tier, introduction="Un resumen.")
            path = news.url_path.split("/", 2)[2]
            things.append(Thing(f"news under {parent}: {tier}", (path,), PAGES[tier], about=news))
    make_effort(country_page(scene.away.code), live=False)
    helped = [
        Thing("public help", ("visitante",), "public_help"),
        Thing("help of a role", ("fiscal",), "role_help"),
    ]
    return {
        "help_page": helped,
        "page": things,
        "page_key": [Thing("page", (things[2].about.pk,), about=things[2].about)],
    }


def pictures(scene: Scene) -> dict[str, list[Thing]]:
    kept = []
    for tier in (*TIERS, ""):
        collection = Collection.objects.get(name=tier) if tier else Collection.get_first_root_node()
        picture = PlatformImage(title=f"Foto {tier}", file=get_test_image_file(), collection=collection)
        picture.file_size = 0
        picture.save()
        rendition = picture.get_rendition("max-165x165")
        name = PurePosixPath(rendition.file.name).name
        kept.append(Thing(tier or "unfiled", (rendition.pk, name), tier_resource(picture), about=picture))
    return {"picture": kept}
