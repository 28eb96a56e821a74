"""Machine addresses under ``/jitsi/``: the receiver of posts, and the demo's practice room."""

from django.urls import path

from conferencing import views

app_name = "conferencing"
urlpatterns = [
    path("events/<path:event_path>", views.receive_event, name="receive_event"),
    path("practice/<slug:room>", views.practice_room, name="practice_room"),
    path("practice/<slug:room>/enter", views.practice_enter, name="practice_enter"),
    path("practice/<slug:room>/inside", views.practice_inside, name="practice_inside"),
    path("practice/<slug:room>/leave", views.practice_leave, name="practice_leave"),
]
