"""What the dashboards count: today's sessions and how they are, seats, drafts, vacancies, failures. Questions only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from conferencing import jitsi
from conferencing.models import Stay
from courses.models import Enrolment
from foundations.jobs.models import Job, Trouble
from foundations.outbox.models import Letter
from network.models import Office
from privacy.models import Breach, Correction
from sessions.models import SessionPart, TrainingSession
from training_platform.vital_signs.signs import is_video_set
from training_platform.vital_signs.words import NOT_SET_UP

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """One number with its words, and the list that it is counted from. ``is_bad``: somebody should look."""

    label: str
    number: str
    url: str
    is_bad: bool = False


@dataclass(frozen=True)
class SessionToday:
    """One session of today, how many hold seats, how many are inside, and what is wrong with it, in words."""

    session: TrainingSession
    seats: int
    inside: int
    faults: list[str]


def sessions_today(at: datetime) -> list[SessionToday]:
    """Sessions of the reader's day, in order. Two questions, whatever their number."""
    begins = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = TrainingSession.objects.standing().filter(starts_at__lt=begins + A_DAY, ends_at__gte=begins)
    rows = list(_with_counts(today.filter(workshop__state="announced")).for_cards().order_by("starts_at", "id"))
    rooms = [row.room_id for row in rows]
    inside = dict(
        Stay.objects.ongoing().filter(room__in=rooms).values_list("room").annotate(Count("pk")).order_by()
        if rooms
        else ()
    )
    return [
        SessionToday(row, row.seats, inside.get(row.room_id, 0), _faults_of(row, inside.get(row.room_id, 0), at))
        for row in rows
    ]


def _with_counts(sessions: QuerySet) -> QuerySet:
    led = SessionPart.objects.filter(session=OuterRef("pk"), role__in=("moderator", "trainer"))
    held = Count("workshop__enrolments", filter=Q(workshop__enrolments__state__in=Enrolment.HOLDING), distinct=True)
    return sessions.annotate(seats=held, is_led=Exists(led))


def _faults_of(session: TrainingSession, inside: int, at: datetime) -> list[str]:
    """What somebody should do something about."""
    faults = []
    if not session.is_led:
        faults.append(_("nobody leads it"))
    if not session.seats:
        faults.append(_("nobody holds a seat"))
    if session.is_running_at(at) and not inside:
        faults.append(_("it is on and nobody is inside"))
    if session.state == TrainingSession.State.SCHEDULED and session.ends_at + timedelta(hours=1) < at:
        faults.append(_("its attendance is not settled"))
    return faults


def network_figures(at: datetime) -> list[Figure]:
    """What the Secretariat answers for: contact points, personal data, machinery."""
    offices = list(Office.objects.with_contact_points(at).values_list("contact_points", "contact_points_due"))
    full = sum(held >= due for held, due in offices)
    late, open_ones = Correction.objects.overdue(at).count(), Correction.objects.open().count()
    running = Breach.objects.on_the_clock().count()
    return [
        Figure(
            _("Offices with their contact points"),
            _("%(held)s of %(due)s") % {"held": full, "due": len(offices)},
            f"{reverse('offices:index')}?vacancy=vacant" if full < len(offices) else reverse("offices:index"),
            full < len(offices),
        ),
        Figure(_("Corrections to answer"), str(open_ones), f"{reverse('corrections:index')}?state=open", late > 0),
        Figure(_("Breaches on the clock"), str(running), reverse("breaches:index"), running > 0),
    ]


def machinery_figures() -> list[Figure]:
    """Mail, jobs, parts that fail, the video server."""
    letters = Letter.objects.order_by().values_list("state").annotate(Count("pk"))
    counted = dict(letters.filter(state__in=("failed", "bounced")))
    given_up, returned = counted.get("failed", 0), counted.get("bounced", 0)
    dead, failing = Job.objects.dead().count(), Trouble.objects.open().count()
    screens = {name: reverse(f"{name}:index") for name in ("letters", "jobs")}
    return [
        Figure(_("E-mails given up"), str(given_up), f"{screens['letters']}?state=failed", given_up > 0),
        Figure(_("E-mails returned"), str(returned), f"{screens['letters']}?state=bounced", returned > 0),
        Figure(_("Tasks given up"), str(dead), f"{screens['jobs']}?state=dead", dead > 0),
        Figure(_("Parts that fail"), str(failing), reverse("platform_state"), failing > 0),
        Figure(
            _("Video server"),
            _("set up") if is_video_set() else str(NOT_SET_UP),
            reverse("platform_state"),
            not jitsi.is_configured(),  # in the demonstration a practice room stands in for it
        ),
    ]


def school_figures(at: datetime) -> list[Figure]:
    """What the School answers for: pages in the workflow, those returned, sessions to settle."""
    states = WorkflowState.objects.filter(status__in=("in_progress", "needs_changes"))
    counted = dict(states.order_by().values_list("status").annotate(Count("pk")))
    waiting, returned = counted.get("in_progress", 0), counted.get("needs_changes", 0)
    to_settle = TrainingSession.objects.due_for_settling(timedelta(), at).count()
    report = reverse("wagtailadmin_reports:workflow")
    return [
        Figure(_("Pages in the workflow"), str(waiting), f"{report}?status=in_progress"),
        Figure(_("Pages returned"), str(returned), f"{report}?status=needs_changes", returned > 0),
        Figure(
            _("Sessions to settle"),
            str(to_settle),
            f"{reverse('training_sessions:index')}?state=scheduled",
            to_settle > 0,
        ),
    ]
