"""A browser full of payloads: in every text of our records and pages something that wants to be a script (case 13).

The texts are written into the rows directly, past every form, as an import or an old fault might have left them there;
rich text goes the way of the editor, whose filter is its protection. Then the public pages and the admin are read: no
dialogue may open and the policy may have had nothing to refuse, for what is escaped never gets as far as the policy.
"""

import json
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Model
from django.urls import reverse
from playwright.sync_api import BrowserContext, Dialog, Error, Response
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

from certificates.models import Certificate
from content.blocks import RICH_TEXT_FEATURES
from content.models import HomePage, StandardPage
from foundations.outbox.models import Letter
from network.models import Person
from sessions.models import TrainingSession
from tests.browser.test_admin_policy import crawled
from tests.browser.test_editing import enter
from tests.house.test_csp import addresses
from tests.makers.certificates import make_certificate
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.pages import make_area_page, make_course_page
from tests.makers.sessions import make_session

pytestmark = pytest.mark.slow

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"></title></script><svg/onload=alert(1)>",
    "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "${alert(1)}{{constructor.constructor('alert(1)')()}}",
    'javascript:alert(1)//" onfocus=alert(1) autofocus x="',
)
# Fields that machines read: nobody writes them by hand, and a wrong value is an error, not a text.
FOR_MACHINES = (
    *("slug", "code", "email", "time_zone", "language", "password", "path", "url_path", "draft_title", "kind"),
    *("number", "digest", "document_digest", "document", "message_id", "template", "action", "mime_type", "file_hash"),
)
OWN_APPS = {name.removesuffix(".apps.SessionsConfig") for name in configured.OWN_APPS}
LEFT_OUT = ("foundations.audit", "foundations.jobs", "conferencing")  # append-only, keys alone, machines' own
FEWEST_CHARACTERS = 24


def texts_of(model: type[Model]) -> list[models.Field]:
    """The fields of a model that hold words somebody wrote."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (
            field.choices or field.is_relation or field.primary_key or field.unique or hasattr(field, "stream_block")
        )
        and field.name not in FOR_MACHINES
        and (field.max_length or FEWEST_CHARACTERS) >= FEWEST_CHARACTERS
    ]


def models_with_texts() -> list[type[Model]]:
    return [
        model
        for model in (*apps.get_models(), Page)
        if (model is Page or (model._meta.app_config.name in OWN_APPS and model._meta.app_config.name not in LEFT_OUT))
        and texts_of(model)
    ]


def poison(payloads: Iterator[str]) -> int:
    """Write a payload into every text of every row; how many fields there were."""
    fields = 0
    for model in models_with_texts():
        for field in texts_of(model):
            model._default_manager.update(**{field.name: next(payloads)[: field.max_length]})
            fields += 1
    return fields


def hostile_words(payload: str) -> str:
    """What the editor's filter makes of a paragraph and a link that want to be scripts."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    block = {"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "text": payload}
    block["entityRanges"] = [{"offset": 0, "length": 5, "key": 0}]
    told = json.dumps({"blocks": [block], "entityMap": {"0": link}})
    return ContentstateConverter(features=RICH_TEXT_FEATURES).to_database_format(told)


@pytest.fixture
def people(live_server, settings, cast_laid_for_good):
    """One of everything that has words, poisoned, and the Secretariat with every right to look at it."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    cast = cast_laid_for_good
    for group in cast.sara.groups.all():
        group.permissions.add(*Permission.objects.all())
    make_course_page(make_area_page())
    workshop = make_workshop(host_office=cast.salvador)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_session(workshop=workshop)
    make_certificate(person=cast.ana.person)
    body = [
        ("heading", PAYLOADS[0]),
        *[("text", hostile_words(payload)) for payload in PAYLOADS],
        ("notice", {"title": PAYLOADS[1], "text": hostile_words(PAYLOADS[2])}),
        ("quote", {"text": PAYLOADS[3], "source": PAYLOADS[4]}),
    ]
    home = HomePage.objects.get(locale__language_code="es")
    home.add_child(instance=StandardPage(title="Palabras", slug="palabras", body=body))
    assert poison(cycle(PAYLOADS)) > 30
    for page in Page.objects.filter(depth__gt=2).specific():
        page.save_revision()
    return cast


@pytest.fixture
def dialogues(context: BrowserContext):
    """Every dialogue that a script opened."""
    opened = []

    def note(dialogue: Dialog) -> None:
        if dialogue.type != "beforeunload":
            opened.append(dialogue.message)
        dialogue.dismiss()

    context.on("dialog", note)
    return opened


def places(cast) -> list[str]:
    """The public and the members' pages, and those of single records."""
    found = [address for address in addresses() if address.startswith(("/es/", "/v/", "/start/"))]
    found += [page.url for page in Page.objects.live().filter(depth__gt=1)]
    found += [reverse("sessions:session", args=[each.pk]) for each in TrainingSession.objects.all()]
    found += [reverse("courses:workshop", args=[each.workshop.slug]) for each in TrainingSession.objects.all()]
    return found + [f"/v/{each.code}/" for each in Certificate.objects.all()]


def found_at(page, place: str) -> Response | None:
    """What is found there; nothing where a file is sent, which no browser runs."""
    try:
        return page.goto(place)
    except Error as fault:
        if "Download is starting" not in fault.message:
            raise
        return None


@pytest.mark.parametrize("reader", [None, "ana", "sara"])
def test_pages_stay_pages(page, people, dialogues, complaints, reader):
    if reader:
        enter(page, getattr(people, reader))
    shown = 0
    for place in places(people):
        answer = found_at(page, place)
        assert answer is None or answer.status < 500, place
        shown += "alert(1)" in page.locator("body").inner_text()
    assert shown > 4, "the payloads are read as words"
    assert dialogues == []
    assert [each for each in complaints if "Content Security Policy" in each] == []
    complaints.clear()  # what is not there for this reader is not there


@pytest.mark.filterwarnings("ignore:Pagination may yield")
def test_admin_stays_the_admin(page, people, dialogues, complaints, live_server):
    enter(page, people.sara)
    seen = crawled(page, urlsplit(live_server.url).netloc)
    for name, rows in (("people", Person), ("letters", Letter)):
        for row in rows.objects.all()[:3]:
            page.goto(reverse(f"{name}:inspect", args=[row.pk]))
    assert len(seen) > 90
    assert dialogues == []
    assert [each for each in complaints if "Content Security Policy" in each] == []
    complaints.clear()


def test_dialogue_would_be_heard(page, dialogues):
    page.goto("/es/")
    page.evaluate("alert(1)")
    assert dialogues == ["1"]


def test_editors_filter_leaves_no_script():
    told = " ".join(map(hostile_words, PAYLOADS))
    assert "<script" not in told
    assert "<img" not in told
    assert 'href="javascript' not in told
