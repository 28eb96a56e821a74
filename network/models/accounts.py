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

from network.managers import UserManager
from network.models.people import Appointment, Person
from network.rules import Standing
from network.validators import validate_time_zone


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
