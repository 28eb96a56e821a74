"""Pictures and papers of an asset: taken in clean, removed with the row kept."""

import uuid
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.uploads import CleanFile
from equipment.actions.recording import note_happening
from equipment.errors import EquipmentError
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent, AssetFile
from network.models import User

MOST_FILES = 30


@transaction.atomic
def add_file(
    asset: Asset, *, kind: str, title: str, clean: CleanFile, by: User | None, at: datetime | None = None
) -> AssetFile:
    """Put a picture or a PDF, made ``clean`` by :mod:`content.uploads`, beside an asset, under a name of ours.

    Raises :class:`EquipmentError` past :data:`MOST_FILES`, and for a photograph that is no picture.
    """
    locked = locked_asset(asset, by=by, at=at)
    if (kind == AssetFile.Kind.PHOTO) == (clean.ending == "pdf"):
        raise EquipmentError(_("A photograph is a picture; every other paper is a PDF."), field="file")
    if locked.files.standing().count() >= MOST_FILES:
        raise EquipmentError(_("%(most)s files are the most beside one asset.") % {"most": MOST_FILES})
    kept = AssetFile(asset=locked, kind=kind, title=title.strip(), size=len(clean.content))
    kept.added_by, kept.added_at = by.person if by else None, at or timezone.now()
    kept.full_clean(exclude=["file", "added_by"])  # the set-up is nobody
    kept.file = storages["private"].save(
        f"equipment/files/{uuid.uuid4().hex}.{clean.ending}", ContentFile(clean.content)
    )
    kept.save(force_insert=True)
    note_happening(locked, deed=AssetEvent.Deed.FILED, by=by, at=at, now_is={"kind": kind}, note=kept.title)
    return kept


@transaction.atomic
def remove_file(file: AssetFile, *, by: User | None, at: datetime | None = None) -> None:
    """Take a file away; that it was there, of what kind and from when to when, stays. Twice is once."""
    asset = locked_asset(file.asset, by=by, at=at)
    locked = AssetFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if locked.removed_at is not None:
        return
    gone, locked.file, locked.removed_at = str(locked.file), "", at or timezone.now()
    locked.save(update_fields=["file", "removed_at"])
    note_happening(asset, deed=AssetEvent.Deed.UNFILED, by=by, at=at, was={"kind": locked.kind}, note=locked.title)
    transaction.on_commit(partial(storages["private"].delete, gone))
