"""What somebody's line carries, as they chose it."""

import uuid

from sessions.models.joining import ConnectionChoice


def line_of(person_id: uuid.UUID) -> str:
    """One of :class:`ConnectionChoice.Line`; the whole picture where nothing was chosen. One question."""
    chosen = ConnectionChoice.objects.filter(person=person_id).values_list("line", flat=True).first()
    return chosen or ConnectionChoice.Line.WHOLE
