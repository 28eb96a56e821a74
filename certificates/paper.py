"""The certificate as a document: its facts set in the holder's language, the other below. Stores and sends nothing."""

import base64
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse

from certificates.models import Certificate
from certificates.phrases import LANGUAGES, filled, house_wording, house_words, said_day, said_facts
from certificates.rules import grouped_code
from content.uploads.pictures import picture_size
from foundations.printing.pdf import typeset
from foundations.printing.qr import qr_svg

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
FORMATS = {"jpg": "jpeg", "png": "png", "webp": "webp"}


def verification_address(certificate: Certificate) -> str:
    """Where anybody who holds the paper can check it; what the QR carries."""
    return settings.BASE_URL + reverse("verification:certificate", args=[certificate.code])


def certificate_pdf(certificate: Certificate) -> bytes:
    """The document, made of the frozen facts alone: the same bytes however often it is made."""
    address = verification_address(certificate)
    content, images = sheet_of(certificate.facts, certificate.language, code=certificate.code, address=address)
    return typeset(TEMPLATE, content, at=certificate.awarded_at, images=images)


def sheet_of(facts: Mapping, language: str, *, code: str, address: str) -> tuple[dict, dict[str, bytes]]:
    """What the sheet says, as plain values for typst, and its pictures as SVG by name.

    Facts frozen before words were kept with them are said in the house's own.
    """
    wording = facts.get("wording") or house_wording(facts["kind"])
    other = next(each for each in LANGUAGES if each != language)
    signers, images = _signers(facts, language)
    for name in ("logo", "seal"):
        if wording[name]:
            images[name] = picture_svg(wording[name])
    paper = house_words(language)["paper"]
    content = {
        "network": facts["network"],
        "number": facts["number"],
        "name": facts["name"],
        "office": facts["office"][language],
        "workshop": facts["workshop"][language],
        "language": language,
        "words": _said(wording[language], facts, language),
        "other": {"language": other, **_in_short(_said(wording[other], facts, other), facts, other)},
        "paper": paper,
        "awarded": filled(paper["awarded"], {"day": said_day(facts["awarded_on"], language)}),
        "version": _version(facts, language),
        "signers": signers,
        "pictures": sorted(images),
        "code": grouped_code(code),
        "url": address,
        "short_url": (settings.BASE_URL + reverse("verification:start")).split("//", 1)[1],
        "demo": settings.DEMO,
        "stamp": "DEMO" if settings.DEMO else "",
    }
    return content, images | {"qr": qr_svg(address)}


def picture_svg(name: str) -> bytes:
    """A kept picture within an SVG, as typst takes pictures from outside its folder. One that is lost is left blank."""
    storage = storages["private"]
    if not storage.exists(name):
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>'
    with storage.open(name) as kept:
        content = kept.read()
    width, height = picture_size(content)
    held = f"data:image/{FORMATS[name.rpartition('.')[2]]};base64,{base64.b64encode(content).decode()}"
    box = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="{held}"/></svg>'.encode()


def _said(texts: Mapping[str, str], facts: Mapping, language: str) -> dict[str, str]:
    values = said_facts(facts, language)
    return {name: filled(text, values).replace("\r\n", "\n") for name, text in texts.items()}


def _in_short(said: Mapping[str, str], facts: Mapping, language: str) -> dict[str, str]:
    """The whole paper as one sentence."""
    parts = [said["granted"], facts["name"], said["reason"], f"“{facts['workshop'][language]}”"]
    sentence = " ".join(parts) + (f", {said['circumstances']}" if said["circumstances"] else "")
    return {"title": said["title"], "sentence": " ".join(f"{sentence}.".split())}


def _signers(facts: Mapping, language: str) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    """Who stands under the lines, and the images above them: people, or on older papers the bodies that answer."""
    paper, images = house_words(language)["paper"], {}
    signers = []
    for place, each in enumerate(facts.get("signers") or ()):
        picture = f"signature_{place}" if each["image"] else ""
        if picture:
            images[picture] = picture_svg(each["image"])
        alt = filled(paper["signature_alt"], {"name": each["name"]})
        signers.append({"name": each["name"], "post": each[language], "picture": picture, "alt": alt})
    if not signers:
        signers = [
            {"name": each[language], "post": paper[each["role"]], "picture": "", "alt": ""} for each in facts["issuers"]
        ]
    return signers, images


def _version(facts: Mapping, language: str) -> str:
    if "version" not in facts:
        return ""
    said = {"version": str(facts["version"]), "day": said_day(facts["reissued_on"], language)}
    return filled(house_words(language)["paper"]["version"], said)
