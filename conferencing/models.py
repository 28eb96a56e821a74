"""Rooms, the posts that the video server sends about them, and the stays folded from those posts."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from conferencing.device_models import DeviceCheck  # noqa: F401 - Django finds models here
from conferencing.querysets import RoomPostQuerySet, StayQuerySet, VideoRoomQuerySet
from conferencing.rules import Evidence, Reading, ToldStay


class VideoRoom(models.Model):
    """A room on the video server, for one occasion and never again.

    ``name`` is 128 random bits in lower-case hex: it is the address, so it is shown to nobody outside a token's
    redirect. ``subject`` is the UUID of what the room serves; no key upwards. ``closed_at`` is our word that nobody is
    to enter any more, ``ended_at`` the video server's that the room is gone, until it is begun anew.
    """

    name = models.CharField(_("name"), max_length=64, unique=True)
    subject = models.UUIDField(_("serves"), null=True, blank=True, db_index=True)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on the server at"), null=True, blank=True)
    polled_at = models.DateTimeField(_("roster last read at"), null=True, blank=True)
    reserved_at = models.DateTimeField(_("reserved by the server at"), null=True, blank=True)

    objects = VideoRoomQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("video room")
        verbose_name_plural = _("video rooms")

    def __str__(self) -> str:
        return f"room {self.pk}"


class RoomPost(models.Model):
    """One post of the video server, as it came but for names and e-mails, which are taken out before it is stored.

    The same body twice is one row; what fits no room, and what tells of nobody before the room was closed, is kept
    unfolded.
    """

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    event_name = models.CharField(_("event"), max_length=50)
    room_name = models.CharField(_("room name"), max_length=200)
    room = models.ForeignKey(VideoRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    body = models.JSONField(_("body"))
    received_at = models.DateTimeField(_("received at"), db_index=True)
    folded_at = models.DateTimeField(_("folded at"), null=True, blank=True)

    objects = RoomPostQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name = _("post of the video server")
        verbose_name_plural = _("posts of the video server")
        indexes = [models.Index(fields=["room", "event_name"], name="conferencing_posts_of_room")]

    def __str__(self) -> str:
        return f"{self.event_name} {self.pk}"


class RosterReading(models.Model):
    """The video server's roster of one room as it was read, unchanged from ``first_at`` to ``last_at``.

    The second kind of evidence beside posts. Instants are the server's own; ``occupants`` holds no name. Readings that
    found the same are one row, so that a long session is a few rows and not hundreds.
    """

    room = models.ForeignKey(VideoRoom, on_delete=models.PROTECT, related_name="readings")
    meeting_id = models.CharField(_("meeting"), max_length=100, blank=True)
    started_at = models.DateTimeField(_("server running since"))
    first_at = models.DateTimeField(_("found first at"))
    last_at = models.DateTimeField(_("found last at"), db_index=True)
    occupants = models.JSONField(_("occupants"), default=list)

    class Meta:
        ordering = ["first_at", "id"]
        verbose_name = _("reading of a roster")
        verbose_name_plural = _("readings of rosters")
        indexes = [models.Index(fields=["room", "first_at"], name="conferencing_reading_of_room")]

    def __str__(self) -> str:
        return f"reading {self.pk}"

    @property
    def told(self) -> Reading:
        """In plain values."""
        keys = ((row["breakout"], row["jid"], datetime.fromisoformat(row["joined_at"])) for row in self.occupants)
        return Reading(self.first_at, self.last_at, self.started_at, frozenset(keys))


class Stay(models.Model):
    """One connection of one occupant, from joining to leaving; the key is Prosody's own.

    ``identity`` is the UUID that our token carried: a person, the connected site of an office, or a guest, as the floor
    above knows; empty for whoever had no token of ours. ``left_exactly`` tells a leave that was posted from an
    end that was inferred: the last proof (``seen_at``) of a stay that was over by ``gone_by``.
    """

    room = models.ForeignKey(VideoRoom, on_delete=models.PROTECT, related_name="stays")
    occupant_jid = models.CharField(_("occupant"), max_length=200)
    breakout = models.CharField(_("breakout room"), max_length=200, blank=True)
    joined_at = models.DateTimeField(_("joined at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    left_exactly = models.BooleanField(_("leave was posted"), default=False)
    identity = models.UUIDField(_("identity"), null=True, blank=True, db_index=True)
    evidence = models.CharField(
        _("known from"),
        max_length=12,
        choices=[(Evidence.EVENT_SYNC, _("posts")), (Evidence.ROSTER_POLL, _("the roster alone"))],
        default=Evidence.EVENT_SYNC,
    )
    seen_at = models.DateTimeField(_("last proved inside at"), null=True, blank=True)
    gone_by = models.DateTimeField(_("known to be out by"), null=True, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "id"]
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "breakout", "occupant_jid", "joined_at"], name="conferencing_stay_once"
            )
        ]

    def __str__(self) -> str:
        return f"stay {self.pk}"

    @property
    def told(self) -> ToldStay:
        """How it came to be known, in plain values."""
        return ToldStay(self.joined_at, self.left_at, self.left_exactly, self.gone_by, Evidence(self.evidence))
