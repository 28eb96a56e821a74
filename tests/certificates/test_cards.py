import pytest
from django.template import Context, Template
from django.utils import translation

from certificates.actions import print_certificate
from tests.makers.certificates import make_certificate
from tests.makers.network import make_person

LIST = Template("{% load certificate_cards %}{% my_certificates person %}")


def shown(person) -> str:
    with translation.override("es"):
        return LIST.render(Context({"person": person}))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_one_query_however_long(db, django_assert_num_queries, rows):
    person = make_person()
    for _ in range(rows):
        make_certificate(person)
    with django_assert_num_queries(1):
        page = shown(person)
    assert page.count('class="card"') == rows


def test_list_leads_to_the_document_once_it_is_printed(db):
    certificate = make_certificate()
    assert "En impresión" in shown(certificate.person)
    print_certificate(certificate)
    page = shown(certificate.person)
    assert f"/es/constancias/{certificate.pk}/documento/" in page
    assert certificate.number in page
    assert "En impresión" not in page


def test_revoked_certificate_is_marked(db):
    certificate = make_certificate(state="revoked")
    assert "Revocada" in shown(certificate.person)


def test_list_without_certificates_says_how_to_earn_one(db):
    assert "Aún no tiene ninguna constancia" in shown(make_person())
