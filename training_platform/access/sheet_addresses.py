"""The addresses of spreadsheets: each contract's page and file, and the files that somebody sent."""

from training_platform.access.address import POST_CHANGES, Address

SHEETS: tuple[Address, ...] = (
    Address("sheets:start", methods={"GET": "R", "POST": "C"}, thing="sheet"),
    Address("sheets:export", methods={"GET": "X"}, thing="sheet"),
    Address("sheets:batch", "import", thing="import_checked"),
    Address("sheets:batch_map", "import", POST_CHANGES, "import_read"),
    Address("sheets:batch_confirm", "import", POST_CHANGES, "import_checked"),
    Address("sheets:batch_discard", "import", POST_CHANGES, "import_checked"),
    Address("sheets:batch_undo", "import", POST_CHANGES, "import_applied"),
    Address("sheets:batch_faults", "import", thing="import_applied"),
)
