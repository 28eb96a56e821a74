"""The life of an account in one story: opened by the contact point, activated by letter, a password forgotten, closed a
second ago."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from network.models import Person, User
from tests.makers.jobs import run_queued_jobs
from tests.makers.links import delivered_link

MONDAY = datetime(2027, 5, 3, 15, tzinfo=UTC)
NORA = "nora@mp.hn.example"
FIRST, SECOND = "una frase bastante larga", "otra frase todavía más larga"


def sign_in(browser: Client, password: str) -> bool:
    """Through the sign-in page; whether somebody is signed in now."""
    browser.post(reverse("account_login"), {"login": NORA, "password": password})
    return browser.get(reverse("my_account")).status_code == 200


@pytest.mark.slow
def test_from_the_contact_points_office_to_a_closed_account(client, cast):
    browser, office = Client(), client
    with time_machine.travel(MONDAY, tick=False):
        office.force_login(cast.carla)
        fields = {"office": cast.office.pk, "given_names": "Nora", "family_names": "Paz", "kind": "prosecutor"}
        office.post(reverse("network:office_person_add"), fields | {"email": NORA, "language": "en"})
        person = Person.objects.get(given_names="Nora")
        assert not sign_in(browser, FIRST)
        link = delivered_link(NORA)
        assert link.startswith("/en/")

    with time_machine.travel(MONDAY + timedelta(days=6), tick=False):
        page = browser.get(link).url
        chosen = {"acknowledged": "on", "time_zone": "America/Tegucigalpa", "password": FIRST, "again": FIRST}
        answer = browser.post(page, chosen)
        assert answer.url.endswith(reverse("account_login").partition("/es")[2]) or "sign-in" in answer.url
        assert sign_in(browser, FIRST)

    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        stranger = Client()
        stranger.post(reverse("network:forgotten_password"), {"email": NORA})
        page = stranger.get(delivered_link(NORA)).url
        stranger.post(page, {"password": SECOND, "again": SECOND})
        assert browser.get(reverse("my_account")).status_code == 302
        assert not sign_in(Client(), FIRST)
        assert sign_in(browser, SECOND)
        run_queued_jobs()
        assert len(mail.outbox) == 3

    with time_machine.travel(MONDAY + timedelta(days=7, minutes=10), tick=False):
        assert sign_in(browser, SECOND)
        office.force_login(User.objects.get(pk=cast.carla.pk))
        office.post(reverse("network:account_close", args=[person.pk]), {"reason": "Dejó la oficina."})
        assert browser.get(reverse("my_account")).status_code == 302
        assert not sign_in(browser, SECOND)
        stranger.post(reverse("network:forgotten_password"), {"email": NORA})
        run_queued_jobs()
        assert len(mail.outbox) == 3
