"""What offices need: what their rooms lack of the kit, and what they say themselves."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from equipment.models import ItemType, KitVersion
from funding.models.steps import Step
from funding.querysets import NeedQuerySet
from network.models import Office, OfficeRoom

MOST_OF_ONE = 999


class Need(models.Model):
    """So many items of one kind that an office needs, and why. ``state`` is written by actions only.

    One from readiness counts what a room lacks of ``kit_version``; one that is stated gives the office's own reason.
    ``granted`` is how many the Secretariat accepted, perhaps fewer than were asked for.
    """

    class Origin(models.TextChoices):
        READINESS = "readiness", _("lacking of the kit")
        STATED = "stated", _("stated by the office")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("need", "draft")
        SENT = "sent", pgettext_lazy("need", "sent")
        ACCEPTED = "accepted", pgettext_lazy("need", "accepted")
        DECLINED = "declined", pgettext_lazy("need", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("need", "withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="needs", verbose_name=_("office"))
    room = models.ForeignKey(
        OfficeRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("room")
    )
    item_type = models.ForeignKey(
        ItemType, on_delete=models.PROTECT, related_name="needs", verbose_name=_("kind of item")
    )
    kit_version = models.ForeignKey(
        KitVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("kit")
    )
    origin = models.CharField(_("where it comes from"), max_length=9, choices=Origin.choices)
    quantity = models.PositiveSmallIntegerField(
        _("quantity"), validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_ONE)]
    )
    granted = models.PositiveSmallIntegerField(_("quantity accepted"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(_("entered at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    answer = models.CharField(_("answer of the Secretariat"), max_length=500, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["office__country__name_es", "item_type__category", "item_type__name_es", "made_at", "pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin="stated") | ~Q(reason=""),
                name="funding_stated_need_has_reason",
                violation_error_message=_("Say why it is needed."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="readiness") | Q(room__isnull=False, kit_version__isnull=False),
                name="funding_lacking_need_has_kit",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="funding_declined_need_has_answer",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(granted__gt=0), name="funding_accepted_need_has_quantity"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="funding_need_some"),
            models.UniqueConstraint(
                fields=["room", "item_type"],
                condition=Q(origin="readiness", state__in=["draft", "sent"]),
                name="funding_one_open_need_of_a_room",
            ),
        ]
        indexes = [models.Index(fields=["office", "state"], name="funding_needs_of_office")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.item_type_id} × {self.quantity}"


class NeedStep(Step):
    """One step in the life of a need."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a need")
        verbose_name_plural = _("steps of needs")
