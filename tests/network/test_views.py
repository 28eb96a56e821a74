"""My account: one's own language and clock."""

import pytest
from django.conf import settings

from tests.makers.network import make_user

HERE = "/es/mi-cuenta/"


def test_my_account_is_for_those_who_signed_in(db, client):
    answer = client.get(HERE)
    assert (answer.status_code, answer.url) == (302, f"/es/entrar/?next={HERE}")


def test_my_account_shows_only_what_is_ones_own(cast, client):
    client.force_login(cast.dora)
    page = client.get(HERE).content.decode()
    assert "dora@pgn.pa.example" in page
    assert "ana@mp.hn.example" not in page


def test_my_account_names_the_roles_held_now(cast, client):
    client.force_login(cast.carla)
    assert "Ministerio Público de Honduras" in client.get(HERE).content.decode()


def test_my_account_offers_the_zones_of_the_network_first(cast, client):
    client.force_login(cast.ana)
    page = client.get(HERE).content.decode()
    places = ["La de mi oficina: Tegucigalpa", ">Panamá<", ">San Salvador<", ">Madrid<"]
    positions = [page.index(place) for place in places]
    assert positions == sorted(positions)


def test_my_account_keeps_language_and_zone(cast, client):
    client.force_login(cast.ana)
    answer = client.post(HERE, {"language": "en", "time_zone": "America/Panama"})
    cast.ana.refresh_from_db()
    assert (cast.ana.language, cast.ana.time_zone) == ("en", "America/Panama")
    assert (answer.status_code, answer.url) == (302, "/en/my-account/")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_my_account_tells_the_hour_in_the_zone_just_chosen(cast, client):
    client.force_login(cast.ana)
    page = client.post(HERE, {"language": "en", "time_zone": "Europe/Vienna"}, follow=True).content.decode()
    assert "in Vienna" in page
    assert "Your language and your clock are set." in page


def test_my_account_goes_back_to_the_zone_of_the_office(cast, client):
    client.force_login(cast.ana)
    client.post(HERE, {"language": "es", "time_zone": "Europe/Vienna"})
    client.post(HERE, {"language": "es", "time_zone": ""})
    cast.ana.refresh_from_db()
    assert cast.ana.time_zone == ""


@pytest.mark.parametrize("wrong", [{"language": "fr", "time_zone": ""}, {"language": "es", "time_zone": "Mars/Base"}])
def test_my_account_refuses_what_does_not_exist(cast, client, wrong):
    client.force_login(cast.ana)
    answer = client.post(HERE, wrong)
    assert answer.status_code == 200
    assert 'id="errors"' in answer.content.decode()
    cast.ana.refresh_from_db()
    assert (cast.ana.language, cast.ana.time_zone) == ("es", "")


def test_my_account_of_somebody_without_an_office(db, client):
    client.force_login(make_user(office=None))
    assert "La de la plataforma" in client.get(HERE).content.decode()
