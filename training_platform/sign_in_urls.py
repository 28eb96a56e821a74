"""The one door: allauth's screens that are wanted, under the names it gives them; no others are mounted."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from network.views import devices, second_factor, signing_in

urlpatterns = [
    path(_("sign-in/"), signing_in.sign_in, name="account_login"),
    path(_("sign-in/code/"), signing_in.ask_code, name="account_request_login_code"),
    path(_("sign-in/code/confirm/"), signing_in.type_code, name="account_confirm_login_code"),
    path(_("sign-in/second-factor/"), second_factor.show_factor, name="mfa_authenticate"),
    path(_("sign-in/passkey/"), second_factor.passkey_sign_in, name="mfa_login_webauthn"),
    path(_("sign-out/"), signing_in.sign_out, name="account_logout"),
    path(_("my-account/password/"), signing_in.change_password, name="account_change_password"),
    path(_("my-account/password-again/"), signing_in.password_again, name="account_reauthenticate"),
    path(_("my-account/second-factor/"), second_factor.overview, name="mfa_index"),
    path(_("my-account/second-factor/verify/"), second_factor.verify_code, name="mfa_reauthenticate"),
    path(
        _("my-account/second-factor/verify-passkey/"), second_factor.verify_passkey, name="mfa_reauthenticate_webauthn"
    ),
    path(_("my-account/second-factor/application/"), second_factor.add_application, name="mfa_activate_totp"),
    path(
        _("my-account/second-factor/application/remove/"), second_factor.remove_application, name="mfa_deactivate_totp"
    ),
    path(_("my-account/second-factor/passkeys/add/"), second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        _("my-account/second-factor/passkeys/<int:pk>/rename/"), second_factor.rename_passkey, name="mfa_edit_webauthn"
    ),
    path(
        _("my-account/second-factor/passkeys/<int:pk>/remove/"),
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path(_("my-account/second-factor/recovery-codes/"), second_factor.show_codes, name="mfa_view_recovery_codes"),
    path(
        _("my-account/second-factor/recovery-codes/renew/"),
        second_factor.renew_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(_("my-account/devices/"), devices.devices, name="usersessions_list"),
    path(_("my-account/devices/end-others/"), devices.devices_end_others, name="usersessions_end_others"),
    path(_("my-account/devices/<int:pk>/end/"), devices.device_end, name="usersessions_end"),
]
