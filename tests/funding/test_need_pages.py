"""The pages of what offices need: counted, stated, sent, answered; and another office's are not there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from equipment.models import RoomProfile
from funding.models import Need
from tests.makers.equipment import make_item_type, make_kit_version, make_office_room
from tests.makers.funding import make_need

pytestmark = pytest.mark.django_db


def lacking_room(office, *, reported=True):
    kit = make_kit_version((make_item_type(), 2)).kit
    when = timezone.now() if reported else None
    return RoomProfile.objects.create(room=make_office_room(office), kit=kit, reported_at=when).room


def test_an_office_counts_states_and_sends_its_needs(client, cast):
    lacking_room(cast.office)
    client.force_login(cast.carla)
    client.post(reverse("funding:needs_draw", args=[cast.office.code]))
    kind = make_item_type()
    fields = {"office": cast.office.pk, "item_type": kind.pk, "quantity": 1, "reason": "Para audiencias"}
    client.post(reverse("funding:office_needs"), fields)
    assert set(Need.objects.values_list("origin", "quantity", "state")) == {
        ("readiness", 2, "draft"),
        ("stated", 1, "draft"),
    }
    for need in Need.objects.all():
        client.post(reverse("funding:need_send", args=[need.pk]))
    client.force_login(cast.sara)
    assert "Para audiencias" in client.get(reverse("funding:need_list")).text
    stated = Need.objects.get(origin="stated")
    client.post(reverse("funding:need_answer", args=[stated.pk]), {"decision": "decline", "answer": "Hay en la sala"})
    stated.refresh_from_db()
    assert (stated.state, stated.answer) == ("declined", "Hay en la sala")


def test_a_need_of_another_office_is_not_there(client, cast):
    need = make_need(cast.elsewhere)
    client.force_login(cast.carla)
    assert client.post(reverse("funding:need_send", args=[need.pk])).status_code == 404
    assert client.post(reverse("funding:needs_draw", args=[cast.elsewhere.code])).status_code == 404
    fields = {"office": cast.elsewhere.pk, "item_type": need.item_type_id, "quantity": 1, "reason": "x"}
    assert client.post(reverse("funding:office_needs"), fields).context["form"].errors["office"]


def test_a_room_that_was_not_reported_lacks_nothing_and_is_told_apart(client, cast):
    lacking_room(cast.office, reported=False)
    client.force_login(cast.carla)
    assert "Not reported" in client.get(reverse("funding:office_needs")).text
    client.post(reverse("funding:needs_draw", args=[cast.office.code]))
    assert not Need.objects.exists()
