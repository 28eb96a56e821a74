"""The addresses of rooms: how ready they are, what offices lack, test calls."""

from training_platform.access.address import ASK_THEN_CHANGE, POST_CHANGES, Address

ROOMS: tuple[Address, ...] = (
    Address("equipment:readiness", "network_readiness"),
    Address("equipment:readiness_xlsx", "network_readiness", {"GET": "X"}),
    Address("equipment:gaps", "network_readiness"),
    Address("equipment:gaps_xlsx", "network_readiness", {"GET": "X"}),
    Address("equipment:office_rooms", "readiness", thing="office_of_rooms"),
    Address("equipment:room", "readiness", thing="room_of_office"),
    Address("equipment:test_call", "readiness", ASK_THEN_CHANGE, "room_of_office"),
    Address("equipment:call_change", "own_test_call", ASK_THEN_CHANGE, "test_call"),
    Address("equipment:call_withdraw", "own_test_call", POST_CHANGES, "test_call"),
    Address("equipment:room_profile", "readiness", ASK_THEN_CHANGE, "room_of_office"),
    Address("equipment:report_inventory", "readiness", POST_CHANGES, "room_of_office"),
)
