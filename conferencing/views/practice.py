"""The demo's practice room."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from conferencing import jitsi, practice
from conferencing.errors import ConferencingError
from conferencing.models import Stay, VideoRoom
from conferencing.practice import PracticeStay

STAY_SALT = "conferencing.practice"


@require_safe
def practice_room(request: HttpRequest, room: str) -> HttpResponse:
    """The door of the practice room. The token is in the fragment: a script hands it to the form."""
    _refuse_outside_demo()
    return _page(request, "door", _language(request), {"room": room, "back": _back(request.GET.get("back", ""))})


@require_POST
def practice_enter(request: HttpRequest, room: str) -> HttpResponse:
    """Check the token as a video server would, post what it would post, and show the inside of this tab's stay."""
    _refuse_outside_demo()
    language, back = _language(request), _back(request.POST.get("back", ""))
    context = {"room": room, "back": back}
    with translation.override(language):
        try:
            guest = jitsi.verify_token(request.POST.get("token", ""), room=room)
            stay = practice.enter(room, guest=guest, back=back, inside=_stays(room).ongoing().count())
        except ConferencingError as refusal:
            status = 502 if refusal.code == "unheard" else 403
            return _page(request, "door", language, context | {"refusal": str(refusal)}, status=status)
    query = urlencode({"stay": signing.dumps(asdict(stay), salt=STAY_SALT), "lang": language})
    return redirect(f"{_practice_path(room)}/inside?{query}")


@require_safe
def practice_inside(request: HttpRequest, room: str) -> HttpResponse:
    """Inside: who one is here, since when, how many are in; the stay is the one that this tab's address carries."""
    _refuse_outside_demo()
    blob = request.GET.get("stay", "")
    stay = _stay(blob, room)
    context = {
        "room": room,
        "back": stay.back,
        "stay": stay,
        "blob": blob,
        "since": datetime.fromtimestamp(stay.joined_at, tz=timezone.get_current_timezone()),
        "inside": _stays(room).ongoing().count(),
        "has_left": not _is_inside(stay),
    }
    return _page(request, "inside", _language(request), context)


@require_POST
def practice_leave(request: HttpRequest, room: str) -> HttpResponse:
    """Leave with this tab; pressed again it changes nothing."""
    _refuse_outside_demo()
    stay, language = _stay(request.POST.get("stay", ""), room), _language(request)
    context = {"room": room, "back": stay.back}
    if _is_inside(stay):
        others = _stays(room).exclude(occupant_jid=stay.occupant_jid)
        try:
            with translation.override(language):
                practice.leave(stay, others_inside=others.ongoing().count(), **_so_far(room, others))
        except ConferencingError as refusal:
            return _page(request, "left", language, context | {"refusal": str(refusal)}, status=502)
    return _page(request, "left", language, context)


def _refuse_outside_demo() -> None:
    if not jitsi.is_practice():
        raise Http404


def _practice_path(room: str) -> str:
    return f"{settings.BASE_URL}/jitsi/practice/{room}"


def _page(request: HttpRequest, name: str, language: str, context: dict, *, status: int = 200) -> HttpResponse:
    with translation.override(language):
        page = render(request, f"conferencing/practice_{name}.html", context | {"language": language}, status=status)
    page["Content-Language"] = language
    return page


def _language(request: HttpRequest) -> str:
    """The language that the way in was made for, else the browser's."""
    asked = request.POST.get("lang") or request.GET.get("lang") or ""
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def _back(path: str) -> str:
    """A path of our own to lead back to; anything else is nowhere."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else ""


def _stay(blob: str, room: str) -> PracticeStay:
    try:
        stay = PracticeStay(**signing.loads(blob, salt=STAY_SALT))
    except (signing.BadSignature, TypeError) as fault:
        raise Http404 from fault
    if stay.room != room:
        raise Http404
    return stay


def _stays(room: str):
    return Stay.objects.filter(room__name=room)


def _is_inside(stay: PracticeStay) -> bool:
    return not _stays(stay.room).filter(occupant_jid=stay.occupant_jid, left_exactly=True).exists()


def _so_far(room: str, others) -> dict[str, object]:
    """When this gathering began and who else has been in it, as the room's end tells it."""
    post = get_object_or_404(VideoRoom, name=room).posts.about_room().order_by("-id").first()
    created_at = post.body.get("created_at", 0) if post else 0
    since = datetime.fromtimestamp(created_at, tz=timezone.get_current_timezone())
    occupants = [
        {
            "occupant_jid": stay.occupant_jid,
            "joined_at": int(stay.joined_at.timestamp()),
            "id": str(stay.identity or ""),
        }
        | ({"left_at": int(stay.left_at.timestamp())} if stay.left_at else {})
        for stay in others.filter(joined_at__gte=since)
    ]
    return {"created_at": created_at, "occupants": occupants}
