"""People whom records speak of, and the roles they hold."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.admin.decorators import display
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.institutions import Institution, Office, Unit
from network.querysets import AppointmentQuerySet, PersonQuerySet
from network.rules import full_name, initials
from network.validators import validate_printable


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
        return full_name(self.given_names, self.family_names)

    @property
    def initials(self) -> str:
        return initials(self.given_names, self.family_names)

    @property
    def may_sign_in(self) -> bool:
        """Whether there is an account that is activated and open: whoever has none is told nothing by letter."""
        return hasattr(self, "user") and self.user.may_sign_in

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


class Appointment(models.Model):
    """Who holds which role where, from when until when. Every right follows from the appointments valid now.

    ``stands_in_for`` is given for a deputy: a colleague who holds the role while the person of that one is away.
    """

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
    stands_in_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="deputies",
        verbose_name=_("stands in for"),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["role", "office"], name="network_appointment_by_role")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="network_appointment_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["contact_point", "national_editor", "custodian"])
                | models.Q(office__isnull=False),
                name="network_appointment_names_office",
                violation_error_message=_("This role is held for an office: name it."),
            ),
            models.CheckConstraint(
                condition=models.Q(stands_in_for__isnull=True)
                | models.Q(role__in=["contact_point", "custodian"], ends_at__isnull=False),
                name="network_deputy_for_a_time",
                violation_error_message=_("A deputy stands in for a contact point or a custodian, until a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person_id}"

    def is_over(self, at: datetime) -> bool:
        """Ended by that instant."""
        return self.ends_at is not None and self.ends_at <= at

    @property
    def first_day(self) -> date:
        """The day on which it begins, where it is held."""
        return timezone.localdate(self.starts_at, ZoneInfo(self.time_zone))

    @property
    def last_day(self) -> date | None:
        """The day that is the last one where it is held: what ends at midnight ends with the day before."""
        if self.ends_at is None:
            return None
        return timezone.localdate(self.ends_at - timedelta(seconds=1), ZoneInfo(self.time_zone))

    @property
    def time_zone(self) -> str:
        """The zone whose days are meant: of the office that the role is held for, else the platform's."""
        return self.office.time_zone if self.office else settings.TIME_ZONE
