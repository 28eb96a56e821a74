"""Addresses of spreadsheets, in the reader's words. A contract is about nothing in particular, or about a workshop."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from training_platform.sheets import views

app_name = "sheets"
urlpatterns = [
    path(_("spreadsheets/imports/<uuid:pk>/"), views.batch, name="batch"),
    path(_("spreadsheets/imports/<uuid:pk>/headings/"), views.batch_map, name="batch_map"),
    path(_("spreadsheets/imports/<uuid:pk>/confirm/"), views.batch_confirm, name="batch_confirm"),
    path(_("spreadsheets/imports/<uuid:pk>/discard/"), views.batch_discard, name="batch_discard"),
    path(_("spreadsheets/imports/<uuid:pk>/undo/"), views.batch_undo, name="batch_undo"),
    path(_("spreadsheets/imports/<uuid:pk>/bad-rows/"), views.batch_faults, name="batch_faults"),
    path(_("spreadsheets/<slug:name>/"), views.start, name="start"),
    path(_("spreadsheets/<slug:name>/file/"), views.export, name="export"),
    path(_("spreadsheets/<slug:name>/about/<slug:about>/"), views.start, name="start"),
    path(_("spreadsheets/<slug:name>/about/<slug:about>/file/"), views.export, name="export"),
]
