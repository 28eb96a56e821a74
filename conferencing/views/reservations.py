"""What the video server asks before it begins a room (mod_reservations): nice words at the door, never the only gate.

It sends a form and takes JSON. Ids are text: a number would come back as ``7.0`` and not be found, and one that does is
understood all the same. 403 with a message is shown to the person; 409 names the reservation that there is already,
whose address gives the same body; 5xx is asked again by the server, so it is answered for nothing of ours.
"""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from conferencing import actions
from conferencing.models import VideoRoom
from conferencing.rules import number_in
from conferencing.views.posts import refused
from conferencing.windows import window_of

LARGEST_BODY = 16 * 1024
UNKNOWN = _("There is no such room. Please enter from the page of the session.")
NOT_YET = _("This room is not open yet. The page of the session says when it opens.")
OVER = _("This room is closed: the session is over.")


@csrf_exempt
@require_POST
def reserve(request: HttpRequest) -> HttpResponse:
    """Whether the room named may begin now, and for how long."""
    if refusal := refused(request):
        return refusal
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return HttpResponse("Too large.", status=413, content_type="text/plain")
    room = VideoRoom.objects.filter(name=request.POST.get("name", "").strip().lower()).first()
    at = timezone.now()
    if sentence := _why_not(room, at):
        return JsonResponse({"message": _in_every_language(sentence)}, status=403)
    assert room is not None  # noqa: S101 - what is not there was refused above
    if room.reserved_at is not None:
        return JsonResponse({"conflict_id": _id_of(room)}, status=409)
    actions.note_reservation(room, is_made=True, at=at)
    return JsonResponse(_told(room, at, owner=request.POST.get("mail_owner", "")))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "DELETE"])
def reservation(request: HttpRequest, reservation: str) -> HttpResponse:
    """One reservation again, or let go of because the room is gone: 204, also when it was let go of before."""
    if refusal := refused(request):
        return refusal
    key = number_in(reservation.removeprefix("room-"))
    room = VideoRoom.objects.filter(pk=key).first() if key else None
    if request.method == "DELETE":
        if room is not None:
            actions.note_reservation(room, is_made=False)
        return HttpResponse(status=204)
    at = timezone.now()
    if room is None or _why_not(room, at):
        return JsonResponse({"message": _in_every_language(OVER if room else UNKNOWN)}, status=404)
    return JsonResponse(_told(room, at))


def _why_not(room: VideoRoom | None, at: datetime):
    """The sentence with which the room is refused at ``at``; ``None`` lets it begin."""
    if room is None:
        return UNKNOWN
    window = window_of(room)
    if room.closed_at is not None or (window and at >= window.closes_at):
        return OVER
    return NOT_YET if window and at < window.opens_at else None


def _told(room: VideoRoom, at: datetime, *, owner: str = "") -> dict[str, object]:
    """As the server reads it: seconds whole, an instant with ``T`` and ``Z`` (a space instead is not understood)."""
    window = window_of(room)
    lasts = int((window.closes_at - at).total_seconds()) if window else 24 * 3600
    return {
        "id": _id_of(room),
        "name": room.name,
        "mail_owner": owner[:200],
        "start_time": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "duration": max(lasts, 1),
    }


def _id_of(room: VideoRoom) -> str:
    return f"room-{room.pk}"


def _in_every_language(sentence) -> str:
    """The server does not say who asks: the sentence stands in both languages."""
    told = []
    for language in ("es", "en"):
        with translation.override(language):
            told.append(str(sentence))
    return " / ".join(told)
