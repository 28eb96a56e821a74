"""Sessions by their keys, on pages of equipment and money: ``{% served_sessions keys user %}``."""

from collections.abc import Collection
from uuid import UUID

from django import template

from sessions.models import TrainingSession

register = template.Library()
MOST = 20


@register.inclusion_tag("sessions/_served.html")
def served_sessions(keys: Collection[UUID], user) -> dict[str, object]:
    """Those of them that the reader may open, the latest first and twenty at most; without keys nothing is asked."""
    found = TrainingSession.objects.visible_to(user).filter(pk__in=keys).select_related("workshop")
    return {"sessions": found.order_by("-starts_at")[:MOST] if keys else []}
