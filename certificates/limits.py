"""How often one address may ask. Kept in the cache: a restart that forgets it does no harm to a code of 128 bits."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

WINDOW_SECONDS = 10 * 60
MOST_LOOK_UPS = 30
MOST_NAMES = 10
MOST_FILES = 10


def may_ask(request: HttpRequest, what: str, most: int) -> bool:
    """Count one question from this address in the current ten minutes; ``False`` once there were ``most``.

    The count is not kept across an exact instant of two processes: it slows guessing down, it does not account.
    """
    window = int(timezone.now().timestamp()) // WINDOW_SECONDS
    key = f"certificates.{what}.{window}.{_asker(request)}"
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, WINDOW_SECONDS)
    return asked <= most


def _asker(request: HttpRequest) -> str:
    """The client's address, not to be read back; an IPv6 customer has a whole /64 and counts as one."""
    client = ip_address(get_adapter().get_client_ip(request))
    counted = client if client.version == 4 else ip_network((client, 64), strict=False).network_address
    return salted_hmac("certificates.limits", str(counted), algorithm="sha256").hexdigest()[:32]
