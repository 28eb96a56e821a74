"""What tests of certificates share."""

import pytest

from network.actions import align_groups
from training_platform.ground import lay_rights


@pytest.fixture
def as_sara(cast, client):
    """The Secretariat signed in, with its rights in the administration."""
    lay_rights()
    align_groups(cast.sara.person)
    client.force_login(cast.sara)
    return client
