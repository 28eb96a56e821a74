"""What the modules of this folder share."""

from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def soon():
    return (timezone.now() + timedelta(days=3)).replace(microsecond=0)
