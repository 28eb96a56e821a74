"""Where things stand, in the units that SVG reads: with a point in every language."""

from decimal import Decimal

Number = int | Decimal


def percent(number: Number, most: Number) -> str:
    """``7`` of ``9`` → ``77.78%``."""
    return f"{100 * number / most:.2f}%"


def em(lines: float) -> str:
    """So many lines of the plot's text."""
    return f"{lines:.2f}em"
