"""The regional training programme: areas, curricula, workshops and the seats that offices hold in them."""
