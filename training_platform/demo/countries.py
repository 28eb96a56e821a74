"""placeholder"""


def tell_of_countries() -> None:
    """x"""
