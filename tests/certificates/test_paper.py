import re
import shutil
import subprocess

import pytest

from certificates.models import Certificate
from certificates.paper import certificate_pdf
from tests.makers.certificates import make_certificate
from tests.makers.network import make_office, make_school, make_user

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext and pdfinfo (poppler-utils)")
LONG = "María de los Ángeles Concepción Guadalupe Hernández-Echeverría de Villavicencio " * 3


def text_of(certificate: Certificate) -> str:
    shown = run("pdftotext", certificate_pdf(certificate), "-", "-")
    return re.sub(r"\s+", " ", shown)


def run(program: str, pdf: bytes, *options: str) -> str:
    return subprocess.run([program, *options], input=pdf, capture_output=True, check=True).stdout.decode()


def make_wordy(language: str = "es", **facts) -> Certificate:
    person = make_user(language=language, given_names="Zoë", family_names="D'Souza-Ñandú").person
    certificate = make_certificate(person)
    certificate.facts |= facts
    return certificate


def test_paper_says_who_earned_what_in_spanish(cast):
    make_school(office=cast.salvador, leads_programme=True)
    said = text_of(make_wordy(starts_on="2012-03-05", ends_on="2012-03-09", hours="12.5"))
    for words in (
        "Constancia de asistencia",
        "Zoë D'Souza-Ñandú",
        "del 5 al 9 de marzo de 2012",
        "12.5 horas",
        "Asistencia mínima requerida: 80 %",
        "Escuela de Capacitación Fiscal",
        "Secretaría",
        "testserver/v/",
    ):
        assert words in said


def test_paper_says_number_and_code(db):
    certificate = make_wordy()
    said = text_of(certificate)
    assert certificate.number in said
    assert certificate.code in said.replace(" ", "")
    assert "DEMO" not in said


def test_paper_speaks_english_to_its_holder(db):
    said = text_of(make_wordy("en", starts_on="2012-02-28", ends_on="2012-03-02", hours="1"))
    assert "Certificate of attendance" in said
    assert "from 28 February to 2 March 2012, 1 hour of training" in said
    assert said.index("Certificate of attendance") < said.index("Constancia de asistencia")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2012-03-05", "2012-03-05", "el 5 de marzo de 2012"),
        ("2012-02-28", "2012-03-02", "del 28 de febrero al 2 de marzo de 2012"),
        ("2012-12-30", "2013-01-02", "del 30 de diciembre de 2012 al 2 de enero de 2013"),
    ],
)
def test_paper_reads_dates_as_people_do(db, first, last, said):
    assert said in text_of(make_wordy(starts_on=first, ends_on=last))


@pytest.mark.parametrize("modality", ["virtual", "in_person", "blended"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_paper_knows_every_modality(db, modality, language):
    city = {"country": {"es": "Belice", "en": "Belize"}, "city": "Belmopán"}
    said = text_of(make_wordy(language, modality=modality, host=city))
    assert ("Belmopán" in said) == (modality != "virtual")


def test_paper_is_one_tagged_page_however_long_the_names(db):
    words = {"es": LONG[:200], "en": LONG[:200]}
    issuers = [{"role": "school", **words}, {"role": "secretariat", **words}]
    certificate = make_wordy(
        name=LONG[:200],
        office=words,
        workshop=words,
        area=words,
        issuers=issuers,
        modality="blended",
        host={"country": words, "city": LONG[:100]},
    )
    about = run("pdfinfo", certificate_pdf(certificate), "-")
    assert re.search(r"Pages:\s+1\n", about)
    assert re.search(r"Tagged:\s+yes", about)
    assert LONG[:200].rsplit(maxsplit=1)[-1] in text_of(certificate)


def test_paper_does_without_a_school(db):
    assert "Constancia de asistencia" in text_of(make_wordy(issuers=[]))


@pytest.mark.parametrize("hostile", ["<b> #x $y", '#panic("x")', "*x* _y_ `z`"])
def test_hostile_name_stays_text(db, hostile):
    assert hostile in text_of(make_wordy(name=hostile))


def test_demo_paper_says_so(db, settings):
    settings.DEMO = True
    said = text_of(make_wordy())
    assert "DEMO" in said
    assert "sin validez" in said


def test_belizean_office_is_named_in_english(db):
    office = make_office("BZ", name_en="Office of the Director of Public Prosecutions")
    certificate = make_certificate(make_user(language="en", office=office).person)
    assert "Office of the Director of Public Prosecutions" in text_of(certificate)
