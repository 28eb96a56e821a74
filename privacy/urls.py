"""Addresses of one's own data and of the notice, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from privacy import views

app_name = "privacy"
urlpatterns = [
    path(_("my-account/my-data/"), views.own_records, name="my_data"),
    path(_("my-account/my-data/download/"), views.own_records_download, name="my_data_download"),
    path(_("my-account/corrections/"), views.correction_list, name="correction_list"),
    path(_("my-account/corrections/ask/"), views.correction_ask, name="correction_ask"),
    path(_("personal-data/"), views.notice, name="notice"),
]
