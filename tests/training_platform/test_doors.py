"""One way into the admin, and a plain no for those who have no business there."""

import pytest
from django.urls import reverse

from tests.makers.pages import lay_ground_for


def test_admin_sends_a_stranger_to_the_sign_in_and_keeps_the_way(client, db):
    answer = client.get("/admin/workshops/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{reverse('account_login')}?next=/admin/workshops/")
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["ana", "carla", "dora"])
def test_admin_tells_the_signed_in_that_it_is_not_theirs(client, cast, name):
    lay_ground_for(cast)
    client.force_login(getattr(cast, name))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "You do not have permission" not in answer.text


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/_util/login/", "/es/_util/login/"])
def test_doors_of_wagtail_are_closed(client, cast, path):
    cast.sara.set_password("una clave bastante larga")
    cast.sara.save()
    client.post(path, {"username": cast.sara.email, "password": "una clave bastante larga"})
    assert "_auth_user_id" not in client.session


def test_address_of_a_button_has_a_way_out_for_who_opens_it(client, cast):
    client.force_login(cast.ana)
    address = reverse("courses:enrolment_accept", args=[1])
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Ir al inicio" in answer.text
    assert not client.get(address).content
