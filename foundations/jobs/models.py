"""A job is a row committed with its cause; the queue's message carries nothing but its key."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundations.jobs.querysets import JobQuerySet, TroubleQuerySet


class Job(models.Model):
    """One piece of work. It runs at least once, so what it calls must be idempotent.

    ``name`` is the registered name (``certificates.render_document``) or, for a task of a library, its dotted path.
    ``arguments`` is ``[args, kwargs]`` as JSON: keys of rows, never the rows. After three attempts a job is dead and
    waits for a person.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        DEAD = "dead", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    arguments = models.JSONField(_("arguments"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    enqueued_at = models.DateTimeField(_("enqueued at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["enqueued_at"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "enqueued_at"], name="jobs_by_state")]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


CLUSTER, MAIL, MAIL_AWAY = "cluster", "mail", "mail_away"


class Heartbeat(models.Model):
    """A named pulse: when something was last well.

    ``cluster`` is written by a job of its own and read by the supervisor; others (``backup``, ``mail``) by whatever
    they tell of. The page of the platform's state reads them all. ``mail`` is when the mail server last took a letter,
    ``mail_away`` when it was last found away: the later one holds.
    """

    name = models.CharField(_("name"), max_length=50, primary_key=True)
    beat_at = models.DateTimeField(_("beat at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name


class Trouble(models.Model):
    """One part of the platform failing, from when the watch first saw it until the watch saw it well again.

    ``told_at`` is empty while nobody was written to: what passes within minutes is nobody's business.
    """

    part = models.CharField(_("part"), max_length=30)
    began_at = models.DateTimeField(_("began at"))
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=models.Q(ended_at__isnull=True), name="jobs_one_trouble_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.pk}"
