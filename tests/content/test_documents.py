"""Files are handed to the readers of their tier, and to nobody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from content.actions import lay_tree
from content.models import PlatformDocument
from content.rules import TIERS

READERS = {
    "Público": {"nobody", "felix", "dora", "carla", "elsa", "sara"},
    "Red": {"dora", "carla", "elsa", "sara"},
    "Puntos de contacto": {"carla", "elsa", "sara"},
    "Secretaría": {"sara"},
    "": {"elsa", "sara"},
}


def make_document(collection: Collection) -> PlatformDocument:
    return PlatformDocument.objects.create(title="Acta", file=ContentFile(b"words", "acta.txt"), collection=collection)


def readers_of(document: PlatformDocument, client, cast) -> set[str]:
    readers = set()
    for name in ("nobody", "felix", "dora", "carla", "elsa", "sara"):
        client.logout()
        if name != "nobody":
            client.force_login(getattr(cast, name))
        answer = client.get(document.url)
        assert answer.status_code in (200, 404)
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == b"words"
            readers.add(name)
    return readers


@pytest.mark.parametrize("tier", [*TIERS, ""])
def test_document_is_for_its_tier(client, cast, tier):
    lay_tree()
    collection = Collection.objects.get(name=tier) if tier else Collection.get_first_root_node()
    assert readers_of(make_document(collection), client, cast) == READERS[tier]


def test_document_of_a_collection_within_a_tier_is_for_that_tier(client, cast):
    lay_tree()
    inner = Collection.objects.get(name="Secretaría").add_child(name="Público")
    assert readers_of(make_document(inner), client, cast) == {"sara"}
