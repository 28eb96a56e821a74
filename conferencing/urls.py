"""Machine addresses under ``/jitsi/``: posts, reservations and keys of the video server, the demo's practice room."""

from django.urls import path

from conferencing import views

app_name = "conferencing"
urlpatterns = [
    path("events/<path:event_path>", views.receive_event, name="receive_event"),
    path("conference", views.reserve, name="reserve"),
    path("conference/<str:reservation>", views.reservation, name="reservation"),
    path("keys.json", views.key_set, name="key_set"),
    path("<slug:use>-keys/<slug:name>.pem", views.public_key, name="public_key"),
    path("practice/<slug:room>", views.practice_room, name="practice_room"),
    path("practice/<slug:room>/enter", views.practice_enter, name="practice_enter"),
    path("practice/<slug:room>/inside", views.practice_inside, name="practice_inside"),
    path("practice/<slug:room>/leave", views.practice_leave, name="practice_leave"),
]
