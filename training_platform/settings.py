"""Settings, read from the environment and closed by default.

Every variable read here is explained in ``.env.example``; a test fails on one that is not. Nothing insecure is a
default: outside the demo a missing secret stops the start with a sentence that names it.
"""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of place this is ------------------------------------------------------------------------------------
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it in the environment (see .env.example).")
BASE_URL = env.str("BASE_URL", default="").rstrip("/")
if not BASE_URL:
    raise ImproperlyConfigured("BASE_URL is missing: the platform's own address, such as https://refco.example.")
_address = urlsplit(BASE_URL)
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
SECURE = _address.scheme == "https"
if DEMO and _address.hostname not in LOOPBACK_HOSTS:
    raise ImproperlyConfigured("DEMO=1 is for this machine alone: BASE_URL must be a loopback address.")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS", default=[]) if host.strip()] or [_address.hostname]
if DEMO and not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS):
    raise ImproperlyConfigured("DEMO=1 is for this machine alone: ALLOWED_HOSTS may name nothing but loopback.")
WAGTAILADMIN_BASE_URL = BASE_URL
NETWORK_NAME = env.str("NETWORK_NAME", default="REFCO")
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", default="soporte@secretaria.refco.example")

# --- Apps, lowest floor last so that upper templates win ------------------------------------------------------------
OWN_APPS = [
    "training_platform",
    "certificates",
    "sessions.apps.SessionsConfig",
    "courses",
    "conferencing",
    "content",
    "privacy",
    "network",
    "foundations.printing",
    "foundations.outbox",
    "foundations.jobs",
    "foundations.audit",
]
INSTALLED_APPS = [
    *OWN_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "training_platform.middleware.Confidential",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "training_platform.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.ReadersClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "training_platform.middleware.ButtonsOnly",
]
ROOT_URLCONF = "training_platform.urls"
WSGI_APPLICATION = "training_platform.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "training_platform" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.tz",
                "training_platform.context.frame",
            ],
        },
    },
]

# --- Database, cache, files -----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'platform.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN: a seat is counted and taken under one lock (see docs/decisions).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A new SQLite connection reads the whole schema again and its end writes the log back: half of a light page's cost.
DATABASES["default"]["CONN_MAX_AGE"] = 60
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # The counts of attempts at signing in live here: a crowd of strangers must not push them out.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Of one process alone, for what may be a minute old and is asked for on every page.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = VAR_DIR / "private"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Languages and clocks -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
# A translation is an ordinary draft with a workflow of its own (docs/decisions/0003-two-trees.md).
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="America/El_Salvador")
LOCALE_PATHS = [BASE_DIR / "training_platform" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
FORMAT_MODULE_PATH = ["training_platform.formats"]

# --- Who gets in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "network.adapter.ClosedDoor"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60

# --- What the browser may do ----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# Wagtail's own pages carry inline scripts, its rich-text editor makes inline styles, and its previews stand in a
# frame; tried in the browser, they need nothing more (tests/browser/test_editing.py). Only they get this policy
# (training_platform.middleware).
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "fullscreen")
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # X-Frame-Options is SAMEORIGIN for the admin's previews; ours have the CSP.

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = NETWORK_NAME
WAGTAILIMAGES_IMAGE_MODEL = "content.PlatformImage"
WAGTAILDOCS_DOCUMENT_MODEL = "content.PlatformDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_LOGIN_URL = "admin_door"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})  # a browser knows no zone of that name
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "Español"), ("en", "English")]
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
TAGGIT_CASE_INSENSITIVE = True

# --- Jobs and the clock ---------------------------------------------------------------------------------------------
JOB_TIMEOUT_SECONDS = 20
Q_CLUSTER = {
    "name": "platform",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": JOB_TIMEOUT_SECONDS,
    "retry": 65,  # must exceed timeout × (queue_limit / workers + 2), else a running job is handed out twice
    "max_attempts": 0,  # the job's own count decides (foundations.jobs.running), for it survives a killed worker
    "save_limit": 500,
    "catch_up": False,
    "poll": 0.5,
    "label": "Jobs",
    "cache": "process",  # its own figures, written twice a second, which nobody reads: not into the database
}
TASKS = {"default": {"BACKEND": "foundations.jobs.backend.QueueBackend"}}
CLOCK = "training_platform.clock.CHORES"

# --- Letters --------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR.resolve() / 'letters'}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="REFCO <no-responder@secretaria.refco.example>"
)
EMAIL_TIMEOUT = 10

# --- Video ----------------------------------------------------------------------------------------------------------
# With JITSI_URL empty the join page says that no video server is set; in the demo a practice room stands in for it.
JITSI_URL = env.str("JITSI_URL", default="").rstrip("/")
JITSI_DOMAIN = env.str("JITSI_DOMAIN", default="meet.demo" if DEMO else "")
JITSI_APP_ID = env.str("JITSI_APP_ID", default="refco")
JITSI_AUDIENCE = env.str("JITSI_AUDIENCE", default="jitsi")
JITSI_TOKEN_SECRET = env.str("JITSI_TOKEN_SECRET", default="")
JITSI_EVENTS_SECRET = env.str("JITSI_EVENTS_SECRET", default="")
JOIN_OPENS_MINUTES_BEFORE = 15
JOIN_CLOSES_MINUTES_AFTER = 30
EVIDENCE_KEPT_MONTHS = env.int("EVIDENCE_KEPT_MONTHS", default=24)

# --- Log: one line per change of state, keys only -------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django-q": {"level": "WARNING"},
    },
}
