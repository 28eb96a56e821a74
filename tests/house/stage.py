"""The stage on which the matrix is walked: the scene, a browser for each role, a witness of every table."""

from http.cookies import SimpleCookie

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.models import User
from tests.house.unchanged import Witness
from tests.makers.scene import make_scene
from tests.makers.things import Scene


class Stage:
    """The scene, a browser for each role, and a witness of every table. What a request does is undone after it."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene()
        self.browsers = {role: self._browser(user) for role, user in self.scene.people.items()}
        self.jars = {role: browser.cookies.output(header="") for role, browser in self.browsers.items()}
        self._witness: Witness | None = None

    @property
    def witness(self) -> Witness:
        """Begins to watch at the first question, when all that a module adds to the scene is there."""
        self._witness = self._witness or Witness()
        return self._witness

    def renew(self) -> None:
        """The scene was changed on purpose: people are read and signed in anew, what is there now is the beginning."""
        self._witness = None
        for role, user in self.scene.people.items():
            if user is not None:
                user.refresh_from_db()
                user.person.refresh_from_db()
            self.add_reader(role, user)

    def add_reader(self, role: object, user: User | None) -> None:
        """Somebody more, beside the ten roles."""
        self.browsers[role] = browser = self._browser(user)
        self.jars[role] = browser.cookies.output(header="")

    @staticmethod
    def _browser(user) -> Client:
        browser = Client(raise_request_exception=False)
        if user is not None:
            browser.force_login(user)
        return browser

    def ask(self, role: object, method: str, url: str, body: dict | None = None) -> tuple[HttpResponse, list[str]]:
        """The answer, and the tables that it changed."""
        browser = self.browsers[role]
        browser.cookies = SimpleCookie(self.jars[role])
        cache.clear()
        mark = transaction.savepoint()
        try:
            with self.witness.watching():
                response = browser.generic(method, url) if body is None else browser.post(url, body)
            if response.streaming:
                response.streamed = b"".join(response.streaming_content)
            return response, self.witness.changed()
        finally:
            transaction.savepoint_rollback(mark)


def is_a_door(location: str) -> bool:
    """Whether somebody is sent to the sign-in, or to the door before the administration."""
    return location.partition("?")[0] in {reverse("account_login"), reverse("admin_door")}
