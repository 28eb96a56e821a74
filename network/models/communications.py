"""What the Secretariat notes of its contacts with contact points."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.accounts import User
from network.models.institutions import Office
from network.models.people import Person
from network.querysets import CommunicationQuerySet


class Communication(models.Model):
    """One contact of the Secretariat with a contact point: when, by which means, a line (R82). Only ever added.

    The office is that for which the person spoke.
    """

    class Means(models.TextChoices):
        PHONE = "phone", _("telephone")
        MAIL = "mail", pgettext_lazy("means of contact", "e-mail")
        MEETING = "meeting", _("meeting")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="communications", verbose_name=_("contact point")
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="communications", verbose_name=_("office")
    )
    means = models.CharField(_("means"), max_length=10, choices=Means.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    had_at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted at"))

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        ordering = ["-had_at", "-pk"]
        verbose_name = _("contact with a contact point")
        verbose_name_plural = _("contacts with contact points")
        indexes = [models.Index(fields=["person", "had_at"], name="network_contact_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(had_at__lte=models.F("noted_at")),
                name="network_contact_not_to_come",
                violation_error_message=_("A contact that is still to come cannot be noted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()} {self.person_id}"
