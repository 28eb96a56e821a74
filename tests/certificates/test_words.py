from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from certificates.actions import (
    draft_wording,
    name_signatory,
    publish_wording,
    reissue_certificate,
    revise_signatory,
    revise_wording,
)
from certificates.errors import CertificateError
from certificates.models import Wording
from certificates.paper import certificate_pdf
from tests.makers.certificates import make_certificate, make_signatory

PNG = b"\x89PNG"


def picture(size=(200, 80), name="firma.png") -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGBA", size, (20, 30, 90, 128)).save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue(), "image/png")


def fields_of(draft: Wording, **changed) -> dict[str, str]:
    texts = [field.name for field in Wording._meta.fields if field.name.endswith(("_es", "_en"))]
    return {name: getattr(draft, name) for name in texts} | changed


@pytest.fixture
def draft(cast) -> Wording:
    return draft_wording(kind="attendance", by=cast.sara)


def edit(client, draft: Wording, **changed):
    return client.post(reverse("certificate_wordings:edit", args=[draft.pk]), fields_of(draft, **changed))


def test_draft_begins_with_the_words_in_use_and_is_begun_once(cast, draft):
    assert draft.title_es == "Constancia de asistencia"
    assert draft_wording(kind="attendance", by=cast.sara) == draft
    revise_wording(draft, title_es="Constancia de participación", by=cast.sara)
    publish_wording(draft, by=cast.sara)
    assert draft_wording(kind="attendance", by=cast.sara).title_es == "Constancia de participación"


def test_published_words_reach_what_is_issued_from_then_on_alone(cast, draft):
    before = make_certificate(cast.ana.person)
    old = certificate_pdf(before)
    revise_wording(draft, title_es="Otra constancia", by=cast.sara)
    assert publish_wording(publish_wording(draft, by=cast.sara), by=cast.sara).number == 1
    after = make_certificate(cast.berta.person)
    assert after.facts["wording"]["es"]["title"] == "Otra constancia"
    assert certificate_pdf(before) == old
    cast.ana.person.given_names = "Anna"
    cast.ana.person.save()
    assert reissue_certificate(before, by=cast.sara).facts["wording"] == before.facts["wording"]


def test_list_tells_the_draft_from_the_version_in_use(cast, draft, as_sara):
    publish_wording(draft, by=cast.sara)
    assert "Borrador" not in as_sara.get(reverse("certificate_wordings:index")).text
    draft_wording(kind="attendance", by=cast.sara)
    assert "Borrador" in as_sara.get(reverse("certificate_wordings:index")).text


def test_version_in_use_is_not_changed(cast, draft, as_sara):
    published = publish_wording(draft, by=cast.sara)
    with pytest.raises(CertificateError):
        revise_wording(published, title_es="Otra", by=cast.sara)
    assert edit(as_sara, published, title_es="Otra").status_code == 404


@pytest.mark.parametrize("name", ["elsa", "carla", "ana"])
def test_only_the_secretariat_writes_words(cast, name):
    with pytest.raises(CertificateError):
        draft_wording(kind="host", by=getattr(cast, name))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nombre} asistió", "{nombre} no es un campo de este tipo"),
        ("{mark} de nota", "{mark} no es un campo de este tipo"),
        ("por asistir {al taller", "Una llave está abierta o cerrada sola"),
        ("por asistir 漢", "no se puede imprimir"),
    ],
)
def test_unknown_place_is_told_at_its_field(as_sara, draft, text, said):
    page = edit(as_sara, draft, reason_es=text)
    assert said in page.context["form"].errors["reason_es"][0]
    draft.refresh_from_db()
    assert draft.reason_es == "por haber cumplido la asistencia requerida en el taller"


def test_preview_shows_posted_words_and_keeps_nothing(cast, as_sara, draft):
    make_certificate(cast.ana.person)
    address = reverse("certificate_wordings:preview", args=[draft.pk]) + "?language=es"
    kept = as_sara.get(address)
    posted = as_sara.post(address, fields_of(draft, title_es="Título nunca visto"))
    assert kept.content.startswith(PNG)
    assert posted.content.startswith(PNG)
    assert posted.content != kept.content
    assert "no-store" in posted["Cache-Control"]
    draft.refresh_from_db()
    assert draft.title_es == "Constancia de asistencia"


def test_preview_without_any_certificate_is_not_there(as_sara, draft):
    assert as_sara.get(reverse("certificate_wordings:preview", args=[draft.pk])).status_code == 404
    assert as_sara.get(reverse("certificate_wordings:edit", args=[draft.pk])).status_code == 200


def test_seal_is_made_anew_from_its_pixels_and_taken_away_by_a_tick(cast, as_sara, draft):
    edit(as_sara, draft, seal=picture(name="sello de marta.png"))
    draft.refresh_from_db()
    assert "marta" not in draft.seal
    with storages["private"].open(draft.seal) as kept:
        assert kept.read().startswith(PNG)
    assert b"%PDF" in certificate_pdf(make_certificate(cast.ana.person))
    edit(as_sara, draft, no_seal="on")
    draft.refresh_from_db()
    assert draft.seal == ""


@pytest.mark.parametrize(
    "given",
    [SimpleUploadedFile("a.png", b"<svg/>", "image/png"), SimpleUploadedFile("a.png", b"0" * 400_000, "image/png")],
    ids=["no picture", "too large"],
)
def test_what_is_no_small_picture_is_refused_at_its_field(as_sara, draft, given):
    assert "seal" in edit(as_sara, draft, seal=given).context["form"].errors


def test_signatory_stands_on_paper_with_the_image_of_that_day(cast, as_sara):
    body = {"name": "Marta Gil", "post_es": "Directora", "post_en": "Director", "position": 1}
    as_sara.post(reverse("signatories:add"), body | {"signs_from": timezone.localdate(), "image": picture()})
    certificate = make_certificate(cast.ana.person)
    [signer] = certificate.facts["signers"]
    assert (signer["name"], signer["es"], bool(signer["image"])) == ("Marta Gil", "Directora", True)
    paper = certificate_pdf(certificate)
    person = type(make_signatory()).objects.get(name="Marta Gil")
    revise_signatory(person, name="Marta Gil de Paz", image=picture((300, 90)), by=cast.sara)
    assert certificate_pdf(certificate) == paper


def test_three_sign_on_a_day_at_most(cast):
    today = timezone.localdate()
    for _ in range(3):
        make_signatory(signs_from=today, signs_until=today + timedelta(days=9))
    more = {"name": "Eva", "post_es": "x", "post_en": "x", "by": cast.sara}
    with pytest.raises(CertificateError):
        name_signatory(signs_from=today + timedelta(days=9), **more)
    with pytest.raises(CertificateError):
        name_signatory(signs_from=today - timedelta(days=9), **more)
    assert name_signatory(signs_from=today + timedelta(days=10), **more).pk
    assert name_signatory(signs_from=today - timedelta(days=9), signs_until=today - timedelta(days=1), **more).pk
