"""What every answer carries, and where it is sent on."""

import pytest
from wagtail.contrib.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def test_editors_send_on_from_pages_that_went(cast_on_ground, client):
    Redirect.add_redirect("/es/lo-que-fue/", "/es/verificar/", is_permanent=True)
    response = client.get("/es/lo-que-fue/")
    assert (response.status_code, response["Location"]) == (301, "/es/verificar/")


def test_nobody_sends_on_from_what_our_own_views_did_not_find(cast_on_ground, client):
    Redirect.add_redirect("/v/x/", "https://elsewhere.example/", is_permanent=True)
    assert client.get("/v/x/").status_code == 404
