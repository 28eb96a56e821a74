"""All certificates of one person together, and what those of many come to: hours by area and year (R5)."""
