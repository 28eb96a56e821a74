"""A letter and its fate."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundations.outbox.querysets import LetterQuerySet


class Letter(models.Model):
    """One letter to one person, already rendered in that person's language and time zone.

    ``once_key`` makes a cause write its letter once however often it is asked. A letter found in ``SENDING`` after a
    crash has an unknown fate: it is sent once more under the same Message-ID, and ``fate_unknown`` says so.

    A letter with a secret (a link that signs in, a code) keeps only whom to ask for it (``secret_kind``, a minter's
    name) and about what (``secret_key``); its text has :attr:`secret_mark` where the secret goes in when it leaves.
    When there is no cause for the secret any more, the letter is withdrawn. A letter that a mail server sent back is
    returned: ``bounce_status`` is the server's enhanced status code (RFC 3463), such as ``5.1.1``.

    ``calendar`` is an iMIP message (RFC 6047) that goes along. Letters with the same ``serial_key`` leave one after the
    other, in the order in which they were written: what calls something off never overtakes what announced it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        WITHDRAWN = "withdrawn", _("withdrawn")
        BOUNCED = "bounced", _("returned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=100)
    once_key = models.CharField(_("once key"), max_length=200, unique=True, null=True, blank=True)
    recipient = models.UUIDField(_("recipient"), null=True, blank=True)
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("for calendars"), blank=True)
    serial_key = models.CharField(_("series"), max_length=200, blank=True)
    secret_kind = models.CharField(_("kind of secret"), max_length=100, blank=True)
    secret_key = models.CharField(_("key of the secret"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fate_unknown = models.BooleanField(_("fate unknown"), default=False)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    bounce_status = models.CharField(_("reason of the return"), max_length=11, blank=True)
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(fields=["state", "due_at"], name="outbox_due"),
            models.Index(fields=["serial_key", "created_at"], name="outbox_series", condition=~models.Q(serial_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def message_id(self) -> str:
        """The letter's name among mail servers (RFC 5322 §3.6.4), the same at every attempt."""
        return f"<{self.id}@{self.host()}>"

    @staticmethod
    def host() -> str:
        """The host in whose name letters are numbered."""
        return urlsplit(settings.BASE_URL).hostname or ""

    @property
    def secret_mark(self) -> str:
        """What stands in the text for the secret: of this letter alone, so nobody can have typed it into a name."""
        return f"[secret-{self.id.hex}]"

    def text_shown(self) -> str:
        """The text as people of the house may read it, with words in place of the secret."""
        return self.text.replace(self.secret_mark, gettext("[secret link]"))

    text_shown.short_description = _("text")

    def fate_shown(self) -> str:
        """The state in words; also whether the letter may have gone out once more than its state says."""
        state = str(self.get_state_display())
        return gettext("%(state)s, fate of one attempt unknown") % {"state": state} if self.fate_unknown else state

    fate_shown.short_description = _("state")
