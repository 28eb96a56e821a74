"""The public halves of the keys that sign, for the video server to check tokens by. There is nothing secret in them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from conferencing.jitsi import keys

CACHED = f"public, max-age={int(keys.KEPT_FOR.total_seconds())}"


@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    """The JWK set (RFC 7517) of the keys for joining; Prosody's ``cache_keys_url`` fetches it anew as it says here."""
    return JsonResponse(keys.published(), headers={"Cache-Control": CACHED})


@require_safe
def system_key(request: HttpRequest, name: str) -> HttpResponse:
    """One key for what only the platform asks, as ``prosody_password_public_key_repo_url`` fetches it."""
    found = next((key for key in keys.keys_for(keys.SYSTEM) if key.file_name == f"{name}.pem"), None)
    if found is None:
        raise Http404
    return HttpResponse(found.public_pem, content_type="application/x-pem-file", headers={"Cache-Control": CACHED})
