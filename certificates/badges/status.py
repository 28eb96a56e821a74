"""What badges are still worth, as bits: Bitstring Status List v1.0. One bit for each badge, one list for each purpose.

A reader fetches the whole list and so does not tell us whose badge is read. Lists are made from what the certificates'
states are at that moment, and kept in the cache by what stands in them: a changed state is another list at once.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, timedelta

from django.core.cache import cache

from certificates.badges.addresses import issuer_address, status_address
from certificates.badges.jose import signed
from certificates.badges.keys import signing_key
from certificates.models import Badge, Certificate

SIZE = 131_072
"""Bits of a list: the fewest that hide one reader's badge among the others (§6.1)."""
PURPOSES = {
    "revocation": (Certificate.State.REVOKED, Certificate.State.SUPERSEDED),
    "suspension": (Certificate.State.SUSPENDED,),
}
KEPT_FOR = timedelta(minutes=5)
"""How long a reader may keep a list; what its address says in ``Cache-Control``."""
GOOD_FOR = timedelta(days=2)
V2 = "https://www.w3.org/ns/credentials/v2"


def entries(index: int) -> list[dict[str, str]]:
    """Where a badge's bits are, for its ``credentialStatus``: one entry for each purpose."""
    return [
        {
            "id": f"{status_address(purpose)}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(index),
            "statusListCredential": status_address(purpose),
        }
        for purpose in PURPOSES
    ]


def encoded(indices: Iterable[int]) -> str:
    """A list with the bits at ``indices`` set: GZIP, then base64url as multibase (§3.3). The first bit is leftmost."""
    bits = bytearray(SIZE // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def status_list(purpose: str, *, at: datetime) -> str:
    """The list of that purpose as a signed credential. One question. Raises :class:`LookupError` without a key."""
    states = PURPOSES[purpose]
    rows = Badge.objects.filter(certificate__state__in=states)
    indices = list(rows.order_by("status_index").values_list("status_index", flat=True))
    key, day = signing_key(at=at), at.astimezone(UTC).date()
    known = hashlib.sha256(json.dumps([purpose, key.kid, day.isoformat(), indices]).encode()).hexdigest()
    return cache.get_or_set(
        f"certificates.status.{known}",
        lambda: signed(_credential(purpose, indices, day=datetime.combine(day, time(), UTC)), key, kind="vc+jwt"),
        int(timedelta(days=1).total_seconds()),
    )


def _credential(purpose: str, indices: Collection[int], *, day: datetime) -> dict[str, object]:
    """Good for two days: an old list, in which a bit is not set yet, cannot be shown for ever."""
    address = status_address(purpose)
    return {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "iss": issuer_address(),
        "issuer": issuer_address(),
        "validFrom": stamp(day),
        "validUntil": stamp(day + GOOD_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(indices),
            "ttl": int(KEPT_FOR.total_seconds() * 1000),
        },
    }


def stamp(instant: datetime) -> str:
    """To the second, in UTC (XMLSCHEMA11-2 ``dateTimeStamp``)."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
