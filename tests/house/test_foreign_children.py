"""A key in the path and one in the body that belong to different parents: refused, and nothing changed (ASVS 8.2.2)."""

import pytest
from django.core import signing
from django.urls import reverse

from conferencing.views import STAY_SALT
from tests.makers.courses import make_enrolment
from training_platform.access import Role

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # Willow leaves a picture's file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

REFUSED = {302, 403, 404}


@pytest.fixture(scope="module")
def keys(stage) -> dict[str, str]:
    """Keys of this and of that parent."""
    scene = stage.scene
    ours, theirs = (thing.about for thing in scene.things["session"][:2])
    waiting = make_enrolment(workshop=ours.workshop, person=scene.dora.person, state="waiting")
    return {
        "named": scene.named.slug,
        "home": scene.home.code,
        "away": scene.away.code,
        "our_candidate": str(scene.candidates[scene.home].pk),
        "their_candidate": str(scene.candidates[scene.away].pk),
        "our_session": str(ours.pk),
        "their_session": str(theirs.pk),
        "our_member": str(scene.people[Role.PROSECUTOR].person_id),
        "their_member": str(scene.dora.person_id),
        "stranger": str(scene.berta.person_id),
        "waiting": str(waiting.person_id),
        "stay_elsewhere": signing.dumps({"room": "another-room"}, salt=STAY_SALT),
    }


# Who posts where, with which keys in the path, and which in the body: each pair has another parent.
SWAPPED = [
    # A person of another office, named under one's own; one's own person under another office.
    (Role.CONTACT_POINT, "courses:workshop_nominate", ("named", "home"), {"person": "their_candidate"}),
    (Role.CONTACT_POINT, "courses:workshop_nominate", ("named", "away"), {"person": "our_candidate"}),
    (Role.CONTACT_POINT, "courses:workshop_nominate", ("named", "away"), {"person": "their_candidate"}),
    # Whoever holds a seat in another session, no seat here, or only waits for one.
    (Role.CONTACT_POINT, "sessions:tick_roster", ("our_session",), {"people": "their_member"}),
    (Role.CONTACT_POINT, "sessions:tick_roster", ("their_session",), {"people": "our_member"}),
    (Role.TRAINER, "sessions:tick_roster", ("our_session",), {"people": "their_member"}),
    (Role.TRAINER, "sessions:tick_roster", ("their_session",), {"people": "their_member"}),
    (Role.REGIONAL_SCHOOL, "sessions:tick_roster", ("our_session",), {"people": "their_member"}),
    (Role.SECRETARIAT, "sessions:tick_roster", ("our_session",), {"people": "stranger"}),
    (Role.SECRETARIAT, "sessions:tick_roster", ("our_session",), {"people": "waiting"}),
    # A stay signed for another room.
    (Role.PROSECUTOR, "conferencing:practice_leave", ("our_session",), {"stay": "stay_elsewhere"}),
]


@pytest.mark.parametrize(("role", "name", "path", "body"), SWAPPED)
def test_child_of_another_parent_is_refused(stage, keys, role, name, path, body):
    url = reverse(name, args=[keys[word] for word in path])
    response, changed = stage.ask(role, "POST", url, {field: keys[word] for field, word in body.items()})
    assert response.status_code in REFUSED
    assert changed == []


def test_the_same_posts_with_their_own_children_are_done(stage, keys):
    named = reverse("courses:workshop_nominate", args=[keys["named"], keys["home"]])
    ticked = reverse("sessions:tick_roster", args=[keys["our_session"]])
    assert stage.ask(Role.CONTACT_POINT, "POST", named, {"person": keys["our_candidate"]})[1] != []
    assert stage.ask(Role.CONTACT_POINT, "POST", ticked, {"people": keys["our_member"]})[1] != []


def test_file_of_another_document_is_not_there(stage):
    public, restricted = stage.scene.documents[0], stage.scene.documents[3]
    for key, name in ((restricted.pk, public.filename), (public.pk, restricted.filename + "x")):
        response, changed = stage.ask(Role.PROSECUTOR, "GET", reverse("wagtaildocs_serve", args=[key, name]))
        assert response.status_code == 404
        assert changed == []
