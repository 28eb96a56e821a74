"""What tests in a browser share: the cast on its ground, in the demonstration."""

import pytest


@pytest.fixture
def demo_cast(live_server, settings, cast_laid_for_good):
    """The cast on the ground, in the demonstration: there is no video server, so the practice room opens."""
    settings.DEMO = True
    settings.BASE_URL = live_server.url
    settings.JITSI_URL = settings.JITSI_TOKEN_SECRET = settings.JITSI_EVENTS_SECRET = ""
    settings.JITSI_DOMAIN = "meet.demo"
    return cast_laid_for_good
