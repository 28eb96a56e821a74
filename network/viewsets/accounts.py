"""Accounts in the Wagtail admin: seen by the Secretariat and the technical administrators, changed by actions alone.

Rights come from the standing, never from permissions on the model: whoever held those could set anybody's password on
Wagtail's own screens.
"""

from allauth.mfa.models import Authenticator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from foundations.outbox.models import Letter
from network import actions
from network.errors import AccountError
from network.listing import CodeFilter, FactColumn, RecordChoiceFilter, RecordFilterSet
from network.models import FactorReset, Office, Person, User
from network.panels import recent_sign_ins
from network.record_forms import RecordForm
from network.rights import doer_of, may_do
from network.staff import ActingCreateView, ActingEditView, Deed, RecordPolicy, RecordViewSet
from network.telling import fetched_with, person_words

State = User.State


class AccountPolicy(RecordPolicy):
    """Reading and opening: Secretariat and administrators. Correcting an address: the Secretariat alone."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action not in self.verbs or not user.is_active:
            return False
        standing = doer_of(user)
        return standing.is_secretariat or (action != "change" and standing.holds("administrator"))


def _offices(request) -> models.QuerySet:
    """Asked anew for each page: an office that joined a minute ago is on the list."""
    return fetched_with(Office.objects.in_order())


class AccountFilter(RecordFilterSet):
    """By state, by office, and what awaits a second person."""

    state = CodeFilter(label=_("State"), choices=State.choices, method="filter_state")
    office = RecordChoiceFilter(field_name="person__office", label=_("Office"), queryset=_offices, empty_label=_("All"))
    reset = CodeFilter(
        label=_("Second factor"), choices=[("pending", _("A reset awaits its second person"))], method="filter_reset"
    )

    class Meta:
        model = User
        fields: list[str] = []

    def filter_state(self, accounts: models.QuerySet, name: str, value: str) -> models.QuerySet:
        return accounts.in_state(value)

    def filter_reset(self, accounts: models.QuerySet, name: str, value: str) -> models.QuerySet:
        return accounts.filter(pk__in=FactorReset.objects.pending(timezone.now()).values("user"))


class AccountOpeningForm(RecordForm):
    """Whose account, at which address, in which language."""

    class Meta:
        model = User
        fields = ["person", "email", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without = Person.objects.current().filter(user__isnull=True)
        self.fields["person"].queryset = fetched_with(without.in_order())
        self.fields["person"].help_text = _("Only people without an account. A new person is added under “People”.")


class AddressForm(WagtailAdminModelForm):
    """The address that the account signs in with."""

    class Meta:
        model = User
        fields = ["email"]
        help_texts = {
            "email": _("Sessions and links end at once; an e-mail goes to the former address and to the new one.")
        }


class AccountOpeningView(ActingCreateView):
    def act(self, fields: dict) -> User:
        return actions.open_account(fields.pop("person"), by=self.request.user, **fields)


class AddressView(ActingEditView):
    page_title = _("Correct the address")

    def act(self, fields: dict) -> User:
        if "email" in fields:
            actions.correct_email(self.object, email=fields["email"], by=self.request.user)
        return self.object


def pending_reset(account: User) -> FactorReset | None:
    """The reset of the second factor that awaits its second person, if there is one."""
    return account.factor_resets.pending(timezone.now()).first()


def _pending_or_refuse(account: User) -> FactorReset:
    reset = pending_reset(account)
    if reset is None:
        raise AccountError(gettext("No reset awaits its second person here."))
    return reset


def _may_grant(account: User, by: User) -> bool:
    reset = pending_reset(account)
    return reset is not None and reset.asked_by_id != by.pk and may_do("reset_factor", account.person, by=by)


def factors_of(account: User) -> str:
    """The kinds of second factor that the account has, in a few words."""
    kinds = {each.get_type_display() for each in account.authenticator_set.all()}
    return ", ".join(sorted(str(kind) for kind in kinds)) or gettext("none")


DEEDS = (
    Deed(
        name="grant_factor_reset",
        label=_("Grant the reset of the second factor"),
        perform=lambda account, by, _reason: actions.grant_factor_reset(_pending_or_refuse(account), by=by),
        shown=_may_grant,
        warns=lambda _account: _("Every second factor is deleted and all sessions end. This cannot be undone."),
    ),
    Deed(
        name="refuse_factor_reset",
        label=_("Refuse the reset of the second factor"),
        perform=lambda account, by, reason: actions.refuse_factor_reset(
            _pending_or_refuse(account), by=by, reason=reason
        ),
        shown=lambda account, by: pending_reset(account) is not None and may_do("reset_factor", account.person, by=by),
        asks_reason=True,
        warns=lambda _account: _("The account keeps its second factor."),
    ),
    Deed(
        name="send_letter",
        label=_("Send the activation e-mail again"),
        perform=lambda account, by, _reason: actions.send_activation_again(account, by=by),
        shown=lambda account, by: account.state == State.NEW and may_do("open", account.person, by=by),
    ),
    Deed(
        name="sign_out",
        label=_("End all sessions"),
        perform=lambda account, by, reason: actions.sign_out_everywhere(account, by=by, reason=reason),
        shown=lambda account, by: account.may_sign_in and may_do("sign_out", account.person, by=by),
        asks_reason=True,
        warns=lambda _account: _("Every device is signed out at once. The person can sign in again."),
    ),
    Deed(
        name="close",
        label=_("Close the account"),
        perform=lambda account, by, reason: actions.close_account(account, by=by, reason=reason),
        shown=lambda account, by: account.is_active and may_do("close", account.person, by=by),
        asks_reason=True,
        warns=lambda _account: _("Sessions and links end at once; nobody signs in until somebody reopens it."),
        is_dangerous=True,
    ),
    Deed(
        name="reopen",
        label=_("Reopen the account"),
        perform=lambda account, by, reason: actions.reopen_account(account, by=by, reason=reason),
        shown=lambda account, by: not account.is_active and may_do("reopen", account.person, by=by),
        asks_reason=True,
        warns=lambda _account: _("The person signs in with the password and the second factor of before."),
    ),
    Deed(
        name="ask_factor_reset",
        label=_("Ask for a reset of the second factor"),
        perform=lambda account, by, reason: actions.ask_factor_reset(account, by=by, reason=reason),
        shown=lambda account, by: (
            account.may_sign_in and pending_reset(account) is None and may_do("reset_factor", account.person, by=by)
        ),
        asks_reason=True,
        warns=lambda _account: _(
            "Write how you made sure that it is this person. Another person of the Secretariat grants it within 24 "
            "hours; the person is told at once."
        ),
    ),
)


class AccountViewSet(RecordViewSet):
    """Whose account is in which state, and everything that may be done about it."""

    model = User
    icon = "lock"
    menu_label = _("Accounts")
    add_view_class = AccountOpeningView
    edit_view_class = AddressView
    inspect_template_name = "network/staff/account.html"
    refusals = (AccountError,)
    deeds = DEEDS
    filterset_class = AccountFilter
    search_fields = ["person__given_names", "person__family_names", "email"]
    ordering = ["person__family_names", "person__given_names"]
    list_display = [
        "person",
        FactColumn("office", label=_("Office"), accessor="person.office"),
        "email",
        FactColumn("state", label=_("State"), accessor=lambda account: account.state.label),
        FactColumn("factors", label=_("Second factor"), accessor=factors_of),
        "last_login",
    ]
    inspect_view_fields = ["person", "email", "language", "time_zone", "date_joined", "activated_at", "last_login"]

    @property
    def permission_policy(self) -> AccountPolicy:
        return AccountPolicy(self.model, self.verbs)

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        return AddressForm if for_update else AccountOpeningForm

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("person__office__country", "person__institution")
            .prefetch_related("authenticator_set")
        )

    def named(self, account: User) -> str:
        return person_words(account.person)

    def told_of(self, record: User) -> dict:
        """State, second factors, what was asked and decided, the last sign-ins."""
        return {
            "account": record,
            "authenticators": Authenticator.objects.filter(user=record).order_by("created_at"),
            "pending": pending_reset(record),
            "resets": record.factor_resets.select_related("asked_by", "granted_by", "refused_by")[:10],
            "decisions": record.decisions.select_related("by")[:20],
            "sign_ins": recent_sign_ins(record.person),
            "returned": Letter.objects.bounced_for(record.person_id, record.email).order_by("-bounced_at").first(),
            "now": timezone.now(),
        }
