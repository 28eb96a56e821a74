"""Pages, documents and pictures as they are served: each asks for the tier of its readers before anything else."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.models import PlatformDocument, PlatformRendition
from content.querysets import tier_of
from content.rules import PUBLIC, may_read
from foundations.audit.actions import record_event
from network.querysets import standing_of

# What a browser may make of a file that stands alone: nothing. It has no scripts, no frames, no origin.
INERT = "default-src 'none'; sandbox"
UNSAFE_IN_NAMES = re.compile(r"[^\w .,()–-]")
PUBLIC_DOCUMENT_SECONDS = 60 * 60
PUBLIC_PICTURE_SECONDS = 30 * 24 * 60 * 60
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """A published page. Who is signed out may find out by signing in; to anybody else it is not there.

    Wagtail's own check by groups is not asked: groups follow appointments with a delay, tiers do not.
    """
    route = Page.route_for_request(request, path)
    if route is None:
        raise Http404
    page, args, kwargs = route
    tier = tier_of(page, request)
    if not may_read(tier, standing_of(request.user)):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    response = page.serve(request, *args, **kwargs)
    if tier != PUBLIC and request.method == "GET":
        record_event("content.page_read", page, by=request.user)
    return response


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """A document, always as an attachment. To whoever may not read it, it is not there, whatever else is asked.

    No validators and no ranges: an answer that depends on what a stranger guesses of the file would tell of it.
    """
    document = get_object_or_404(PlatformDocument.objects.select_related("collection"), pk=document_id)
    tier = document.tier
    if document.filename != document_filename or not may_read(tier, standing_of(request.user)):
        raise Http404
    response = _file_answer(document, as_attachment=True, filename=_name_for_readers(document))
    _say_who_keeps(response, request, tier, PUBLIC_DOCUMENT_SECONDS)
    if tier != PUBLIC and request.method == "GET":
        record_event("content.document_read", document, by=request.user)
    return response


@require_safe
def serve_picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A picture in one size; originals have no address. The name only makes the address new when the file is."""
    renditions = PlatformRendition.objects.select_related("image__collection")
    rendition = get_object_or_404(renditions, pk=pk)
    tier = rendition.image.tier
    place = PurePosixPath(rendition.file.name)
    content_type = PICTURES.get(place.suffix.lower())
    if place.name != name or not content_type or not may_read(tier, standing_of(request.user)):
        raise Http404
    response = _file_answer(rendition, content_type=content_type)
    _say_who_keeps(response, request, tier, PUBLIC_PICTURE_SECONDS, "immutable")
    return response


def _file_answer(kept: PlatformDocument | PlatformRendition, **headers: object) -> FileResponse:
    try:
        response = FileResponse(kept.file.open("rb"), **headers)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "none"
    return response


def _name_for_readers(document: PlatformDocument) -> str:
    """What the file is called on the reader's desk: its title, for its own name says nothing."""
    title = UNSAFE_IN_NAMES.sub("", document.title)[:100].strip(" .")
    return f"{title or document.pk}{PurePosixPath(document.file.name).suffix}"


def _say_who_keeps(response: HttpResponse, request: HttpRequest, tier: str, seconds: int, *words: str) -> None:
    """What is public may be kept by everybody while nobody is signed in; a picture also by one's own browser."""
    if tier != PUBLIC:
        response["Cache-Control"] = "private, no-store"
    elif settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response["Cache-Control"] = ", ".join((f"public, max-age={seconds}", *words))
    elif words:
        response["Cache-Control"] = ", ".join((f"private, max-age={seconds}", *words))
    else:
        response["Cache-Control"] = "private, no-store"
