"""How days and hours read where Django's own habit differs from the network's (N5)."""
