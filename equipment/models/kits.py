"""What a room of each tier should have: kits, their versions, their lines."""

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipment.models.catalogue import ItemType
from equipment.querysets import KitVersionQuerySet
from network.models import BilingualName, Person


class Kit(BilingualName):
    """A standard kit: for a room, for a desk, for the network as a whole."""

    class Scope(models.TextChoices):
        ROOM = "room", _("for a room")
        DESK = "desk", _("for a desk")
        REGION = "region", _("for the network")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    scope = models.CharField(_("meant for"), max_length=6, choices=Scope.choices, default=Scope.ROOM)
    tier = models.PositiveSmallIntegerField(_("tier"), default=1)

    class Meta:
        ordering = ["tier", "code"]
        verbose_name = _("standard kit")
        verbose_name_plural = _("standard kits")


class KitVersion(models.Model):
    """One edition of a kit. Once in force it stays as it is; a change is another version.

    Until its day comes it may be called back: it keeps its number and its lines, and never counts.
    """

    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="versions", verbose_name=_("standard kit"))
    number = models.PositiveSmallIntegerField(_("version"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    put_in_force_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("put in force by")
    )
    reason = models.CharField(_("why it changed"), max_length=300, blank=True)
    called_back_at = models.DateTimeField(_("called back at"), null=True, blank=True)
    called_back_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("called back by")
    )
    called_back_reason = models.CharField(_("why it was called back"), max_length=300, blank=True)

    objects = KitVersionQuerySet.as_manager()

    class Meta:
        ordering = ["kit", "-number"]
        verbose_name = _("version of a kit")
        verbose_name_plural = _("versions of kits")
        constraints = [
            models.UniqueConstraint(fields=["kit", "number"], name="equipment_kit_version_once"),
            models.CheckConstraint(
                condition=models.Q(called_back_at__isnull=True) | models.Q(in_force_from__isnull=False),
                name="equipment_kit_version_called_back_had_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kit.code}/{self.number}"

    def is_to_come(self, at: datetime | None = None) -> bool:
        """Whether it will be in force from a day after that one."""
        begins = self.in_force_from
        return begins is not None and self.called_back_at is None and begins > timezone.localdate(at)


class KitLine(models.Model):
    """So many items of one kind, with the least that each must be able to do (keys of the kind's schema)."""

    version = models.ForeignKey(KitVersion, on_delete=models.CASCADE, related_name="lines")
    item_type = models.ForeignKey(
        ItemType, on_delete=models.PROTECT, related_name="kit_lines", verbose_name=_("kind of item")
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    least_spec = models.JSONField(_("at least"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["version", "pk"]
        verbose_name = _("line of a kit")
        verbose_name_plural = _("lines of kits")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "item_type"],
                name="equipment_kit_line_once",
                violation_error_message=_("This kind of item is on the kit already."),
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="equipment_kit_line_some"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.item_type_id} × {self.quantity}"
