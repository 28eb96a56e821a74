"""What the frame of every page needs."""

from django.conf import settings


def frame(request) -> dict[str, object]:
    """Name of the network, whether this is the demo, where help is."""
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "support_email": settings.SUPPORT_EMAIL,
    }
