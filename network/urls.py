"""Addresses of accounts on the public side, in the reader's words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from network.views import deputies, links, office_people
from network.views.contacts import contacts

app_name = "network"
urlpatterns = [
    path(_("contacts/"), contacts, name="contacts"),
    path(_("activate/"), links.activation, name="activation"),
    path(_("activate/<str:token>/"), links.activation_link, name="activation_link"),
    path(_("forgotten-password/"), links.forgotten_password, name="forgotten_password"),
    path(_("forgotten-password/sent/"), links.forgotten_password_sent, name="forgotten_password_sent"),
    path(_("new-password/"), links.new_password, name="new_password"),
    path(_("new-password/<str:token>/"), links.password_link, name="password_link"),
    path(_("my-office/people/"), office_people.office_people, name="office_people"),
    path(_("my-office/people/add/"), office_people.office_person_add, name="office_person_add"),
    path(_("my-office/people/<uuid:pk>/"), office_people.office_person, name="office_person"),
    path(_("my-office/people/<uuid:pk>/open-account/"), office_people.account_open, name="account_open"),
    path(_("my-office/people/<uuid:pk>/send-letter/"), office_people.account_send_letter, name="account_send_letter"),
    path(_("my-office/people/<uuid:pk>/close-account/"), office_people.account_close, name="account_close"),
    path(_("my-office/people/<uuid:pk>/reopen-account/"), office_people.account_reopen, name="account_reopen"),
    path(_("my-office/people/<uuid:pk>/end-sessions/"), office_people.account_sign_out, name="account_sign_out"),
    path(_("my-office/roles/<int:pk>/deputy/"), deputies.deputy_appoint, name="deputy_appoint"),
    path(_("my-office/deputies/<int:pk>/end/"), deputies.deputy_end, name="deputy_end"),
]
