"""Verification: once in a while an office looks whether everything is where the inventory says."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from equipment.models.assets import Asset
from equipment.querysets import RoundQuerySet, RoundRowQuerySet
from network.models import Office, OfficeRoom, Person


class VerificationRound(models.Model):
    """One verification of an office's inventory: opened, gone through, closed, and signed by the head of the office.

    ``signed_by_name`` is who signed on paper or on screen, ``signed_by`` the person of the platform who noted it.
    """

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="verification_rounds", verbose_name=_("office")
    )
    title = models.CharField(_("title"), max_length=120)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("due on"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by_name = models.CharField(_("signed by"), max_length=150, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("verification round")
        verbose_name_plural = _("verification rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(closed_at__isnull=True),
                name="equipment_one_round_runs",
                violation_error_message=_("A verification of this office is under way already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("equipment:round", args=[self.pk])


class VerificationRow(models.Model):
    """One item of a round. Expected when the round opened, or met in it although nobody expected it.

    ``asset`` is empty for a tag that the inventory does not know; ``seen_in`` is where it was met.
    """

    class Outcome(models.TextChoices):
        EXPECTED = "expected", _("not seen yet")
        FOUND = "found", _("found")
        MISSING = "missing", _("missing")
        UNEXPECTED = "unexpected", _("unexpected")
        ELSEWHERE = "elsewhere", _("found in another room or office")

    round = models.ForeignKey(VerificationRound, on_delete=models.CASCADE, related_name="rows")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="verification_rows")
    tag = models.CharField(_("asset tag"), max_length=30)
    is_expected = models.BooleanField(_("expected"), default=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.EXPECTED)
    seen_in = models.ForeignKey(
        OfficeRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seen in")
    )
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RoundRowQuerySet.as_manager()

    class Meta:
        ordering = ["round", "tag"]
        verbose_name = _("row of a verification")
        verbose_name_plural = _("rows of verifications")
        constraints = [models.UniqueConstraint(fields=["round", "tag"], name="equipment_round_tag_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.tag}"

    @property
    def is_of_office(self) -> bool:
        """Whether the inventory of the verifying office knows the tag: whose else it may be is not told there."""
        return self.asset is not None and self.asset.office_id == self.round.office_id
