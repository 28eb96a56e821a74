"""Things of the scene: workshops, seats, sessions, evidence, calendars and certificates."""

from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from certificates.actions import draft_wording
from certificates.models import Certificate
from conferencing.jitsi import keys
from network.models import OfficeRoom
from sessions.codes import code_for
from tests.makers.attendance import make_excuse, make_site
from tests.makers.badges import make_badge, make_badge_key, make_shared_badge
from tests.makers.calendars import make_feed, make_token
from tests.makers.certificates import make_certificate, make_earned_seat, make_issue_run, make_signatory
from tests.makers.conferencing import make_video_key
from tests.makers.courses import approve, make_draft, make_enrolment, make_workshop
from tests.makers.network import make_person
from tests.makers.sessions import make_attendance, make_guest, make_leave, make_material, make_part, make_session
from tests.makers.things import Scene, Thing
from training_platform.access import Reach, Role


def workshops(scene: Scene) -> dict[str, list[Thing]]:
    announced = make_workshop(host_office=scene.away)
    ours, theirs = make_draft(host_office=scene.home), make_draft(host_office=scene.away)
    opened = make_workshop(host_office=scene.away, seats_per_office=None)
    closed = make_draft(host_office=scene.away, seats_per_office=None)
    ready = make_draft(host_office=scene.away, stated_hours=9)
    approve(ready, school=scene.people[Role.REGIONAL_SCHOOL].person, secretariat=scene.saul.person)
    drafts = [
        Thing("our draft", (ours.slug,), "workshop_draft", office=scene.home, about=ours),
        Thing("their draft", (theirs.slug,), "workshop_draft", office=scene.away, about=theirs),
    ]
    return _seats(scene) | {
        "workshop": [Thing("announced", (announced.slug,), "workshop", about=announced), *drafts],
        "open_workshop": [
            Thing("open", (opened.slug,), "workshop", about=opened, always=frozenset({Reach.OWN})),
            Thing("their open draft", (closed.slug,), "workshop_draft", office=scene.away, about=closed),
        ],
        "office_in_workshop": [
            Thing("our office", (announced.slug, scene.home.code), "workshop", office=scene.home, about=scene.home),
            Thing("their office", (announced.slug, scene.away.code), "workshop", office=scene.away, about=scene.away),
        ],
        "draft": [Thing("draft", (ours.pk,), about=ours)],
        "ready_draft": [Thing("approved draft", (ready.pk,), about=ready)],
        "announced": [Thing("announced", (opened.pk,), about=opened)],
        "nominating": [Thing("announced", (announced.pk,), about=announced)],
        "announced_slug": [Thing("announced", (opened.slug,), about=opened)],
    }


def _seats(scene: Scene) -> dict[str, list[Thing]]:
    """Seats of one workshop: of people who answer for themselves, of people who cannot, and on its list."""
    named = make_workshop(host_office=scene.away)
    seats = [
        make_enrolment(workshop=named, person=user.person, state="nominated")
        for user in (scene.people[Role.PROSECUTOR], scene.berta, scene.dora, scene.people[Role.TRAINER])
        if user.person.office
    ]
    unable = [
        make_enrolment(workshop=named, person=make_person(office=office), state="nominated")
        for office in (scene.home, scene.away)
    ]
    waiting = [
        make_enrolment(workshop=named, person=make_person(office=office), state="waiting")
        for office in (scene.home, scene.home, scene.away, scene.away)
    ]
    scene.named = named
    return {
        "enrolment": [
            Thing(f"seat of {seat.person}", (seat.pk,), "enrolment", owner=seat.person, office=seat.office, about=seat)
            for seat in seats
        ],
        "named_seat": [
            Thing(f"{seat_of} {seat.person}", (seat.pk,), seat_of, owner=seat.person, office=seat.office, about=seat)
            for seat_of, found in (("seat_acceptance", seats), ("seat_acceptance_for", unable))
            for seat in found
        ],
        "office_seat": [
            Thing(f"seat of {seat.person}", (seat.pk,), "", owner=None, office=seat.office, about=seat)
            for seat in unable
        ],
        "second_in_line": [
            Thing(f"waiting {seat.person}", (seat.pk,), "", office=seat.office, about=seat) for seat in waiting[1::2]
        ],
        "enrolment_row": [Thing("enrolment", (seats[0].pk,))],
    }


def sessions(scene: Scene) -> dict[str, list[Thing]]:
    ana, bruno, dora = scene.people[Role.PROSECUTOR].person, scene.people[Role.TRAINER].person, scene.dora.person
    found, rooms = [], []
    for label, person in (("our session", ana), ("their session", dora)):
        session = make_session()
        make_enrolment(workshop=session.workshop, person=person)
        leaders = (bruno,) if person == ana else ()
        for leader in leaders:
            make_part(session, leader)
        fields = {"office": person.office, "members": (person,), "leaders": leaders, "about": session}
        found.append(Thing(label, (session.pk,), "session", **fields))
        rooms.append(Thing(label, (session.room.name,), "session", **fields))
    hidden = make_session(workshop=make_draft(host_office=scene.home))
    found.append(Thing("session of a draft", (hidden.pk,), "timetable", office=scene.home, about=hidden))
    coming = make_session(starts_at=timezone.now() + timedelta(days=2))
    recorded = make_session(starts_at=timezone.now() + timedelta(days=2))
    make_leave(recorded)
    for thing in found:
        make_guest(thing.about)
    make_enrolment(workshop=recorded.workshop, person=ana)
    materials = [
        Thing(thing.label, (make_material(thing.about).pk,), "session_material", members=thing.members,
              leaders=thing.leaders, about=thing.about)
        for thing in found
    ]  # fmt: skip
    return _evidence(scene, found) | {
        "material": materials[:2],
        "recorded_session": [Thing("recorded", (recorded.pk,), "own_consent", members=(ana,), about=recorded)],
        "recorded_row": [Thing("recorded", (recorded.pk,), about=recorded)],
        "session": found,
        "room": rooms,
        "session_row": [Thing("session", (coming.pk,), about=coming)],
        "attendance_row": [Thing("verdict", (make_attendance(person=ana).pk,))],
    }


def _evidence(scene: Scene, sessions: list[Thing]) -> dict[str, list[Thing]]:
    """Sites of our office and of another, the code of a screen, and verdicts of ours and of theirs."""
    ana, bruno = scene.people[Role.PROSECUTOR].person, scene.people[Role.TRAINER].person
    ours, theirs = (thing.about for thing in sessions[:2])
    sites = [make_site(ours, office=scene.home), make_site(theirs, office=scene.away)]
    rows = [make_attendance(person=person) for person in (ana, scene.dora.person)]
    make_part(rows[0].session, bruno)
    planned, asked = make_session(), make_session()
    OfficeRoom.objects.create(office=scene.home, name="Sala de ensayo", capacity=9)
    make_enrolment(workshop=asked.workshop, person=scene.dora.person)
    make_excuse(asked, scene.dora.person)
    make_part(asked, bruno)
    make_part(planned, bruno)
    verdicts = [
        Thing(
            f"verdict on {row.person}",
            (row.session_id, row.pk),
            owner=row.person,
            office=row.office,
            leaders=(bruno,) if row.person == ana else (),
            about=row,
        )
        for row in rows
    ]
    return {
        "site": [
            Thing("our site", (sites[0].pk,), office=scene.home, leaders=(bruno,), about=sites[0]),
            Thing("their site", (sites[1].pk,), office=scene.away, about=sites[1]),
        ],
        "planned_session": [
            Thing("session", (planned.pk,), leaders=(bruno,), about=planned, always=frozenset({Reach.OFFICE}))
        ],
        "excused_session": [replace(thing, seen_as="") for thing in sessions[:2]],
        "asked_session": [
            Thing("session with an excuse", (asked.pk,), office=scene.away, leaders=(bruno,), about=asked)
        ],
        "contested_session": [
            Thing(f"verdict on {row.person}", (row.session_id,), owner=row.person, about=row) for row in rows
        ],
        "verdict": verdicts,
        "presence_code": [Thing("code", (code_for(sites[0], at=timezone.now()),), about=sites[0])],
    }


def calendars(scene: Scene) -> dict[str, list[Thing]]:
    """Own and foreign subscriptions. The secret address is one that was revoked: who has a live one is its owner."""
    feeds = [make_feed(user.person) for user in (scene.people[Role.PROSECUTOR], scene.berta)]
    revoked = make_token(make_feed(scene.dora.person), revoked_at=timezone.now())
    return {
        "feed": [Thing(f"feed of {feed.person}", (feed.pk,), "own_calendar", owner=feed.person) for feed in feeds],
        "feed_token": [Thing("revoked", (revoked,), "calendar_feed")],
        "feed_language": [Thing("public", ("es",), "public_page")],
        "feed_part": [Thing("country", ("es", "country", "GT"), "public_page")],
    }


def _misnamed() -> Certificate:
    """With another name on it than its holder's record has."""
    paper = make_certificate()
    paper.facts["name"] = "Ana Maria Lopes"
    paper.save(update_fields=["facts"])
    return paper


def certificates(scene: Scene) -> dict[str, list[Thing]]:
    holders = [scene.people[Role.PROSECUTOR], scene.berta, scene.dora]
    papers = []
    for user in holders:
        name = storages["private"].save("certificates/scene.pdf", ContentFile(b"%PDF-"))
        papers.append(make_certificate(user.person, document=name, document_digest="0" * 64))
    scene.papers = papers
    certifiable = make_earned_seat().workshop
    badges = [make_badge(user) for user in holders]
    _shared, token = make_shared_badge(scene.dora)
    return {
        "certificate": [
            Thing(f"paper of {paper.person}", (paper.pk,), "certificate", owner=paper.person, office=paper.office)
            for paper in papers
        ],
        "own_paper": [Thing(f"paper of {paper.person}", (paper.pk,), owner=paper.person) for paper in papers],
        "own_badge": [Thing(f"badge of {each}", (each.pk,), owner=each.certificate.person) for each in badges],
        "own_badge_file": [
            Thing(f"picture of {each}", (each.pk, "png"), owner=each.certificate.person) for each in badges
        ],
        "badge_key": [Thing("key", (make_badge_key().kid,))],
        "badge_purpose": [Thing("revoked", ("revocation",))],
        "shared_badge": [Thing("shared", (token,))],
        "shared_badge_file": [Thing("shared", (token, "jwt"))],
        "code": [Thing("code", (papers[0].code,), "verification")],
        "certificate_row": [Thing("certificate", (papers[0].pk,))],
        "certifiable_row": [Thing("workshop", (certifiable.pk,), about=certifiable)],
        "issue_run_row": [Thing("issue", (make_issue_run(certifiable, finished_at=timezone.now()).pk,))],
        "wording_row": [Thing("draft", (draft_wording(kind="trainer", by=None).pk,))],
        "signatory_row": [Thing("signatory", (make_signatory().pk,))],
        "certificate_suspended": [Thing("suspended", (make_certificate(state="suspended").pk,))],
        "certificate_misnamed": [Thing("misnamed", (_misnamed().pk,))],
        "room_post": [Thing("path", ("muc/room-created",))],
        "practice": [Thing("room", ("a-room",))],
        "reservation": [Thing("room", ("room-1",))],
        "video_key": [Thing("key", (keys.SYSTEM, make_video_key().file_name.removesuffix(".pem")))],
    }
