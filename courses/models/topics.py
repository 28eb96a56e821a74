"""The two axes of the programme: training areas and crime topics (R1, R14)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import BilingualName


class TrainingArea(BilingualName):
    """An area of the programme (*eje temático*): investigation and analysis, cybercrime, oral litigation."""

    code = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name_es"]
        verbose_name = _("training area")
        verbose_name_plural = _("training areas")


class CrimeTopic(BilingualName):
    """A crime that training is about: extortion, laundering, drugs."""

    code = models.SlugField(_("code"), unique=True)

    class Meta:
        ordering = ["name_es"]
        verbose_name = _("crime topic")
        verbose_name_plural = _("crime topics")
