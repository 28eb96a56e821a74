"""Every address. Pages carry their language; machine addresses are plain and English."""

from allauth.account import views as account_views
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network.views.my_account import my_account
from sessions.views import rejoin
from training_platform import views
from training_platform.doors import admin_door
from training_platform.health import health

# Wagtail's own doors are closed: whoever wants in goes through the one sign-in.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home")),
    path("start/", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("health/", health, name="health"),
    path("v/", include("certificates.public_urls")),
    path("jitsi/rooms/<slug:room>/", rejoin, name="rejoin"),
    path("jitsi/", include("conferencing.urls")),
    path("demo-sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("admin/login/", admin_door, name="admin_door"),
    re_path(r"^admin/password_reset/", to_sign_in),
    path("_util/login/", to_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("_util/login/", to_sign_in),
        path(_("sign-in/"), account_views.login, name="account_login"),
        path(_("sign-out/"), account_views.logout, name="account_logout"),
        path(_("account-closed/"), account_views.account_inactive, name="account_inactive"),
        path(_("my-account/"), my_account, name="my_account"),
        path(_("my-training/"), views.my_training, name="my_training"),
        path(_("my-office/"), views.my_office, name="my_office"),
        path("", include("courses.urls")),
        path("", include("sessions.urls")),
        path("", include("certificates.urls")),
        path("", include(wagtail_urls)),
    ),
]
