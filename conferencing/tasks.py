"""What the clock asks of conferencing."""

from django.conf import settings
from django.utils import timezone

from conferencing import actions
from conferencing.models import VideoRoom
from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since


@task("conferencing.purge_evidence")
def purge_evidence() -> int:
    """Let posts and stays go that are older than ``EVIDENCE_KEPT_MONTHS``."""
    return actions.purge_evidence(before=kept_since(timezone.now(), settings.EVIDENCE_KEPT_MONTHS))


@task("conferencing.ask_server")
def ask_server() -> None:
    actions.ask_server()


@task("conferencing.watch_rooms")
def watch_rooms() -> int | None:
    """Read the roster of every room once."""
    return actions.watch_rooms()


@task("conferencing.end_meeting")
def end_meeting(room: int) -> bool:
    """End the meeting in a room that was closed."""
    return actions.end_meeting(VideoRoom.objects.get(pk=room))
