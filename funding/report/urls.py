"""Addresses of what funders and the Secretariat read of a budget."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from funding.report import views

app_name = "funding_report"
urlpatterns = [
    path(_("reports-to-funders/"), views.report_list, name="list"),
    path(_("reports-to-funders/<uuid:pk>/"), views.report, name="report"),
    path(_("reports-to-funders/<uuid:pk>/document/"), views.report_document, name="document"),
    path(_("reports-to-funders/<uuid:pk>/sheet/"), views.report_workbook, name="workbook"),
    path(_("reports-to-funders/<uuid:pk>/figures/"), views.in_figures, name="in_figures"),
    path(_("reports-to-funders/<uuid:pk>/figures/<slug:which>/"), views.rows_workbook, name="rows"),
    path(_("reports-to-funders/<uuid:pk>/offer/"), views.offer, name="offer"),
    path("reports-to-funders/<uuid:pk>/iati/", views.activity_xml, name="iati"),
]
