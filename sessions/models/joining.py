"""What joining keeps beside the session: where it stood before it was moved, and what somebody's connection carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Person


class SessionMove(models.Model):
    """That a session was given other hours: when it should have begun, and when that was changed. Only ever added."""

    session = models.ForeignKey("training_sessions.TrainingSession", on_delete=models.PROTECT, related_name="moves")
    was_at = models.DateTimeField(_("should have begun at"))
    moved_at = models.DateTimeField(_("moved at"))

    class Meta:
        ordering = ["-moved_at", "-pk"]
        verbose_name = _("move of a session")
        verbose_name_plural = _("moves of sessions")

    def __str__(self) -> str:
        return f"{self.session_id}: {self.was_at:%Y-%m-%d %H:%M}"


class ConnectionChoice(models.Model):
    """What somebody wants of the picture, for the line that they have. No row: the whole picture."""

    class Line(models.TextChoices):
        WHOLE = "whole", _("Sound and the whole picture")
        LEAN = "lean", _("Sound and a small picture, of the two who speak last")
        SOUND = "sound", _("Sound alone")

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="connection_choice", verbose_name=_("person")
    )
    line = models.CharField(_("connection"), max_length=5, choices=Line.choices)
    chosen_at = models.DateTimeField(_("chosen at"))

    class Meta:
        verbose_name = _("choice of connection")
        verbose_name_plural = _("choices of connection")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.line}"
