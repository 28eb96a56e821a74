"""People of the Secretariat's screens, with the rights that the ground lays."""

import pytest
from django.test import Client

from network.actions import align_groups
from tests.makers.network import Role, make_user
from training_platform.ground import lay_rights


@pytest.fixture
def admin_of(cast):
    """A signed-in browser in the administration for one of the cast; ``cast.root`` is a technical administrator."""
    lay_rights()
    cast.root = make_user("root@secretaria.example", role=Role.ADMINISTRATOR, office=None, kind="staff")
    cast.root.is_superuser = True
    cast.root.save(update_fields=["is_superuser"])

    def sign_in(user) -> Client:
        align_groups(user.person)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def questions_of_a_session(client, cast):
    """How many questions any page asks the database for whoever is signed in."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client.force_login(cast.carla)
    client.get(reverse("privacy:notice"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("privacy:notice"))
    return len(asked)
