"""What the views of this app share: the door of the Secretariat, and the answer to a button."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from funding.errors import FundingError
from network.querysets import standing_of

View = Callable[..., HttpResponse]


def of_secretariat(view: View) -> View:
    """Signed in, and of the Secretariat; to everybody else it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not standing_of(request.user).is_secretariat:
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def done(request: HttpRequest, deed: Callable[[], object], sentence: str, back: tuple) -> HttpResponse:
    """Do it, say what was done or why not, and lead back; ``back`` is a URL name with its arguments."""
    try:
        deed()
    except FundingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect(*back)


def unread(request: HttpRequest, back: tuple) -> HttpResponse:
    """What was sent is none of the buttons of the page: nothing was done."""
    messages.error(request, _("That could not be read: nothing was done. Press one of the buttons of this page."))
    return redirect(*back)


def tried(request: HttpRequest, form: Form, deed: Callable[[], object], sentence: str) -> bool:
    """Whether a sound form could be done; a refusal stands at the head of the form."""
    if not form.is_valid():
        return False
    try:
        deed()
    except FundingError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, sentence)
    return True
