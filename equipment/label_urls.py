"""The short addresses on labels: of a machine's making, in no language."""

from django.urls import path

from equipment.views.rounds import label

app_name = "labels"
urlpatterns = [path("<str:tag>/", label, name="asset")]
