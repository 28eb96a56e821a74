"""Accounts: the way in of one person, and what is known of it."""

import uuid
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.managers import UserManager
from network.models.people import Appointment, Person
from network.querysets import FactorResetQuerySet, SecretLinkQuerySet
from network.rules import FACTOR_RESET_LIFE, Standing
from network.validators import validate_time_zone


class User(AbstractBaseUser, PermissionsMixin):
    """An account: the way in of one person. Signs in by e-mail; made by the Secretariat or a contact point.

    Until its person has followed the link of the first letter (``activated_at``), nobody signs in with it, by any way.
    """

    class State(models.TextChoices):
        NEW = "new", _("not activated")
        ACTIVE = "active", pgettext_lazy("account", "active")
        CLOSED = "closed", pgettext_lazy("account", "closed")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", verbose_name=_("person"))
    email = models.EmailField(
        _("e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail.")},
    )
    language = models.CharField(
        _("language"), max_length=5, choices=[("es", "Español"), ("en", "English")], default="es"
    )
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[validate_time_zone])
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("technical administrator"), default=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)
    activated_at = models.DateTimeField(_("activated at"), null=True, blank=True, editable=False)
    first_steps_hidden_at = models.DateTimeField(_("first steps put away at"), null=True, blank=True, editable=False)
    sessions_epoch = models.PositiveIntegerField(_("sessions ended so many times"), default=0, editable=False)

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
    def state(self) -> State:
        """Closed wins over everything else."""
        if not self.is_active:
            return self.State.CLOSED
        return self.State.ACTIVE if self.activated_at else self.State.NEW

    @property
    def may_sign_in(self) -> bool:
        """Activated by its person and not closed."""
        return self.state == self.State.ACTIVE

    @property
    def actor_uuid(self) -> uuid.UUID:
        """What the audit book knows this account by."""
        return self.person_id

    def get_session_auth_hash(self) -> str:
        """What every session of this account is checked against at each request.

        A new password or a new epoch ends them all at once, on every worker (:mod:`network.actions.sessions`).
        """
        return self._session_hash()

    def get_session_auth_fallback_hash(self):
        """The same under former keys (``SECRET_KEY_FALLBACKS``)."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | None = None) -> str:
        ground = f"{self.password}:{self.sessions_epoch}"
        return salted_hmac("network.User.sessions", ground, secret=secret, algorithm="sha256").hexdigest()

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


class SecretLink(models.Model):
    """The link of one letter: good once, for a while, for one purpose. The link itself is kept nowhere.

    The row is made when the letter is asked for; ``token_hash`` (SHA-256, hex, of 256 random bits), ``made_at`` and
    ``expires_at`` come with the letter's delivery. A letter delivered twice, after a crash, gets a second row whose
    ``asked_at`` is empty, so that either copy works.
    """

    class Purpose(models.TextChoices):
        ACTIVATION = "activation", _("activation")
        PASSWORD_RESET = "password_reset", _("new password")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="secret_links", verbose_name=_("account"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    token_hash = models.CharField(_("hash"), max_length=64, unique=True, null=True, blank=True, editable=False)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        indexes = [models.Index(fields=["user", "purpose"], name="network_link_by_user")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class AccountDecision(models.Model):
    """What somebody decided over another's account, and why. Only ever added; the audit book holds no reasons."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("account closed")
        REOPENED = "reopened", _("account reopened")
        SIGNED_OUT = "signed_out", _("sessions ended")
        EMAIL_CORRECTED = "email_corrected", _("e-mail corrected")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("account"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    reason = models.TextField(_("reasons"), blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("at"))
    by_contact_point = models.BooleanField(_("as contact point of the office"), default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("decision on an account")
        verbose_name_plural = _("decisions on accounts")

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class FactorReset(models.Model):
    """A lost second factor, taken off an account by two people of the Secretariat (OWASP ASVS 2.3.5, 6.4.4).

    One asks and writes down how the person was recognised, another grants. Neither may be the person.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factor_resets", verbose_name=_("account"))
    reason = models.TextField(_("reasons"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"), null=True, blank=True)
    refused_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("refused by")
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    refusal = models.TextField(_("reasons of the refusal"), blank=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("user")) & ~models.Q(granted_by=models.F("user")),
                name="network_factor_reset_not_by_its_subject",
                violation_error_message=_("Nobody resets their own second factor."),
            ),
            models.CheckConstraint(
                condition=models.Q(granted_by__isnull=True) | ~models.Q(granted_by=models.F("asked_by")),
                name="network_factor_reset_by_two",
                violation_error_message=_("Another person grants what one asked for."),
            ),
            models.CheckConstraint(
                condition=models.Q(granted_at__isnull=True) | models.Q(refused_at__isnull=True),
                name="network_factor_reset_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.pk}"

    def is_pending(self, at: datetime) -> bool:
        """Whether it still awaits its second person at that instant."""
        return self.granted_at is None and self.refused_at is None and at < self.expires_at

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + FACTOR_RESET_LIFE
