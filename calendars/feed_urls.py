"""Addresses for programs: plain, English, ending in what they hold."""

from django.urls import path, re_path

from calendars.views import feeds

app_name = "calendar_feeds"
CODE = r"(?P<by>area|country|workshop)-(?P<code>[A-Za-z0-9-]{1,100})"
urlpatterns = [
    re_path(r"^public/(?P<language>es|en)/workshops\.ics$", feeds.public_feed, name="public"),
    re_path(rf"^public/(?P<language>es|en)/{CODE}\.ics$", feeds.public_feed, name="public_part"),
    path("<slug:token>.ics", feeds.feed, name="feed"),
]
