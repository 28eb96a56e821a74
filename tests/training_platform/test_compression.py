"""What is compressed: pages in which nobody but the platform has a word, and no page that shows a secret."""

import gzip

import pytest
from django.urls import reverse

from tests.makers.courses import make_workshop

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.mark.parametrize("reader", [None, "ana", "carla"])
def test_page_is_sent_compressed_and_is_the_same_page(client, cast, reader):
    if reader:
        client.force_login(getattr(cast, reader))
    url = reverse("courses:workshop", args=[make_workshop(title_es="Cadena de custodia").slug])
    answer = client.get(url, headers=TAKES)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert "Cadena de custodia" in gzip.decompress(answer.content).decode()
    assert "Content-Encoding" not in client.get(url)


def test_length_is_blurred(client, cast):
    client.force_login(cast.ana)
    lengths = {len(client.get(reverse("who_sees_what"), headers=TAKES).content) for _time in range(12)}
    assert len(lengths) > 3


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("search", "?q=palabra"),
        ("courses:workshop_list", "?q=palabra"),
        ("account_login", ""),
        ("account_login", "?next=/es/"),
        ("mfa_index", ""),
        ("wagtailadmin_home", ""),
    ],
)
def test_page_with_words_of_the_request_or_with_secrets_is_not(client, cast, name, query):
    if name != "account_login":
        client.force_login(cast.sara)
    answer = client.get(reverse(name) + query, headers=TAKES)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


def test_refusals_and_answers_to_posts_are_not(client, cast):
    assert "Content-Encoding" not in client.get("/es/una-palabra/", headers=TAKES)
    wrong = {"login": "nobody@mp.example", "password": "no"}
    assert "Content-Encoding" not in client.post(reverse("account_login"), wrong, headers=TAKES)


def test_documents_are_not(client, cast):
    answer = client.get(reverse("health"), headers=TAKES)
    assert "Content-Encoding" not in answer
