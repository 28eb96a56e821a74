"""Addresses of sessions, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sessions import views

app_name = "sessions"
urlpatterns = [
    path(_("sessions/<uuid:session_id>/"), views.session, name="session"),
    path(_("sessions/<uuid:session_id>/calendar.ics"), views.event, name="event"),
    path(_("sessions/<uuid:session_id>/participation/"), views.participation, name="participation"),
    path(_("sessions/<uuid:session_id>/join/"), views.join, name="join"),
    path(_("sessions/<uuid:session_id>/roster/"), views.tick_roster, name="tick_roster"),
    path(_("sessions/<uuid:session_id>/settle/"), views.settle, name="settle"),
]
