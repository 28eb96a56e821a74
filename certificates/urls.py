"""Addresses of certificates that speak the reader's language. The public one, printed on paper, is in public_urls."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from certificates import views
from certificates.badges import views as badges
from certificates.wallet import views as wallet

app_name = "certificates"
urlpatterns = [
    path(_("verify/"), views.verify_form, name="verify_form"),
    path(_("verify/file/"), views.verify_file, name="verify_file"),
    path(_("certificates/<uuid:pk>/document/"), views.document, name="document"),
    path(_("my-certificates/"), wallet.wallet, name="wallet"),
    path(_("my-certificates/transcript/"), wallet.transcript, name="transcript"),
    path(_("my-certificates/<uuid:pk>/badge/"), badges.badge, name="badge"),
    path(_("my-certificates/<uuid:pk>/badge/share/"), badges.badge_share, name="badge_share"),
    path(_("my-certificates/<uuid:pk>/badge/<slug:form>/"), badges.badge_file, name="badge_file"),
    path(_("certified-training/"), wallet.certified, name="certified"),
    path(_("certified-training/sheet/"), wallet.certified_xlsx, name="certified_xlsx"),
]
