"""Addresses of the calendar and of subscriptions to it, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from calendars.views import month, subscriptions

app_name = "calendars"
urlpatterns = [
    path(_("calendar/"), month.calendar, name="calendar"),
    path(_("calendar/subscribe/"), subscriptions.subscribe, name="subscribe"),
    path(_("calendar/invitations/"), subscriptions.invitations, name="invitations"),
    path(_("calendar/subscribe/new/"), subscriptions.feed_open, name="feed_open"),
    path(_("calendar/subscribe/<int:pk>/"), subscriptions.feed_revise, name="feed_revise"),
    path(_("calendar/subscribe/<int:pk>/renew/"), subscriptions.feed_renew, name="feed_renew"),
    path(_("calendar/subscribe/<int:pk>/revoke/"), subscriptions.feed_revoke, name="feed_revoke"),
]
