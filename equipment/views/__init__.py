"""Pages of the inventory and of the rooms."""
