"""The pages on which spreadsheets go out and come in: the same for every contract of ``wiring.IMPORT_CONTRACTS``."""
