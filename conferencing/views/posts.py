"""The receiver of the video server's posts."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from conferencing import actions, jitsi
from conferencing.errors import ConferencingError

LARGEST_BODY = 256 * 1024


@csrf_exempt
@require_POST
def receive_event(request: HttpRequest, event_path: str) -> HttpResponse:
    """Take one post of the video server: everything authentic is stored and answered 204.

    401 without the right secret (503 while none is set), 413 past 256 kB, 400 when it is not a JSON object. The path
    below ``events/`` is the sender's; what counts is the body, which is never logged.
    """
    if refusal := refused(request):
        return refusal
    length = request.headers.get("Content-Length") or "0"
    if length.isdecimal() and int(length) > LARGEST_BODY:
        return HttpResponse("Too large.", status=413, content_type="text/plain")
    if not length.isdecimal() or request.content_type != "application/json":
        return HttpResponse("JSON only.", status=400, content_type="text/plain")
    try:
        actions.receive_post(request.body, at=timezone.now())
    except ConferencingError:
        return HttpResponse("JSON only.", status=400, content_type="text/plain")
    return HttpResponse(status=204)


def refused(request: HttpRequest) -> HttpResponse | None:
    """Why this is not the video server speaking; ``None`` when it carries the secret, alone or after ``Bearer``."""
    secret = jitsi.events_secret()
    if not secret:
        return HttpResponse("No secret is set for posts.", status=503, content_type="text/plain")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not constant_time_compare(given.encode("utf-8", "replace"), secret.encode()):
        return HttpResponse("Wrong secret.", status=401, content_type="text/plain")
    return None
