"""A batch of rows on its way in: the file, what was found out of it, what it did, and what undoing it needs."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundations.spreadsheets.querysets import BatchQuerySet


class ImportBatch(models.Model):
    """One file that somebody sent for one contract, from its arrival to its end.

    ``author`` is the UUID of the person, who alone ever sees it. ``about`` is the contract's own word for what it is
    about. ``key`` is drawn by the page with the form: sent twice, it is one batch. ``mapping`` is which heading is
    which column, ``report`` what the dry run found, or the real one. ``done`` of ``total`` rows were looked at in this
    step.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("being read")
        READ = "read", _("headings to be settled")
        MAPPED = "mapped", _("being checked")
        CHECKED = "checked", _("to be confirmed")
        QUEUED = "queued", _("being written")
        APPLIED = "applied", _("written")
        FAILED = "failed", _("failed")
        DISCARDED = "discarded", _("discarded")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    IN_HAND = (State.UPLOADED, State.MAPPED, State.QUEUED, State.UNDOING)
    DISCARDABLE = (State.UPLOADED, State.READ, State.MAPPED, State.CHECKED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.UUIDField(_("author"))
    contract = models.CharField(_("what is imported"), max_length=40)
    about = models.CharField(_("about"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5)
    file_name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(_("hash of the file"), max_length=64)
    key = models.UUIDField(_("key of the form"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    mapping = models.JSONField(_("headings"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    failure = models.TextField(_("why it failed"), blank=True)
    keeps_good = models.BooleanField(_("good rows without the bad ones"), default=False)
    done = models.PositiveIntegerField(_("rows looked at"), default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    begun_at = models.DateTimeField(_("begun at"))
    applied_at = models.DateTimeField(_("written at"), null=True, blank=True)
    is_emptied = models.BooleanField(_("can no longer be undone"), default=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="spreadsheets_form_once"),
        ]
        indexes = [models.Index(fields=["author", "contract", "about"], name="spreadsheets_by_author")]

    def __str__(self) -> str:
        return f"{self.contract} {self.id}"

    @property
    def is_in_hand(self) -> bool:
        """Whether the queue is at it, so that the page comes again by itself."""
        return self.state in self.IN_HAND

    @property
    def is_discardable(self) -> bool:
        return self.state in self.DISCARDABLE


class ImportFile(models.Model):
    """The file of a batch that is open, and the rows read from it (JSON, packed). Gone with the batch's end."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField(_("content"))
    rows = models.BinaryField(_("rows"), null=True)

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        return str(self.batch_id)


class ImportedRow(models.Model):
    """A record that a batch wrote: what stood before, and the version it had since. Kept while it can be undone."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    record = models.CharField(_("record"), max_length=64)
    deed = models.CharField(_("deed"), max_length=10)
    version = models.CharField(_("version"), max_length=64)
    before = models.JSONField(_("before"), default=dict)
    label = models.CharField(_("called"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class KnownHeading(models.Model):
    """What a heading of somebody's files is: a column's key, or to be ignored. Told once, remembered."""

    author = models.UUIDField(_("author"))
    contract = models.CharField(_("what is imported"), max_length=40)
    heading = models.CharField(_("heading"), max_length=100)
    column = models.CharField(_("column"), max_length=60)

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        constraints = [
            models.UniqueConstraint(fields=["author", "contract", "heading"], name="spreadsheets_heading_once")
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.column}"
