"""The parts of homes. A part is a template and the question for its facts; ``None`` where there is nothing to show.

A home is made of bands in order of importance; the parts of one band stand side by side on a desk. Somebody with
several roles meets one home with the parts of each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.permissions import page_permission_policy

from certificates.models import Certificate
from certificates.wallet.sums import hours_by_area
from content.querysets import awaiting_review, own_country_pages
from courses.models import Enrolment, Workshop
from equipment.assessing import assess_rooms, rooms_of
from equipment.bookings.rules import hand_of
from equipment.models import Asset, Booking
from equipment.room_panels import RoomPanel
from network.inbox import Due
from network.models import Office, OfficeRoom, Person, User
from network.models.people import Appointment
from network.querysets import standing_of
from network.rules import DEPUTISED_ROLES, OFFICE_ROLES, Standing
from sessions.models import Attendance, TrainingSession
from sessions.querysets import LEADING_ROLES
from sessions.rules import award_percent
from training_platform.homes.figures import participation
from training_platform.homes.seats import boards_of
from training_platform.homes.steps import first_steps
from training_platform.inbox import due_to

SHOWN = 5
LED_SHOWN = 30

Facts = dict[str, object] | None


@dataclass(frozen=True)
class Reader:
    """Who reads, at which instant."""

    user: User
    at: datetime

    @cached_property
    def standing(self) -> Standing:
        """Roles held now."""
        return standing_of(self.user)

    @cached_property
    def offices(self) -> list[Office]:
        """Those that the reader holds a role for. One question."""
        return list(Office.objects.filter(pk__in=self.standing.offices_as(*OFFICE_ROLES)).in_order())

    @cached_property
    def dues(self) -> list[Due]:
        """All that is due to the reader."""
        return due_to(self.user, self.at)

    @property
    def only_custodian(self) -> bool:
        """Whether the reader holds no other role for an office than to keep its equipment."""
        return not self.standing.offices_as(*set(OFFICE_ROLES) - {"custodian"})

    @cached_property
    def rooms(self) -> list[OfficeRoom]:
        """From which the offices that the reader speaks for or keeps the equipment of take part. One question."""
        offices = self.offices_as("contact_point", "custodian")
        return list(OfficeRoom.objects.filter(office__in=offices).select_related("office__country")) if offices else []

    def offices_as(self, *roles: str) -> list[Office]:
        """Of these, the ones for which one of ``roles`` is held."""
        keys = self.standing.offices_as(*roles)
        return [office for office in self.offices if office.pk in keys]


@dataclass(frozen=True)
class Part:
    """One part of a home."""

    name: str
    facts: Callable[[Reader], Facts]

    @property
    def template(self) -> str:
        return f"training_platform/parts/_{self.name}.html"


# --- Everybody's ---------------------------------------------------------------------------------------------------
def steps(reader: Reader) -> Facts:
    """What a new account still lacks, until it is put away. Two questions."""
    left = first_steps(reader.user, reader.standing)
    return {"steps": left, "done": sum(step.is_done for step in left)} if left else None


def inbox(reader: Reader) -> Facts:
    """All that is due, each with whether it is late."""
    return {"dues": [(due, due.is_late(reader.at)) for due in reader.dues]}


# --- One's own training --------------------------------------------------------------------------------------------
def next_session(reader: Reader) -> Facts:
    """The card of the next session, drawn by the tag of sessions. One question."""
    return {"person": reader.user.person} if reader.standing.is_network else None


def my_workshops(reader: Reader) -> Facts:
    """By state, with the reason of each: live ones first, then what is over and what was ended.

    Two questions, and one of those that have begun whether their sessions are over.
    """
    mine = Enrolment.objects.filter(person=reader.user.person_id).select_related("workshop__host_office__country")
    rows = list(mine.order_by("workshop__starts_on", "pk"))
    live = [row for row in rows if row.state in Enrolment.LIVE and row.workshop.state == Workshop.State.ANNOUNCED]
    today = timezone.localdate(reader.at)
    seconds = Attendance.objects.seconds_of(reader.user.person_id)
    begun = [row.workshop_id for row in live if row.workshop.ends_on >= today and row.workshop.has_come(reader.at)]
    over = TrainingSession.objects.workshops_over(begun, reader.at) if begun else set()
    past = [row for row in reversed(live) if row.workshop.ends_on < today or row.workshop_id in over]
    return {
        "live": sorted(
            (row for row in live if row not in past),
            key=lambda row: row.state not in Enrolment.TO_ACCEPT,
        ),
        "past": [
            (row, share, share is not None and share < row.workshop.attendance_threshold)
            for row in past
            for share in [award_percent([seconds[row.workshop_id]]) if row.workshop_id in seconds else None]
        ],
        "ended": [row for row in reversed(rows) if row.state not in Enrolment.LIVE][:20],
    }


def open_workshops(reader: Reader) -> Facts:
    """Workshops in which the reader could enrol now. One question."""
    mine = Enrolment.objects.live().filter(person=reader.user.person_id)
    free = Workshop.objects.accepting(reader.at).filter(seats_per_office__isnull=True).exclude(enrolments__in=mine)
    found = list(free.for_lists().upcoming(reader.at)[:SHOWN])
    return {"workshops": found} if found else None


def my_certificates(reader: Reader) -> Facts:
    """Certificates, and the hours by area that follow from them. One question."""
    papers = list(Certificate.objects.current().of_person(reader.user.person_id).select_related("workshop__area"))
    hours = hours_by_area(papers)
    return {"certificates": papers, "hours": hours, "total": sum(number for _area, number in hours)}


def led_sessions(reader: Reader) -> Facts:
    """Sessions that one moderates or trains in: to come, to settle, past. One question."""
    led = TrainingSession.objects.filter(parts__person=reader.user.person_id, parts__role__in=LEADING_ROLES).standing()
    rows = list(led.for_cards().distinct().order_by("-starts_at", "id")[:LED_SHOWN])
    if not rows and not reader.standing.holds("trainer"):
        return None
    over = [row for row in rows if row.ends_at <= reader.at]
    return {
        "coming": [row for row in reversed(rows) if row.ends_at > reader.at],
        "to_settle": [row for row in over if row.state == TrainingSession.State.SCHEDULED],
        "past": [row for row in over if row.state == TrainingSession.State.SETTLED][:SHOWN],
    }


def my_bookings(reader: Reader) -> Facts:
    """One's own coming bookings, to whoever may book in the own office. One question."""
    office_id = reader.standing.office_id
    if office_id is None or not hand_of(reader.standing, office_id).belongs:
        return None
    mine = Booking.objects.standing().filter(booked_by=reader.user.person_id, session__isnull=True)
    return {"bookings": list(mine.filter(ends_at__gt=reader.at).with_things().order_by("starts_at", "pk")[:SHOWN])}


# --- An office's ---------------------------------------------------------------------------------------------------
def office_seats(reader: Reader) -> Facts:
    """The seats of each workshop that takes nominations, to contact points. Three questions."""
    offices = reader.offices_as("contact_point")
    return {"boards": boards_of(offices, reader.at)} if offices else None


def office_sessions(reader: Reader) -> Facts:
    """Coming sessions in which people of the office hold seats; how many do. One question."""
    offices = reader.offices_as(*OFFICE_ROLES)
    mine = Enrolment.objects.holding().filter(office__in=offices)
    coming = TrainingSession.objects.filter(workshop__state=Workshop.State.ANNOUNCED).upcoming(reader.at)
    found = (
        coming.filter(workshop__enrolments__in=mine)
        .for_cards()
        .annotate(people=Count("workshop__enrolments", distinct=True))
    )
    return {"sessions": list(found[: SHOWN + SHOWN])}


def office_people(reader: Reader) -> Facts:
    """How many people the office has, the state of their accounts, its contact points with the unit of each (R80)."""
    offices = reader.offices_as("contact_point")
    if not offices:
        return None
    people = Person.objects.looked_after_by(reader.user).values_list("user__is_active", "user__activated_at")
    states = [(active, activated is not None) for active, activated in people]
    held = Appointment.objects.valid(reader.at).holding("contact_point").filter(office__in=offices)
    points = list(held.with_accounts().order_by("office", "starts_at", "pk"))
    return {
        "people": len(states),
        "without_account": sum(active is None for active, _activated in states),
        "not_activated": sum(active is True and not activated for active, activated in states),
        "points": points,
        "held": sum(point.stands_in_for_id is None for point in points),
        "due": sum(office.contact_points_due for office in offices),
    }


def office_deputies(reader: Reader) -> Facts:
    """Who stands in for the reader and for whom the reader stands in, now and later. One question."""
    if not reader.offices_as(*DEPUTISED_ROLES):
        return None
    mine, me = Q(person=reader.user.person_id), Q(stands_in_for__person=reader.user.person_id)
    held = Appointment.objects.not_ended(reader.at).filter(mine | me, role__in=DEPUTISED_ROLES)
    rows = list(held.select_related("person", "office__country", "stands_in_for__person").order_by("starts_at", "pk"))
    own = [row for row in rows if row.stands_in_for_id is None]
    return {
        "own": [
            {"appointment": row, "deputies": [each for each in rows if each.stands_in_for_id == row.pk]} for row in own
        ],
        "for_others": [row for row in rows if row.stands_in_for_id and row.person_id == reader.user.person_id],
    }


def office_rooms(reader: Reader) -> Facts:
    """Rooms from which the office takes part, how ready each is and why. Eight questions, one where there is no room.

    That there is none, a custodian reads at the head.
    """
    if not reader.rooms and reader.only_custodian:
        return None
    if not reader.offices_as("contact_point", "custodian"):
        return None
    offices = {room.office_id: room.office for room in reader.rooms}
    panels = [RoomPanel(each) for each in assess_rooms(rooms_of(offices), reader.at)] if offices else []
    return {"panels": panels, "offices": list(offices.values())}


def office_equipment(reader: Reader) -> Facts:
    """How much equipment the office has, in repair, missing. One question, for who reads its inventory."""
    offices = reader.offices_as(*OFFICE_ROLES)
    if not offices:
        return None
    is_missing = Q(verification=Asset.Verification.MISSING)
    return (
        Asset.objects.filter(office__in=offices)
        .present()
        .aggregate(
            present=Count("pk"),
            repaired=Count("pk", filter=Q(status=Asset.Status.UNDER_REPAIR)),
            missing=Count("pk", filter=is_missing),
        )
    )


def office_participation(reader: Reader) -> Facts:
    """The office's year beside the network's. Two questions."""
    offices = reader.offices_as("contact_point", "national_editor")
    if not offices:
        return None
    year = timezone.localdate(reader.at).year
    return {"year": year, "measures": participation([office.pk for office in offices], year)}


def office_pages(reader: Reader) -> Facts:
    """The pages that the reader drafts for, in the reader's language, and how many changes wait for the Secretariat.

    Empty until Wagtail lets the reader in.
    """
    if not reader.standing.writes_for_country:
        return None
    if page_permission_policy.explorable_root_instance(reader.user) is None:
        return {"pages": []}
    pages = list(own_country_pages(reader.user, reader.at))
    return {"pages": pages, "waiting": awaiting_review(reader.user, reader.at) if pages else 0}


def my_training_too(reader: Reader) -> Facts:
    """For who begins with an office: one's own places as well, in short."""
    facts = my_workshops(reader)
    return facts if facts and facts["live"] else None


STEPS, INBOX = Part("first_steps", steps), Part("inbox", inbox)
NEXT, LED = Part("next_session", next_session), Part("led_sessions", led_sessions)

MY_TRAINING: tuple[tuple[Part, ...], ...] = (
    (NEXT,),
    (INBOX, STEPS),
    (LED,),
    (Part("my_workshops", my_workshops),),
    (Part("open_workshops", open_workshops),),
    (Part("my_certificates", my_certificates),),
    (Part("my_bookings", my_bookings),),
)
MY_OFFICE: tuple[tuple[Part, ...], ...] = (
    (INBOX, STEPS),
    (Part("office_seats", office_seats),),
    (LED,),
    (Part("office_sessions", office_sessions), Part("office_pages", office_pages)),
    (Part("office_people", office_people), Part("office_rooms", office_rooms)),
    (Part("office_equipment", office_equipment),),
    (Part("office_deputies", office_deputies),),
    (Part("office_participation", office_participation),),
    (Part("my_workshops", my_training_too),),
)

Filled = list[tuple[str, dict[str, object]]]


def filled(bands: tuple[tuple[Part, ...], ...], reader: Reader) -> list[Filled]:
    """Template and facts of each part that has something to show, band by band; bands with nothing are left out."""
    asked = [[(part.template, part.facts(reader)) for part in band] for band in bands]
    shown = [[(template, facts) for template, facts in band if facts is not None] for band in asked]
    return [band for band in shown if band]
