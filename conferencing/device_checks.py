"""A device and its line tried before a session: what a session needs, and keeping the result."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferencing.device_models import DeviceCheck
from conferencing.events import device_checked
from foundations.audit.actions import record_event
from network.models import OfficeRoom, User

KEPT_PER_PERSON = 10


@dataclass(frozen=True)
class Need:
    """The least that a line must carry, in kbit/s down and up, and at most how long there and back, in ms."""

    down_kbps: int
    up_kbps: int
    rtt_ms: int


# By the words of conferencing.jitsi: 720p of one speaker and small pictures; two of 180 lines; Opus alone.
NEEDS = {"whole": Need(1500, 700, 400), "lean": Need(400, 200, 600), "sound": Need(80, 80, 1000)}


@transaction.atomic
def keep_device_check(
    *,
    camera: bool,
    microphone: bool,
    webrtc: bool,
    down_kbps: int | None,
    up_kbps: int | None,
    rtt_ms: int | None,
    by: User,
    room: OfficeRoom | None = None,
    at: datetime | None = None,
) -> DeviceCheck:
    """Keep what ``by`` measured, in ``room`` if it was tried there; the ten newest of each person stay.

    Announces ``device_checked``.
    """
    check = DeviceCheck.objects.create(
        person_id=by.person_id, checked_at=at or timezone.now(), camera=camera, microphone=microphone, webrtc=webrtc,
        down_kbps=down_kbps, up_kbps=up_kbps, rtt_ms=rtt_ms,
    )  # fmt: skip
    mine = DeviceCheck.objects.filter(person=by.person_id)
    mine.filter(pk__in=list(mine.values_list("pk", flat=True)[KEPT_PER_PERSON:])).delete()
    record_event("conferencing.device_checked", by.person, by=by, at=at)
    device_checked.send(sender=DeviceCheck, check=check, room=room, by=by)
    return check
