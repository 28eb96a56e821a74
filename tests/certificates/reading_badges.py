"""Badges read as a stranger reads them: by hand, from what the web answers, without any library for JOSE."""

import base64
import gzip
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

import certificates.badges
from certificates.models import Badge


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def path_of(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def opened(jws: str) -> tuple[dict, dict]:
    """Header and payload of a compact JWS whose signature holds by the key that it names, fetched over the web.

    Read without any library for JOSE: RFC 7515 §5.2 by hand, with Ed25519 alone.
    """
    head, payload, signature = jws.split(".")
    header = json.loads(unpadded(head))
    jwk = Client().get(path_of(header["kid"])).json()
    assert (header["alg"], jwk["kty"], jwk["crv"], jwk["kid"]) == ("EdDSA", "OKP", "Ed25519", header["kid"])
    assert "d" not in jwk
    key = Ed25519PublicKey.from_public_bytes(unpadded(jwk["x"]))
    key.verify(unpadded(signature), f"{head}.{payload}".encode())
    return header, json.loads(unpadded(payload))


def bit_of(entry: dict) -> bool:
    """The bit that a credentialStatus entry names, read from the list over the web (Bitstring Status List §3.2)."""
    response = Client().get(path_of(entry["statusListCredential"]))
    assert response["Content-Type"] == "application/vc+jwt"
    _header, listed = opened(response.text)
    subject = listed["credentialSubject"]
    assert (listed["id"], subject["statusPurpose"]) == (entry["statusListCredential"], entry["statusPurpose"])
    assert subject["encodedList"][0] == "u"
    bits = gzip.decompress(unpadded(subject["encodedList"][1:]))
    assert len(bits) * 8 >= 131_072
    index = int(entry["statusListIndex"])
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def states_of(badge: Badge) -> dict[str, bool]:
    _header, payload = opened(badge.credential)
    return {entry["statusPurpose"]: bit_of(entry) for entry in payload["credentialStatus"]}


def terms() -> set[str]:
    """Every word that the contexts kept with the project define, at whatever depth."""
    found: set[str] = set()
    folder = Path(certificates.badges.__file__).parent / "contexts"
    waiting: list = [json.loads(path.read_text()) for path in folder.glob("*.json")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found |= set(each)
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def words_of(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(words_of, value))
    return set(value).union(*map(words_of, value.values())) if isinstance(value, dict) else set()
