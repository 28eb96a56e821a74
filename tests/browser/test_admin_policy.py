"""The admin under its own policy, screen by screen: no script of a page's own, nothing fetched from elsewhere."""

import gc
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import BrowserContext, Page, expect
from wagtail.models import Page as WagtailPage

from tests.browser.test_editing import enter
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.pages import make_area_page, make_course_page
from tests.makers.uploads import make_located_picture

pytestmark = pytest.mark.slow

LINKS = """() => [...document.querySelectorAll("a[href], form[action]")]
    .map((each) => new URL(each.getAttribute("href") || each.getAttribute("action"), location).href)"""
NOT_FOLLOWED = ("wagtailadmin_logout", "wagtailadmin_error_test", "wagtail_localize:download_pofile")
# Screens that no link of another leads to, or only one that a script makes.
DOORS = (
    *("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailadmin_collections:index"),
    *("wagtailadmin_collections:add", "wagtailadmin_workflows:index", "wagtailadmin_workflows:add"),
    *("wagtailadmin_workflows:task_index", "wagtailadmin_workflows:select_task_type", "wagtailadmin_pages:search"),
    *("wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks"),
    *("wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages", "wagtail_localize:translations_report"),
    *("wagtailadmin_reports:page_types_usage", "wagtailimages:index", "wagtailimages:add", "wagtaildocs:index"),
    *("wagtailimages:add_multiple", "wagtaildocs:add", "wagtaildocs:add_multiple", "wagtailredirects:index"),
    *("wagtailredirects:add", "wagtailredirects:start_import", "wagtailforms:index", "wagtailsites:index"),
    *("wagtailsites:add", "wagtaillocales:index", "wagtailsnippets:index"),
)


@pytest.fixture
def sara(live_server, settings, cast_laid_for_good):
    """The Secretariat with every right there is, so that no screen is left out, and something to be shown on each."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    cast = cast_laid_for_good
    for group in cast.sara.groups.all():
        group.permissions.add(*Permission.objects.all())
    course = make_course_page(make_area_page())
    course.save_revision()
    course.save_revision()
    make_enrolment(workshop=make_workshop(host_office=cast.salvador), person=cast.ana.person)
    return cast.sara


def name_of(url: str) -> str:
    """The name of an address in the admin, empty for any other."""
    path = urlsplit(url).path
    try:
        return resolve(path).view_name if path.startswith("/admin/") else ""
    except Resolver404:
        return ""


def crawled(page: Page, host: str) -> list[str]:
    """Every screen that can be reached, one address for each name; the names, in order."""
    waiting = [reverse(name) for name in DOORS]
    waiting += [reverse("wagtailadmin_explore", args=[each.pk]) for each in WagtailPage.objects.filter(depth__lte=3)]
    seen: list[str] = []
    while waiting:
        url = waiting.pop(0)
        name = name_of(url)
        if name in seen or not name or name in NOT_FOLLOWED or name.endswith("_results"):
            continue
        seen.append(name)
        answer = page.goto(url)
        page.wait_for_load_state("networkidle")
        if answer and answer.headers.get("content-type", "").startswith("text/html"):
            waiting += [link for link in page.evaluate(LINKS) if urlsplit(link).netloc == host]
    return seen


@pytest.mark.filterwarnings("ignore:Pagination may yield")  # of a list of the translation app's
def test_no_screen_of_the_admin_breaks_its_policy(context: BrowserContext, page, sara, live_server, complaints):
    elsewhere = []
    host = urlsplit(live_server.url).netloc
    context.on("request", lambda request: elsewhere.append(request.url) if host not in request.url else None)
    enter(page, sara)
    seen = crawled(page, host)
    assert len(seen) > 90
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []
    refused = [each for each in complaints if "Content Security Policy" in each]
    complaints[:] = [each for each in complaints if "status of 40" not in each]
    assert refused == []


def test_choosers_and_date_fields_work_without_inline_scripts(page, sara):
    enter(page, sara)
    page.goto(reverse("wagtailredirects:add"))
    page.locator("#id_redirect_page-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal-body a.choose-page").first.click()
    expect(page.locator("#id_redirect_page-chooser [data-chooser-title]")).not_to_be_empty()
    page.goto(reverse("communications:add"))
    field = page.locator("template[data-options*=dayOfWeekStart]").first.get_attribute("data-for")
    page.locator(f"#{field}").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)


def test_workflow_takes_a_task_from_its_dialogue(page, sara):
    enter(page, sara)
    page.goto(reverse("wagtailadmin_workflows:add"))
    page.locator("#id_name").fill("Revisión")
    page.locator("#id_workflow_tasks-ADD").click()
    page.locator(".task-chooser [data-chooser-action-choose]").last.click()
    expect(page.locator(".modal-body")).to_be_visible()


# Wagtail leaves the temporary file of each rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_pictures_are_sent_under_the_policy(page, sara, settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    enter(page, sara)
    page.goto(reverse("wagtailimages:add_multiple"))
    file = {"name": "ana en casa.jpg", "mimeType": "image/jpeg", "buffer": make_located_picture()}
    page.locator("#fileupload").set_input_files(file)
    expect(page.locator("#upload-list input[name$=title]")).to_be_visible()
    assert "casa" not in page.locator("#upload-list input[name$=title]").input_value()
    page.goto(reverse("wagtailimages:index"))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[...document.querySelectorAll('main img')].every((each) => each.naturalWidth > 0)")
    gc.collect()
