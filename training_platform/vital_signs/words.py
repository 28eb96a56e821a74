"""What each part of the platform is called, and what to do when it fails."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from training_platform.vital_signs.rules import (
    AUDIT,
    BACKUP,
    DATABASE,
    DEAD_JOBS,
    DISK,
    MAIL,
    PULSE,
    QUEUE,
    SIGNING,
    VIDEO,
)

NOT_SET_UP = _("not set up")
NAMES: dict[str, Promise] = {
    DATABASE: _("Database"),
    PULSE: _("Task cluster"),
    QUEUE: _("Work that waits"),
    DEAD_JOBS: _("Work given up"),
    MAIL: _("Mail"),
    DISK: _("Room on the disks"),
    VIDEO: _("Video server"),
    SIGNING: _("Signature of certificates"),
    BACKUP: _("Backup"),
    AUDIT: _("Audit book"),
}

ADVICE: dict[str, Promise] = {
    DATABASE: _("Tell the technical administrator: nobody can work until the database answers."),
    PULSE: _(
        "The supervisor starts the cluster anew within two minutes. If it stays silent, the technical administrator "
        "restarts the task service (run_tasks)."
    ),
    QUEUE: _(
        "E-mails and certificates are late. If the task cluster is well, it is catching up; look again in a while."
    ),
    DEAD_JOBS: _(
        "A task failed three times and waits for a person. The technical administrator looks into the cause and then "
        "gives it its attempts again (revive_jobs)."
    ),
    MAIL: _(
        "The mail server refuses or does not answer. E-mails are kept and tried again for about a day; the technical "
        "administrator asks the mail provider."
    ),
    DISK: _("The technical administrator makes room now: at zero nothing more can be saved."),
    VIDEO: _(
        "The video server does not answer from here. Before the next session, the technical administrator looks after "
        "it; attendance is kept by the roster meanwhile."
    ),
    SIGNING: _(
        "Certificates wait to be signed, or soon will: the key cannot be read, runs out within 30 days, or the "
        "time-stamp server is away. The technical administrator asks “manage.py signing_key try”."
    ),
    BACKUP: _("No archive was made for more than a day: the technical administrator looks at the timer and the disk."),
    AUDIT: _(
        "An event was altered or removed, or the seals are late. Change nothing, keep an archive aside, and follow the "
        "steps for an incident in SECURITY.md."
    ),
}
