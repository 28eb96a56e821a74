"""Addresses of pictures. Pages and documents are mounted by the roof, under the names that Wagtail asks for."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [path("<int:pk>/<str:name>", views.serve_picture, name="picture")]
