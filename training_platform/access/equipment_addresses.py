"""The addresses of equipment: the inventory, custody, verifications."""

from training_platform.access.address import ASK_THEN_CHANGE, POST_CHANGES, SEE_AND_CHANGE, Address

EQUIPMENT: tuple[Address, ...] = (
    Address("labels:asset", "asset_label", thing="label"),
    Address("equipment:asset_list", "asset"),
    Address("equipment:labels", "asset"),
    Address("equipment:asset_add", "asset", {"GET": "C", "POST": "C"}),
    Address("equipment:hand_over", "asset", ASK_THEN_CHANGE),
    Address("equipment:asset", "asset", thing="asset"),
    Address("equipment:asset_edit", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:asset_move", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:asset_assess", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:asset_transfer", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:maintenance_add", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:maintenance_complete", "asset", ASK_THEN_CHANGE, "asset_work"),
    Address("equipment:file_add", "asset", ASK_THEN_CHANGE, "asset"),
    Address("equipment:file", "asset", thing="asset_file"),
    Address("equipment:file_remove", "asset", POST_CHANGES, "asset_file"),
    Address("equipment:act", "asset", thing="act"),
    Address("equipment:act_sign", "asset", ASK_THEN_CHANGE, "act"),
    Address("equipment:signed_act", "asset", thing="act"),
    Address("equipment:transfer_accept", "asset", POST_CHANGES, "asset_offer"),
    Address("equipment:transfer_end", "asset", POST_CHANGES, "asset_offer"),
    Address("equipment:round", "verification_round", thing="round"),
    Address("equipment:round_see", "verification_round", POST_CHANGES, "round"),
    Address("equipment:round_unsee", "verification_round", POST_CHANGES, "round"),
    Address("equipment:round_close", "verification_round", ASK_THEN_CHANGE, "round"),
    Address("equipment:round_sign", "verification_round", ASK_THEN_CHANGE, "round"),
    Address("equipment:round_report", "verification_round", thing="round"),
    Address("equipment:round_list", "verification_round", SEE_AND_CHANGE),
)
