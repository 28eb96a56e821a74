"""The public halves of the keys that sign, for the video server to check tokens by. There is nothing secret in them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from conferencing.jitsi import keys

CACHED = f"public, max-age={int(keys.KEPT_FOR.total_seconds())}"


@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    """The JWK set (RFC 7517) of the keys for joining, for servers that read one, anew as it says here."""
    return JsonResponse(keys.published(), headers={"Cache-Control": CACHED})


@require_safe
def public_key(request: HttpRequest, use: str, name: str) -> HttpResponse:
    """One key by the digest of its name, as Prosody fetches it: those of ``login`` from ``asap_key_server``.

    Those of ``system``, for what only the platform asks, it fetches from ``prosody_password_public_key_repo_url``.
    """
    known = keys.keys_for(use) if use in keys.USES else []
    found = next((key for key in known if key.file_name == f"{name}.pem"), None)
    if found is None:
        return HttpResponse("There is no such key.", status=404, content_type="text/plain")  # read by a machine's log
    return HttpResponse(found.public_pem, content_type="application/x-pem-file", headers={"Cache-Control": CACHED})
