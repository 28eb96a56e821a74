"""What sessions hold on a person."""

from django.db import models
from django.utils.translation import gettext as _

from network.models import Person
from privacy.sources import Section, covers
from sessions.models import (
    Attendance,
    ConnectedSite,
    Contest,
    Correction,
    Excuse,
    OccupantDecision,
    Participation,
    RosterEntry,
    SessionPart,
)
from sessions.models.guests import GuestInvitation
from sessions.models.joining import ConnectionChoice
from sessions.models.materials import Material, RecordingConsent, RecordingLeave


@covers(
    "training_sessions.Attendance.person",
    "training_sessions.SessionPart.person",
    "training_sessions.RosterEntry.person",
    "training_sessions.Participation.person",
)
def attendance(person: Person) -> list[Section]:
    """Verdicts with what they rest on, ticks on rosters, parts in sessions, invitations and their answers."""
    verdicts = Attendance.objects.filter(person=person).select_related("session__workshop")
    ticks = RosterEntry.objects.filter(person=person).select_related("session__workshop")
    invitations = Participation.objects.filter(person=person).select_related("session__workshop")
    parts = SessionPart.objects.filter(person=person).select_related("session__workshop")
    return [
        Section(_("Attendance"), [_verdict(row) for row in verdicts.order_by("-session__starts_at")]),
        Section(
            _("Seen in the room"),
            [
                _of_session(row)
                | {_("Where"): row.get_source_display(), _("From"): row.starts_at, _("Until"): row.ends_at}
                | {_("Noted at"): row.ticked_at}
                for row in ticks.order_by("-ticked_at")
            ],
        ),
        Section(
            _("Parts in sessions"),
            [_of_session(row) | {_("Part"): row.get_role_display()} for row in parts.order_by("-session__starts_at")],
        ),
        Section(
            _("Invitations to sessions"),
            [
                _of_session(row)
                | {_("Invited at"): row.told_at, _("Taken back at"): row.taken_back_at}
                | {_("Answer"): row.get_answer_display(), _("Answered at"): row.answered_at}
                for row in invitations.order_by("-session__starts_at")
            ],
        ),
    ]


@covers(
    "training_sessions.Excuse.person",
    "training_sessions.OccupantDecision.person",
    "training_sessions.ConnectedSite.operator",
)
def excuses_and_corrections(person: Person) -> list[Section]:
    """Excuses with their answers, objections, corrections of verdicts, devices recognised, connections to open."""
    return [_excuses(person), _contests(person), _corrections(person), _devices(person), _sites(person)]


def _excuses(person: Person) -> Section:
    rows = Excuse.objects.filter(person=person).select_related("session__workshop").order_by("-asked_at")
    told = [
        _of_session(row)
        | {_("Reasons"): row.reason, _("Asked at"): row.asked_at, _("State"): row.get_state_display()}
        | {_("Answer"): row.answer, _("Decided at"): row.decided_at}
        for row in rows
    ]
    return Section(_("Excuses"), told)


def _contests(person: Person) -> Section:
    rows = Contest.objects.filter(attendance__person=person).select_related("attendance__session__workshop")
    told = [
        _of_session(row.attendance)
        | {_("Reasons"): row.reason, _("Contested at"): row.contested_at}
        | {_("Answer"): row.answer, _("Answered at"): row.answered_at}
        for row in rows.order_by("-contested_at")
    ]
    return Section(_("Objections to attendance"), told)


def _corrections(person: Person) -> Section:
    rows = Correction.objects.filter(attendance__person=person).select_related("attendance__session__workshop")
    told = [
        _of_session(row.attendance)
        | {_("Verdict before"): row.get_was_verdict_display(), _("Minutes before"): row.was_minutes}
        | {_("Reasons"): row.reason, _("Corrected at"): row.corrected_at}
        for row in rows.order_by("-corrected_at")
    ]
    return Section(_("Corrections of attendance"), told)


def _devices(person: Person) -> Section:
    rows = OccupantDecision.objects.filter(person=person).select_related("session__workshop").order_by("-decided_at")
    told = [_of_session(row) | {_("Reasons"): row.reason, _("Decided at"): row.decided_at} for row in rows]
    return Section(_("Devices recognised"), told)


def _sites(person: Person) -> Section:
    rows = ConnectedSite.objects.filter(operator=person).select_related("session__workshop", "room")
    told = [_of_session(row) | {_("Room"): row.room.name} for row in rows.order_by("-session__starts_at")]
    return Section(_("Connections to open"), told)


def _verdict(row: Attendance) -> dict:
    intervals = row.evidence.get("intervals", [])
    return _of_session(row) | {
        _("Verdict"): row.get_verdict_display(),
        _("Minutes present"): row.minutes,
        _("Per cent"): row.percent,
        _("Counted (UTC)"): " · ".join("–".join(instant[11:16] for instant in pair) for pair in intervals),
        _("Settled"): row.settled_at,
    }


def _of_session(row: models.Model) -> dict:
    return {
        _("Workshop"): row.session.workshop.title,
        _("Session"): row.session.title,
        _("Date"): row.session.starts_at,
    }


@covers("training_sessions.ConnectionChoice.person")
def connection(person: Person) -> list[Section]:
    """What of the picture one wants in rooms."""
    chosen = ConnectionChoice.objects.filter(person=person)
    rows = [{_("Connection"): row.get_line_display(), _("Chosen at"): row.chosen_at} for row in chosen]
    return [Section(_("My connection"), rows)]


@covers(
    "training_sessions.GuestInvitation.invited_by",
    "training_sessions.Material.added_by",
    "training_sessions.RecordingLeave.given_by",
    "training_sessions.RecordingConsent.person",
)
def around_sessions(person: Person) -> list[Section]:
    """Guests invited, materials added, leaves to record given, consents to be recorded."""
    guests = GuestInvitation.objects.filter(invited_by=person).select_related("session__workshop")
    materials = Material.objects.filter(added_by=person).select_related("workshop")
    leaves = RecordingLeave.objects.filter(given_by=person).select_related("session__workshop")
    consents = RecordingConsent.objects.filter(person=person).select_related("session__workshop")
    return [
        Section(_("Guests invited"), [_of_session(row) | {_("Invited at"): row.invited_at} for row in guests]),
        Section(
            _("Materials added"),
            [
                {_("Workshop"): row.workshop.title, _("Title"): row.title, _("Added at"): row.added_at}
                for row in materials
            ],
        ),
        Section(_("Leave to record given"), [_of_session(row) | {_("Given at"): row.given_at} for row in leaves]),
        Section(_("Consents to be recorded"), [_of_session(row) | {_("Given at"): row.given_at} for row in consents]),
    ]
