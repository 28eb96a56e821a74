"""One step in the life of something: from which state to which, when, by whom, why. Rows are only added."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.Model):
    """``by`` is the actor's UUID, as in the audit book; ``details`` holds what changed besides the state, as text."""

    append_only = True

    at = models.DateTimeField(_("at"))
    by = models.UUIDField(_("by"), null=True)
    from_state = models.CharField(_("from"), max_length=16, blank=True)
    to_state = models.CharField(_("to"), max_length=16)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def to_word(self) -> str:
        """The state that it came to, in the reader's language."""
        subject = next(field for field in self._meta.concrete_fields if isinstance(field, models.ForeignKey))
        return dict(subject.related_model.State.choices).get(self.to_state, self.to_state)
