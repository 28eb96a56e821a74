"""That an office passed an announced workshop on to its people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.workshops import Workshop
from network.models import PassedOn


class WorkshopPassedOn(PassedOn):
    """One office's mark on one workshop (R83)."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="passed_on", verbose_name=_("workshop")
    )

    class Meta:
        ordering = ["workshop", "office"]
        verbose_name = _("workshop passed on")
        verbose_name_plural = _("workshops passed on")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "office"],
                name="courses_passed_on_once",
                violation_error_message=_("This office has marked this workshop already."),
            )
        ]
