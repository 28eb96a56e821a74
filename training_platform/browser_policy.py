"""What a browser may do on our pages, as data for the settings: the content security policy by zone, the features."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Our pages: their own files from their own host, nothing inline, no frame, no plug-in, and no nonce: a page that may be
# cached for everybody cannot carry one.
STRICT = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "manifest-src": [SELF],
    "object-src": [NONE],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "report-uri": ["/csp/"],
}

# What differs under /admin/ alone (training_platform.zones): Wagtail's editors make inline styles, show what is being
# uploaded and frame their previews; tried in the browser, they need nothing more (tests/browser/test_admin_policy.py).
# Scripts stay strict: what Wagtail writes inline, static/platform/admin.js starts (training_platform.inline_free).
ADMIN = {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}

# Everything that a browser lets pages do and ours do not. Passkeys are for our own pages.
FEATURES: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("accelerometer", "ambient-light-sensor", "autoplay", "bluetooth", "browsing-topics", "camera"),
        *("clipboard-read", "compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad"),
        *("geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map"),
        *("local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture"),
        *("screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "web-share", "window-management"),
        "xr-spatial-tracking",
    )
} | {feature: ["self"] for feature in ("publickey-credentials-create", "publickey-credentials-get")}
