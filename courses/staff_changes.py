"""Changes of a workshop with consequences: tried out, read, then confirmed. Each is a page of the administration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from calendars.holidays import Observed
from courses import actions
from courses.announcing import missing_before_announcement
from courses.change_forms import AnnounceForm, AskForm, CancelForm, ExceptionForm, MoveForm, NamesForm, SeatsForm
from courses.errors import CourseError
from courses.holidays import holidays_of
from courses.models import Workshop
from courses.rehearsals import Rehearsal, rehearse
from network.models import User

Perform = Callable[[Workshop, dict, User, datetime], object]


@dataclass(frozen=True)
class Change:
    """One change: its address and words, what is filled in, the action, and to whom it is offered at which workshop."""

    name: str
    label: Promise
    lead: Promise
    confirm: Promise
    form: type[forms.Form]
    perform: Perform
    shown: Callable[[Workshop, User], bool]
    is_dangerous: bool = False

    @property
    def takes_workshop(self) -> bool:
        """Whether what is filled in depends on the workshop."""
        return self.form in (SeatsForm, MoveForm, NamesForm, ExceptionForm)

    @property
    def asks(self) -> bool:
        """Whether anything is filled in before it can be tried out."""
        return bool(self.form.base_fields)


def _is_ready(workshop: Workshop, by: User) -> bool:
    is_draft = workshop.state == Workshop.State.DRAFT
    return by.standing.is_staff and is_draft and not missing_before_announcement(workshop)


def _may_be_cancelled(workshop: Workshop, by: User) -> bool:
    still = workshop.state == Workshop.State.DRAFT or (
        workshop.state == Workshop.State.ANNOUNCED and not workshop.is_past()
    )
    return by.standing.is_staff and still


def _may_be_changed(workshop: Workshop, by: User) -> bool:
    return by.standing.is_staff and workshop.state == Workshop.State.ANNOUNCED and not workshop.has_begun()


ANNOUNCE = Change(
    name="announce",
    label=gettext_lazy("Announce"),
    lead=gettext_lazy(
        "Announced, a workshop can no longer be rewritten: its syllabus and the rule of its certificate stand. Its "
        "seats and days can still be changed, each with its own rehearsal."
    ),
    confirm=gettext_lazy("Announce it now"),
    form=AnnounceForm,
    perform=lambda workshop, _fields, by, at: actions.announce_workshop(workshop, by=by, at=at),
    shown=_is_ready,
)
SEATS = Change(
    name="change_seats",
    label=gettext_lazy("Change the seats"),
    lead=gettext_lazy(
        "More seats are offered at once to who waits. Fewer take nobody out: the contact points of an office that "
        "holds too many are asked to choose."
    ),
    confirm=gettext_lazy("Change the seats now"),
    form=SeatsForm,
    perform=lambda workshop, fields, by, at: actions.change_seats(workshop, **fields, by=by, at=at),
    shown=_may_be_changed,
)
MOVE = Change(
    name="move",
    label=gettext_lazy("Move to other days"),
    lead=gettext_lazy(
        "The workshop stays as long as it is; its sessions move along, at the same hours. Whoever holds a seat keeps "
        "it and is asked whether the new days suit."
    ),
    confirm=gettext_lazy("Move it now"),
    form=MoveForm,
    perform=lambda workshop, fields, by, at: actions.move_workshop(workshop, **fields, by=by, at=at),
    shown=_may_be_changed,
)
EXCEPTION = Change(
    name="exception",
    label=gettext_lazy("Give a seat beyond the seats"),
    lead=gettext_lazy("An exception takes nobody's seat. Its reason stays in the history, with your name."),
    confirm=gettext_lazy("Give the seat now"),
    form=ExceptionForm,
    perform=lambda workshop, fields, by, at: actions.grant_exception(workshop, **fields, by=by, at=at),
    shown=lambda workshop, by: by.standing.is_secretariat and _may_be_changed(workshop, by),
)
NAMES = Change(
    name="names",
    label=gettext_lazy("Change the names shown in the rooms"),
    lead=gettext_lazy("Whoever enters a room from now on stands there under the new rule. It is written in the book."),
    confirm=gettext_lazy("Change the names now"),
    form=NamesForm,
    perform=lambda workshop, fields, by, at: actions.change_names(workshop, **fields, by=by, at=at),
    shown=lambda workshop, by: by.standing.is_secretariat and _may_be_changed(workshop, by),
)
CANCEL = Change(
    name="cancel",
    label=gettext_lazy("Cancel the workshop"),
    lead=gettext_lazy("This cannot be undone. Everybody with a place loses it and is told why by e-mail."),
    confirm=gettext_lazy("Cancel the workshop now"),
    form=CancelForm,
    perform=lambda workshop, fields, by, at: actions.cancel_workshop(workshop, **fields, by=by, at=at),
    shown=_may_be_cancelled,
    is_dangerous=True,
)
ASK = Change(
    name="ask_several",
    label=gettext_lazy("Ask offices for their nominations"),
    lead=gettext_lazy("Each contact point gets a letter of their own, an office once a day at most."),
    confirm=gettext_lazy("Write to them now"),
    form=AskForm,
    perform=lambda workshop, fields, by, at: actions.write_to_offices(workshop, list(fields["office"]), by=by, at=at),
    shown=lambda workshop, by: by.standing.is_staff and workshop.entry() == "offices",
)
CHANGES = (ANNOUNCE, SEATS, MOVE, NAMES, EXCEPTION, ASK, CANCEL)


class ChangeView(WagtailAdminTemplateMixin, FormView):
    """Fill in, try out, read what would happen, confirm. What is confirmed is what was read, or it is shown again."""

    template_name = "courses/staff/change.html"
    header_icon = "calendar-alt"
    change: Change | None = None
    viewset = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Whose this is not gets the administration's refusal, before anything is read or tried."""
        self.workshop = get_object_or_404(self.viewset.visible_records(request.user), pk=kwargs["pk"])
        may_look = self.viewset.permission_policy.user_has_any_permission(request.user, ["view"])
        if not may_look or not self.change.shown(self.workshop, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return str(self.change.label)

    def get_page_subtitle(self) -> str:
        return self.workshop.title

    def get_breadcrumbs_items(self) -> list[dict]:
        inspect = reverse(self.viewset.get_url_name("inspect"), args=[self.workshop.pk])
        return [
            *self.breadcrumbs_items,
            {"url": inspect, "label": self.workshop.title},
            {"url": "", "label": self.page_title, "sublabel": self.workshop.title},
        ]

    def get_form_class(self) -> type[forms.Form]:
        return self.change.form

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        return kwargs | ({"workshop": self.workshop} if self.change.takes_workshop else {})

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Where nothing is filled in, or the link has done so, what would happen is there at once."""
        if self.change.asks and not request.GET:
            return super().get(request, *args, **kwargs)
        form = self.get_form_class()(request.GET, **({"workshop": self.workshop} if self.change.takes_workshop else {}))
        return self._tried_out(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return self._tried_out(form)

    def _tried_out(self, form: forms.Form) -> HttpResponse:
        form.is_valid()
        fields = form.change() if isinstance(form, SeatsForm) else form.cleaned_data
        try:
            rehearsal = rehearse(self.workshop, lambda at: self._perform(fields, at), at=timezone.now())
            asked = self.request.POST.get("confirm", "")
            if asked != rehearsal.mark:
                return self._shown(form, rehearsal, has_changed=bool(asked))
            self._perform(fields, timezone.now())
        except ValidationError as faults:
            form.add_error(None, forms.ValidationError(faults.messages))
        except CourseError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(self.request, _("Done: %(deed)s.") % {"deed": self.change.label})
            return redirect(self.viewset.get_url_name("inspect"), pk=self.workshop.pk)
        return self.form_invalid(form)

    def _perform(self, fields: dict, at: datetime) -> object:
        return self.change.perform(Workshop.objects.get(pk=self.workshop.pk), fields, self.request.user, at)

    def _shown(self, form: forms.Form, rehearsal: Rehearsal, *, has_changed: bool) -> HttpResponse:
        context = self.get_context_data(form=form, rehearsal=rehearsal, has_changed=has_changed)
        return self.render_to_response(context | {"holidays": self._holidays(form)})

    def _holidays(self, form: forms.Form) -> list[Observed]:
        """On the days on which the workshop would be held; told where days are decided."""
        if self.change not in (ANNOUNCE, MOVE):
            return []
        return holidays_of(self.workshop, starts_on=form.cleaned_data.get("starts_on"))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"change": self.change, "workshop": self.workshop}
