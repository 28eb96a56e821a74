"""The state of the platform, for the Secretariat and the technical administrators. Asks no other machine."""

import platform
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from certificates.rules import RULE_VERSION
from conferencing.models import RoomPost
from foundations.jobs.models import Job, Trouble
from foundations.jobs.registry import longest_seconds
from foundations.outbox.models import Letter
from network.models import User
from network.querysets import standing_of
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
    Disk,
    Signs,
    not_set_up,
    verdicts,
)
from training_platform.vital_signs.signs import name_of_key, read_signs
from training_platform.vital_signs.words import ADVICE, NAMES, NOT_SET_UP

DISK_NAMES = {
    "files": gettext_lazy("Disk of the files"),
    "database": gettext_lazy("Disk of the database"),
    "archives": gettext_lazy("Disk of the archives"),
}


@dataclass(frozen=True)
class Fact:
    """One thing known: words, or an instant on the reader's clock; perhaps with a way to look closer."""

    label: str
    words: str = ""
    instant: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One part: whether it is well, since when it is not, what is known, what to do, or that it is not set up."""

    name: str
    is_well: bool
    since: datetime | None
    advice: str
    lack: str = ""
    facts: list[Fact] = field(default_factory=list)


class StateEntry(MenuItem):
    """*Estado de la plataforma* in the menu, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this reader looks after the platform."""
        return looks_after(request.user)


def looks_after(user: User) -> bool:
    """The Secretariat and the technical administrators."""
    return standing_of(user).holds("secretariat", "administrator")


@require_safe
def platform_state(request: HttpRequest) -> HttpResponse:
    """Every part with its state in words and colour; nobody else finds the page."""
    if not looks_after(request.user):
        raise Http404
    now, signs = timezone.now(), read_signs()
    lines = lines_of(signs, now)
    context = {
        "page_title": _("State of the platform"),
        "header_title": _("State of the platform"),
        "header_icon": "view",
        "lines": lines,
        "failing": [line.name for line in lines if not line.is_well],
        "lacking": [line.name for line in lines if line.lack],
        "settings_facts": facts_of_settings(),
        "now": now,
    }
    return render(request, "training_platform/state.html", context)


def lines_of(signs: Signs, at: datetime) -> list[Line]:
    """What the page shows of each part, in the order in which one looks."""
    well, lacking = verdicts(signs, at), not_set_up(signs)
    troubles = dict(Trouble.objects.open().values_list("part", "began_at"))
    facts = {
        DATABASE: [Fact(_("Kind"), _database_version())],
        PULSE: [_instant(_("Last pulse"), signs.beats.get("cluster"))],
        QUEUE: _facts_of_queue(signs),
        DEAD_JOBS: [_counted(_("Tasks given up"), signs.dead_jobs, "jobs:index", "dead")],
        MAIL: _facts_of_mail(signs),
        DISK: [_fact_of(disk) for disk in signs.disks],
        VIDEO: _facts_of_video(signs),
        SIGNING: _facts_of_signing(signs),
        BACKUP: _facts_of_backup(signs),
        AUDIT: _facts_of_book(signs),
    }
    return [
        Line(
            name=str(NAMES[part]),
            is_well=well[part],
            since=None if well[part] else troubles.get(part),
            advice="" if well[part] else str(ADVICE[part]),
            lack=str(NOT_SET_UP) if part in lacking else "",
            facts=known,
        )
        for part, known in facts.items()
    ]


def facts_of_settings() -> list[Fact]:
    """How this platform is set, without anything secret."""
    return [
        Fact(_("Demonstration"), _("yes: nothing here is real") if settings.DEMO else _("no")),
        Fact(_("Rule of certificates"), RULE_VERSION),
        Fact(_("Longest task"), _("%(seconds)s seconds") % {"seconds": longest_seconds()}),
        Fact(_("Tasks at once"), str(settings.Q_CLUSTER["workers"])),
        Fact(_("Evidence of attendance is kept"), _("%(months)s months") % {"months": settings.EVIDENCE_KEPT_MONTHS}),
        Fact("Django", version("django")),
        Fact("Wagtail", version("wagtail")),
        Fact("Python", platform.python_version()),
    ]


def _facts_of_queue(signs: Signs) -> list[Fact]:
    return [
        Fact(_("Tasks waiting"), str(Job.objects.unfinished().count())),
        *_waiting(_("The oldest waits since"), signs.oldest_job_at),
    ]


def _facts_of_mail(signs: Signs) -> list[Fact]:
    states = Letter.State
    unknown = Letter.objects.filter(fate_unknown=True).exclude(state=states.SENT).count()
    return [
        _instant(_("An e-mail was last taken"), signs.beats.get("mail")),
        _instant(_("The mail server was last found away"), signs.beats.get("mail_away")),
        *_waiting(_("The oldest refused e-mail waits since"), signs.refused_letter_at),
        _counted(_("E-mails given up"), Letter.objects.filter(state=states.FAILED).count(), "letters:index", "failed"),
        _counted(
            _("E-mails returned"), Letter.objects.filter(state=states.BOUNCED).count(), "letters:index", "bounced"
        ),
        Fact(_("E-mails whose fate is unknown"), str(unknown), url=reverse("letters:index") if unknown else ""),
    ]


def _facts_of_video(signs: Signs) -> list[Fact]:
    if not signs.is_video_set:
        return [Fact(_("Server"), _("none is set: the join page says so"))]
    posted = RoomPost.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    return [
        _instant(_("It was last asked"), signs.beats.get("video_asked")),
        _instant(_("It last answered"), signs.beats.get("video")),
        _instant(_("Its last post came"), posted),
    ]


def _facts_of_signing(signs: Signs) -> list[Fact]:
    if not signs.is_signing_set:
        return [Fact(_("Certificates"), _("are issued without an electronic signature: no key is set"))]
    key = name_of_key()
    return [
        Fact(_("Signed by"), key or _("the key cannot be read")),
        *_waiting(_("Its certificate holds until"), signs.signs_until),
        Fact(_("Time stamps"), settings.TIMESTAMP_URL or _("none: no server is set")),
        *_waiting(_("The oldest certificate waits since"), signs.unprinted_at),
    ]


def _facts_of_backup(signs: Signs) -> list[Fact]:
    daily = _("every day, by a timer") if signs.is_backup_expected else _("by hand alone: BACKUP_DIR is not set")
    sealed = _("yes") if settings.BACKUP_KEY else _("no: BACKUP_KEY is not set")
    return [
        _instant(_("Last archive"), signs.beats.get("backup")),
        Fact(_("Archives are made"), daily),
        Fact(_("Archives are encrypted"), sealed),
    ]


def _facts_of_book(signs: Signs) -> list[Fact]:
    found = _("not checked yet")
    if signs.checked_at:
        found = _("whole") if signs.is_chain_whole else pgettext("chain", "broken")
    return [
        _instant(_("Last seal"), signs.sealed_at),
        _instant(_("Last check of every seal"), signs.checked_at),
        Fact(_("The chain was found"), found),
    ]


def _instant(label: str, instant: datetime | None) -> Fact:
    return Fact(label, "" if instant else _("never"), instant)


def _waiting(label: str, instant: datetime | None) -> list[Fact]:
    """Nothing where nothing waits."""
    return [Fact(label, instant=instant)] if instant else []


def _counted(label: str, count: int, screen: str, state: str) -> Fact:
    return Fact(label, str(count), url=f"{reverse(screen)}?state={state}" if count else "")


def _fact_of(disk: Disk) -> Fact:
    room = {"free": filesizeformat(disk.free), "total": filesizeformat(disk.total), "percent": disk.free_percent}
    return Fact(str(DISK_NAMES[disk.name]), _("%(free)s free of %(total)s (%(percent)s %%)") % room)


def _database_version() -> str:
    numbers = connection.get_database_version()
    return f"{connection.display_name} {'.'.join(str(number) for number in numbers)}"
