"""Addresses of the programme's public side, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from courses import office_views, passing_on_views, views

app_name = "courses"
urlpatterns = [
    path(_("workshops/"), views.workshop_list, name="workshop_list"),
    path(_("workshops/<slug:slug>/"), views.workshop, name="workshop"),
    path(_("workshops/<slug:slug>/enrol/"), views.workshop_enrol, name="workshop_enrol"),
    path(_("workshops/<slug:slug>/nominate/<slug:office>/"), views.workshop_nominate, name="workshop_nominate"),
    path(_("workshops/<slug:slug>/letters/"), office_views.workshop_letters, name="workshop_letters"),
    path(_("enrolments/<int:pk>/substitute/"), office_views.enrolment_substitute, name="enrolment_substitute"),
    path(_("enrolments/<int:pk>/move-up/"), office_views.enrolment_move_up, name="enrolment_move_up"),
    path(_("workshops/<slug:slug>/pass-on/<slug:office>/"), passing_on_views.workshop_pass_on, name="workshop_pass_on"),
    path(_("enrolments/<int:pk>/accept/"), views.enrolment_accept, name="enrolment_accept"),
    path(_("enrolments/<int:pk>/give-up/"), views.enrolment_give_up, name="enrolment_give_up"),
]
