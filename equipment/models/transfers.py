"""Transfers between offices, which take two words; and what people were reminded of."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipment.models.assets import Asset
from equipment.querysets import AssetRecordQuerySet, TransferQuerySet
from network.models import Office, Person


class Transfer(models.Model):
    """An asset offered by one office to another. It changes hands when the other one, or the Secretariat, says yes."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="transfers")
    from_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("from office"))
    to_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("to office"))
    reason = models.CharField(_("reason"), max_length=200)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_accepted = models.BooleanField(_("accepted"), null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("transfer of an asset")
        verbose_name_plural = _("transfers of assets")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_office=F("to_office")),
                name="equipment_transfer_to_another_office",
                violation_error_message=_("A transfer is to another office."),
            ),
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(decided_at__isnull=True),
                name="equipment_one_transfer_asked",
                violation_error_message=_("A transfer of this asset is asked for already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.from_office_id} → {self.to_office_id}"


class AssetReminder(models.Model):
    """That the people of an office were reminded of something about an asset; once for each kind and day."""

    class Kind(models.TextChoices):
        WARRANTY_60 = "warranty_60", _("warranty ends within sixty days")
        WARRANTY_30 = "warranty_30", _("warranty ends within thirty days")
        LOAN = "loan", _("loan is overdue")
        END_OF_LIFE = "end_of_life", _("end of life is near")

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices)
    due_on = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent at"))

    objects = AssetRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("reminder about an asset")
        verbose_name_plural = _("reminders about assets")
        constraints = [models.UniqueConstraint(fields=["asset", "kind", "due_on"], name="equipment_reminded_once")]

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.kind}"
