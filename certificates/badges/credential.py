"""What a badge says: the frozen facts of a certificate as an Open Badges 3.0 credential, the holder hashed."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.badges.addresses import issuer_address, key_address
from certificates.badges.jose import claims_of, public_jwk
from certificates.badges.keys import known_keys
from certificates.badges.status import V2, entries, stamp
from certificates.models import Badge, Certificate

OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CID = "https://www.w3.org/ns/cid/v1"


@dataclass(frozen=True)
class Recipient:
    """Whom a badge is for: an address of theirs, mixed with salt and hashed, that they can prove to have."""

    email: str
    salt: str

    def identity(self) -> dict[str, object]:
        """An ``IdentityObject``: SHA-256 of the address in small letters and the salt after it (Open Badges 3.0 §B.1).

        Whoever has the badge and guesses the address finds it confirmed; nobody reads it from the badge.
        """
        digest = hashlib.sha256((self.email.lower() + self.salt).encode()).hexdigest()
        return {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": f"sha256${digest}",
            "identityType": "emailAddress",
            "salt": self.salt,
        }


def credential_of(certificate: Certificate, recipient: Recipient, *, index: int) -> dict[str, object]:
    """The payload to be signed, in the certificate's language: no name, no number, no office, no venue.

    ``index`` is the place of its bits in the status lists. Beside the credential stand the claims that Open Badges
    asks for in a JWT: ``iss``, ``jti``, ``nbf``, ``sub``.
    """
    with translation.override(certificate.language):
        achievement = _achievement(certificate)
    identifier, subject = f"urn:uuid:{uuid.uuid4()}", f"urn:uuid:{uuid.uuid4()}"
    facts = certificate.facts
    return {
        "@context": [V2, OB3],
        "id": identifier,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile(),
        "validFrom": stamp(certificate.awarded_at),
        "name": achievement["name"],
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [recipient.identity()],
            "activityStartDate": f"{facts['starts_on']}T00:00:00Z",
            "activityEndDate": f"{facts['ends_on']}T23:59:59Z",
            "achievement": achievement,
        },
        "credentialStatus": entries(index),
        "iss": issuer_address(),
        "jti": identifier,
        "sub": subject,
        "nbf": int(certificate.awarded_at.timestamp()),
    }


def is_up_to_date(badge: Badge, email: str) -> bool:
    """Whether a badge was signed by a key that is published, and made out to the holder of that address."""
    if badge.kid not in {key.kid for key in known_keys()}:
        return False
    (identity,) = claims_of(badge.credential)["credentialSubject"]["identifier"]
    return Recipient(email, identity["salt"]).identity() == identity


def _achievement(certificate: Certificate) -> dict[str, object]:
    """The workshop as it was certified; the same for everybody who holds that kind of certificate of it."""
    facts, language = certificate.facts, certificate.language
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASE_URL}/{certificate.workshop_id}/{certificate.kind}")
    hours = ngettext("%(hours)s hour", "%(hours)s hours", 1 if facts["hours"] == "1" else 2) % {"hours": facts["hours"]}
    return {
        "id": f"urn:uuid:{key}",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": facts["workshop"][language],
        "description": f"{certificate.get_kind_display()} · {facts['area'][language]} · {hours}",
        "inLanguage": language,
        "criteria": {"narrative": _criteria(facts)},
    }


def _criteria(facts: Mapping) -> str:
    """What earns that kind of certificate, and nothing of how well somebody did."""
    if "threshold" not in facts:
        return _("Taking part in the workshop in that capacity, as its records show.")
    told = [_("Attendance of at least %(percent)s %% of what counts.") % {"percent": facts["threshold"]}]
    if "needed" in facts:
        told.append(_("A test with a mark of at least %(mark)s.") % {"mark": facts["needed"]})
    return " ".join(told)


def profile() -> dict[str, object]:
    """The issuer as each badge names it."""
    return {"id": issuer_address(), "type": ["Profile"], "name": settings.NETWORK_NAME, "url": settings.BASE_URL}


def issuer_document() -> dict[str, object]:
    """The issuer's profile with every key that it may be verified by, as a controlled identifier (CID v1.0)."""
    keys = known_keys()
    return {
        "@context": [V2, OB3, CID],
        **profile(),
        "verificationMethod": [
            {
                "id": key_address(key.kid),
                "type": "JsonWebKey",
                "controller": issuer_address(),
                "publicKeyJwk": public_jwk(key),
            }
            for key in keys
        ],
        "assertionMethod": [key_address(key.kid) for key in keys],
    }


def enveloped(credential: str) -> dict[str, object]:
    """A signed badge as JSON (Verifiable Credentials Data Model v2.0 §4.13): what stands inside is the JWS."""
    return {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{credential}"}
