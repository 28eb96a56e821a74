"""Pictures and documents in a tier; with ``tier=""`` they lie in none. Needs the collections of the ground."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Collection

from content.models import PlatformDocument, PlatformImage
from content.rules import PUBLIC


def collection_of(tier: str) -> Collection:
    return Collection.objects.get(name=tier, depth=2) if tier else Collection.get_first_root_node()


def make_image(*, tier: str = PUBLIC, **overrides) -> PlatformImage:
    """A small red picture."""
    content = BytesIO()
    Image.new("RGB", (60, 40), "darkred").save(content, "PNG")
    fields = {"title": "Foto", "file": ImageFile(BytesIO(content.getvalue()), "made.png"), "file_size": 1}
    return PlatformImage.objects.create(**fields | {"collection": collection_of(tier)} | overrides)


def make_document(*, tier: str = PUBLIC, **overrides) -> PlatformDocument:
    """A document of five letters."""
    fields = {"title": "Acta", "file": ContentFile(b"words", "made.pdf"), "collection": collection_of(tier)}
    return PlatformDocument.objects.create(**fields | overrides)
