"""Settings, read from the environment and closed by default.

Every variable read here is explained in ``.env.example``; a test fails on one that is not. Nothing insecure is a
default: outside the demo a missing secret stops the start with a sentence that names it.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from training_platform import browser_policy, log_policy, sign_in_policy, signing_policy
from training_platform.cache_rules import fault_of_cache
from training_platform.secret_rules import Secret, faults_of

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of place this is ------------------------------------------------------------------------------------
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
# Secrets are read as they stand: django-environ would take one that begins with "$" for the name of another variable.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it in the environment (see .env.example).")
# Former keys, newest first: what they signed or sealed is still read, nothing new is made with them.
SECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key.strip()]
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
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name each host in full: no “*” and no leading dot.")
if DEBUG and SECURE:
    raise ImproperlyConfigured("DEBUG=1 shows variables to everybody: it is refused with an https address.")
WAGTAILADMIN_BASE_URL = BASE_URL
NETWORK_NAME = env.str("NETWORK_NAME", default="REFCO")
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", default="soporte@secretaria.refco.example")
SECRETARIAT_EMAIL = env.str("SECRETARIAT_EMAIL", default=SUPPORT_EMAIL)
IATI_ORGANISATION = env.str("IATI_ORGANISATION", default="") or "unregistered"  # the network's, as a publisher of IATI
SECRETARIAT_ADDRESS = env.str("SECRETARIAT_ADDRESS", default="")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=SUPPORT_EMAIL)  # an address, or a URL with its scheme

# --- Apps, lowest floor last so that upper templates win ------------------------------------------------------------
OWN_APPS = [
    "training_platform",
    "certificates",
    *("sessions.apps.SessionsConfig", "funding"),
    *("courses", "conferencing", "equipment"),
    *("calendars", "content", "privacy"),
    "network",
    *(f"foundations.{name}" for name in ("printing", "spreadsheets", "outbox", "jobs", "audit")),
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
    "training_platform.quiet_admin.QuietAdminConfig",  # wagtail.admin, but its letters are ours
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
    "training_platform.compression.Compression",
    "training_platform.public_pages.PublicPages",  # a page that is kept bears the headers of those below
    # The next three stand around all others: a refusal of theirs, a static file, carries the headers too.
    "csp.middleware.CSPMiddleware",
    "training_platform.middleware.Confidential",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "training_platform.hostile.SoundRequests",
    "training_platform.for_programs.ForPrograms",  # what programs fetch all day passes by all that follows
    "django.contrib.sessions.middleware.SessionMiddleware",
    "training_platform.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.SessionLimits",
    "network.middleware.ReadersClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.middleware.SecondFactor",
    "training_platform.middleware.Redirects",
    "content.middleware.EditorsWalls",
    "training_platform.middleware.ButtonsOnly",
    "training_platform.malformed.MalformedRequests",
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
    # Wagtail would keep rows here, as pickles; the database has them.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if CACHE_URL := env.str("CACHE_URL", default=""):
    if (_fault := fault_of_cache(CACHE_URL)) and not DEMO:
        raise ImproperlyConfigured(_fault)
    CACHES["default"] = {"BACKEND": "training_platform.redis_cache.ForgivingRedis", "LOCATION": CACHE_URL}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = VAR_DIR / "private"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "training_platform.whole_files.WholeFiles"},
    "private": {
        "BACKEND": "training_platform.whole_files.WholeFiles",
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
# The second has what the libraries say in English alone (decision 0027).
LOCALE_PATHS = [BASE_DIR / "training_platform" / place for place in ("locale", "overlay/locale")]
LANGUAGE_COOKIE_NAME = "language"
FORMAT_MODULE_PATH = ["training_platform.formats"]

# --- Who gets in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["network.backends.AccountsBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "network.house_words.HouseWords"},
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
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a letter to an address that is nobody's would tell its reader what this is
ACCOUNT_RATE_LIMITS = sign_in_policy.LIMITS
ACCOUNT_FORMS = sign_in_policy.ACCOUNT_FORMS
MFA_ADAPTER = "network.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False  # no device is trusted: the second factor is asked at every sign-in
MFA_TOTP_TOLERANCE = 1  # half a minute early or late, each code once (network.sign_in_forms)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = sign_in_policy.FACTOR_FORMS
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60

# --- What the browser may do ----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": browser_policy.STRICT}
ADMIN_CONTENT_SECURITY_POLICY = browser_policy.ADMIN
PERMISSIONS_POLICY = browser_policy.FEATURES
X_FRAME_OPTIONS = "DENY"  # Wagtail's previews say SAMEORIGIN themselves.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE and env.bool("HSTS_PRELOAD", default=False)
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WHITENOISE_ALLOW_ALL_ORIGINS = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # Preloading HSTS binds a domain for years: HSTS_PRELOAD asks for it.
# What a request may hold: fields without files, their number (a curriculum of sixty modules has about 800), files, all.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
LARGEST_BODY = 64 * 1024 * 1024

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = NETWORK_NAME
WAGTAILIMAGES_IMAGE_MODEL = "content.PlatformImage"
WAGTAILIMAGES_RENDITION_STORAGE = "private"  # handed out by content.views alone, which ask for the tier
WAGTAILDOCS_DOCUMENT_MODEL = "content.PlatformDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# What is taken in, by content (content.uploads); the endings and sizes here are what the screens say of it.
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILADMIN_LOGIN_URL = "admin_door"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"  # as training_platform/formats reads them
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
# One of each is no choice, so Wagtail asks for none: the account has both (training_platform/quiet_admin.py).
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "Español")]
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "content.search_backend", "SEARCH_CONFIG": "es_unaccent"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
TAGGIT_CASE_INSENSITIVE = True
PAGES_REVIEWED_DAYS = env.int("PAGES_REVIEWED_DAYS", default=180)
SILENT_AFTER_DAYS = env.int("SILENT_AFTER_DAYS", default=60)
if min(PAGES_REVIEWED_DAYS, SILENT_AFTER_DAYS) < 1:
    raise ImproperlyConfigured("PAGES_REVIEWED_DAYS and SILENT_AFTER_DAYS must be at least 1.")

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
TASK_SOURCES = "training_platform.wiring.TASK_SOURCES"  # what is due, and of whom

IMPORT_CONTRACTS = "training_platform.wiring.IMPORT_CONTRACTS"  # what goes in and out as a spreadsheet

# --- Calendars -------------------------------------------------------------------------------------------------------
CALENDAR_SOURCES = "training_platform.wiring.CALENDAR_SOURCES"
CALENDAR_VERSION = "training_platform.public_version.CALENDARS"
CALENDAR_DOMAIN = env.str("CALENDAR_DOMAIN", default="calendar.refco.example")  # in names of events: never changed

# --- Letters --------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR.resolve() / 'letters'}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="REFCO <no-responder@secretaria.refco.example>"
)
if vars()["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "foundations.outbox.smtp.MailServer"  # the same, and it knows how far a letter came
EMAIL_TIMEOUT = 10  # for each word of the mail server's; a whole letter has JOB_TIMEOUT_SECONDS

# --- Archives of everything (training_platform.backup) ----------------------------------------------------------------
# Named, the folder is expected to be filled by a timer, and the page of the platform's state says when it is not.
BACKUP_IS_EXPECTED = bool(env.str("BACKUP_DIR", default=""))
BACKUP_DIR = Path(env.str("BACKUP_DIR", default="") or VAR_DIR / "backups")
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
if BACKUPS_KEPT < 1:
    raise ImproperlyConfigured("BACKUPS_KEPT must be at least 1: the newest archive is always kept.")
BACKUP_KEY = os.environ.get("BACKUP_KEY", "")

# --- Video ----------------------------------------------------------------------------------------------------------
# With JITSI_URL empty the join page says that no video server is set; in the demo a practice room stands in for it.
JITSI_URL = env.str("JITSI_URL", default="").rstrip("/")
JITSI_DOMAIN = env.str("JITSI_DOMAIN", default="meet.demo" if DEMO else "")
JITSI_APP_ID = env.str("JITSI_APP_ID", default="refco")
JITSI_AUDIENCE = env.str("JITSI_AUDIENCE", default="jitsi")
JITSI_TOKEN_SECRET = os.environ.get("JITSI_TOKEN_SECRET", "")
JITSI_EVENTS_SECRET = os.environ.get("JITSI_EVENTS_SECRET", "")
# Signed with a secret shared with the video server (HS256), or with keys of ours that it only checks by (RS256).
JITSI_SIGNS_WITH_KEYS = env.bool("JITSI_SIGNS_WITH_KEYS", default=False)
JITSI_KEYS_DIR = Path(env.str("JITSI_KEYS_DIR", default="") or VAR_DIR / "jitsi-keys")
# Prosody's own HTTP, closed to all but this host; and the health of the other parts, where they are to be watched.
JITSI_INTERFACE_URL = env.str("JITSI_INTERFACE_URL", default="").rstrip("/")
JITSI_DIAL_IN_NUMBER = env.str("JITSI_DIAL_IN_NUMBER", default="")
JITSI_PIN_MAPPER_URL = env.str("JITSI_PIN_MAPPER_URL", default="")
JITSI_BRIDGE_URL = env.str("JITSI_BRIDGE_URL", default="").rstrip("/")
JITSI_FOCUS_URL = env.str("JITSI_FOCUS_URL", default="").rstrip("/")
JITSI_ROSTER_SECRET = os.environ.get("JITSI_ROSTER_SECRET", "")
ROOM_WINDOWS = "training_platform.wiring.ROOM_WINDOWS"
JOIN_OPENS_MINUTES_BEFORE, JOIN_CLOSES_MINUTES_AFTER = 15, 30
EVIDENCE_KEPT_MONTHS = env.int("EVIDENCE_KEPT_MONTHS", default=24)
vars().update(signing_policy.paths(env, VAR_DIR, demo=DEMO))  # the keys of certificates and badges

# --- Personal data --------------------------------------------------------------------------------------------------
PERSONAL_DATA = "training_platform.wiring.PERSONAL_DATA"
LETTERS_KEPT_MONTHS = env.int("LETTERS_KEPT_MONTHS", default=12)
CORRECTIONS_KEPT_MONTHS = env.int("CORRECTIONS_KEPT_MONTHS", default=24)
BOOKING_WORDS_KEPT_MONTHS = env.int("BOOKING_WORDS_KEPT_MONTHS", default=6)
CORRECTION_DAYS = env.int("CORRECTION_DAYS", default=20)
AUDIT_KEPT_YEARS = 10  # what people are told; nothing purges the book yet
for _name in [name for name in list(vars()) if name.endswith("_KEPT_MONTHS")] + ["CORRECTION_DAYS"]:
    if globals()[_name] < 1:
        raise ImproperlyConfigured(f"{_name} must be at least 1: nothing is let go on the day it was written.")

# --- Secrets: missing, weak or the same as another, they stop the start ----------------------------------------------
SECRETS = {
    "SECRET_KEY": Secret(SECRET_KEY, fewest_bytes=50),
    "JITSI_TOKEN_SECRET": Secret(JITSI_TOKEN_SECRET, 32, is_needed=bool(JITSI_URL) and not JITSI_SIGNS_WITH_KEYS),
    "JITSI_EVENTS_SECRET": Secret(JITSI_EVENTS_SECRET, fewest_bytes=24, is_needed=bool(JITSI_URL)),
    "JITSI_ROSTER_SECRET": Secret(JITSI_ROSTER_SECRET, fewest_bytes=24, is_needed=False),
    "BACKUP_KEY": Secret(BACKUP_KEY, fewest_bytes=20, is_needed=False),
} | signing_policy.secrets(vars())
if not DEMO and (faults := faults_of(SECRETS)):
    raise ImproperlyConfigured(" ".join(faults))

# --- Log: one line per change of state, keys only; what else might say too much is redacted -------------------------
LOGGING_CONFIG = "training_platform.redaction.configure_logging"
DEFAULT_EXCEPTION_REPORTER_FILTER = "training_platform.redaction.NothingOfTheRequest"
ADMINS: list[tuple[str, str]] = []
LOGGING = log_policy.logging_at(env.str("LOG_LEVEL", default="INFO"))
