"""A browser on a slow line: 400 kbit/s, 300 ms there and back. A workshop's page cold, and from a letter into the room.

*Readable* is the first paint with content: styles hold it back until they are there. From the letter's link to the room
it is two taps, the link itself and the button; what counts is when the browser asks the video server.
"""

import os
import time

from benchmarks.measure import report
from benchmarks.page_cost import fill
from benchmarks.stage import PORT, server, signed_in, stage

LINE = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
GOAL_SECONDS, ROUNDS = 3.0, 3
PAINTED = "performance.getEntriesByName('first-contentful-paint')"


def on_slow_line(browser, cookie: str = ""):
    """A new visitor with nothing in store; the page and its context."""
    visitor = browser.new_context(base_url=f"http://127.0.0.1:{PORT}", viewport={"width": 360, "height": 740})
    if cookie:
        name, _equals, value = cookie.partition("=")
        visitor.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{PORT}"}])
    page = visitor.new_page()
    wire = visitor.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", LINE)
    return page, visitor


def readable_after(browser, path: str, cookie: str) -> float:
    """Seconds until the page can be read, in a browser that has nothing of ours."""
    page, visitor = on_slow_line(browser, cookie)
    page.goto(path, wait_until="load")
    while not page.evaluate(f"{PAINTED}.length"):  # the policy lets no page wait by itself: it would have to eval
        page.wait_for_timeout(50)
    seconds = page.evaluate(f"{PAINTED}[0].startTime") / 1000
    visitor.close()
    return seconds


def in_the_room_after(browser, session: str, join: str, cookie: str) -> float:
    """Seconds from the letter's link until the browser asks the video server; the reader taps at once."""
    page, visitor = on_slow_line(browser, cookie)
    visitor.route("https://video.example/**", lambda route: route.fulfill(status=200, body="room"))
    began = time.monotonic()
    page.goto(session, wait_until="domcontentloaded")  # the first tap
    with page.expect_request("https://video.example/**"):
        page.click(f'a[href="{join}"]')  # the second
    seconds = time.monotonic() - began
    visitor.close()
    return seconds


def main() -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
    from playwright.sync_api import sync_playwright

    from tests.chromium import FLAGS, chromium_path

    pages = fill()
    path = chromium_path()
    if path is None:
        raise RuntimeError("No chromium on the PATH.")
    names = "front page, anonymous", "workshop, anonymous", "workshop, signed in", "60 workshops, anonymous"
    cookies = {name: signed_in(user) if user else "" for name, (_path, user) in pages.items()}
    rows = []
    with server(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name in names:
            taken = [readable_after(browser, pages[name][0], cookies[name]) for _round in range(ROUNDS)]
            rows.append({"what": f"{name}: readable, cold", "s": min(taken), "goal s": GOAL_SECONDS})
        places = pages["session, signed in"][0], pages["join"][0]
        taken = [in_the_room_after(browser, *places, cookies["join"]) for _round in range(ROUNDS)]
        rows.append({"what": "from the letter's link into the room, two taps, cold", "s": min(taken), "goal s": ""})
        browser.close()
    report("slow_line", rows)


if __name__ == "__main__":
    with stage():
        main()
