"""That an office passed something of the network on to its people: what every such mark has in common."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.institutions import Office
from network.models.people import Person

MOST_REACHED = 9999


class PassedOn(models.Model):
    """An office's mark on one item: how many of its people were reached, who says so and since when (R83).

    The app that owns the item has a model of its own with a key to it and a constraint of one mark per office and item;
    :func:`network.passing_on.spread_of` reads any of them.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    people = models.PositiveSmallIntegerField(
        _("people reached"), validators=[MinValueValidator(1), MaxValueValidator(MOST_REACHED)]
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("marked by"))
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.office_id}: {self.people}"
