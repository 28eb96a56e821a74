"""The guard over the lines of the tests refuses what it is there to refuse, and the settings call nobody."""

import socket
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from tests import isolation


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://releases.wagtail.org/", "http://[2001:db8::1]/"])
def test_call_elsewhere_is_refused_and_noted(address):
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=1)  # noqa: S310 - the schemes stand above
    assert isolation.called
    isolation.called.clear()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("/run/postgresql/.s.PGSQL.5432", True),
        (("10.0.0.1", 80), False),
        (("video.example", 443), False),
        ((b"video.example", 443), False),
    ],
)
def test_what_is_here_is_told_from_elsewhere(address, here):
    assert isolation.is_here(address) is here


def test_datagram_elsewhere_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line, pytest.raises(ConnectionRefusedError):
        line.sendto(b"x", ("192.0.2.1", 53))
    isolation.called.clear()


def test_wagtail_is_told_to_call_nobody():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
