"""Addresses of sessions, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sessions.views import attendance, joining, leading, pages

app_name = "sessions"
urlpatterns = [
    path(_("sessions/<uuid:session_id>/"), pages.session, name="session"),
    path(_("sessions/<uuid:session_id>/calendar.ics"), pages.event, name="event"),
    path(_("sessions/<uuid:session_id>/participation/"), pages.participation, name="participation"),
    path(_("sessions/<uuid:session_id>/join/"), joining.join, name="join"),
    path(_("connection/"), joining.connection, name="connection"),
    path(_("sessions/<uuid:session_id>/parts/"), leading.parts, name="parts"),
    path(_("sessions/<uuid:session_id>/parts/remove/"), leading.remove_part, name="remove_part"),
    path(_("sessions/<uuid:session_id>/new-room/"), leading.new_room, name="new_room"),
    path(_("sessions/<uuid:session_id>/roster/"), attendance.tick_roster, name="tick_roster"),
    path(_("sessions/<uuid:session_id>/settle/"), attendance.settle, name="settle"),
]
