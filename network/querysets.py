"""Questions about people and institutions."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.rules import (
    COUNTRY_EDITORS,
    DEPUTISED_ROLES,
    FACTOR_RESET_LIFE,
    NOBODY,
    TRUSTED_ROLES,
    Standing,
    reads_all_names,
)


def standing_of(user, at: datetime | None = None) -> Standing:
    """The standing of a signed-in or anonymous ``user``; of now unless ``at`` is given."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    return user.standing if at is None else user.standing_at(at)


class CountryQuerySet(models.QuerySet):
    def of_network(self) -> Self:
        """Those that have an office of the network, in the order of their Spanish names."""
        return self.filter(offices__isnull=False).distinct().order_by("name_es")

    def written_by(self, user, at: datetime | None = None) -> Self:
        """Those whose pages ``user`` drafts, by the offices that a role is held for."""
        return self.filter(offices__in=standing_of(user, at).offices_as(*COUNTRY_EDITORS)).distinct()


class PersonalRecordQuerySet(models.QuerySet):
    """Records that speak of one ``person`` and were made under one ``office``: a place, a verdict, a certificate."""

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; an office's to its contact points and national editors; all to School and Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(
            Q(person=standing.person_id) | Q(office__in=standing.offices_as("contact_point", "national_editor"))
        )


class AppointmentQuerySet(models.QuerySet):
    def valid(self, at: datetime | None = None) -> "AppointmentQuerySet":
        """Begun and not ended at that instant."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def not_ended(self, at: datetime | None = None) -> "AppointmentQuerySet":
        """Valid at that instant or later on."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at or timezone.now()))

    def trusted(self) -> "AppointmentQuerySet":
        """Of a role whose holders' accounts only the Secretariat looks after."""
        return self.filter(role__in=TRUSTED_ROLES)

    def holding(self, role: str) -> "AppointmentQuerySet":
        return self.filter(role=role)

    def principals(self) -> "AppointmentQuerySet":
        """Those held in one's own right, not for somebody who is away."""
        return self.filter(stands_in_for__isnull=True)

    def deputies(self) -> "AppointmentQuerySet":
        """Those of whoever stands in for somebody."""
        return self.filter(stands_in_for__isnull=False)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "AppointmentQuerySet":
        """Valid at some instant between the two."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at), starts_at__lt=ends_at)

    def deputised_by(self, user, at: datetime | None = None) -> "AppointmentQuerySet":
        """Those for which ``user`` may name a deputy: one's own, and every one to the Secretariat."""
        rows = self.not_ended(at).principals().filter(role__in=DEPUTISED_ROLES)
        standing = standing_of(user, at)
        return rows if standing.is_secretariat else rows.filter(person=standing.person_id)

    def deputies_ended_by(self, user, at: datetime | None = None) -> "AppointmentQuerySet":
        """Deputies whom ``user`` may end: oneself, one's own, and every one to the Secretariat."""
        standing, rows = standing_of(user, at), self.deputies().not_ended(at)
        if standing.is_secretariat:
            return rows
        return rows.filter(Q(person=standing.person_id) | Q(stands_in_for__person=standing.person_id))

    def directory_visible_to(self, user, at: datetime | None = None) -> "AppointmentQuerySet":
        """Contact points of that instant, whose names ``user`` may read: of every office, of one's own, or of none."""
        standing = standing_of(user, at)
        held = self.valid(at).holding("contact_point")
        if reads_all_names(standing):
            return held
        return held.filter(office=standing.office_id) if standing.office_id is not None else held.none()

    def with_accounts(self) -> "AppointmentQuerySet":
        """Each with person, account, unit and whom they stand in for, in the order in which they were appointed."""
        told = self.select_related("person__user", "unit", "office", "stands_in_for__person")
        return told.order_by("starts_at", "pk")

    def with_last_contact(self) -> "AppointmentQuerySet":
        """Each with ``spoken_at``, the last contact that the Secretariat noted; with account, office and country."""
        noted = self.annotate(spoken_at=models.Max("person__communications__had_at"))
        return noted.select_related("person__user", "office__country")


class CommunicationQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """All to the Secretariat; none to anybody else."""
        return self if standing_of(user, at).is_secretariat else self.none()


class OfficeQuerySet(models.QuerySet):
    def in_order(self) -> "OfficeQuerySet":
        """By the Spanish name of the country, as the network lists itself."""
        return self.select_related("country").order_by("country__name_es")

    def with_contact_points(self, at: datetime | None = None) -> "OfficeQuerySet":
        """Each with ``contact_points``: how many hold that role for it at that instant; deputies are not counted."""
        at = at or timezone.now()
        runs = Q(appointments__ends_at__isnull=True) | Q(appointments__ends_at__gt=at)
        own = Q(appointments__role="contact_point", appointments__stands_in_for__isnull=True)
        held = own & Q(appointments__starts_at__lte=at) & runs
        return self.annotate(contact_points=models.Count("appointments", filter=held))

    def vacant(self, at: datetime | None = None) -> "OfficeQuerySet":
        """Those with fewer contact points at that instant than are to be appointed (R81)."""
        return self.with_contact_points(at).filter(contact_points__lt=F("contact_points_due"))


class PersonQuerySet(models.QuerySet):
    def current(self) -> "PersonQuerySet":
        """People who were not merged into another record."""
        return self.filter(merged_into__isnull=True)

    def in_order(self) -> "PersonQuerySet":
        return self.order_by("family_names", "given_names")

    def without_closed_account(self) -> "PersonQuerySet":
        """Those with an open account or none at all."""
        return self.exclude(user__is_active=False)

    def looked_after_by(self, user, at: datetime | None = None) -> "PersonQuerySet":
        """The people of the offices whose contact point ``user`` is; nobody to anybody else."""
        return self.current().filter(office__in=standing_of(user, at).offices_as("contact_point"))

    def free_to_stand_in_for(self, principal, at: datetime | None = None) -> "PersonQuerySet":
        """Colleagues with an open account who do not hold the role of the appointment ``principal`` themselves."""
        colleagues = self.current().filter(office=principal.office_id).exclude(pk=principal.person_id)
        held = type(principal).objects.not_ended(at).principals().holding(principal.role)
        holders = held.filter(office=principal.office_id).values("person")
        return colleagues.filter(user__is_active=True, user__activated_at__isnull=False).exclude(pk__in=holders)

    def visible_to(self, user, at: datetime | None = None) -> "PersonQuerySet":
        """Oneself; the people of an office to its contact points; everyone to the School and the Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(
            Q(pk=standing.person_id) | Q(office__in=standing.offices_as("contact_point", "national_editor"))
        )


class UserQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> "UserQuerySet":
        """Accounts: one's own; an office's to its contact points; all to the Secretariat and the administrators."""
        standing = standing_of(user, at)
        if standing.holds("secretariat", "administrator") or getattr(user, "is_superuser", False):
            return self
        return self.filter(Q(person=standing.person_id) | Q(person__office__in=standing.offices_as("contact_point")))

    def of_actor(self, actor_uuid) -> "UserQuerySet":
        """The account of whom the books know by that UUID, or none."""
        return self.filter(person=actor_uuid)

    def in_state(self, state: str) -> "UserQuerySet":
        """Those whose :attr:`network.models.User.state` is ``state``: new, active or closed."""
        if state == "closed":
            return self.filter(is_active=False)
        return self.filter(is_active=True, activated_at__isnull=state == "new")

    def select_for_update(self, **how) -> "UserQuerySet":  # type: ignore[override]
        """Lock the account alone: the person and office read with it may be missing, which PostgreSQL cannot lock."""
        return super().select_for_update(**{"of": ("self",), **how})


class SecretLinkQuerySet(models.QuerySet):
    def unended(self) -> "SecretLinkQuerySet":
        """Neither used nor withdrawn; perhaps not yet sent, perhaps expired."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)

    def live(self, at: datetime) -> "SecretLinkQuerySet":
        """Those that open their page at that instant."""
        return self.unended().filter(token_hash__isnull=False, expires_at__gt=at)

    def asked_since(self, instant: datetime) -> "SecretLinkQuerySet":
        return self.filter(asked_at__gt=instant)


class FactorResetQuerySet(models.QuerySet):
    def pending(self, at: datetime) -> "FactorResetQuerySet":
        """Those that await their second person at that instant."""
        return self.filter(granted_at__isnull=True, refused_at__isnull=True, asked_at__gt=at - FACTOR_RESET_LIFE)
