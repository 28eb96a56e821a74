"""Every change of the inventory: what may be done to an asset and around it."""

from equipment.actions.recording import keep_change, note_happening

__all__ = ["keep_change", "note_happening"]
