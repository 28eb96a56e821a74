"""Facts about the network: countries, offices and their parts, people, accounts, and who stands where."""

import uuid
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.contrib.admin.decorators import display
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.bilingual import Bilingual
from network.managers import UserManager
from network.querysets import AppointmentQuerySet, OfficeQuerySet, PersonQuerySet
from network.rules import Standing, initials
from network.validators import validate_printable, validate_time_zone


class BilingualName(models.Model):
    """Something with a Spanish and an English name."""

    name_es = models.CharField(_("name in Spanish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    name = Bilingual(_("name"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class FormerName(BilingualName):
    """A name that an institution bore from one day until another, both included."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"))

    class Meta:
        abstract = True
        ordering = ["valid_to"]


class NamedInTime(BilingualName):
    """Something whose present name stands on its row and whose former names are dated rows beside it."""

    class Meta:
        abstract = True

    def name_on(self, day: date) -> str:
        """The name it bore on ``day``, in the active language."""
        for former in self.former_names.all():
            if day <= former.valid_to and (former.valid_from is None or day >= former.valid_from):
                return former.name
        return self.name


class Country(BilingualName):
    """A country, by its ISO 3166-1 alpha-2 code."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)

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


class Person(models.Model):
    """Somebody whom records of training speak of. May have no account (a police investigator, say).

    The key is a UUID and the only thing that outside systems ever learn.
    """

    class Kind(models.TextChoices):
        PROSECUTOR = "prosecutor", _("prosecutor")
        INVESTIGATOR = "investigator", _("police investigator")
        JUDGE = "judge", _("judge")
        TRAINER = "trainer", _("trainer")
        STAFF = "staff", _("staff")
        GUEST = "guest", _("guest")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_names = models.CharField(_("given names"), max_length=100, validators=[validate_printable])
    family_names = models.CharField(_("family names"), max_length=100, validators=[validate_printable])
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.PROSECUTOR)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("office")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("unit")
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("institution"),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_names", "given_names"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["office", "family_names"], name="network_person_by_office")]

    def __str__(self) -> str:
        return self.full_name

    @property
    @display(description=_("name"))
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_names}".strip()

    @property
    def initials(self) -> str:
        return initials(self.given_names, self.family_names)

    @property
    def language(self) -> str:
        """The language to write to this person in."""
        return self.user.language if hasattr(self, "user") else "es"

    @property
    def time_zone(self) -> str:
        """The zone to tell this person the hour in: the account's, else the office's, else the platform's."""
        if hasattr(self, "user") and self.user.time_zone:
            return self.user.time_zone
        return self.office.time_zone if self.office else settings.TIME_ZONE


class User(AbstractBaseUser, PermissionsMixin):
    """An account: the way in of one person. Signs in by e-mail; made by the Secretariat or a contact point."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", verbose_name=_("person"))
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    language = models.CharField(
        _("language"), max_length=5, choices=[("es", "Español"), ("en", "English")], default="es"
    )
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[validate_time_zone])
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("technical administrator"), default=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="network_user_email_once",
                violation_error_message=_("There is already an account with this e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.person.full_name

    @property
    def actor_uuid(self) -> uuid.UUID:
        """What the audit book knows this account by."""
        return self.person_id

    def get_full_name(self) -> str:
        return self.person.full_name

    def get_short_name(self) -> str:
        return self.person.given_names

    @property
    def first_name(self) -> str:
        """Wagtail's admin lists people by these two words."""
        return self.person.given_names

    @property
    def last_name(self) -> str:
        return self.person.family_names

    @cached_property
    def standing(self) -> Standing:
        """Roles of this instant; read once per request."""
        return self.standing_at(timezone.now())

    def standing_at(self, at: datetime) -> Standing:
        """Roles held at ``at``, from the appointments valid then."""
        offices: dict[str, set[int]] = {}
        held = Appointment.objects.valid(at).filter(person=self.person_id).order_by()
        for role, office_id in held.values_list("role", "office_id"):
            offices.setdefault(role, set()).update([office_id] if office_id else [])
        return Standing(
            person_id=self.person_id,
            kind=self.person.kind,
            office_id=self.person.office_id,
            roles=frozenset(offices),
            offices={role: frozenset(ids) for role, ids in offices.items()},
        )


class OfficeRoom(models.Model):
    """A room of an office from which people take part together."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("office"))
    name = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("place"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("capacity"))
    custodian = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms_kept", verbose_name=_("custodian")
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


class Appointment(models.Model):
    """Who holds which role where, from when until when. Every right follows from the appointments valid now."""

    class Role(models.TextChoices):
        CONTACT_POINT = "contact_point", _("contact point")
        NATIONAL_EDITOR = "national_editor", _("national-school editor")
        SCHOOL_EDITOR = "school_editor", _("Regional School editor")
        SECRETARIAT = "secretariat", _("Secretariat")
        CUSTODIAN = "custodian", _("equipment custodian")
        TRAINER = "trainer", _("trainer")
        FUNDER = "funder", _("funder")
        ADMINISTRATOR = "administrator", _("system administrator")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("office")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("unit")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["role", "office"], name="network_appointment_by_role")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="network_appointment_ends_after_start",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["contact_point", "national_editor", "custodian"])
                | models.Q(office__isnull=False),
                name="network_appointment_names_office",
                violation_error_message=_("This role is held for an office: name it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person_id}"
