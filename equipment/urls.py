"""Addresses of equipment, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from equipment.views import network, rooms

app_name = "equipment"
urlpatterns = [
    path(_("equipment/readiness/"), network.readiness, name="readiness"),
    path(_("equipment/readiness.xlsx"), network.readiness_xlsx, name="readiness_xlsx"),
    path(_("equipment/gaps/"), network.gaps, name="gaps"),
    path(_("equipment/gaps.xlsx"), network.gaps_xlsx, name="gaps_xlsx"),
    path(_("equipment/offices/<slug:office>/rooms/"), rooms.office, name="office_rooms"),
    path(_("equipment/rooms/<int:room_id>/"), rooms.room, name="room"),
    path(_("equipment/rooms/<int:room_id>/test-call/"), rooms.test_call, name="test_call"),
    path(_("equipment/rooms/<int:room_id>/profile/"), rooms.room_profile, name="room_profile"),
    path(_("equipment/rooms/<int:room_id>/reported/"), rooms.report_inventory, name="report_inventory"),
]
