"""Who did what, when, to which record: an append-only book that no later hand can change."""
