"""Fetching one's own document, and the public check of a certificate that somebody holds in their hands."""

import hashlib
import uuid
from dataclasses import asdict
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from certificates.forms import CodeForm, FileForm, NameForm
from certificates.limits import MOST_FILES, MOST_LOOK_UPS, MOST_NAMES, WINDOW_SECONDS, may_ask
from certificates.models import Certificate, CertificateStep
from certificates.rules import grouped_code, is_same_name, numbers_in, public_facts, read_code
from certificates.signing.apart import signature_of
from certificates.verified import TOO_MANY, UNKNOWN, told_of
from foundations.audit.actions import record_event


@require_safe
@login_required
def document(request: HttpRequest, pk) -> HttpResponse:
    """The PDF, to its holder, the office's contact points, School and Secretariat; each reading is in the book."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user).select_related("workshop"), pk=pk)
    if not certificate.document_digest:
        return render(request, "certificates/being_printed.html", {"certificate": certificate}, status=202)
    opened = storages["private"].open(certificate.document)
    record_event("certificates.document_read", certificate, by=request.user)
    response = FileResponse(opened, content_type="application/pdf", filename=f"{certificate.number}.pdf")
    patch_cache_control(response, private=True, no_store=True)
    return response


def unlisted(view):
    """Kept out of search engines and of every cache."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def in_asked_language(view):
    """Addresses under ``/v/`` carry no language: ``?language=`` asks for one, else the browser's is spoken."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        asked = request.GET.get("language", "")
        if asked not in dict(settings.LANGUAGES):
            asked = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
        with translation.override(asked):
            return view(request, *args, **kwargs)

    return answer


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """A field for the code; a code that can be one leads to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verification:certificate", form.cleaned_data["code"])
    return render(request, "certificates/verify_form.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def verify_file(request: HttpRequest) -> HttpResponse:
    """Whether a file is, byte by byte, one that the network issued, and what its signature says. It is kept nowhere."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "certificates/verify_file.html", {"form": form}, status=400 if form.is_bound else 200)
    if not may_ask(request, "file", MOST_FILES):
        return _too_many(request)
    document = form.cleaned_data["file"]
    certificate = Certificate.objects.printed_as(hashlib.sha256(document).hexdigest()).first()
    context = {"form": FileForm()} | _signature(document)
    if certificate:
        context |= {"certificate": certificate} | _worth(certificate)
    else:
        context["is_altered"] = Certificate.objects.filter(number__in=numbers_in(document)).exists()
    return render(request, "certificates/verify_file.html", context | {"is_answered": True})


def _signature(document: bytes) -> dict[str, object]:
    """What its signature says, with instants as such, and whether it was made with a key that signed papers of ours."""
    seen = signature_of(document)
    instants = {name: parse_datetime(getattr(seen, name)) for name in ("stated_at", "stamped_at")}
    return {
        "signature": asdict(seen) | instants,
        "is_key_of_ours": Certificate.objects.signed_with(seen.fingerprint).exists(),
    }


def _worth(certificate: Certificate) -> dict[str, object]:
    """Its state, and the step that brought it there unless it is valid."""
    is_valid = certificate.state == Certificate.State.VALID
    return {"state": certificate.state, "step": None if is_valid else certificate.steps.last()}


@require_safe
@in_asked_language
def verification_start(request: HttpRequest) -> HttpResponse:
    """``/v/``, typed from paper."""
    return redirect("certificates:verify_form")


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@vary_on_headers("Accept")
@in_asked_language
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What a certificate says, naming nobody; a name that is posted is answered by yes or no and kept nowhere.

    Whoever asks for ``application/json`` is told the same as values.
    """
    if not may_ask(request, "look_up", MOST_LOOK_UPS):
        return _too_many(request)
    certificate, step = _looked_up(code)
    if certificate is None:
        if _is_program(request):
            return JsonResponse(UNKNOWN, status=404)
        return render(request, "certificates/not_found.html", {"form": CodeForm()}, status=404)
    form, matches = NameForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        if not may_ask(request, "name", MOST_NAMES):
            return _too_many(request)
        matches = is_same_name(form.cleaned_data["name"], certificate.facts["name"])
        form = NameForm()
    if _is_program(request):
        return JsonResponse(told_of(certificate, step, is_same_name=matches))
    context = {
        "public": public_facts(certificate.facts, translation.get_language()[:2]),
        "kind": certificate.get_kind_display(),
        "code": grouped_code(certificate.code),
        "state": certificate.state,
        "step": step,
        "form": form,
        "is_same_name": matches,
    }
    return render(request, "certificates/verification.html", context)


def _looked_up(code: str) -> tuple[Certificate | None, CertificateStep | None]:
    """The certificate with that code, and the step that brought it to its state.

    An unknown code, a valid and a revoked certificate cost the same two questions: the time tells nothing apart.
    """
    certificate = Certificate.objects.filter(code=read_code(code) or None).first()
    step = CertificateStep.objects.filter(certificate=certificate.pk if certificate else uuid.UUID(int=0)).last()
    is_valid = certificate is not None and certificate.state == Certificate.State.VALID
    return certificate, None if is_valid else step


def _is_program(request: HttpRequest) -> bool:
    """Whether JSON is rather wanted than a page (RFC 9110 §12.5.1); who does not care gets the page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _too_many(request: HttpRequest) -> HttpResponse:
    if _is_program(request):
        response: HttpResponse = JsonResponse(TOO_MANY, status=429)
    else:
        response = render(request, "certificates/too_many.html", {"minutes": WINDOW_SECONDS // 60}, status=429)
    response["Retry-After"] = str(WINDOW_SECONDS)
    return response
