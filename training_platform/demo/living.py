"""The living programme: what goes on around the moment at which the demonstration is started.

Each part is made anew, through the same actions, when its time has gone by; what was stays as history. At whatever hour
it starts there is a session under way, one within the hour, one tomorrow and one to settle; seats to fill, a seat to
accept; drafts that lack one word, and one that lacks nothing.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from courses.actions import enrol_person, give_up_seat, nominate_person
from courses.models import FreedSeat, Workshop
from network.models import Office, Person
from sessions.actions import assign_part, correct_verdict, plan_site, settle_session
from sessions.models import TrainingSession
from training_platform.demo.attempts import attempt
from training_platform.demo.drafts import draft_plan, monday_from, show_drafts
from training_platform.demo.handouts import furnish
from training_platform.demo.living_plans import (
    INVITED,
    JUST_OVER,
    NOMINATIONS,
    ON_THEIR_WAY,
    PAST,
    RUNNING,
    SOON,
    TOMORROW,
    Pair,
    Plan,
)
from training_platform.demo.papers import award_and_print
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SCHOOL, approve_and_announce, schedule
from training_platform.demo.seats import set_seats_moving
from training_platform.demo.three_sites import hold_three_sites, is_held
from training_platform.demo.traces import leave_trace, walk_in

TRAINER = "octavio.mena@escuela.fgr.sv.example"
# The national school's editor and the custodian of Honduras learn too.
OFFERED = ("ada.funes@mp.hn.example", "olvin.sabillon@mp.hn.example")
# Whatever a visitor booked in its room meanwhile gives way to the session that the demonstration shows.
NEEDED = "La sesión de la red necesita la sala."
LUCIA = "lucia.andino@mp.hn.example"
# A session that ended less than this ago is still to be settled: the clock does it a little later.
UNSETTLED = timedelta(minutes=35)


def bring_to_life(at: datetime | None = None) -> None:
    """Make whatever part of the living programme is missing or has gone by."""
    now = at or timezone.now()
    for is_there, make in (
        (_is_one_running, _run_now),
        (_begins_one_soon, _start_soon),
        (_comes_one_tomorrow, _hold_tomorrow),
        (_is_one_to_settle, _end_just_now),
        (_are_seats_free, _open_nominations),
        (_waits_lucia, _invite_lucia),
        (_are_seats_moving, _set_moving),
        (_is_certificate_fresh, _hold_this_week),
        (is_held, hold_three_sites),
    ):
        if not is_there(now):
            attempt(make, now)
    attempt(show_drafts, now)


# --- What is there ----------------------------------------------------------------------------------------------------


def _scheduled(**fields: object) -> bool:
    return TrainingSession.objects.filter(state="scheduled", workshop__state="announced", **fields).exists()


def _is_one_running(now: datetime) -> bool:
    return _scheduled(starts_at__lte=now, ends_at__gt=now + timedelta(minutes=10))


def _begins_one_soon(now: datetime) -> bool:
    return _scheduled(starts_at__gt=now, starts_at__lte=now + timedelta(hours=1))


def _comes_one_tomorrow(now: datetime) -> bool:
    return _scheduled(workshop__title_es=TOMORROW.title[0], starts_at__gt=now + timedelta(hours=3))


def _is_one_to_settle(now: datetime) -> bool:
    return _scheduled(ends_at__lte=now, ends_at__gt=now - UNSETTLED)


def _are_seats_free(now: datetime) -> bool:
    return Workshop.objects.accepting(now).filter(title_es=NOMINATIONS.title[0]).exists()


def _waits_lucia(now: datetime) -> bool:
    return Workshop.objects.accepting(now).filter(title_es=INVITED.title[0]).exists()


def _are_seats_moving(now: datetime) -> bool:
    kept = FreedSeat.objects.kept(now).filter(workshop__title_es=ON_THEIR_WAY.title[0])
    return kept.filter(workshop__state=Workshop.State.ANNOUNCED).exists()


def _is_certificate_fresh(now: datetime) -> bool:
    return Workshop.objects.filter(title_es=PAST.title[0], ends_on__gte=now.date() - timedelta(days=8)).exists()


# --- How it is made ---------------------------------------------------------------------------------------------------


def _announce(plan: Plan, now: datetime, begins: datetime, ends: datetime) -> Workshop:
    """Drafted, approved by two people and announced, three weeks before its enrolment closes."""
    made_at = now + plan.closes - timedelta(days=21)
    workshop = draft_plan(plan, now=now, made_at=made_at, begins=begins, ends=ends)
    return approve_and_announce(workshop, drafted_at=made_at, within=timedelta(hours=3))


def _enrol_some(workshop: Workshop, plan: Plan, now: datetime, *, each: int, more: Iterable[str] = ()) -> list[Person]:
    """The first ``each`` prosecutors of every office enrol themselves, Lucía Andino of Tegucigalpa among them."""
    asked = now + plan.closes - timedelta(days=7)
    people = [person for office in Office.objects.in_order() for person in prosecutors_of(office)[:each]]
    people += [account_of(email).person for email in more]
    for minute, person in enumerate(people):
        enrol_person(workshop, person, by=person.user, at=asked + timedelta(minutes=minute))
    return people


def _sit(workshop: Workshop, titles: Pair, begins: datetime, minutes: int, *, at: datetime) -> TrainingSession:
    session = schedule(workshop, titles, begins, begins + timedelta(minutes=minutes), at=at)
    assign_part(session, account_of(TRAINER).person, role="moderator", by=account_of(SCHOOL), at=at)
    return session


def _quarter(now: datetime) -> datetime:
    """The last full quarter of an hour: sessions begin at round times."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _morning(plan: Plan, now: datetime, *, days: int, hour: int) -> datetime:
    """So many days from today, at that hour where the plan's host is."""
    zone = ZoneInfo(Office.objects.get(code=plan.host).time_zone)
    return datetime.combine(timezone.localdate(now, zone) + timedelta(days=days), time(hour), zone)


def _monday_morning(plan: Plan, now: datetime, *, days: int) -> datetime:
    """Eight o'clock where the plan's host is, on the first Monday so many days from today or later."""
    return monday_from(_morning(plan, now, days=days, hour=8))


def _run_now(now: datetime) -> None:
    """Under way for a quarter of an hour or two, some of its people inside, Honduras's room not yet; more tomorrow."""
    begins = _quarter(now) - timedelta(minutes=15)
    second = begins + timedelta(days=1)
    workshop = _announce(RUNNING, now, begins, second + timedelta(hours=2))
    people = _enrol_some(workshop, RUNNING, now, each=1, more=OFFERED)
    made_at = now - timedelta(days=10)
    session = _sit(workshop, ("Conceptos y tipos penales", "Concepts and offences"), begins, 120, at=made_at)
    _sit(workshop, ("Evidencia digital", "Digital evidence"), second, 120, at=made_at)
    home = Office.objects.get(code="HN")
    plan_site(session, home.rooms.earliest("pk"), by=contact_point_of(home), reason=NEEDED, at=made_at)
    elsewhere = [person for person in people if person.office.code not in ("HN", "BZ")]
    for number, person in enumerate(elsewhere):
        walk_in(session, person, joined_at=begins + timedelta(seconds=20 * number))


def _start_soon(now: datetime) -> None:
    begins = _quarter(now) + timedelta(minutes=45)
    workshop = _announce(SOON, now, begins, begins + timedelta(minutes=90))
    _enrol_some(workshop, SOON, now, each=2, more=OFFERED[:1])
    session = _sit(workshop, ("Redes, vínculos y jerarquías", "Networks, links and hierarchies"), begins, 90, at=now)
    furnish(session, trainer=TRAINER, school=SCHOOL, at=now)


def _hold_tomorrow(now: datetime) -> None:
    begins = _morning(TOMORROW, now, days=1, hour=10)
    workshop = _announce(TOMORROW, now, begins, begins + timedelta(hours=2))
    _enrol_some(workshop, TOMORROW, now, each=1, more=OFFERED)
    session = _sit(workshop, ("Del delito al patrimonio", "From the offence to the assets"), begins, 120, at=now)
    for code in ("GT", "PA", "SV"):
        office = Office.objects.get(code=code)
        plan_site(session, office.rooms.earliest("pk"), by=contact_point_of(office), at=now)


def _end_just_now(now: datetime) -> None:
    """Its only session ended some minutes ago and awaits its settling; one person left too early."""
    ends = _quarter(now) - timedelta(minutes=5)
    begins = ends - timedelta(minutes=60)
    workshop = _announce(JUST_OVER, now, begins, ends)
    people = _enrol_some(workshop, JUST_OVER, now, each=1)
    session = _sit(workshop, JUST_OVER.title, begins, 60, at=now - timedelta(days=7))
    for place, person in enumerate(people):
        stay = timedelta(minutes=31 if place == 0 else 58)
        leave_trace(session, person, joined_at=begins + timedelta(seconds=place), stay=stay)


def _open_nominations(now: datetime) -> None:
    """Two seats each; of Panama one gave up, so the third is offered the seat; Guatemala named one, Honduras none yet.

    One session for each module of the syllabus, Monday to Friday, four weeks from now.
    """
    begins = _monday_morning(NOMINATIONS, now, days=28)
    workshop = _announce(NOMINATIONS, now, begins, begins + timedelta(days=4, hours=10))
    for code, named in (("PA", 3), ("GT", 1)):
        office = Office.objects.get(code=code)
        for person in prosecutors_of(office)[:named]:
            nominate_person(workshop, person, by=contact_point_of(office), at=now - timedelta(days=2))
    first = workshop.enrolments.filter(office__code="PA").earliest("asked_at", "pk")
    give_up_seat(first, by=first.person.user, reason="Juicio oral en esas fechas.", at=now - timedelta(hours=5))
    for number, module in enumerate(workshop.syllabus["modules"]):
        starts_at = begins + timedelta(days=min(number, 4), hours=5 if number == 5 else 0)
        _sit(workshop, (module["title_es"], module["title_en"]), starts_at, int(float(module["hours"]) * 60), at=now)


def _invite_lucia(now: datetime) -> None:
    """Every office names one of its two; Lucía Andino has not said yes yet."""
    begins = _monday_morning(INVITED, now, days=20)
    workshop = _announce(INVITED, now, begins, begins + timedelta(days=2, hours=6))
    named_at = now - timedelta(days=1)
    for code in ("CR", "HN", "SV"):
        office = Office.objects.get(code=code)
        nominate_person(workshop, prosecutors_of(office)[0], by=contact_point_of(office), at=named_at)
    for day in range(3):
        titles = (f"Día {day + 1}: casos y simulación", f"Day {day + 1}: cases and simulation")
        _sit(workshop, titles, begins + timedelta(days=day), 360, at=now)


def _set_moving(now: datetime) -> None:
    """Two days in two weeks; its nominations closed a day ago."""
    begins = _monday_morning(ON_THEIR_WAY, now, days=12)
    workshop = _announce(ON_THEIR_WAY, now, begins, begins + timedelta(days=1, hours=6))
    for day in range(2):
        titles = (f"Día {day + 1}: de la orden a la sala", f"Day {day + 1}: from the order to the courtroom")
        _sit(workshop, titles, begins + timedelta(days=day), 360, at=now - timedelta(days=8))
    set_seats_moving(Workshop.objects.get(pk=workshop.pk), now)


def _hold_this_week(now: datetime) -> None:
    """Two sessions with real traces; everyone stays but one, who leaves too early for a certificate.

    One more had left the device alone in the room, and was corrected after the award: the Secretariat decides.
    """
    begins = _quarter(now) - timedelta(days=3)
    workshop = _announce(PAST, now, begins, begins + timedelta(days=1, hours=2))
    people = _enrol_some(workshop, PAST, now, each=1)
    parts = (("Hallazgo y recolección", "Finding and collecting"), ("Custodia y juicio", "Custody and trial"))
    for number, titles in enumerate(parts):
        starts_at = begins + timedelta(days=number)
        session = _sit(workshop, titles, starts_at, 120, at=starts_at - timedelta(days=5))
        for place, person in enumerate(people):
            stay = timedelta(minutes=50 if place == 0 else 118)
            leave_trace(session, person, joined_at=starts_at + timedelta(seconds=place), stay=stay)
        settle_session(session, by=account_of(SCHOOL), at=session.ends_at + timedelta(hours=1))
    award_and_print(workshop, by=account_of(SCHOOL), at=begins + timedelta(days=1, hours=4))
    correct_verdict(
        session.attendance.get(person=people[-1]),
        present_minutes=35,
        reason="Según la oficina, salió a una diligencia y dejó el equipo conectado.",
        by=account_of(TRAINER),
        at=begins + timedelta(days=1, hours=20),
    )
