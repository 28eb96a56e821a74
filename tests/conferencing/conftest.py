"""A video server that the tests of this folder speak to."""

import pytest

from tests.makers.video_servers import video_server


@pytest.fixture
def server(settings):
    """One whose interface is set; the census, the roster and everything else answer 404 until told otherwise."""
    with video_server() as told:
        settings.JITSI_INTERFACE_URL = told.url
        settings.JITSI_ROSTER_SECRET = "roster-secret-of-the-tests"
        yield told
