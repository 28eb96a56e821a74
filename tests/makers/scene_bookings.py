"""Things of the scene: rooms of either office, and what is booked of them."""

from datetime import timedelta

from django.utils import timezone

from network.models import OfficeRoom
from tests.makers.bookings import make_booking
from tests.makers.equipment import make_asset
from tests.makers.things import Scene, Thing
from training_platform.access import Role


def bookings(scene: Scene) -> dict[str, list[Thing]]:
    """Bookings of ana's and berta's in our office, of dora's in theirs; each office with a room for it."""
    ana, offices = scene.people[Role.PROSECUTOR].person, (scene.home, scene.away)
    rooms = {
        office: OfficeRoom.objects.create(office=office, name="Sala de reuniones", capacity=9) for office in offices
    }
    start = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    made = [
        make_booking(rooms[person.office], booked_by=person, starts_at=start + timedelta(hours=2 * number))
        for number, person in enumerate((ana, scene.berta.person, scene.dora.person))
    ]
    make_booking(make_asset(rooms[scene.home]), starts_at=start + timedelta(days=1))
    return {
        "booking_office": [Thing(f"rooms of {office.code}", (office.code,), office=office) for office in offices],
        "booking": [
            Thing(f"booking of {row.booked_by}", (row.pk,), owner=row.booked_by, office=row.office, about=row)
            for row in made
        ],
    }
