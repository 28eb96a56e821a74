"""Materials put beside a session, shown to more or fewer, withdrawn; and recordings taken in."""

import hashlib
import uuid
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import User
from sessions.errors import SessionError
from sessions.models import TrainingSession
from sessions.models.materials import Material

PLACE = "materials"
MP4_AT, MP4_MARK = 4, b"ftyp"  # ISO/IEC 14496-12 §4.3
AT_ONCE = 1024 * 1024


@transaction.atomic
def add_material(
    session: TrainingSession,
    *,
    title: str,
    tier: str,
    content: bytes,
    of_workshop: bool,
    by: User,
    at: datetime | None = None,
) -> Material:
    """Put a PDF, made clean by :mod:`content.uploads`, beside ``session`` or beside all sessions of its workshop.

    The same file under the same title again is the same material. Raises :class:`SessionError` for whoever does not
    lead the session.
    """
    _refuse_stranger(session, by, at)
    place = {"workshop": session.workshop, "session": None if of_workshop else session}
    digest = hashlib.sha256(content).hexdigest()
    if known := Material.objects.standing().filter(**place, title=title, digest=digest).first():
        return known
    material = Material(**place, title=title, tier=tier, size=len(content), digest=digest)
    material.added_by, material.added_at = by.person, at or timezone.now()
    material.file = _kept(material, ContentFile(content))
    material.save(force_insert=True)
    record_event("sessions.material_added", material, by=by, at=at, session=str(session.pk))
    return material


@transaction.atomic
def show_material(material: Material, *, tier: str, by: User, at: datetime | None = None) -> None:
    """Show it to more or fewer. The same tier again changes nothing."""
    locked = _locked(material, by, at)
    if locked.tier != tier:
        locked.tier = Material.Tier(tier)
        locked.save(update_fields=["tier"])
        record_event("sessions.material_shown", locked, by=by, at=at, tier=tier)


@transaction.atomic
def withdraw_material(material: Material, *, by: User, at: datetime | None = None) -> None:
    """Take it away for everybody; the file goes, that it was there stays. Twice is once."""
    locked = _locked(material, by, at)
    if locked.withdrawn_at is not None:
        return
    gone, locked.file, locked.withdrawn_at = locked.file, "", at or timezone.now()
    locked.save(update_fields=["file", "withdrawn_at"])
    record_event("sessions.material_withdrawn", locked, by=by, at=at)
    transaction.on_commit(partial(storages["private"].delete, gone))


@transaction.atomic
def take_in_recording(
    session: TrainingSession, recording: File, *, source: str, at: datetime | None = None
) -> Material:
    """Take in a finished recording of ``session``: for those who lead it, until one of them shows it to others.

    ``source`` is its name where it was made; the same one again is the same material. Raises :class:`SessionError`
    where no leave to record was given, and for what is no MP4.
    """
    if known := Material.objects.filter(source=source).first():
        return known
    leave = getattr(session, "recording_leave", None)
    if leave is None:
        raise SessionError(_("This session was not to be recorded: the recording was not taken in."))
    head = recording.read(MP4_AT + len(MP4_MARK))
    if head[MP4_AT:] != MP4_MARK:
        raise SessionError(_("This is no recording in MP4: nothing was taken in."))
    recording.seek(0)
    digest = hashlib.sha256()
    for part in recording.chunks(AT_ONCE):
        digest.update(part)
    recording.seek(0)
    material = Material(workshop=session.workshop, session=session, title=session.title_es[:200], source=source)
    material.kind, material.tier = Material.Kind.RECORDING, Material.Tier.LEADERS
    material.size, material.digest, material.added_at = recording.size, digest.hexdigest(), at or timezone.now()
    material.file = _kept(material, recording)
    material.save(force_insert=True)
    record_event("sessions.recording_taken_in", material, at=at, session=str(session.pk))
    return material


def _kept(material: Material, content: File) -> str:
    """Under a name of ours in the private storage."""
    return storages["private"].save(f"{PLACE}/{uuid.uuid4().hex}.{material.ending}", content)


def _locked(material: Material, by: User, at: datetime | None) -> Material:
    locked = Material.objects.select_for_update().get(pk=material.pk)
    led = TrainingSession.objects.led_by(by, at).filter(workshop=locked.workshop_id)
    if not led.exists():
        raise SessionError(_("Only who leads a session changes its materials."))
    return locked


def _refuse_stranger(session: TrainingSession, by: User, at: datetime | None) -> None:
    if not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only who leads a session changes its materials."))
