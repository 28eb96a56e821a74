"""Whether a room can take part, and why: plain values, decisions over them, and the cheapest step up (R73)."""
