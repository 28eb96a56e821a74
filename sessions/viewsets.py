"""Sessions and attendance in the Wagtail admin: the timetable is kept here, each change by an action."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet
from sessions import actions
from sessions.errors import SessionError
from sessions.models import Attendance, TrainingSession
from sessions.panels import computed
from sessions.staff_forms import HoursForm, SessionForm, plannable

LONGEST_KEY = 18  # digits of what a database key holds


class SessionCreateView(ActingCreateView):
    def get_initial(self) -> dict:
        """The workshop from whose page one comes."""
        asked = self.request.GET.get("workshop", "")
        key = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_KEY else None
        return super().get_initial() | {"workshop": plannable().filter(pk=key).first()}

    def act(self, fields: dict) -> TrainingSession:
        return actions.schedule_session(fields.pop("workshop"), by=self.request.user, **fields)


class SessionEditView(ActingEditView):
    """Moves a session; whoever holds a seat gets a letter."""

    def act(self, fields: dict) -> TrainingSession:
        hours = {name: self.form.cleaned_data[name] for name in ("starts_at", "ends_at")}
        return actions.move_session(self.object, by=self.request.user, **hours)


CANCEL = Deed(
    name="cancel",
    label=_("Cancel the session"),
    is_dangerous=True,
    asks_reason=True,
    perform=lambda session, by, reason: actions.cancel_session(session, reason=reason, by=by),
    shown=lambda session, by: session.state == TrainingSession.State.SCHEDULED and by.standing.is_staff,
)


def _is_recorded(session: TrainingSession) -> bool:
    leave = getattr(session, "recording_leave", None)
    return leave is not None and leave.ended_at is None


ALLOW_RECORDING = Deed(
    name="allow_recording",
    label=_("Let this session be recorded"),
    asks_reason=True,
    perform=lambda session, by, reason: actions.allow_recording(session, reason=reason, by=by),
    shown=lambda session, by: (
        by.standing.is_secretariat
        and session.state == TrainingSession.State.SCHEDULED
        and session.starts_at > timezone.now()
        and not _is_recorded(session)
    ),
)
END_RECORDING = Deed(
    name="end_recording",
    label=_("Take the leave to record back"),
    perform=lambda session, by, _reason: actions.end_recording_leave(session, by=by),
    shown=lambda session, by: by.standing.is_secretariat and _is_recorded(session),
)


class SessionViewSet(RecordViewSet):
    model = TrainingSession
    icon = "time"
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    refusals = (SessionError,)
    list_display = ["title", "workshop", "starts_at", "ends_at", "counts", "state"]
    list_filter = ["state", "workshop"]
    search_fields = ["title_es", "title_en", "workshop__title_es"]
    inspect_view_fields = [
        "workshop",
        "title_es",
        "title_en",
        "starts_at",
        "ends_at",
        "ended_at",
        "counts",
        "is_mandatory",
        "present_percent",
        "state",
        "settled_at",
    ]
    inspect_template_name = "sessions/staff/session.html"
    deeds = (ALLOW_RECORDING, END_RECORDING, CANCEL)

    def get_form_class(self, for_update: bool = False) -> type[HoursForm]:
        return HoursForm if for_update else SessionForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("workshop")

    def host_clock(self, session: TrainingSession) -> tuple[str, str]:
        return session.workshop.time_zone, session.workshop.city or session.workshop.host_office.city


class AttendanceViewSet(RecordViewSet):
    """Verdicts, to look at."""

    model = Attendance
    icon = "list-ul"
    verbs = ("view",)
    list_display = ["person", "session", "office", "verdict", "settled_at"]
    list_filter = ["verdict", "office", "session__workshop"]
    search_fields = ["person__given_names", "person__family_names"]
    inspect_view_fields = [
        "person",
        "session",
        "office",
        "verdict",
        "settled_at",
    ]
    inspect_template_name = "sessions/staff/attendance.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "session", "office")

    def named(self, attendance: Attendance) -> str:
        return f"{attendance.person}: {attendance.session}"

    def told_of(self, attendance: Attendance) -> dict:
        """How long the person was there, and when the room saw them, while that is kept."""
        return {"computed": computed(attendance), "workshop": attendance.session.workshop}


class SessionsGroup(ModelViewSetGroup):
    """*Sesiones*: the timetable and who attended."""

    menu_label = _("Sessions")
    menu_icon = "time"
    menu_order = 20
    items = (SessionViewSet("training_sessions"), AttendanceViewSet("attendance"))
