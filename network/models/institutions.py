"""Countries, offices and their parts, schools, other institutions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.bilingual import Bilingual
from network.models.names import BilingualName, FormerName, NamedInTime
from network.querysets import CountryQuerySet, OfficeQuerySet
from network.validators import validate_time_zone


class Country(BilingualName):
    """A country, by its ISO 3166-1 alpha-2 code."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name_es"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Office(NamedInTime):
    """A Public Prosecutor's Office of the network (*Ministerio Público*): the unit in which seats are counted."""

    class Membership(models.TextChoices):
        MEMBER = "member", _("member")
        PARTICIPATING = "participating", _("participating")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="offices", verbose_name=_("country"))
    code = models.SlugField(_("code"), max_length=10, unique=True)
    membership = models.CharField(_("membership"), max_length=15, choices=Membership.choices, default=Membership.MEMBER)
    head_title_es = models.CharField(_("title of its head in Spanish"), max_length=100, blank=True)
    head_title_en = models.CharField(_("title of its head in English"), max_length=100, blank=True)
    head_title = Bilingual()
    time_zone = models.CharField(_("time zone"), max_length=50, validators=[validate_time_zone])
    city = models.CharField(_("city"), max_length=100)
    currency = models.CharField(_("currency (ISO 4217)"), max_length=3)
    mailbox = models.EmailField(_("generic mailbox"), blank=True)
    contact_points_due = models.PositiveSmallIntegerField(_("contact points it is due"), default=2)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["country__name_es"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")


class OfficeFormerName(FormerName):
    """A former name of an office."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="former_names")


class Unit(BilingualName):
    """A unit of an office that contact points serve: organised crime, narcotics."""

    class Kind(models.TextChoices):
        ORGANISED_CRIME = "organised_crime", _("organised crime")
        NARCOTICS = "narcotics", _("narcotics")
        OTHER = "other", _("other")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units", verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ["office__country__name_es", "name_es"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class School(NamedInTime):
    """A training school of an office; exactly one of them leads the regional programme."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="schools", verbose_name=_("office"))
    leads_programme = models.BooleanField(_("leads the regional programme"), default=False)

    class Meta:
        ordering = ["office__country__name_es"]
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.UniqueConstraint(
                fields=["leads_programme"],
                condition=models.Q(leads_programme=True),
                name="network_one_leading_school",
                violation_error_message=_("Another school already leads the programme."),
            )
        ]


class SchoolFormerName(FormerName):
    """A former name of a school."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="former_names")


class Institution(BilingualName):
    """A court, a partner or a funder: part of the work, not an office of the network."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", _("secretariat")
        COURT = "court", _("court")
        PARTNER = "partner", _("partner")
        FUNDER = "funder", _("funder")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions", verbose_name=_("country")
    )

    class Meta:
        ordering = ["name_es"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")


class OfficeRoom(models.Model):
    """A room of an office from which people take part together."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("office"))
    name = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("place"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("capacity"))
    custodian = models.ForeignKey(
        "network.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rooms_kept",
        verbose_name=_("custodian"),
    )

    class Meta:
        ordering = ["office__country__name_es", "name"]
        verbose_name = _("office room")
        verbose_name_plural = _("office rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                name="network_room_name_once",
                violation_error_message=_("This office already has a room of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
