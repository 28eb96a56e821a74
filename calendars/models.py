"""Calendars that somebody subscribed to, and the secret addresses at which they are fetched (C7)."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from calendars.querysets import FeedQuerySet, FeedTokenQuerySet, HolidayQuerySet
from calendars.rules import EMPTY_AFTER_REVOKING, Options
from network.bilingual import Bilingual
from network.models import Country, Person


class Quiet(models.Model):
    """Somebody who wants no invitations by e-mail. What must be told is told by letters all the same."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="calendar_quiet", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("wish for no invitations")
        verbose_name_plural = _("wishes for no invitations")

    def __str__(self) -> str:
        return str(self.person_id)


class Feed(models.Model):
    """One calendar of one person, as a program subscribes to it: what it holds and how it is told.

    ``code`` names the area, the country or the workshop that it is narrowed to. Nothing of what it holds is kept here.
    """

    class Content(models.TextChoices):
        MINE = "mine", _("everything I take part in")
        NETWORK = "network", _("every session of the network")
        AREA = "area", _("the sessions of one training area")
        COUNTRY = "country", _("the sessions that one country hosts")
        WORKSHOP = "workshop", _("the sessions of one workshop")

    class Cancelled(models.TextChoices):
        MARKED = "marked", _("kept for 60 days and marked as cancelled")
        LEFT_OUT = "left_out", _("taken out at once")

    class Reminder(models.IntegerChoices):
        NONE = 0, _("no reminder")
        QUARTER = 15, _("15 minutes before")
        HOUR = 60, _("1 hour before")
        DAY = 1440, _("1 day before")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=60)
    content = models.CharField(_("what it holds"), max_length=10, choices=Content.choices, default=Content.MINE)
    code = models.CharField(_("narrowed to"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=[("es", _("Spanish")), ("en", _("English"))])
    reminder_minutes = models.PositiveSmallIntegerField(_("reminder"), choices=Reminder.choices, default=Reminder.NONE)
    with_deadlines = models.BooleanField(_("with my deadlines"), default=False)
    is_neutral = models.BooleanField(_("with titles that say nothing"), default=False)
    cancelled = models.CharField(
        _("what is cancelled"), max_length=10, choices=Cancelled.choices, default=Cancelled.MARKED
    )
    created_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content__in=["mine", "network"], code="")
                | (models.Q(content__in=["area", "country", "workshop"]) & ~models.Q(code="")),
                name="calendars_feed_is_narrowed_to_something",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def options(self) -> Options:
        """How it is told."""
        return Options(self.language, self.reminder_minutes, self.is_neutral)


class FeedToken(models.Model):
    """A secret address of a feed. Of the token only a hash is kept, and its first letters to tell it by.

    ``used_by`` is the kind of program that fetched it last. A token that was revoked answers an empty calendar for 30
    days, which clears what was subscribed to, and then that it is gone.
    """

    class Program(models.TextChoices):
        GOOGLE = "google", _("Google Calendar")
        APPLE = "apple", _("Apple Calendar")
        OUTLOOK = "outlook", _("Outlook")
        THUNDERBIRD = "thunderbird", _("Thunderbird")
        NEXTCLOUD = "nextcloud", _("Nextcloud")
        OTHER = "other", _("another program")

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("subscription"))
    token_hash = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=6)
    made_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    used_by = models.CharField(_("last used by"), max_length=12, choices=Program.choices, blank=True)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("secret address of a calendar")
        verbose_name_plural = _("secret addresses of calendars")

    def __str__(self) -> str:
        return f"{self.hint}…"

    def is_gone(self, at: datetime) -> bool:
        """Whether it was revoked so long ago that whoever still asks is told to stop."""
        return self.revoked_at is not None and at >= self.revoked_at + EMPTY_AFTER_REVOKING

    @property
    def opens(self) -> bool:
        """Whether it gives what the feed holds: it was not revoked, and its person's account is open."""
        user = getattr(self.feed.person, "user", None)
        return self.revoked_at is None and user is not None and user.may_sign_in


class Holiday(models.Model):
    """A day on which the offices of a country are closed; without a country, those of the whole network.

    ``key`` is the name under which an iCalendar file told of it (its UID, RFC 5545 §3.8.4.7, with the day where one
    event tells of several); empty where somebody wrote it here. Nothing is deleted: what turned out to be no holiday is
    not ``is_observed``, and a file that tells of it again does not bring it back.
    """

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="holidays",
        verbose_name=_("country"),
        help_text=_("Empty: of the whole network."),
    )
    day = models.DateField(_("day"))
    name_es = models.CharField(_("name in Spanish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name = Bilingual(_("name"))
    is_observed = models.BooleanField(
        _("observed"), default=True, help_text=_("Not observed, it warns nobody and stands in no calendar.")
    )
    key = models.CharField(_("name in the file it came from"), max_length=300, blank=True, editable=False)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "country", "name_es"]
        verbose_name = _("official holiday")
        verbose_name_plural = _("official holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "day", "name_es"],
                name="calendars_holiday_once",
                violation_error_message=_("This country already has a holiday of that name on that day."),
            ),
            models.UniqueConstraint(
                fields=["country", "key"], condition=~models.Q(key=""), name="calendars_holiday_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
