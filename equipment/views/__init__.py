"""The public pages of the inventory: for who keeps the equipment of an office, and for who reads all of them."""
