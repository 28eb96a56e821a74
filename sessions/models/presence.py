"""What was seen of who took part: sites on one connection, marks of people, incidents, occupants without a name.

Rows of evidence are added and never changed: one that was wrong is replaced by another that says so (C2, R23). The
stays that the video server told stand in ``conferencing``.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import OfficeRoom, Person
from network.validators import validate_printable
from sessions.models.timetable import TrainingSession
from sessions.querysets import ConnectedSiteQuerySet, RosterEntryQuerySet


class ConnectedSite(models.Model):
    """A room of an office that takes part in a session on one connection, with people before its screen (C2).

    The key is what its token says for identity, so its stays are found by it. ``operator`` is whom the office named to
    open the connection, beside its custodians and contact points. A site that was withdrawn keeps its row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="sites")
    room = models.ForeignKey(
        OfficeRoom, on_delete=models.PROTECT, related_name="sites", verbose_name=_("room of an office")
    )
    operator = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sites_operated",
        verbose_name=_("operator"),
    )
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(_("planned at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ConnectedSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("connected site")
        verbose_name_plural = _("connected sites")
        constraints = [models.UniqueConstraint(fields=["session", "room"], name="sessions_site_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.room_id}"


class RosterEntry(models.Model):
    """Somebody seen taking part, by a person who says so; a row is never changed.

    Without hours it is a tick that counts as the whole session. ``starts_at`` … ``ends_at`` (empty: to the end) is what
    was seen; before a ``site`` it counts only while the site was connected. A row that ``replaces`` another stands in
    its place (left earlier, was a mistake: no time at all). Police and guests without a record stand by name and kind.
    """

    class Source(models.TextChoices):
        MANUAL = "manual", _("tick on the roster")
        SITE = "site", _("roster of a connected site")
        DOOR = "door", _("signed in at the door")
        SHEET = "sheet", _("printed sheet")

    class VisitorKind(models.TextChoices):
        INVESTIGATOR = "investigator", _("police investigator")
        GUEST = "guest", _("guest")

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="roster")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="roster_entries")
    visitor_name = models.CharField(_("name"), max_length=150, blank=True, validators=[validate_printable])
    visitor_kind = models.CharField(_("kind"), max_length=12, choices=VisitorKind.choices, blank=True)
    source = models.CharField(_("source"), max_length=6, choices=Source.choices, default=Source.MANUAL)
    site = models.ForeignKey(ConnectedSite, on_delete=models.PROTECT, null=True, related_name="entries")
    starts_at = models.DateTimeField(_("from"), null=True)
    ends_at = models.DateTimeField(_("until"), null=True)
    replaces = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="replaced_by")
    ticked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(_("ticked at"))

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster entry")
        verbose_name_plural = _("roster entries")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(source="manual"), name="sessions_roster_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, visitor_name="") | (Q(person__isnull=True) & ~Q(visitor_name="")),
                name="sessions_roster_person_or_visitor",
            ),
            models.CheckConstraint(
                condition=Q(source="site", site__isnull=False) | (~Q(source="site") & Q(site__isnull=True)),
                name="sessions_roster_site_marked_at_site",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id}"

    @property
    def name(self) -> str:
        """As it stands on the sheet."""
        return self.person.full_name if self.person else self.visitor_name


class Incident(models.Model):
    """Time in which the room failed: nobody loses minutes in it. At most one runs in a session.

    ``site`` is the connected site at fault, where that is known: its room's record keeps the minutes.
    """

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="incidents")
    reason = models.CharField(_("what happened"), max_length=200, blank=True)
    site = models.ForeignKey(
        ConnectedSite, on_delete=models.PROTECT, null=True, related_name="incidents", verbose_name=_("site at fault")
    )
    started_at = models.DateTimeField(_("from"))
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(_("until"), null=True, blank=True)
    stopped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["started_at", "id"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(stopped_at__isnull=True), name="sessions_one_incident_runs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.started_at}"


class OccupantDecision(models.Model):
    """Who an occupant without a name of ours was, decided by who leads the session; or that it was nobody (dismissed).

    ``stay`` is the key of the stay in ``conferencing``: no relation, for stays are let go of in their own time.
    """

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="occupant_decisions")
    stay = models.PositiveBigIntegerField(_("stay"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="occupant_decisions")
    reason = models.CharField(_("reasons"), max_length=200)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision on an occupant")
        verbose_name_plural = _("decisions on occupants")
        constraints = [models.UniqueConstraint(fields=["session", "stay"], name="sessions_occupant_decided_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.stay}"
