from network.querysets import standing_of


def test_standing_follows_the_appointments_valid_now(cast):
    assert standing_of(cast.carla).offices_as("contact_point") == {cast.office.pk}
    assert not standing_of(cast.ana).roles
