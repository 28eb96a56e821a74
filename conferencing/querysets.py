"""Questions about rooms, posts and who was in them."""

from datetime import datetime

from django.db import models

from conferencing.rules import ROOM_EVENTS


class VideoRoomQuerySet(models.QuerySet):
    def open(self) -> "VideoRoomQuerySet":
        return self.filter(closed_at__isnull=True)


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
