"""Every address. Pages carry their language; machine addresses are plain and English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.urls import serve_pattern

from content.feeds import news_feed
from content.staff import page_privacy
from content.views import serve_document, serve_page
from network.views.my_account import my_account
from sessions.views.joining import rejoin
from training_platform import help_pages, views
from training_platform.components import components
from training_platform.crawlers import robots, security_txt, sitemap
from training_platform.csp_reports import csp_report
from training_platform.doors import admin_door, admin_sign_out, no_screen
from training_platform.health import health
from training_platform.homes import views as homes
from training_platform.search import search
from training_platform.who_sees_what import who_sees_what

# Wagtail's own doors are closed: whoever wants in goes through the one sign-in.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

handler500 = "training_platform.outages.server_error"

handler429 = "network.adapter.too_many"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home")),
    path("start/", homes.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("health/", health, name="health"),
    path("csp/", csp_report, name="csp_report"),
    path("cal/", include("calendars.feed_urls")),
    path("v/", include("certificates.public_urls")),
    path("e/", include("equipment.label_urls")),
    path("badges/", include("certificates.badges.urls")),
    path("jitsi/rooms/<slug:room>/", rejoin, name="rejoin"),
    path("jitsi/", include("conferencing.urls")),
    path("demo-sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("admin/login/", admin_door, name="admin_door"),
    path("admin/logout/", admin_sign_out, name="admin_sign_out"),
    re_path(r"^admin/password_reset/", to_sign_in),
    re_path(r"^admin/(?:users|groups)/", no_screen),
    path("_util/login/", to_sign_in),
    path("admin/failwhale/", no_screen),
    # Tiers of our own stand for Wagtail's passwords and groups.
    path("admin/pages/<int:page_id>/privacy/", require_admin_access(page_privacy), name="page_privacy"),
    path("admin/collections/<int:pk>/privacy/", no_screen),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<str:document_filename>", serve_document, name="wagtaildocs_serve"),
    path("pictures/", include("content.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    *i18n_patterns(
        path("_util/login/", to_sign_in),
        path("", include("training_platform.sign_in_urls")),
        path(_("my-account/"), my_account, name="my_account"),
        path(_("my-training/"), homes.my_training, name="my_training"),
        path(_("my-office/"), homes.my_office, name="my_office"),
        path(_("network-in-figures/"), homes.network_in_figures, name="network_in_figures"),
        path(_("first-steps/hide/"), homes.first_steps_hide, name="first_steps_hide"),
        path(_("help/"), help_pages.help_index, name="help"),
        path(_("help/<slug:role>/"), help_pages.help_page, name="help_page"),
        path(_("who-can-see-what/"), who_sees_what, name="who_sees_what"),
        path(_("search/"), search, name="search"),
        path(_("news/feed/"), news_feed, name="news_feed"),
        path(_("components/"), components, name="components"),
        path("", include("network.urls")),
        path("", include("calendars.urls")),
        path("", include("courses.urls")),
        path("", include("equipment.urls")),
        path("", include("equipment.bookings.urls")),
        path("", include("sessions.urls")),
        path("", include("funding.urls")),
        path("", include("funding.report.urls")),
        path("", include("certificates.urls")),
        path("", include("privacy.urls")),
        path("", include("training_platform.sheets.urls")),
        re_path(serve_pattern, serve_page, name="wagtail_serve"),
    ),
]
