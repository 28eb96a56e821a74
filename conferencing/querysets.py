"""Questions about rooms, posts and who was in them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from conferencing.rules import ROOM_EVENTS

WATCHED_AFTER_CLOSING = timedelta(hours=2)


class VideoRoomQuerySet(models.QuerySet):
    def open(self) -> "VideoRoomQuerySet":
        return self.filter(closed_at__isnull=True)

    def watched(self, at: datetime) -> "VideoRoomQuerySet":
        """Those whose roster is read: open ones, and for a while those that were closed, until they are empty."""
        return self.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at - WATCHED_AFTER_CLOSING))


class RoomPostQuerySet(models.QuerySet):
    def about_room(self) -> "RoomPostQuerySet":
        """Those that tell of the room's own beginning and end, not of an occupant."""
        return self.filter(event_name__in=ROOM_EVENTS)

    def received_before(self, before: datetime) -> "RoomPostQuerySet":
        return self.filter(received_at__lt=before)


class StayQuerySet(models.QuerySet):
    def identified(self) -> "StayQuerySet":
        """Stays whose identity came from a token of ours."""
        return self.filter(identity__isnull=False)

    def ongoing(self) -> "StayQuerySet":
        """Nobody has told of their end yet, in rooms that are open."""
        return self.filter(left_at__isnull=True, room__closed_at__isnull=True)

    def joined_before(self, before: datetime) -> "StayQuerySet":
        return self.filter(joined_at__lt=before)
