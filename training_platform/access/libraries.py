"""Which address of a library shows or changes what: patterns for those of Wagtail and allauth, which are not ours."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """Addresses of Wagtail and allauth by a pattern of their names (``*`` at the end): whom they open for at most."""

    pattern: str
    resource: str
    why: str = ""


# Looked up in this order: the first pattern that fits a name is its row.
LIBRARIES: tuple[Library, ...] = (
    Library("account_change_password", "own_account"),
    Library("account_reauthenticate", "own_account"),
    Library("account_*", "front"),
    Library("mfa_authenticate", "front", "the second step of the sign-in"),
    Library("mfa_login_webauthn", "front"),
    Library("mfa_*", "own_account"),
    Library("admin_sign_out", "front"),
    Library("wagtailadmin_logout", "front", "closed: the platform's own sign-out stands for it"),
    Library("wagtailusers_*", "platform_settings"),
    Library("wagtailsites:*", "platform_settings"),
    Library("wagtaillocales:*", "platform_settings"),
    Library("wagtailredirects:*", "platform_settings"),
    Library("wagtailsnippets:*", "platform_settings"),
    Library("wagtailadmin_password_reset*", "front", "closed: leads to the sign-in"),
    Library("wagtailadmin_login", "front", "closed: the platform's own sign-in stands for it"),
    Library("admin_door", "front"),
    Library("wagtailadmin_sprite", "front", "icons, the same for everybody"),
    Library("wagtailadmin_javascript_catalog", "front", "words of buttons, the same for everybody"),
    Library("wagtail_localize:javascript_catalog", "front", "words of buttons, the same for everybody"),
    Library("wagtail*", "editing"),
)

# Addresses without a name, by their route: redirects to a named one, and Wagtail's own ends of the admin.
UNNAMED: dict[str, str] = {
    "": "front",
    "^admin/password_reset/": "front",
    "^admin/(?:users|groups)/": "platform_settings",
    "_util/login/": "front",
    "admin/failwhale/": "editing",
    "admin/collections/<int:pk>/privacy/": "platform_settings",
    "admin/test404/": "editing",
    "admin/^.*/$": "editing",
}


def library_of(name: str) -> Library | None:
    """The first pattern that fits a URL name of a library; ``None`` where there is none."""
    return next((row for row in LIBRARIES if _fits(row.pattern, name)), None)


def _fits(pattern: str, name: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern
