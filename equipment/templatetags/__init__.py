"""Tags of the equipment."""
