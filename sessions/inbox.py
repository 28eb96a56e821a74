"""What is due in sessions: to enter what is on or near, and to settle what is over."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Enrolment
from network.bilingual import in_my_language
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of
from network.rules import Standing
from sessions.door import door_of
from sessions.models import Attendance, ConnectedSite, Contest, Excuse, TrainingSession
from sessions.querysets import LEADING_ROLES, SITE_ROLES
from sessions.rules import SETTLED_AFTER
from sessions.standing import course_by

# What begins later is told by the card of the next session and the timetables: nothing is to be done about it yet.
NEAR = timedelta(hours=2)
# How long before a session its rooms are asked for, and how long a test call is good.
PREPARED_WITHIN, CALL_KEPT = timedelta(days=14), timedelta(days=60)


def sessions_near(user: User, at: datetime) -> list[Due]:
    """Sessions of one's own, by a seat or a part, that are on or begin within two hours. One question."""
    mine = TrainingSession.objects.of_person(user.person_id).with_place_of(user.person_id)
    near = mine.upcoming(at).filter(state="scheduled", starts_at__lte=at + NEAR)
    return [_near(session, user, at) for session in near.for_cards()]


def rooms_of_sessions(user: User, at: datetime) -> list[Due]:
    """Rooms of one's offices that are planned for coming sessions: to be made ready within a fortnight, to be booked.

    To contact points and custodians. One question; none to anybody else.
    """
    offices = standing_of(user).offices_as(*SITE_ROLES)
    if not offices:
        return []
    coming = ConnectedSite.objects.coming(at).filter(room__office__in=offices)
    near = Q(session__starts_at__gt=at, session__starts_at__lte=at + PREPARED_WITHIN)
    is_near = Case(When(near, then=Value(True)), default=Value(False))
    sites = coming.with_booked().with_prepared(at - CALL_KEPT).annotate(is_near=is_near)
    due = sites.filter(Q(is_booked=False) | Q(is_near=True, is_prepared=False))
    found = []
    for site in due.select_related("room", "session").order_by("session__starts_at", "pk"):
        if site.is_near and not site.is_prepared:
            found.append(_to_prepare(site))
        if not site.is_booked:
            found.append(_to_book(site))
    return found


def _to_prepare(site: ConnectedSite) -> Due:
    return Due(
        what=_("Get the room “%(room)s” ready for “%(title)s”") % {"room": site.room.name, "title": site.session.title},
        url=reverse("equipment:room", args=[site.room_id]),
        kind=Kind.SESSION,
        due_at=site.session.starts_at,
        why=_("It is not ready, or its last test call is more than 60 days old. The session begins:"),
    )


def _to_book(site: ConnectedSite) -> Due:
    return Due(
        what=_("Book a room for “%(title)s”: %(room)s") % {"title": site.session.title, "room": site.room.name},
        url=reverse("sessions:sites", args=[site.session_id]),
        kind=Kind.SESSION,
        due_at=site.session.starts_at,
        why=_("The room takes part in the session and is not booked for all of its hours. It begins:"),
    )


def _near(session: TrainingSession, user: User, at: datetime) -> Due:
    """Due at its beginning; once it is on, at its end. An open door leads straight into the room."""
    door, is_on = door_of(session, Standing(person_id=user.person_id), at=at), session.starts_at <= at
    if door.is_open:
        what, why = _("Enter “%(title)s”"), _("The room is open. It begins:")
    elif session.part in LEADING_ROLES:
        what, why = _("Open the room of “%(title)s”"), _("You lead it, and may enter earlier. It begins:")
    else:
        what, why = _("Take part in “%(title)s”"), _("It begins:")
    return Due(
        what=what % {"title": session.title},
        url=reverse("sessions:join" if door.is_open else "sessions:session", args=[session.pk]),
        kind=Kind.SESSION,
        due_at=session.ends_at if is_on else session.starts_at,
        why=_("It is on. It ends:") if is_on else why,
        since=session.starts_at if is_on else None,
    )


def sessions_to_settle(user: User, at: datetime) -> list[Due]:
    """Sessions that are over, whose attendance nobody settled: to who leads them. One question.

    The platform settles by itself after three quarters of an hour: what is late here is stuck.
    """
    led = TrainingSession.objects.led_by(user)
    return [
        Due(
            what=_("Look at the attendance of “%(title)s” and settle it") % {"title": session.title},
            url=reverse("sessions:session", args=[session.pk]),
            kind=Kind.SESSION,
            due_at=session.ends_at + SETTLED_AFTER,
            why=_("Whoever sat in a room must be ticked before. The platform settles it by itself:"),
        )
        for session in led.due_for_settling(timedelta(), at)
    ]


def attendance_at_risk(user: User, at: datetime) -> list[Due]:
    """Workshops under way in which one can no longer reach what the certificate asks for. Two questions at most."""
    mine = TrainingSession.objects.counting().filter(
        workshop__enrolments__person=user.person_id,
        workshop__enrolments__state__in=Enrolment.HOLDING,
        workshop__state="announced",
        workshop__ends_on__gte=at.date() - timedelta(days=1),
    )
    by_workshop: dict[int, list[TrainingSession]] = defaultdict(list)
    for session in mine.select_related("workshop"):
        by_workshop[session.workshop_id].append(session)
    begun = [rows for rows in by_workshop.values() if {row.state for row in rows} == {"settled", "scheduled"}]
    if not begun:
        return []
    settled = [row for rows in begun for row in rows if row.settled_at]
    verdicts = {row.session_id: row for row in Attendance.objects.filter(session__in=settled, person=user.person_id)}
    return [due for rows in begun for due in _at_risk(rows, verdicts)]


def _at_risk(rows: list[TrainingSession], verdicts: dict[UUID, Attendance]) -> list[Due]:
    workshop = rows[0].workshop
    if course_by(rows, verdicts, workshop.attendance_threshold).can_be_met:
        return []
    return [
        Due(
            what=_("Look at your attendance in “%(title)s”") % {"title": workshop.title},
            url=reverse("courses:workshop", args=[workshop.slug]),
            kind=Kind.SESSION,
            due_at=max(row.ends_at for row in rows),
            why=_(
                "What the certificate asks for can no longer be reached. Excuses and objections are asked for until:"
            ),
        )
    ]


def claims_to_answer(user: User, at: datetime) -> list[Due]:
    """Excuses and objections on which nobody has decided: to who leads the session. One question."""
    led = TrainingSession.objects.led_by(user)
    excuses = Excuse.objects.undecided().filter(session__in=led).exclude(person=user.person_id).order_by()
    contests = Contest.objects.filter(attendance__session__in=led, answered_at__isnull=True).order_by()
    contests = contests.exclude(attendance__person=user.person_id)
    rows = excuses.values_list("session", "session__title_es", "session__title_en", Value("excuses")).union(
        contests.values_list(
            "attendance__session", "attendance__session__title_es", "attendance__session__title_en", Value("sheet")
        )
    )
    sentences = {
        "excuses": _("Decide on the excuses for “%(title)s”"),
        "sheet": _("Answer the objections to the attendance of “%(title)s”"),
    }
    return [
        Due(
            what=sentences[page] % {"title": in_my_language(spanish, english)},
            url=reverse(f"sessions:{page}", args=[session]),
            kind=Kind.SESSION,
        )
        for session, spanish, english, page in rows
    ]
