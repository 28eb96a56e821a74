"""What the web server believes of a request's headers: nothing about where the platform is mounted."""

import pytest
from django.test import RequestFactory

from tests.makers.clusters import asked, web_server
from tests.makers.mail_servers import free_port
from training_platform.hostile import SoundRequests
from training_platform.web_server import forwarder_headers


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_header_leads_past_a_proxys_rules_for_paths():
    port = free_port()
    with web_server(port):
        assert asked(port, "/v/", headers={"SCRIPT_NAME": "/elsewhere", "Host": "127.0.0.1"}).status == 302
        led_past = asked(port, "/x/jitsi/events/a", method="POST", headers={"SCRIPT_NAME": "/x", "Host": "127.0.0.1"})
        plain = asked(port, "/jitsi/events/a", method="POST", headers={"Host": "127.0.0.1"})
    assert plain.status in {401, 503}
    assert led_past.status not in {plain.status, 500}


def test_a_web_server_that_believes_one_all_the_same_is_answered_400(client):
    assert not forwarder_headers
    assert client.get("/robots.txt", SCRIPT_NAME="/x").status_code == 400
    assert SoundRequests(lambda request: request)(RequestFactory().get("/robots.txt")).path == "/robots.txt"
