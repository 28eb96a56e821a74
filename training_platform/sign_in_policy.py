"""How one signs in, as data for the settings: how many tries are let through, and which of allauth's forms are ours."""

# How many tries in how much time, by address of the net (ip), by account or address of mail (key), by session (user).
# They are counted in the default cache, which all workers share; while it is away nobody is let in.
LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
}
ACCOUNT_FORMS = {
    "request_login_code": "network.sign_in_forms.AskCodeForm",
    "confirm_login_code": "network.sign_in_forms.TypeCodeForm",
}
FACTOR_FORMS = {
    "authenticate": "network.sign_in_forms.ShowCodeForm",
    "reauthenticate": "network.sign_in_forms.ShowCodeAgainForm",
    "activate_totp": "network.sign_in_forms.EnrolApplicationForm",
    "add_webauthn": "network.sign_in_forms.AddPasskeyForm",
    "authenticate_webauthn": "network.sign_in_forms.ShowPasskeyForm",
    "reauthenticate_webauthn": "network.sign_in_forms.ShowPasskeyAgainForm",
    "login_webauthn": "network.sign_in_forms.PasskeySignInForm",
}
