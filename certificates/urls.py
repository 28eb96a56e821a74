"""Addresses of certificates that speak the reader's language. The public one, printed on paper, is in public_urls."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from certificates import views

app_name = "certificates"
urlpatterns = [
    path(_("verify/"), views.verify_form, name="verify_form"),
    path(_("verify/file/"), views.verify_file, name="verify_file"),
    path(_("certificates/<uuid:pk>/document/"), views.document, name="document"),
]
