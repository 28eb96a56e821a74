"""The inbox gathered: what is due to one person, from every app, late things first; and the machinery's own part."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundations.jobs.models import Job, Trouble
from foundations.outbox.models import Letter
from network.inbox import Due, Kind, Source
from network.models import User
from network.querysets import standing_of
from training_platform.vital_signs.words import ADVICE, NAMES

# How long the number in the navigation may lag behind: it stands on every page, and the page it leads to counts anew.
REMEMBERED_SECONDS = 60
FAR = datetime.max.replace(tzinfo=UTC)


def sources() -> list[Source]:
    """Every source, as wired."""
    return import_string(settings.TASK_SOURCES)


def due_to(user: User, at: datetime) -> list[Due]:
    """Everything due to ``user`` at that instant: by date, what is late first, what has no date last."""
    found = [due for source in sources() for due in source(user, at)]
    found.sort(key=lambda due: due.since or due.due_at or FAR)
    caches["process"].set(_key(user), len(found), REMEMBERED_SECONDS)
    return found


def number_due(user: User, at: datetime) -> int:
    """How many things are due, as it was known within the last minute in this process."""
    known = caches["process"].get(_key(user))
    return len(due_to(user, at)) if known is None else known


def _key(user: User) -> str:
    return f"due.{user.actor_uuid}"


def _keeps_machinery(user: User) -> bool:
    return standing_of(user).holds("secretariat", "administrator")


def letters_in_trouble(user: User, at: datetime) -> list[Due]:
    """Letters given up and letters returned, one line for each; to who keeps the machinery. One question."""
    if not _keeps_machinery(user):
        return []
    states = list(Letter.objects.filter(state__in=("failed", "bounced")).values_list("state", flat=True))
    given_up, returned = states.count(Letter.State.FAILED), states.count(Letter.State.BOUNCED)
    said = (
        (
            given_up,
            ngettext("Look at %(number)s e-mail given up", "Look at %(number)s e-mails given up", given_up),
            _("Nobody received them. Send them again when the reason is mended."),
            "failed",
        ),
        (
            returned,
            ngettext("Look at %(number)s e-mail returned", "Look at %(number)s e-mails returned", returned),
            _("A mail server sent them back: the address may be wrong."),
            "bounced",
        ),
    )
    screen = reverse("letters:index")
    return [
        Due(what % {"number": number}, f"{screen}?state={state}", Kind.MACHINERY, why=why)
        for number, what, why, state in said
        if number
    ]


def jobs_given_up(user: User, at: datetime) -> list[Due]:
    """Work that failed three times. One question."""
    number = Job.objects.dead().count() if _keeps_machinery(user) else 0
    if not number:
        return []
    what = ngettext("Look at %(number)s task given up", "Look at %(number)s tasks given up", number)
    why = _("Each failed three times and waits for a person.")
    return [Due(what % {"number": number}, f"{reverse('jobs:index')}?state=dead", Kind.MACHINERY, why=why)]


def parts_failing(user: User, at: datetime) -> list[Due]:
    """Parts of the platform that fail, with what to do. One question."""
    if not _keeps_machinery(user):
        return []
    troubles = Trouble.objects.open().order_by("began_at")
    return [
        Due(
            what=_("Look after what fails: %(part)s") % {"part": NAMES.get(trouble.part, trouble.part)},
            url=reverse("platform_state"),
            kind=Kind.MACHINERY,
            due_at=trouble.began_at,
            why=str(ADVICE.get(trouble.part, "")),
        )
        for trouble in troubles
    ]
