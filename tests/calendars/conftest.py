"""What tests of calendars share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.calendars.makers import at
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_enrolment
from tests.makers.sessions import make_session


@pytest.fixture
def session(cast):
    """In three days; ana holds a seat."""
    session = make_session(starts_at=(timezone.now() + timedelta(days=3)).replace(microsecond=0))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


@pytest.fixture
def address(cast, session):
    """Of ana's own calendar."""
    return at(make_token(make_feed(cast.ana.person)))
