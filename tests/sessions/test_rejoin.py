import pytest
from django.urls import reverse

from tests.makers.sessions import make_session


def test_a_browser_without_a_token_is_led_back_to_the_sessions_door(client, cast):
    session = make_session()
    client.force_login(cast.ana)
    response = client.get(reverse("rejoin", args=[session.room.name]))
    assert f"/{session.pk}/" in response["Location"]


@pytest.mark.parametrize("who", ["felix", None])
def test_a_rooms_name_tells_an_outsider_nothing(client, cast, who):
    session = make_session()
    if who:
        client.force_login(getattr(cast, who))
    real, made_up = (client.get(reverse("rejoin", args=[name])) for name in (session.room.name, "0" * 32))
    assert real.status_code == made_up.status_code == (404 if who else 302)
    assert str(session.pk) not in real.headers.get("Location", "")
