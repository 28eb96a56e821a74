"""Addresses under ``/v/``, printed on every certificate: short, in no language, and kept for ever.

A namespace of its own: two mounts of one namespace hide each other.
"""

from django.urls import path

from certificates import views

app_name = "verification"
urlpatterns = [
    path("", views.verification_start, name="start"),
    path("<str:code>/", views.verification, name="certificate"),
]
