"""The roof: settings, addresses, wiring, clock and the pages that bring the floors together."""
