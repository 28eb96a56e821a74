"""A video server that hangs: no page waits for it, for none asks it."""

import pytest

from tests.makers.sessions import make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanging(settings, monkeypatch):
    """A server that is set, and that nobody may ask within a request."""
    settings.JITSI_INTERFACE_URL, settings.JITSI_ROSTER_SECRET = "http://192.0.2.1:5280", "roster-secret-of-the-tests"
    monkeypatch.setattr(
        "conferencing.jitsi.wire.requests.Session", lambda: pytest.fail("a page asked the video server")
    )


@pytest.mark.parametrize("path", ["/es/", "/health/", "/jitsi/keys.json"])
def test_pages_do_not_wait_for_the_video_server(client, hanging, path):
    assert client.get(path, follow=True).status_code in (200, 404, 503)


def test_page_of_a_session_and_the_way_in_do_not_wait_for_it(client, cast, hanging):
    session = make_session()
    client.force_login(cast.ana)
    for name in ("session", "join"):
        from django.urls import reverse

        assert client.get(reverse(f"sessions:{name}", args=[session.pk])).status_code < 500
