"""The window to PyJWT for badges: a document and a key in, a compact JWS out (RFC 7515; EdDSA of RFC 8037)."""

from collections.abc import Mapping
from typing import Any

import jwt
from jwt.algorithms import OKPAlgorithm

from certificates.badges.addresses import key_address
from certificates.badges.keys import Key

ALGORITHM = "EdDSA"


def signed(document: Mapping[str, object], key: Key, *, kind: str) -> str:
    """``document`` as the payload of a compact JWS. ``kind`` is its ``typ``; its ``kid`` an address of the public key.

    Raises :class:`LookupError` for a key that is retired.
    """
    if key.private is None:
        raise LookupError(key.kid)
    headers = {"typ": kind, "kid": key_address(key.kid)}
    return jwt.encode(dict(document), key.private, algorithm=ALGORITHM, headers=headers)


def claims_of(token: str) -> dict[str, Any]:
    """The payload of a JWS that we signed and kept; its signature is not looked at."""
    return jwt.decode(token, options={"verify_signature": False})


def public_jwk(key: Key) -> dict[str, object]:
    """The public half as a JWK (RFC 7517; RFC 8037 §2)."""
    half = OKPAlgorithm.to_jwk(key.public, as_dict=True)
    return half | {"kid": key_address(key.kid), "use": "sig", "alg": ALGORITHM, "key_ops": ["verify"]}
