"""What somebody's device and line could do when they tried them, kept where they asked for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Person


class DeviceCheck(models.Model):
    """One result that a person kept. Speeds in kbit/s, the way there and back in milliseconds; empty: not measured."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="device_checks", verbose_name=_("person"))
    checked_at = models.DateTimeField(_("checked at"))
    camera = models.BooleanField(_("camera works"))
    microphone = models.BooleanField(_("microphone works"))
    webrtc = models.BooleanField(_("browser can do video sessions"))
    down_kbps = models.PositiveIntegerField(_("kbit/s down"), null=True, blank=True)
    up_kbps = models.PositiveIntegerField(_("kbit/s up"), null=True, blank=True)
    rtt_ms = models.PositiveIntegerField(_("milliseconds there and back"), null=True, blank=True)

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = _("device check")
        verbose_name_plural = _("device checks")

    def __str__(self) -> str:
        return f"device check {self.pk}"
