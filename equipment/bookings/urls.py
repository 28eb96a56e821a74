"""Addresses of bookings, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from equipment.bookings import views

app_name = "bookings"
urlpatterns = [
    path(_("rooms-and-bookings/"), views.offices, name="offices"),
    path(_("rooms-and-bookings/use/"), views.use, name="use"),
    path(_("rooms-and-bookings/use.xlsx"), views.use_xlsx, name="use_xlsx"),
    path(_("rooms-and-bookings/<slug:office>/"), views.week, name="week"),
    path(_("rooms-and-bookings/<slug:office>/book/"), views.book, name="book"),
    path(_("bookings/<uuid:booking_id>/"), views.booking, name="booking"),
    path(_("bookings/<uuid:booking_id>/change/"), views.change, name="change"),
    path(_("bookings/<uuid:booking_id>/cancel/"), views.cancel, name="cancel"),
]
