"""Badges on the web: what their readers' programs fetch, the holder's own page, and the page that a holder shares."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.badges import actions, keys, status
from certificates.badges.addresses import shared_address
from certificates.badges.baking import baked_png, baked_svg
from certificates.badges.credential import enveloped, is_up_to_date, issuer_document
from certificates.badges.jose import public_jwk
from certificates.errors import CertificateError
from certificates.models import Badge, Certificate
from certificates.rules import public_facts
from certificates.views import in_asked_language, unlisted
from network.rules import token_digest

VC_JWT = "application/vc+jwt"
Form = tuple[str, Callable[[str], bytes]]
FORMS: Mapping[str, Form] = {
    "png": ("image/png", baked_png),
    "svg": ("image/svg+xml", baked_svg),
    "json": ("application/json", lambda credential: JsonResponse(enveloped(credential)).content),
    "jwt": (VC_JWT, str.encode),
}


def kept(seconds: timedelta) -> Callable:
    """A decorator: for everybody the same, kept by whoever fetched it for that long, readable from any origin."""

    def decorate(view: Callable) -> Callable:
        @require_safe
        def answer(request: HttpRequest, **named: str) -> HttpResponse:
            response = view(request, **named)
            patch_cache_control(response, public=True, max_age=int(seconds.total_seconds()))
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return answer

    return decorate


@kept(keys.KEPT_FOR)
def issuer(_request: HttpRequest) -> HttpResponse:
    """Who issues badges, and every key by which they are verified."""
    return JsonResponse(issuer_document())


@kept(keys.KEPT_FOR)
def key_set(_request: HttpRequest) -> HttpResponse:
    """The same keys as a JWK set (RFC 7517 §5)."""
    return JsonResponse(
        {"keys": [public_jwk(key) for key in keys.known_keys()]}, content_type="application/jwk-set+json"
    )


@kept(keys.KEPT_FOR)
def key(_request: HttpRequest, kid: str) -> HttpResponse:
    """One of them."""
    try:
        return JsonResponse(public_jwk(keys.key_named(kid)), content_type="application/jwk+json")
    except LookupError as error:
        raise Http404 from error


@kept(status.KEPT_FOR)
def status_list(_request: HttpRequest, purpose: str) -> HttpResponse:
    """What is revoked, or suspended, as a signed list of bits."""
    if purpose not in status.PURPOSES:
        raise Http404
    try:
        return HttpResponse(status.status_list(purpose, at=timezone.now()), content_type=VC_JWT)
    except LookupError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def badge(request: HttpRequest, pk) -> HttpResponse:
    """The badge of one's own certificate: take it along, share it, have it made where it is missing or out of date."""
    certificate = _own_certificate(request, pk)
    if request.method == "POST":
        try:
            actions.issue_badge(certificate, by=request.user)
        except CertificateError as refusal:
            messages.error(request, str(refusal))
        return redirect("certificates:badge", pk=certificate.pk)
    return _badge_page(request, certificate)


@require_safe
@login_required
def badge_file(request: HttpRequest, pk, form: str) -> HttpResponse:
    """One's own badge to take along."""
    return _file(_own_badge(request, pk), form)


@require_POST
@login_required
def badge_share(request: HttpRequest, pk) -> HttpResponse:
    """Open the badge's page to whoever has the link, which is shown now and never again; or close it."""
    found = _own_badge(request, pk)
    if request.POST.get("shared") != "1":
        actions.hide_badge(found, by=request.user)
        return redirect("certificates:badge", pk=found.pk)
    token = actions.share_badge(found, by=request.user)
    return _badge_page(request, found.certificate, link=shared_address(token))


def _own_certificate(request: HttpRequest, pk) -> Certificate:
    mine = Certificate.objects.filter(person=request.user.person_id).select_related("workshop", "badge")
    return get_object_or_404(mine, pk=pk)


def _own_badge(request: HttpRequest, pk) -> Badge:
    mine = Badge.objects.filter(certificate__person=request.user.person_id).select_related("certificate__workshop")
    return get_object_or_404(mine, pk=pk)


def _badge_page(request: HttpRequest, certificate: Certificate, *, link: str = "") -> HttpResponse:
    found = Badge.objects.filter(pk=certificate.pk).first()
    is_old = found is not None and not is_up_to_date(found, request.user.email)
    context = {"certificate": certificate, "badge": found, "link": link, "is_old": is_old}
    response = render(request, "certificates/badges/badge.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@unlisted
@in_asked_language
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A badge whose holder shares it: what it certifies and what it is worth, with initials. Not shared: not there."""
    found = _shared_badge(token)
    certificate = found.certificate
    is_valid = certificate.state == Certificate.State.VALID
    context = {
        "public": public_facts(certificate.facts, translation.get_language()[:2]),
        "kind": certificate.get_kind_display(),
        "state": certificate.state,
        "step": None if is_valid else certificate.steps.last(),
        "token": token,
    }
    return render(request, "certificates/badges/shared.html", context)


@require_safe
@unlisted
def shared_file(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The shared badge itself, for a program that verifies it."""
    return _file(_shared_badge(token), form)


def _shared_badge(token: str) -> Badge:
    return get_object_or_404(Badge.objects.select_related("certificate"), share_hash=token_digest(token))


def _file(found: Badge, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    media_type, made = FORMS[form]
    response = HttpResponse(made(found.credential), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="badge.{form}"'
    patch_cache_control(response, private=True, no_store=True)
    return response
