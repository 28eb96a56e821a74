"""Addresses under ``/badges/``: in no language and, as signed badges name them, kept for ever."""

from django.urls import path

from certificates.badges import views

app_name = "badges"
urlpatterns = [
    path("issuer/", views.issuer, name="issuer"),
    path("keys.json", views.key_set, name="keys"),
    path("keys/<slug:kid>/", views.key, name="key"),
    path("status/<slug:purpose>/", views.status_list, name="status"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("shared/<str:token>/<slug:form>/", views.shared_file, name="shared_file"),
]
