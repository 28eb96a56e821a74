"""Five browsers on every screen of the stair: of one office, of another, of nobody, of whose role just ended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.actions import end_appointment
from network.models import Appointment
from tests.house.stage import Stage, is_a_door
from tests.makers.network import make_user
from training_platform.access import Role

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # Willow leaves a picture's file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

BROWSERS = ("ana", "berta", "dora", "nobody", "ended")


@pytest.fixture(scope="module")
def five(stage: Stage) -> Stage:
    """Ended signs in as a contact point of ana's office; the appointment ends, and the browser stays open."""
    scene = stage.scene
    person = {"kind": "staff", "given_names": "Elena", "office": scene.home}
    ended = make_user("elena@mp.hn.example", role="contact_point", **person)
    readers = {"ana": scene.people[Role.PROSECUTOR], "berta": scene.berta, "dora": scene.dora, "nobody": None}
    for name, user in (readers | {"ended": ended}).items():
        stage.add_reader(name, user)
    opened, _changed = stage.ask("ended", "GET", reverse("my_office"))
    assert opened.status_code == 200
    appointment = Appointment.objects.get(person=ended.person)
    end_appointment(appointment, by=scene.people[Role.SECRETARIAT], at=timezone.now() - timedelta(seconds=1))
    return stage


def outcome(stage: Stage, who: str, method: str, url: str, body: dict | None) -> str:
    """One word: shown, done (something changed), back (a sentence, nothing changed), sign-in, or the status."""
    response, changed = stage.ask(who, method, url, body)
    if response.status_code == 302:
        if is_a_door(response["Location"]):
            return "sign-in"
        return "done" if changed or method == "GET" else "back"
    return "shown" if response.status_code == 200 else str(response.status_code)


# The screen, its method, the thing in its path (kind, which of them), what is posted; then what each browser gets.
# Whose appointment ended is led to the sign-in from that second on, wherever the next step goes.
# ana has a seat in our session and a nomination, berta a nomination, dora those of the other office.
STAIR = [
    ("courses:workshop_list", "GET", None, None, "shown shown shown shown sign-in"),
    ("courses:workshop", "GET", ("workshop", 0), None, "shown shown shown shown sign-in"),
    ("courses:workshop", "GET", ("workshop", 1), None, "404 404 404 404 sign-in"),
    ("courses:workshop_enrol", "POST", ("open_workshop", 0), {}, "done done done sign-in sign-in"),
    ("courses:workshop_nominate", "POST", ("office_in_workshop", 0), {"person": "x"}, "404 404 404 sign-in sign-in"),
    ("courses:enrolment_accept", "POST", ("enrolment", 0), {}, "done 404 404 sign-in sign-in"),
    ("courses:enrolment_give_up", "GET", ("enrolment", 0), None, "shown 404 404 sign-in sign-in"),
    ("courses:enrolment_give_up", "POST", ("enrolment", 1), {"reason": "x"}, "404 done 404 sign-in sign-in"),
    ("my_training", "GET", None, None, "shown shown shown sign-in sign-in"),
    ("my_office", "GET", None, None, "404 404 404 sign-in sign-in"),
    ("sessions:session", "GET", ("session", 0), None, "shown shown shown sign-in sign-in"),
    ("sessions:session", "GET", ("session", 2), None, "404 404 404 sign-in sign-in"),
    ("sessions:join", "GET", ("session", 0), None, "done 403 403 sign-in sign-in"),
    ("rejoin", "GET", ("room", 0), None, "done done done sign-in sign-in"),
    ("sessions:tick_roster", "POST", ("session", 0), {"people": "x"}, "404 404 404 sign-in sign-in"),
    ("sessions:settle", "GET", ("session", 0), None, "404 404 404 sign-in sign-in"),
    ("sessions:settle", "POST", ("session", 0), {}, "404 404 404 sign-in sign-in"),
    ("certificates:document", "GET", ("certificate", 0), None, "shown 404 404 sign-in sign-in"),
    ("certificates:document", "GET", ("certificate", 2), None, "404 404 shown sign-in sign-in"),
    ("verification:certificate", "GET", ("code", 0), None, "shown shown shown shown sign-in"),
    ("my_account", "GET", None, None, "shown shown shown sign-in sign-in"),
    ("wagtailadmin_home", "GET", None, None, "sign-in sign-in sign-in sign-in sign-in"),
]


@pytest.mark.parametrize(("name", "method", "thing", "body", "outcomes"), STAIR)
def test_screen_in_five_browsers(five, name, method, thing, body, outcomes):
    kind, number = thing or ("", 0)
    url = reverse(name, args=five.scene.things_of(kind)[number].args)
    found = {who: outcome(five, who, method, url, body) for who in BROWSERS}
    assert found == dict(zip(BROWSERS, outcomes.split(), strict=True))
