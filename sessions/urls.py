"""Addresses of sessions, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sessions.views import (
    attendance,
    board,
    claims,
    device_check,
    guests,
    joining,
    leading,
    materials,
    pages,
    sheet,
    sites,
)

app_name = "sessions"
urlpatterns = [
    path(_("sessions/<uuid:session_id>/"), pages.session, name="session"),
    path(_("sessions/<uuid:session_id>/calendar.ics"), pages.event, name="event"),
    path(_("sessions/<uuid:session_id>/participation/"), pages.participation, name="participation"),
    path(_("sessions/<uuid:session_id>/join/"), joining.join, name="join"),
    path(_("connection/"), joining.connection, name="connection"),
    path(_("device-check/"), device_check.device_check, name="device_check"),
    path(_("device-check/down/"), device_check.measure_down, name="measure_down"),
    path(_("device-check/up/"), device_check.measure_up, name="measure_up"),
    path(_("sessions/<uuid:session_id>/parts/"), leading.parts, name="parts"),
    path(_("sessions/<uuid:session_id>/parts/remove/"), leading.remove_part, name="remove_part"),
    path(_("sessions/<uuid:session_id>/new-room/"), leading.new_room, name="new_room"),
    path(_("sessions/<uuid:session_id>/guests/"), guests.guests, name="guests"),
    path(_("sessions/<uuid:session_id>/guests/revoke/"), guests.revoke_guest, name="revoke_guest"),
    path(_("sessions/<uuid:session_id>/materials/"), materials.materials, name="materials"),
    path(_("sessions/<uuid:session_id>/materials/change/"), materials.change_material, name="change_material"),
    path(_("sessions/<uuid:session_id>/recording/"), joining.recording, name="recording"),
    path(_("materials/<uuid:material_id>/"), materials.material, name="material"),
    path(_("guest/"), guests.guest, name="guest"),
    path(_("guest/enter/"), guests.guest_enter, name="guest_enter"),
    path(_("guest/<str:token>/"), guests.guest_link, name="guest_link"),
    path(_("sessions/<uuid:session_id>/roster/"), attendance.tick_roster, name="tick_roster"),
    path(_("sessions/<uuid:session_id>/settle/"), attendance.settle, name="settle"),
    path(_("sessions/<uuid:session_id>/board/"), board.board, name="board"),
    path(_("sessions/<uuid:session_id>/sites/"), sites.sites, name="sites"),
    path(_("sessions/<uuid:session_id>/door/"), sites.door, name="door"),
    path(_("sessions/<uuid:session_id>/excuses/"), claims.excuses, name="excuses"),
    path(_("sessions/<uuid:session_id>/excuses/decide/"), claims.decide, name="excuse_decide"),
    path(_("sessions/<uuid:session_id>/contest/"), claims.contest, name="contest"),
    path(_("sessions/<uuid:session_id>/sheet/"), sheet.sheet, name="sheet"),
    path(_("sessions/<uuid:session_id>/sheet/typed/"), sheet.typed, name="typed"),
    path(_("sessions/<uuid:session_id>/sheet.xlsx"), sheet.spreadsheet, name="sheet_xlsx"),
    path(_("sessions/<uuid:session_id>/sheet.pdf"), sheet.document, name="sheet_pdf"),
    path(_("sessions/<uuid:session_id>/sheet/<int:attendance_id>/"), claims.correct, name="correct"),
    path(_("sites/<uuid:site_id>/"), sites.site, name="site"),
    path(_("sites/<uuid:site_id>/join/"), sites.site_join, name="site_join"),
    path(_("sites/<uuid:site_id>/screen/"), sites.site_screen, name="site_screen"),
    path(_("present/<str:code>/"), sites.mark_myself, name="mark_myself"),
]
