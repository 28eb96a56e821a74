"""Which files are for whom, over plain values."""

from network.rules import Standing

PUBLIC, NETWORK, CONTACT_POINTS, SECRETARIAT = TIERS = ("Público", "Red", "Puntos de contacto", "Secretaría")
"""The collections below the root: one for each tier of readers."""


def may_read_file(tier: str, standing: Standing) -> bool:
    """Whether a file of the collection called ``tier`` is for somebody of that standing.

    What lies in no tier, such as a file that its editor never filed, is for the School and the Secretariat alone.
    """
    return {
        PUBLIC: True,
        NETWORK: standing.is_network,
        CONTACT_POINTS: standing.is_staff or standing.holds("contact_point"),
        SECRETARIAT: standing.is_secretariat,
    }.get(tier, standing.is_staff)
