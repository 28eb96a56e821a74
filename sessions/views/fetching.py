"""The session that a reader asks for."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from sessions.models import TrainingSession


def fetch_led(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    """The session where the reader leads it; everybody else gets 404."""
    led = TrainingSession.objects.visible_to(request.user).led_by(request.user)
    return get_object_or_404(led.for_cards(), pk=session_id)


def fetch_session(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    """The session with what the reader is to it; a stranger gets 404."""
    visible = TrainingSession.objects.visible_to(request.user).with_place_of(request.user.person_id)
    return get_object_or_404(visible.for_cards(), pk=session_id)


def fetch_page(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    """The session with all that its page shows of itself; a stranger gets 404."""
    visible = TrainingSession.objects.visible_to(request.user).for_its_page(request.user.person_id)
    return get_object_or_404(visible, pk=session_id)
