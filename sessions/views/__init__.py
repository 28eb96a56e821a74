"""The public side of sessions: their pages, the way into their rooms, the roster and the settling."""
