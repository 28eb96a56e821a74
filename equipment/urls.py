"""Addresses of equipment, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from equipment.views import assets, calls, custody, files, lists, network, rooms, rounds

app_name = "equipment"
urlpatterns = [
    path(_("equipment/"), lists.asset_list, name="asset_list"),
    path(_("equipment/labels/"), lists.labels, name="labels"),
    path(_("equipment/add/"), assets.asset_add, name="asset_add"),
    path(_("equipment/hand-over/"), custody.hand_over, name="hand_over"),
    path(_("equipment/<uuid:pk>/"), assets.asset, name="asset"),
    path(_("equipment/<uuid:pk>/edit/"), assets.asset_edit, name="asset_edit"),
    path(_("equipment/<uuid:pk>/status/"), assets.asset_move, name="asset_move"),
    path(_("equipment/<uuid:pk>/condition/"), assets.asset_assess, name="asset_assess"),
    path(_("equipment/<uuid:pk>/transfer/"), custody.asset_transfer, name="asset_transfer"),
    path(_("equipment/<uuid:pk>/maintenance/"), files.maintenance_add, name="maintenance_add"),
    path(_("equipment/<uuid:pk>/files/"), files.file_add, name="file_add"),
    path(_("equipment/files/<uuid:pk>/"), files.file, name="file"),
    path(_("equipment/files/<uuid:pk>/remove/"), files.file_remove, name="file_remove"),
    path(_("equipment/maintenance/<int:pk>/complete/"), files.maintenance_complete, name="maintenance_complete"),
    path(_("equipment/acts/<int:pk>/"), custody.act, name="act"),
    path(_("equipment/acts/<int:pk>/sign/"), custody.act_sign, name="act_sign"),
    path(_("equipment/acts/<int:pk>/signed/"), custody.signed_act, name="signed_act"),
    path(_("equipment/transfers/<int:pk>/accept/"), custody.transfer_accept, name="transfer_accept"),
    path(_("equipment/transfers/<int:pk>/end/"), custody.transfer_end, name="transfer_end"),
    path(_("equipment/verifications/"), rounds.round_list, name="round_list"),
    path(_("equipment/verifications/<int:pk>/"), rounds.round_page, name="round"),
    path(_("equipment/verifications/<int:pk>/seen/"), rounds.round_see, name="round_see"),
    path(_("equipment/verifications/<int:pk>/take-back/"), rounds.round_unsee, name="round_unsee"),
    path(_("equipment/verifications/<int:pk>/close/"), rounds.round_close, name="round_close"),
    path(_("equipment/verifications/<int:pk>/sign/"), rounds.round_sign, name="round_sign"),
    path(_("equipment/verifications/<int:pk>/report/"), rounds.round_report, name="round_report"),
    path(_("equipment/readiness/"), network.readiness, name="readiness"),
    path(_("equipment/readiness.xlsx"), network.readiness_xlsx, name="readiness_xlsx"),
    path(_("equipment/gaps/"), network.gaps, name="gaps"),
    path(_("equipment/gaps.xlsx"), network.gaps_xlsx, name="gaps_xlsx"),
    path(_("equipment/offices/<slug:office>/rooms/"), rooms.office, name="office_rooms"),
    path(_("equipment/rooms/<int:room_id>/"), rooms.room, name="room"),
    path(_("equipment/rooms/<int:room_id>/test-call/"), calls.test_call, name="test_call"),
    path(_("equipment/test-calls/<int:pk>/"), calls.call_change, name="call_change"),
    path(_("equipment/test-calls/<int:pk>/withdraw/"), calls.call_withdraw, name="call_withdraw"),
    path(_("equipment/rooms/<int:room_id>/profile/"), rooms.room_profile, name="room_profile"),
    path(_("equipment/rooms/<int:room_id>/reported/"), rooms.report_inventory, name="report_inventory"),
]
