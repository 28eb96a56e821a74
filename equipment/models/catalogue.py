"""Kinds of items with what is to be said of each, suppliers, and rates of exchange."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from equipment.specs import validate_schema
from network.models import BilingualName, Country


class Currency(models.CharField):
    """A currency by its ISO 4217 code."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 3)
        kwargs.setdefault("validators", [RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, as in USD."))])
        super().__init__(*args, **kwargs)


class ItemType(BilingualName):
    """A kind of item: a codec, a camera, a link, an installation.

    ``serves`` lists the needs of a room that an item of this kind meets (:class:`Need`): a video bar is camera,
    microphone and speaker at once. ``spec_schema`` says what is told of each item: a list of
    ``{"key", "label_es", "label_en", "kind", "unit", "choices", "least", "most", "required"}``. What is no goods (an
    installation, a licence) costs no freight; what is not tracked is bought, but never stands in an inventory.
    """

    class Category(models.TextChoices):
        ENDPOINT = "endpoint", _("video endpoint")
        CAMERA = "camera", _("camera")
        AUDIO = "audio", _("microphones and speakers")
        DISPLAY = "display", _("display")
        COMPUTER = "computer", _("computer")
        NETWORK = "network", _("link and network")
        POWER = "power", _("power")
        SERVICE = "service", _("service")
        OTHER = "other", _("other")

    class Need(models.TextChoices):
        ENDPOINT = "endpoint", _("endpoint")
        CAMERA = "camera", _("camera")
        MICROPHONE = "microphone", _("microphone")
        SPEAKER = "speaker", _("speaker")
        DISPLAY = "display", _("display")
        LINK = "link", _("link")
        POWER = "power", _("protected power")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    category = models.CharField(_("category"), max_length=10, choices=Category.choices)
    serves = models.JSONField(_("serves as"), default=list, blank=True)
    spec_schema = models.JSONField(
        _("what is told of each item"), default=list, blank=True, validators=[validate_schema]
    )
    unit_es = models.CharField(_("unit in Spanish"), max_length=30, default="unidad")
    unit_en = models.CharField(_("unit in English"), max_length=30, default="unit")
    life_years = models.PositiveSmallIntegerField(_("years of use"), null=True, blank=True)
    is_goods = models.BooleanField(_("goods, which cost freight"), default=True)
    is_tracked = models.BooleanField(_("stands in the inventory"), default=True)

    class Meta:
        ordering = ["category", "name_es"]
        verbose_name = _("kind of item")
        verbose_name_plural = _("kinds of items")


class Supplier(models.Model):
    """Who sells, installs or repairs."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    contact = models.CharField(_("how to reach it"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def __str__(self) -> str:
        return self.name


class ExchangeRate(models.Model):
    """How much of a currency one US dollar bought on a day, and who says so. Kept once, never changed."""

    currency = Currency(_("currency (ISO 4217)"))
    on = models.DateField(_("value date"))
    per_usd = models.DecimalField(
        _("units for one US dollar"),
        max_digits=18,
        decimal_places=8,
        validators=[MinValueValidator(Decimal("0.00000001"))],
    )
    source = models.CharField(_("source"), max_length=100)

    class Meta:
        ordering = ["currency", "-on"]
        verbose_name = _("rate of exchange")
        verbose_name_plural = _("rates of exchange")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "on"],
                name="equipment_rate_once_a_day",
                violation_error_message=_("There is a rate of that day already."),
            ),
            models.CheckConstraint(condition=models.Q(per_usd__gt=0), name="equipment_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.on}"
